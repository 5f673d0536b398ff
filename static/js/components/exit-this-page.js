// @ts-check
/**
 * Leaves at once: blank, then another page in place of this one in the history. Never on Escape, which would
 * stop the page from loading. The link itself works without this file.
 */

import { all } from "../core/dom.js";

const PATIENCE = 5000;

export function exitThisPage() {
  const [link] = all("a[data-exit]", HTMLAnchorElement);
  if (!link) return;
  for (const other of all("a[data-exit]", HTMLAnchorElement)) {
    other.addEventListener("click", (event) => {
      event.preventDefault();
      leave(other.href);
    });
  }
  listenForShift(() => leave(link.href));
  // Coming back with the browser's arrow must not show a kept picture of the page.
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}

/** @param {string} address */
function leave(address) {
  document.documentElement.classList.add("leaving");
  document.title = "…";
  try {
    sessionStorage.clear();
  } catch {
    // Storage is switched off: there is nothing to clear.
  }
  location.replace(address);
}

/** @param {() => void} thirdTime */
function listenForShift(thirdTime) {
  const shown = document.querySelector("[data-exit-count]");
  let presses = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const count = (/** @type {number} */ next) => {
    presses = next;
    if (next) shown?.setAttribute("data-count", String(next));
    else shown?.removeAttribute("data-count");
  };
  addEventListener("keydown", (event) => {
    clearTimeout(timer);
    if (event.key !== "Shift") return count(0);
    if (event.repeat) return undefined;
    count(presses + 1);
    if (presses === 3) return thirdTime();
    timer = setTimeout(() => count(0), PATIENCE);
    return undefined;
  });
}
