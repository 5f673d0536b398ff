// @ts-check
/** Keeps what is sent and received equal to the view: sends only what the person started, receives when let in. */

import { Publisher, Subscriber } from "./peer.js";
import { phase } from "./state.js";

export class Media {
  /**
   * @param {ReturnType<typeof import("../core/store.js").createStore>} store
   * @param {import("./socket.js").Socket} socket
   * @param {import("./capture.js").Capture} capture
   * @param {() => void} changed
   */
  constructor(store, socket, capture, changed) {
    const send = (/** @type {Record<string, unknown>} */ message) => socket.send(message);
    const ice = () => store.state.view?.ice ?? { servers: [], relay_only: false };
    this.store = store;
    this.capture = capture;
    this.publisher = new Publisher(send, ice, () => this.publishAgain());
    this.subscriber = new Subscriber(send, ice, () => this.ask(), changed);
    this.mediaEpoch = -1;
    this.asked = false;
    this.published = { camera: null, microphone: null };
  }

  /** @param {import("../protocol.js").Frame} frame */
  take(frame) {
    if (frame.type === "answer") this.publisher.answered(frame).catch(() => this.publishAgain());
    if (frame.type === "offer") this.subscriber.offered(frame).catch(() => this.subscriber.close());
  }

  /** After each change of state: take away first, then add. */
  settle() {
    const { view, link } = this.store.state;
    if (!view || link !== "open") return;
    const onFloor = phase(this.store.state) === "floor";
    if (this.mediaEpoch !== view.media_epoch) this.reset(view.media_epoch);
    if (!onFloor || view.me.capture === "no") this.unpublish();
    if (!onFloor) this.unsubscribe();
    if (onFloor && !this.asked) this.ask();
    if (onFloor && view.me.capture === "may") this.publish();
  }

  /** The link was cut: the server has forgotten this window, so both connections are made anew. */
  forget() {
    this.publisher.close();
    this.subscriber.close();
    this.published = { camera: null, microphone: null };
    this.asked = false;
  }

  ask() {
    this.asked = true;
    this.subscriber.subscribe();
  }

  unsubscribe() {
    this.asked = false;
    this.subscriber.close();
  }

  /** @param {number} epoch */
  reset(epoch) {
    this.forget();
    this.mediaEpoch = epoch;
  }

  publish() {
    const { camera, microphone } = this.capture;
    if (!camera && !microphone && !this.publisher.pc) return;
    if (!this.publisher.pc) {
      this.published = { camera, microphone };
      this.publisher.publish(camera, microphone).catch(() => this.publisher.close());
      return;
    }
    if (this.published.camera !== camera) this.publisher.replace("video", camera);
    if (this.published.microphone !== microphone) this.publisher.replace("audio", microphone);
    this.published = { camera, microphone };
  }

  publishAgain() {
    this.publisher.close();
    this.settle();
  }

  unpublish() {
    if (!this.publisher.pc) return;
    this.publisher.close();
    this.published = { camera: null, microphone: null };
  }
}
