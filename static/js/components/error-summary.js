// @ts-check
/** Brings people to what they have to correct: the summary first, then the field itself. */

import { all } from "../core/dom.js";

export function errorSummary() {
  for (const summary of all("[data-error-summary]", HTMLElement)) {
    summary.focus();
    summary.addEventListener("click", (event) => {
      if (!(event.target instanceof HTMLAnchorElement)) return;
      const field = document.getElementById(decodeURIComponent(event.target.hash.slice(1)));
      if (!field) return;
      event.preventDefault();
      field.closest(".field")?.scrollIntoView({ block: "start" });
      field.focus({ preventScroll: true });
    });
  }
}
