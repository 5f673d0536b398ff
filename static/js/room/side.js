// @ts-check
/** What the bench and the clerk have beside the floor: what is in force, what needs them, who is where. */

import { element, fill } from "../core/dom.js";
import { button } from "./controls.js";
import { say } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("../protocol.js").RoomView} view
 * @param {(act: Record<string, unknown>) => void} act
 */
export function side(root, view, act) {
  const about = (/** @type {string} */ id) => view.controls.filter((control) => control.participant_id === id);
  fill(
    root,
    view.alerts.length > 0 && card(say("needs_you"), list(view.alerts.map((words) => element("li", {}, words)))),
    view.orders.length > 0 && card(say("in_force"), list(view.orders.map(order))),
    ...Object.entries(view.checks).map(([id, checks]) => {
      const person = view.people.find((each) => each.id === id);
      const buttons = about(id).filter((control) => ["identity", "alone", "promise", "call", "release"].includes(control.act));
      return card(say("before_call", { name: person?.name ?? "" }), checklist(checks), actions(buttons, act, person?.name));
    }),
    people(view, act),
  );
}

/** @param {import("../protocol.js").RoomView} view @param {(act: Record<string, unknown>) => void} act */
function people(view, act) {
  const rows = view.people.map((person) =>
    element(
      "li",
      { "data-person": person.id, "data-stage": person.stage },
      element("strong", {}, element("bdi", {}, person.name)),
      person.part !== person.name && ` · ${person.part}`,
      element("br"),
      element("span", { class: "soft small" }, person.stage_words),
      actions(view.controls.filter((control) => control.participant_id === person.id && ["admit", "remove", "summary"].includes(control.act)), act, person.name),
    ),
  );
  return card(say("people"), rows.length ? list(rows) : element("p", { class: "soft" }, say("nobody_yet")));
}

/** @param {import("../protocol.js").OrderInForce} order */
function order(order) {
  const state = order.applied ? say("applied") : say("being_applied");
  return element(
    "li",
    {},
    element("strong", {}, element("bdi", {}, order.person), ` · ${order.preset}`),
    element("br"),
    order.words,
    element("br"),
    element("span", { class: order.applied ? "tag tag-ok" : "tag tag-warn" }, state),
  );
}

/** @param {import("../protocol.js").CheckView[]} checks */
function checklist(checks) {
  const mark = (/** @type {boolean} */ done) => (done ? "✓ " : "◦ ");
  return list(
    checks.map((check) =>
      element(
        "li",
        { "data-check": check.name, "data-done": check.done ? "yes" : "no" },
        element("span", { "aria-hidden": "true" }, mark(check.done)),
        check.words,
        element("span", { class: "visually-hidden" }, ` (${say(check.done ? "done" : "not_done")})`),
      ),
    ),
  );
}

/** @param {import("../protocol.js").ControlView[]} controls @param {(act: Record<string, unknown>) => void} act @param {string} [name] */
function actions(controls, act, name) {
  return controls.length > 0 && element("p", { class: "actions" }, ...controls.map((control) => button(control, act, name)));
}

/** @param {string} title @param {...import("../core/dom.js").Child} children */
function card(title, ...children) {
  return element("section", { class: "card" }, element("h2", {}, title), ...children);
}

/** @param {HTMLElement[]} items */
function list(items) {
  return element("ul", { class: "plain-list" }, ...items);
}
