// @ts-check
// The reading page of a clerk: opens one decision at a time, and looks again when an acceptance has taken effect.

import { all } from "../core/dom.js";

for (const summary of all("summary[data-key]", HTMLElement)) {
  summary.addEventListener("click", () => {
    const form = summary.parentElement;
    setTimeout(() => form?.querySelector("input:not([type=hidden]), textarea, select")?.scrollIntoView({ block: "nearest" }));
  });
}
for (const place of all("[data-until]", HTMLElement)) {
  const left = Date.parse(place.dataset.until ?? "") - Date.now();
  setTimeout(() => location.reload(), Math.max(left, 0) + 1500);
}
