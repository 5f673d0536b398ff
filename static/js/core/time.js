// @ts-check
/** Writes instants as the pages do: 24 hours, day name, zone in words, in the language of the document. */

const language = () => document.documentElement.lang || "en";

/**
 * `14:30`.
 * @param {string | Date} at an instant (RFC 3339)
 * @param {string} zone IANA name
 */
export function clock(at, zone) {
  return write(at, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

/**
 * `Thursday 3 December 2026, 14:30`, with the zone in words.
 * @param {string | Date} at
 * @param {string} zone
 */
export function moment(at, zone) {
  const day = write(at, { timeZone: zone, dateStyle: "full" });
  const hour = { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "long" };
  return `${day}, ${write(at, /** @type {Intl.DateTimeFormatOptions} */ (hour))}`;
}

/**
 * `about 15 minutes`-style lengths without the "about": whole minutes, hours above ninety minutes.
 * @param {number} milliseconds
 */
export function lasting(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  const [value, unit] = minutes > 90 ? [Math.round(minutes / 60), "hour"] : [minutes, "minute"];
  return new Intl.NumberFormat(language(), { style: "unit", unit, unitDisplay: "long" }).format(value);
}

/**
 * @param {string | Date} at
 * @param {Intl.DateTimeFormatOptions} options
 */
function write(at, options) {
  return new Intl.DateTimeFormat(language(), { calendar: "gregory", ...options }).format(new Date(at));
}
