// @ts-check
/** A button that prints the page, where there is a script to do it; the browser's own menu does it too. */

import { all } from "../core/dom.js";

for (const button of all("[data-print]", HTMLButtonElement)) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
