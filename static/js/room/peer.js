// @ts-check
/**
 * Two connections: `pub` sends and always offers, `sub` receives and never does. A broken one is built anew;
 * nothing is ever renegotiated.
 */

const BROKEN_AFTER = 7000;
const BITRATE = 600_000;

/**
 * @typedef {(message: Record<string, unknown>) => void} Send
 * @typedef {{servers: RTCIceServer[], relay_only: boolean}} Ice
 */

/** @param {Ice} ice @returns {RTCConfiguration} */
function configuration(ice) {
  return {
    iceServers: ice.servers,
    iceTransportPolicy: ice.relay_only ? "relay" : "all",
    bundlePolicy: "max-bundle",
  };
}

class Connection {
  /** @param {"pub" | "sub"} which @param {Send} send @param {() => Ice} ice @param {() => void} broken */
  constructor(which, send, ice, broken) {
    this.which = which;
    this.send = send;
    this.ice = ice;
    this.broken = broken;
    this.epoch = 0;
    /** @type {RTCPeerConnection | null} */
    this.pc = null;
  }

  /** A fresh connection under the next epoch; whatever still comes for the old one is dropped. */
  renew() {
    this.close();
    this.epoch += 1;
    const pc = new RTCPeerConnection(configuration(this.ice()));
    const epoch = this.epoch;
    pc.addEventListener("icecandidate", ({ candidate }) => {
      if (epoch !== this.epoch) return;
      this.send({ type: "candidate", which: this.which, epoch, candidate: candidate?.candidate ? candidate.toJSON() : null });
    });
    pc.addEventListener("connectionstatechange", () => pc === this.pc && this.watch(pc));
    this.pc = pc;
    return pc;
  }

  /** @param {RTCPeerConnection} pc */
  watch(pc) {
    clearTimeout(this.timer);
    if (pc.connectionState === "failed") this.broken();
    if (pc.connectionState === "disconnected") this.timer = setTimeout(() => pc === this.pc && this.broken(), BROKEN_AFTER);
  }

  close() {
    clearTimeout(this.timer);
    this.pc?.close();
    this.pc = null;
  }
}

export class Publisher extends Connection {
  /** @param {Send} send @param {() => Ice} ice @param {() => void} broken */
  constructor(send, ice, broken) {
    super("pub", send, ice, broken);
  }

  /** @param {MediaStreamTrack | null} camera @param {MediaStreamTrack | null} microphone */
  async publish(camera, microphone) {
    const pc = this.renew();
    const sound = pc.addTransceiver(microphone ?? "audio", { direction: "sendonly" });
    const picture = pc.addTransceiver(camera ?? "video", {
      direction: "sendonly",
      sendEncodings: [{ maxBitrate: BITRATE }],
    });
    prefer(sound, "audio/opus");
    prefer(picture, "video/VP8");
    const offer = await pc.createOffer();
    if (pc !== this.pc) return;
    await pc.setLocalDescription(offer);
    this.send({ type: "publish", epoch: this.epoch, sdp: pc.localDescription?.sdp });
  }

  /** @param {{epoch: number, sdp: string}} frame */
  async answered(frame) {
    if (frame.epoch === this.epoch && this.pc?.signalingState === "have-local-offer") {
      await this.pc.setRemoteDescription({ type: "answer", sdp: frame.sdp });
    }
  }

  /** @param {"audio" | "video"} kind @param {MediaStreamTrack | null} track */
  async replace(kind, track) {
    const sender = this.pc?.getTransceivers().find((each) => each.receiver.track.kind === kind)?.sender;
    await sender?.replaceTrack(track);
  }
}

export class Subscriber extends Connection {
  /** @param {Send} send @param {() => Ice} ice @param {() => void} broken @param {() => void} changed */
  constructor(send, ice, broken, changed) {
    super("sub", send, ice, broken);
    this.changed = changed;
    /** @type {Map<string, {track: MediaStreamTrack, receiver: RTCRtpReceiver}>} by slot */
    this.slots = new Map();
  }

  subscribe() {
    this.close();
    this.epoch += 1;
    this.send({ type: "subscribe", epoch: this.epoch });
  }

  /** @param {{epoch: number, sdp: string, slots: Record<string, string>}} frame */
  async offered(frame) {
    if (frame.epoch !== this.epoch || this.pc) return;
    this.epoch -= 1; // `renew` counts on
    const pc = this.renew();
    await pc.setRemoteDescription({ type: "offer", sdp: frame.sdp });
    this.slots = slotsOf(pc, frame.slots);
    await pc.setLocalDescription(await pc.createAnswer());
    if (pc !== this.pc) return;
    this.send({ type: "subscribed", epoch: this.epoch, sdp: pc.localDescription?.sdp });
    this.changed();
  }

  close() {
    super.close();
    this.slots = new Map();
  }
}

/** @param {RTCPeerConnection} pc @param {Record<string, string>} mids slot -> m-line */
function slotsOf(pc, mids) {
  const found = new Map();
  for (const [slot, mid] of Object.entries(mids)) {
    const receiver = pc.getTransceivers().find((each) => each.mid === mid)?.receiver;
    if (receiver) found.set(slot, { track: receiver.track, receiver });
  }
  return found;
}

/** @param {RTCRtpTransceiver} transceiver @param {string} mime */
function prefer(transceiver, mime) {
  const kind = mime.split("/")[0];
  const codecs = RTCRtpSender.getCapabilities(kind)?.codecs ?? [];
  const wanted = codecs.filter((codec) => codec.mimeType === mime || codec.mimeType.endsWith("/rtx"));
  if (wanted.length) transceiver.setCodecPreferences(wanted);
}
