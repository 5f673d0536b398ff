// @ts-check
/** Who sees and hears this person, in the words the server made from the plan; and the tap that starts capture. */

import { element } from "../core/dom.js";
import { say } from "./words.js";

/** @param {import("../protocol.js").ToldView} told */
export function lists(told) {
  const row = (/** @type {string} */ words, /** @type {string[]} */ names) =>
    element("li", {}, element("strong", {}, say(words)), " ", element("bdi", {}, names.length ? names.join(", ") : say("nobody")));
  const hidden = [...told.cannot_see_you, ...(told.public_sees ? [] : [say("the_public")])];
  return element(
    "ul",
    { class: "plain-list", "data-told": told.mark },
    row("can_see", told.public_sees ? [...told.see_you, say("the_public")] : told.see_you),
    row("can_hear", told.public_hears ? [...told.hear_you, say("the_public")] : told.hear_you),
    row("cannot_see", hidden),
    row("you_will_see", told.you_see),
  );
}

/**
 * The list and the buttons under it. Nothing starts before one of them is tapped.
 * @param {import("../protocol.js").ToldView} told
 * @param {(event: Event, wants: {camera: boolean, microphone: boolean}) => void} start
 */
export function ownTap(told, start) {
  const tap = (/** @type {string} */ words, /** @type {string} */ look, /** @type {boolean} */ camera) =>
    element(
      "button",
      { type: "button", class: look, "data-own-tap": camera ? "camera" : "voice", listen: { click: (event) => start(event, { camera, microphone: true }) } },
      say(words),
    );
  return element(
    "section",
    { class: "card stack" },
    element("h2", {}, say("when_you_speak")),
    lists(told),
    element("p", {}, tap("start_both", "button button-large", true)),
    element("p", {}, tap("start_voice", "button button-quiet button-large", false)),
  );
}
