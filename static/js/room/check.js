// @ts-check
/** The device check: own tap, own picture and sound, who is at this screen; nothing is sent anywhere. */

import { element, fill } from "../core/dom.js";
import { whyNot } from "./capture.js";
import { say } from "./words.js";

/**
 * @param {HTMLElement} root
 * @param {import("./capture.js").Capture} capture
 * @param {{guarded: () => boolean, done: (answer: {camera: boolean, microphone: boolean, alone: boolean}) => void}} hooks
 */
export function deviceCheck(root, capture, hooks) {
  const problem = element("div", { role: "alert" });
  const preview = element("div", { class: "check-preview" });

  const start = async (/** @type {Event} */ event, /** @type {{camera: boolean, microphone: boolean}} */ wants) => {
    fill(problem);
    try {
      await capture.ask(event, wants);
      show(wants);
    } catch (reason) {
      fill(problem, element("p", { class: "state state-warn" }, say(whyNot(reason))));
    }
  };

  const button = (/** @type {string} */ words, /** @type {string} */ look, /** @type {{camera: boolean, microphone: boolean}} */ wants) =>
    element("button", { type: "button", class: look, listen: { click: (event) => void start(event, wants) } }, say(words));

  function show(/** @type {{camera: boolean, microphone: boolean}} */ wants) {
    const picture = wants.camera && ownPicture(capture);
    const form = element(
      "form",
      { class: "stack", listen: { submit: (event) => finish(event, wants) } },
      element("p", { class: "state state-ok" }, say(wants.camera ? "check_see" : "check_hear")),
      wants.microphone && meter(capture),
      alone(),
      element("button", { class: "button button-large" }, say("check_works")),
    );
    fill(preview, picture, form);
    preview.querySelector("input")?.focus();
  }

  function finish(/** @type {Event} */ event, /** @type {{camera: boolean, microphone: boolean}} */ wants) {
    event.preventDefault();
    const data = new FormData(/** @type {HTMLFormElement} */ (event.target));
    if (hooks.guarded()) capture.stopAll();
    hooks.done({ ...wants, alone: data.get("alone") === "yes" });
  }

  fill(
    root,
    element(
      "section",
      { class: "card stack check" },
      element("h2", {}, say("check_title")),
      element("p", {}, say("check_why")),
      problem,
      preview,
      element(
        "p",
        { class: "actions" },
        button("check_both", "button", { camera: true, microphone: true }),
        button("check_voice", "button button-quiet", { camera: false, microphone: true }),
      ),
      element(
        "details",
        { class: "more" },
        element("summary", {}, say("check_none_title")),
        element("p", {}, say("check_none")),
        element("button", { type: "button", class: "button button-quiet", listen: { click: () => show({ camera: false, microphone: false }) } }, say("check_listen")),
      ),
    ),
  );
}

/** @param {import("./capture.js").Capture} capture */
export function ownPicture(capture) {
  const video = element("video", { class: "own-picture", autoplay: true, playsinline: true, muted: true, "aria-label": say("own_picture") });
  video.muted = true;
  video.srcObject = capture.camera ? new MediaStream([capture.camera]) : null;
  return video;
}

function alone() {
  const choice = (/** @type {string} */ value, /** @type {string} */ words, /** @type {boolean} */ checked) =>
    element("div", { class: "choice" }, element("input", { type: "radio", name: "alone", value, id: `alone-${value}`, required: true, checked }), element("label", { for: `alone-${value}` }, say(words)));
  return element("fieldset", { class: "field choices" }, element("legend", { class: "label" }, say("alone_question")), choice("yes", "alone_yes", true), choice("no", "alone_no", false));
}

/** @param {import("./capture.js").Capture} capture */
function meter(capture) {
  const bar = element("meter", { min: 0, max: 1, value: 0, "aria-label": say("check_level") });
  const track = capture.microphone;
  if (!track) return bar;
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const look = () => {
    if (!bar.isConnected && bar.dataset.seen) return void context.close();
    bar.dataset.seen = "yes";
    analyser.getFloatTimeDomainData(samples);
    bar.value = Math.min(1, 4 * Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / samples.length));
    return void setTimeout(look, 100);
  };
  setTimeout(look, 0);
  return bar;
}
