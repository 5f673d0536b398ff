// @ts-check
/** Buttons for the steps the server offers; a step that needs words or cannot be taken back asks in a dialog. */

import { element, fill } from "../core/dom.js";
import { has, say } from "./words.js";

const FINAL = new Set(["adjourn", "conclude", "release"]);
const METHODS = { identity: ["document", "known_person", "attendant", "officer", "waived"], alone: ["asked", "attendant", "supporter_present", "waived"] };
const RESTS = 3000;
const FORMS = ["oath", "affirmation", "other_form"];

/**
 * @param {import("../protocol.js").ControlView} control
 * @param {(act: Record<string, unknown>) => void} act
 * @param {string} [about] whom it concerns, shown in the dialog
 */
export function button(control, act, about = "") {
  const look = control.weight === "main" ? "button" : "button button-quiet button-small";
  const take = () => {
    const base = control.participant_id ? { act: control.act, participant_id: control.participant_id } : { act: control.act };
    if (control.needs.length || FINAL.has(control.act)) ask(control, about, (given) => act({ ...base, ...given }));
    else {
      act(base);
      rest(made);
    }
  };
  const made = element("button", { type: "button", class: look, "data-act": control.act, listen: { click: take } }, control.words);
  return made;
}

/** A second tap on the way to the first one's answer would be for a step that is no longer there. @param {HTMLButtonElement} button */
function rest(button) {
  button.disabled = true;
  setTimeout(() => (button.disabled = false), RESTS);
}

/** @param {import("../protocol.js").ControlView} control @param {string} about @param {(given: Record<string, unknown>) => void} done */
function ask(control, about, done) {
  const form = element("form", { class: "stack", method: "dialog" });
  const dialog = element("dialog", { class: "dialog", "aria-label": control.words }, form);
  const cancel = element("button", { type: "button", class: "button button-quiet", listen: { click: () => dialog.close() } }, say("cancel"));
  fill(
    form,
    element("h2", {}, control.words),
    about && element("p", {}, element("bdi", {}, about)),
    FINAL.has(control.act) && element("p", {}, say(`sure_${control.act}`)),
    ...control.needs.map((need) => field(control.act, need)),
    element("p", { class: "actions" }, element("button", { class: "button", "data-confirm": true }, control.words), cancel),
  );
  form.addEventListener("submit", () => done(values(form, control.needs)));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {string} act @param {string} need */
function field(act, need) {
  const id = `need-${need}`;
  const label = element("label", { class: "label", for: id }, say(`need_${need}`));
  const optional = act === "identity" || act === "alone" || act === "suspend";
  switch (need) {
    case "method":
      return element("div", { class: "field" }, label, choice(id, need, METHODS[/** @type {"identity" | "alone"} */ (act)] ?? []));
    case "form":
      return element("div", { class: "field" }, label, choice(id, need, FORMS));
    case "sustained":
    case "open":
      return element("div", { class: "field" }, label, choice(id, need, ["yes", "no"], `${need}_`));
    case "reason":
      return element("div", { class: "field" }, label, element("textarea", { class: "input", id, name: need, rows: 3, required: !optional }));
    default:
      return element("div", { class: "field" }, label, element("input", { class: "input", id, name: need, required: true }));
  }
}

/** @param {string} id @param {string} name @param {string[]} values @param {string} [prefix] */
function choice(id, name, values, prefix = "choice_") {
  const words = (/** @type {string} */ value) => (has(prefix + value) ? say(prefix + value) : value);
  return element("select", { class: "input", id, name }, ...values.map((value) => element("option", { value }, words(value))));
}

/** @param {HTMLFormElement} form @param {string[]} needs */
function values(form, needs) {
  const data = new FormData(form);
  const asked = needs.filter((need) => data.has(need));
  return Object.fromEntries(asked.map((need) => [need, ["sustained", "open"].includes(need) ? data.get(need) === "yes" : String(data.get(need))]));
}
