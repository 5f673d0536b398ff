// @ts-check
/** Asks a second time before an act that cannot be undone, in the page's own dialog. */

import { all } from "../core/dom.js";

export function confirmForms() {
  for (const form of all("form[data-confirm]", HTMLFormElement)) {
    const dialog = document.getElementById(form.dataset.confirm ?? "");
    if (!(dialog instanceof HTMLDialogElement)) continue;
    form.addEventListener("submit", (event) => {
      if (event.submitter?.getAttribute("name") === "confirmed") return;
      event.preventDefault();
      dialog.showModal();
      // The safe answer is the one under the hand.
      focusSafe(dialog);
    });
  }
  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const opener = event.target.closest("[data-open]");
    const target = document.getElementById(opener?.getAttribute("data-open") ?? "");
    if (target instanceof HTMLDialogElement) target.showModal();
    if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
  });
}

/** @param {HTMLDialogElement} dialog */
function focusSafe(dialog) {
  const [safe] = all("[data-close]", HTMLElement, dialog);
  safe?.focus();
}
