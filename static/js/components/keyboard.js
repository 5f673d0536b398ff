// @ts-check
/**
 * Work by keyboard: j and k move in a queue, Enter opens, `data-key` names the key of a button or of the search box,
 * ? shows them all. Letters can be switched off (WCAG 2.2, 2.1.4) and never act while somebody types.
 */

import { all } from "../core/dom.js";

const SWITCH = "keys-off";

export function keyboard() {
  const [dialog] = all("dialog[data-keys]", HTMLDialogElement);
  const [allowed] = all("input[data-keys-switch]", HTMLInputElement);
  if (allowed) {
    allowed.checked = localStorage.getItem(SWITCH) === null;
    allowed.addEventListener("change", () => {
      if (allowed.checked) localStorage.removeItem(SWITCH);
      else localStorage.setItem(SWITCH, "");
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "?" && dialog) {
      event.preventDefault();
      dialog.showModal();
    } else if (localStorage.getItem(SWITCH) === null && act(event.key)) {
      event.preventDefault();
    }
  });
}

/** @param {string} key @returns {boolean} whether the key meant something */
function act(key) {
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  const target = all("[data-key]", HTMLElement).find((one) => one.dataset.key === key && one.offsetParent !== null);
  if (target instanceof HTMLInputElement && target.type === "search") target.focus();
  else target?.click();
  return Boolean(target);
}

/** @param {1 | -1} step */
function move(step) {
  const items = all("[data-queue] [data-queue-item]", HTMLElement);
  if (!items.length) return false;
  const now = items.findIndex((item) => item.contains(document.activeElement));
  const next = items[Math.min(Math.max(now + step, 0), items.length - 1)];
  const [link] = all("a, button", HTMLElement, next);
  (link ?? next).focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

/** @param {EventTarget | null} target */
function typing(target) {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
