// @ts-check
/** What this window knows, changed only here: frames and the person's own taps in, the next state out. */

/** @typedef {import("../protocol.js").RoomView} RoomView */

/**
 * @typedef {object} State
 * @property {"connecting" | "open" | "cut"} link
 * @property {RoomView | null} view
 * @property {number} sequence
 * @property {{code: string, title: string, hint: string, missing: string[]} | null} problem
 * @property {string | null} closed why the server ended this window
 * @property {boolean} checked whether the devices were looked at in this window
 * @property {{camera: boolean, microphone: boolean}} sending what this window captures, by its owner's tap
 * @property {boolean} stopping Stop was pressed and the court has not answered yet
 * @property {boolean} selfView
 */

/** @type {State} */
export const INITIAL = Object.freeze({
  link: "connecting",
  view: null,
  sequence: -1,
  problem: null,
  closed: null,
  checked: false,
  sending: { camera: false, microphone: false },
  stopping: false,
  selfView: true,
});

/**
 * @typedef {{do: "linked"} | {do: "cut"} | {do: "frame", frame: any} | {do: "checked"} | {do: "dismiss"}
 *   | {do: "sending", camera: boolean, microphone: boolean} | {do: "stopping"} | {do: "selfView"}} Action
 */

/**
 * @param {State} state
 * @param {Action} action
 * @returns {State}
 */
export function reduce(state, action) {
  switch (action.do) {
    case "linked":
      return { ...state, link: "open" };
    case "cut":
      return { ...state, link: "cut" };
    case "checked":
      return { ...state, checked: true };
    case "dismiss":
      return { ...state, problem: null };
    case "stopping":
      return { ...state, stopping: true };
    case "selfView":
      return { ...state, selfView: !state.selfView };
    case "sending":
      return { ...state, sending: { camera: action.camera, microphone: action.microphone } };
    case "frame":
      return frame(state, action.frame);
    default:
      return state;
  }
}

/**
 * @param {State} state
 * @param {any} frame unknown types change nothing
 * @returns {State}
 */
function frame(state, frame) {
  switch (frame?.type) {
    case "view": {
      if (!isView(frame.view)) return state;
      const stopping = state.stopping && !frame.view.me.stopped;
      return { ...state, view: frame.view, sequence: Number(frame.sequence) || 0, stopping };
    }
    case "problem":
      return { ...state, problem: asProblem(frame), stopping: false };
    case "closed":
      return { ...state, closed: String(frame.reason) };
    default:
      return state;
  }
}

/** @param {any} view */
function isView(view) {
  const lists = ["people", "slots", "controls", "orders", "alerts"];
  return Boolean(view?.me && view.told && view.ice) && lists.every((name) => Array.isArray(view[name]));
}

/** @param {any} frame */
function asProblem(frame) {
  const missing = Array.isArray(frame.missing) ? frame.missing.map(String) : [];
  return { code: String(frame.code), title: String(frame.title ?? ""), hint: String(frame.hint ?? ""), missing };
}

/**
 * Which part of the page is shown.
 * @param {State} state
 * @returns {"closed" | "connecting" | "check" | "waiting" | "floor" | "over"}
 */
export function phase(state) {
  const view = state.view;
  if (state.closed) return "closed";
  if (!view) return "connecting";
  if (["adjourned", "concluded"].includes(view.state) || ["released", "left"].includes(view.me.stage)) return "over";
  if (view.me.role === "public") return "floor";
  if (!state.checked || ["expected", "checking_devices"].includes(view.me.stage)) return "check";
  return ["admitted", "testifying"].includes(view.me.stage) ? "floor" : "waiting";
}
