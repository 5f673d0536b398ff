// @ts-check
/** A file field that sends its files while the person goes on, and goes on where it stopped. */

import { announce } from "../core/announce.js";
import { Problem } from "../core/api.js";
import { all, element, one, words } from "../core/dom.js";
import { Upload } from "../core/tus.js";

export function uploads() {
  for (const drop of all("[data-upload]", HTMLElement)) attach(drop);
}

/** @param {HTMLElement} drop */
function attach(drop) {
  const input = one("input[type=file]", HTMLInputElement, drop);
  const list = element("div", { class: "drop-list" });
  drop.append(list);
  /** @type {Set<Upload>} */
  const running = new Set();
  const begin = (/** @type {Iterable<File>} */ files) => {
    for (const file of files) sendOne(drop, list, file, running, input);
    input.value = "";
  };
  input.addEventListener("change", () => begin([...(input.files ?? [])]));
  // A file may have been chosen before this script arrived.
  if (input.files?.length) begin([...input.files]);
  listenForDrop(drop, begin);
  input.form?.addEventListener("submit", (event) => {
    if (!running.size) return;
    event.preventDefault();
    announce(drop.dataset.wordWait ?? "", { urgent: true });
    list.scrollIntoView({ block: "nearest" });
  });
  addEventListener("beforeunload", (event) => {
    if (running.size) event.preventDefault();
  });
}

/**
 * @param {HTMLElement} drop
 * @param {HTMLElement} list
 * @param {File} file
 * @param {Set<Upload>} running
 * @param {HTMLInputElement} input
 */
async function sendOne(drop, list, file, running, input) {
  const row = rowFor(drop, file);
  list.append(row.node);
  const upload = new Upload(drop.dataset.upload ?? "", file, {
    progress: (done, whole) => row.show(done, whole),
    waiting: () => row.say(drop.dataset.wordWaiting ?? ""),
    memory: "uploadForget" in drop.dataset ? null : localStorage,
  });
  running.add(upload);
  row.onCancel(() => upload.cancel());
  try {
    const address = await upload.run();
    row.finish(drop.dataset.wordDone ?? "", element("input", { type: "hidden", name: drop.dataset.finish ?? "", value: address }));
    input.required = false;
    drop.dispatchEvent(new CustomEvent("uploaded", { bubbles: true, detail: { address, name: file.name } }));
  } catch (reason) {
    const refused = reason instanceof Problem ? [reason.title || drop.dataset.wordFailed, reason.hint] : [drop.dataset.wordCancelled];
    row.finish(refused.filter(Boolean).join(" "));
  } finally {
    running.delete(upload);
  }
}

/** @param {HTMLElement} drop @param {File} file */
function rowFor(drop, file) {
  const bar = element("progress", { max: file.size || 1, value: 0, "aria-label": file.name });
  const text = element("span", { class: "small" }, file.name);
  const cancel = element("button", { class: "button button-quiet button-small", type: "button" }, drop.dataset.wordCancel ?? "");
  const node = element("div", { class: "drop-file" }, text, cancel, bar);
  const megabytes = new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit: "megabyte", maximumFractionDigits: 1 });
  const size = (/** @type {number} */ bytes) => megabytes.format(bytes / 1_000_000);
  return {
    node,
    onCancel: (/** @type {() => void} */ stop) => cancel.addEventListener("click", stop, { once: true }),
    say: (/** @type {string} */ sentence) => (text.textContent = `${file.name}: ${sentence}`),
    show(/** @type {number} */ done, /** @type {number} */ whole) {
      bar.value = done;
      text.textContent = words(drop.dataset.wordProgress ?? "", { name: file.name, done: size(done), all: size(whole) });
    },
    finish(/** @type {string} */ outcome, /** @type {Node[]} */ ...hidden) {
      cancel.remove();
      bar.remove();
      text.textContent = `${file.name}: ${outcome}`;
      node.append(...hidden);
      announce(text.textContent);
    },
  };
}

/** @param {HTMLElement} drop @param {(files: Iterable<File>) => void} begin */
function listenForDrop(drop, begin) {
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.classList.add("drop-over");
  });
  drop.addEventListener("dragleave", () => drop.classList.remove("drop-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("drop-over");
    begin(event.dataTransfer?.files ?? []);
  });
}
