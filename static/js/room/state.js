// @ts-check
/** What this window knows, changed only here: frames and the person's own taps in, the next state out. */

/** @typedef {import("../protocol.js").RoomView} RoomView */

/**
 * @typedef {object} State
 * @property {"connecting" | "open" | "cut"} link
 * @property {RoomView | null} view
 * @property {number} sequence
 * @property {import("../protocol.js").ProblemFrame | null} problem
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
 * @typedef {{do: "linked"} | {do: "cut"} | {do: "frame", frame: import("../protocol.js").Frame} | {do: "checked"} | {do: "dismiss"}
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
 * @param {import("../protocol.js").Frame} frame
 * @returns {State}
 */
function frame(state, frame) {
  switch (frame.type) {
    case "view":
      return { ...state, view: frame.view, sequence: frame.sequence, stopping: state.stopping && !frame.view.me.stopped };
    case "problem":
      return { ...state, problem: frame, stopping: false };
    case "closed":
      return { ...state, closed: frame.reason };
    default:
      return state;
  }
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
