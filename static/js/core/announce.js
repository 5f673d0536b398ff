// @ts-check
/** Says one sentence to people who listen to the page instead of looking at it. */

/**
 * @param {string} text already in the reader's language
 * @param {{urgent?: boolean}} [how] urgent interrupts; keep it for safety
 */
export function announce(text, { urgent = false } = {}) {
  const region = document.querySelector(`[data-announce="${urgent ? "assertive" : "polite"}"]`);
  if (!region) return;
  // A region that already holds the same words stays silent: empty it first.
  region.textContent = "";
  requestAnimationFrame(() => {
    region.textContent = text;
  });
}
