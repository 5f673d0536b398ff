// @ts-check
// The steps of a filing: shows what arrived, what was checked, and when the proof is signed. Works without, by links.

import { call } from "../core/api.js";
import { all } from "../core/dom.js";

const FIRST_WAIT = 700;
const LONGEST_WAIT = 8000;

/**
 * Asks again, ever more slowly, and shows the page anew once something has changed.
 * @param {string} path @param {(view: any) => boolean} changed
 */
async function until(path, changed) {
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 1.5, LONGEST_WAIT)) {
    await new Promise((go) => setTimeout(go, wait));
    const answer = await call("GET", path).catch(() => null);
    if (answer && changed(answer.view)) return location.reload();
  }
}

const checking = (/** @type {any} */ filing) =>
  filing.documents.filter((/** @type {any} */ one) => one.status === "quarantine").length;

for (const place of all("[data-checking]", HTMLElement)) {
  const path = place.dataset.checking ?? "";
  call("GET", path).then(({ view }) => {
    const before = checking(view);
    return before ? until(path, (filing) => checking(filing) < before) : location.reload();
  }, () => undefined);
}
for (const place of all("[data-signing]", HTMLElement)) {
  until(place.dataset.signing ?? "", (receipt) => receipt.proof !== null);
}
// One click is enough: the court would answer the second with the same receipt, but nobody needs to wonder.
for (const button of all("button[data-once]", HTMLButtonElement)) {
  button.form?.addEventListener("submit", () => setTimeout(() => (button.disabled = true)));
}
