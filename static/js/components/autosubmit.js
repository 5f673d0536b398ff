// @ts-check
/** Applies filters as soon as they change; the button stays for those who work without a script. */

import { all } from "../core/dom.js";

export function autosubmit() {
  for (const form of all("form[data-autosubmit]", HTMLFormElement)) {
    form.addEventListener("change", (event) => {
      const changed = event.target;
      // Typed words wait for Enter: a page that jumps while somebody types helps nobody.
      if (changed instanceof HTMLInputElement && !["checkbox", "radio"].includes(changed.type)) return;
      form.requestSubmit();
    });
  }
}
