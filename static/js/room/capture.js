// @ts-check
/**
 * The only door to camera and microphone. It opens for a tap or key of the person and for nothing else:
 * `ask` wants the event itself and looks whether a human made it, so that no message can ever start capture.
 */

export class NotYourTap extends Error {}

export class Capture {
  /** @param {() => void} changed called when what is captured changes, by a tap or because a device went */
  constructor(changed) {
    this.changed = changed;
    /** @type {MediaStreamTrack | null} */
    this.camera = null;
    /** @type {MediaStreamTrack | null} */
    this.microphone = null;
  }

  /**
   * @param {Event} event the person's own tap or key
   * @param {{camera: boolean, microphone: boolean, cameraId?: string, microphoneId?: string}} wants
   * @throws {NotYourTap | DOMException}
   */
  async ask(event, wants) {
    if (!event.isTrusted) throw new NotYourTap();
    const video = wants.camera && { width: { ideal: 640 }, height: { ideal: 480 }, deviceId: wants.cameraId };
    const audio = wants.microphone && { echoCancellation: true, noiseSuppression: true, deviceId: wants.microphoneId };
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio });
    if (wants.camera) this.keep("camera", stream.getVideoTracks()[0] ?? null);
    if (wants.microphone) this.keep("microphone", stream.getAudioTracks()[0] ?? null);
    this.changed();
  }

  /** @param {"camera" | "microphone"} device */
  stop(device) {
    this[device]?.stop();
    this[device] = null;
    this.changed();
  }

  /** Everything off, now; nothing has to be asked for that. */
  stopAll() {
    if (!this.running) return; // nothing changed: whoever stops while being told of a change is not told again
    this.camera?.stop();
    this.microphone?.stop();
    this.camera = this.microphone = null;
    this.changed();
  }

  get running() {
    return Boolean(this.camera || this.microphone);
  }

  /** @param {"camera" | "microphone"} device @param {MediaStreamTrack | null} track */
  keep(device, track) {
    this[device]?.stop();
    this[device] = track;
    track?.addEventListener("ended", () => {
      if (this[device] !== track) return;
      this[device] = null;
      this.changed();
    });
  }
}

/**
 * The key of the sentence that explains why a device did not start.
 * @param {unknown} reason
 */
export function whyNot(reason) {
  if (!navigator.mediaDevices) return "device_insecure";
  switch (reason instanceof DOMException ? reason.name : "") {
    case "NotAllowedError":
      return "device_denied";
    case "NotFoundError":
    case "OverconstrainedError":
      return "device_none";
    case "NotReadableError":
    case "AbortError":
      return "device_busy";
    default:
      return "device_unknown";
  }
}
