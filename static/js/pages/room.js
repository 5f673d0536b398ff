// @ts-check
/** The hearing room: wires socket, media and the page; every person's own view of one sitting. */

import { announce } from "../core/announce.js";
import { element, fill, one } from "../core/dom.js";
import { createStore } from "../core/store.js";
import { Capture, whyNot } from "../room/capture.js";
import { deviceCheck, ownPicture } from "../room/check.js";
import { button } from "../room/controls.js";
import { Floor } from "../room/floor.js";
import { Media } from "../room/media.js";
import { side } from "../room/side.js";
import { Socket } from "../room/socket.js";
import { INITIAL, phase, reduce } from "../room/state.js";
import { lists, ownTap } from "../room/told.js";
import { has, say } from "../room/words.js";

const room = one("[data-room]", HTMLElement);
const part = (/** @type {string} */ name) => one(`[data-part="${name}"]`, HTMLElement);
const plain = room.dataset.look === "plain";
const store = createStore(reduce, INITIAL);

const capture = new Capture(() => {
  store.dispatch({ do: "sending", camera: Boolean(capture.camera), microphone: Boolean(capture.microphone) });
});
const socket = new Socket(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${room.dataset.socket}`, {
  last: () => store.state.sequence,
  open: () => store.dispatch({ do: "linked" }),
  cut: () => {
    if (guarded()) capture.stopAll();
    media.forget();
    store.dispatch({ do: "cut" });
  },
  frame: (frame) => {
    media.take(frame);
    store.dispatch({ do: "frame", frame });
  },
});
const media = new Media(store, socket, capture, () => render());
const floor = new Floor(part("floor"), media.subscriber);

const guarded = () => store.state.view?.me.guarded ?? true;
const act = (/** @type {Record<string, unknown>} */ given) => socket.send({ type: "act", act: given });

deviceCheck(part("check"), capture, {
  guarded,
  done: (answer) => {
    socket.send({ type: "devices", ...answer });
    store.dispatch({ do: "checked" });
  },
});

/** @param {Event} event @param {{camera: boolean, microphone: boolean}} wants */
async function startByOwnTap(event, wants) {
  const mark = store.state.view?.told.mark ?? "";
  try {
    await capture.ask(event, wants);
  } catch (reason) {
    fill(part("problem"), element("p", { class: "state state-warn" }, say(whyNot(reason))));
    return;
  }
  socket.send({ type: "consent", list: mark });
}

/** @param {Event} event @param {"camera" | "microphone"} device */
async function toggle(event, device) {
  if (capture[device]) capture.stop(device);
  else await capture.ask(event, { camera: device === "camera", microphone: device === "microphone" }).catch(explain);
  if (guarded() && !capture.running) socket.send({ type: "capture_off" });
}

/** @param {unknown} reason */
function explain(reason) {
  fill(part("problem"), element("p", { class: "state state-warn" }, say(whyNot(reason))));
}

function stop() {
  // What this window sends ends here and now; the court is told next, and a dead link changes nothing of that.
  capture.stopAll();
  media.unpublish();
  store.dispatch({ do: "stopping" });
  act({ act: "stop" });
}

function leave() {
  capture.stopAll();
  socket.send({ type: "leave" });
}

let spoken = "";
let tapFor = "";

function render() {
  const state = store.state;
  const view = state.view;
  const now = phase(state);
  room.dataset.phase = now;
  for (const name of ["check", "waiting", "floor", "end"]) part(name).hidden = !shownIn(name, now);
  banner();
  if (now === "closed" || now === "over") return ended(now);
  if (!view) return undefined;
  fill(part("sentence"), view.told.sentence);
  if (plain) fill(part("heading"), say(now === "floor" ? "with_others" : "own_room"));
  if (now === "waiting") waiting(view);
  floor.show(now === "floor" ? view.slots : [], biggest(view));
  tap(now, view);
  controls(now, view);
  if (!plain) beside(view);
  return undefined;
}

let besideNow = "";

/** Drawn again only when it says something new, so that a button about to be pressed stays. @param {import("../protocol.js").RoomView} view */
function beside({ alerts, orders, checks, people, controls: offered }) {
  const now = JSON.stringify([alerts, orders, checks, people, offered]);
  if (now !== besideNow) side(part("side"), /** @type {any} */ ({ alerts, orders, checks, people, controls: offered }), act);
  besideNow = now;
}

/** @param {string} name @param {string} now */
function shownIn(name, now) {
  return name === now || (name === "end" && (now === "closed" || now === "over"));
}

function banner() {
  const { link, view, problem } = store.state;
  const words = link === "cut" ? say("link_cut") : (view?.state_words ?? say("connecting"));
  fill(part("state"), element("span", { class: link === "cut" ? "tag tag-warn" : "tag tag-ok" }, words), view?.private && element("span", { class: "tag tag-warn" }, say("private")));
  if (words !== spoken) announce(words);
  spoken = words;
  const missing = (problem?.missing ?? []).map((name) => element("li", {}, has(`missing_${name}`) ? say(`missing_${name}`) : name));
  const dismiss = element("button", { type: "button", class: "button button-quiet button-small", listen: { click: () => store.dispatch({ do: "dismiss" }) } }, say("understood"));
  fill(part("problem"), problem && element("div", { class: "state state-warn" }, element("p", {}, element("strong", {}, problem.title)), element("p", {}, problem.hint), missing.length > 0 && element("ul", {}, ...missing), dismiss));
}

/** @param {import("../protocol.js").RoomView} view */
function waiting(view) {
  const list = view.me.guarded ? element("section", { class: "card stack" }, element("h2", {}, say("when_you_speak")), lists(view.told)) : null;
  fill(part("waiting"), element("p", { class: "lead" }, say(view.state === "not_open" ? "wait_not_open" : "wait_open")), list);
}

/** The person who testifies is large, then the bench. @param {import("../protocol.js").RoomView} view */
function biggest(view) {
  const testifying = new Set(view.people.filter((person) => person.stage === "testifying").map((person) => person.id));
  const found = view.slots.find((slot) => testifying.has(slot.person)) ?? view.slots[0];
  return found ? found.number : null;
}

/** Drawn again only when the list changes, so that a tap in the making is not lost. @param {string} now @param {import("../protocol.js").RoomView} view */
function tap(now, view) {
  const asked = now === "floor" && view.me.capture === "own_tap" && !store.state.sending.microphone;
  const mark = asked ? view.told.mark : "";
  if (mark === tapFor) return;
  tapFor = mark;
  fill(part("tap"), asked && ownTap(view.told, (event, wants) => void startByOwnTap(event, wants)));
}

let controlsNow = "";

/** @param {string} now @param {import("../protocol.js").RoomView} view */
function controls(now, view) {
  const { sending, stopping, selfView } = store.state;
  const mine = now === "floor" && view.me.role !== "public";
  const may = mine && view.me.capture === "may";
  const device = (/** @type {"camera" | "microphone"} */ name) =>
    element("button", { type: "button", class: sending[name] ? "button" : "button button-quiet", "data-device": name, "aria-pressed": String(sending[name]), listen: { click: (event) => void toggle(event, name) } }, say(sending[name] ? `${name}_on` : `${name}_off`));
  const halted = view.me.stopped || stopping;
  const stopButton = mine && view.me.may_stop && !halted && element("button", { type: "button", class: "button button-stop", "data-stop": true, listen: { click: stop } }, say("stop"));
  const ready = mine && view.me.stopped && !view.me.ready && element("button", { type: "button", class: "button button-large", "data-ready": true, listen: { click: () => act({ act: "ready" }) } }, say("ready"));
  const said = mine && view.me.stopped && view.me.ready && element("p", { class: "state state-ok" }, say("ready_said"));
  const court = view.controls.filter((control) => !control.participant_id).map((control) => button(control, act));
  const still = ["due", "stale"].includes(view.me.attest) && now !== "check" && view.me.role !== "public";
  const attest = still && element("button", { type: "button", class: "button", listen: { click: () => socket.send({ type: "attest" }) } }, say("still_alone"));
  const own = may && sending.camera && !view.me.guarded && element("button", { type: "button", class: "button button-quiet", listen: { click: () => store.dispatch({ do: "selfView" }) } }, say(selfView ? "hide_self" : "show_self"));
  const go = now !== "connecting" && view.me.role !== "public" && element("button", { type: "button", class: "button button-quiet", listen: { click: leave } }, say("leave_room"));
  const shape = JSON.stringify([now, sending, stopping, selfView, view.controls, view.me, still, view.me.stopped]);
  if (shape === controlsNow) return;
  controlsNow = shape;
  fill(part("stop"), stopButton);
  fill(part("controls"), ready, said, attest, may && device("microphone"), may && device("camera"), own, ...court, go);
  fill(part("self"), may && sending.camera && selfView && !view.me.guarded && ownPicture(capture));
}

/** @param {string} now */
function ended(now) {
  capture.stopAll();
  media.forget();
  socket.end();
  const reason = store.state.closed ?? (store.state.view?.me.stage === "released" ? "released" : "over");
  const minutes = now === "over" && room.dataset.minutes;
  for (const name of ["tap", "stop", "controls", "self", "sentence"]) fill(part(name));
  fill(
    part("end"),
    element("h2", {}, say(`end_${reason}`)),
    element("p", {}, say(reason === "over" || reason === "released" ? "end_next" : `end_${reason}_next`)),
    element(
      "p",
      { class: "actions" },
      reason === "replaced" || reason === "left" ? element("a", { class: "button", href: location.pathname }, say("come_back")) : element("a", { class: "button", href: room.dataset.after ?? "/" }, say("go_on")),
      minutes && element("a", { class: "button button-quiet", href: minutes, download: true }, say("minutes")),
    ),
  );
}

addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, dialog");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !store.state.view) return;
  const named = (/** @type {string} */ name) => store.state.view?.controls.find((control) => control.act === name);
  if (event.key === "o" && named("object")) act({ act: "object" });
  if (event.key === "m" && !plain && store.state.view.me.capture === "may") void toggle(event, "microphone");
});

// A page put away is behind its owner's own tap again.
addEventListener("pagehide", () => capture.stopAll());
document.addEventListener("visibilitychange", () => {
  if (document.hidden && guarded() && capture.running && plain) {
    capture.stopAll();
    socket.send({ type: "capture_off" });
  }
});

store.subscribe((state) => {
  const me = state.view?.me;
  if (me?.guarded && capture.running && state.checked && (me.capture === "no" || me.stopped)) capture.stopAll();
  media.settle();
  render();
});
render();
socket.open();
