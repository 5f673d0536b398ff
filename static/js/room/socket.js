// @ts-check
/** The room's socket: comes back by itself, says where it was, and hands on every frame that is one. */

import { isFrame, VERSION } from "../protocol.js";

const WAITS = [500, 1000, 2000, 4000, 8000];

export class Socket {
  /**
   * @param {string} address
   * @param {{frame: (frame: any) => void, open: () => void, cut: () => void, last: () => number}} hooks
   */
  constructor(address, hooks) {
    this.address = address;
    this.hooks = hooks;
    this.tries = 0;
    this.ended = false;
    /** @type {WebSocket | null} */
    this.socket = null;
    addEventListener("online", () => this.socket?.readyState !== WebSocket.OPEN && this.open());
  }

  open() {
    if (this.ended || this.socket?.readyState === WebSocket.CONNECTING) return;
    const socket = new WebSocket(this.address);
    this.socket = socket;
    socket.addEventListener("open", () => {
      this.tries = 0;
      this.send({ type: "hello", version: VERSION, last: this.hooks.last() < 0 ? null : this.hooks.last() });
      this.hooks.open();
    });
    socket.addEventListener("message", (event) => this.received(event.data));
    socket.addEventListener("close", () => socket === this.socket && this.lost());
  }

  /** @param {Record<string, unknown>} message lost messages are not repeated: the next view says how things stand */
  send(message) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  end() {
    this.ended = true;
    this.socket?.close();
  }

  /** @param {unknown} data */
  received(data) {
    let frame;
    try {
      frame = JSON.parse(String(data));
    } catch {
      return; // not ours: nothing on this page changes for it
    }
    if (isFrame(frame)) this.hooks.frame(frame);
  }

  lost() {
    if (this.ended) return;
    this.hooks.cut();
    setTimeout(() => this.open(), WAITS[Math.min(this.tries++, WAITS.length - 1)]);
  }
}
