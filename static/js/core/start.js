// @ts-check
/** Wakes the components a page holds. Every page works without this file, only slower. */

import { autosubmit } from "../components/autosubmit.js";
import { confirmForms } from "../components/confirm.js";
import { errorSummary } from "../components/error-summary.js";
import { exitThisPage } from "../components/exit-this-page.js";

exitThisPage();
errorSummary();
confirmForms();
autosubmit();
const later = [];
if (document.querySelector("[data-upload]")) {
  later.push(import("../components/upload.js").then(({ uploads }) => uploads()));
}
if (document.querySelector("[data-queue], [data-key]")) {
  later.push(import("../components/keyboard.js").then(({ keyboard }) => keyboard()));
}
await Promise.all(later);
document.documentElement.dataset.ready = "";
