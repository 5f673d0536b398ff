// @ts-check
/** A resumable upload (tus 1.0: creation, offset, patch, termination): goes on until every byte has arrived. */

import { Problem, problemOf, reach } from "./api.js";

const VERSION = { "tus-resumable": "1.0.0" };
const CHUNK = 1024 * 1024;
const LONGEST_WAIT = 30_000;

/**
 * @typedef {object} Hooks
 * @property {(sent: number, all: number) => void} [progress]
 * @property {(problem: Problem) => void} [waiting] the connection is lost; a new attempt follows by itself
 * @property {Pick<Storage, "getItem" | "setItem" | "removeItem"> | null} [memory] null leaves no trace
 */

export class Upload {
  /**
   * @param {string} endpoint where uploads are created
   * @param {File} file
   * @param {Hooks} [hooks]
   */
  constructor(endpoint, file, hooks = {}) {
    this.endpoint = endpoint;
    this.file = file;
    this.hooks = hooks;
    this.memory = hooks.memory ?? null;
    this.cancelled = new AbortController();
    /** @type {string | null} */
    this.location = null;
  }

  /**
   * Sends the file, from where it stopped if it was begun before.
   * @returns {Promise<string>} the address of the finished upload
   * @throws {Problem} when the court refuses the file; an AbortError after `cancel()`
   */
  async run() {
    const name = this.memory ? await fingerprint(this.endpoint, this.file) : "";
    this.location = this.memory?.getItem(name) ?? null;
    let failures = 0;
    for (;;) {
      try {
        await this.send(() => (failures = 0), name);
        this.memory?.removeItem(name);
        return /** @type {string} */ (this.location);
      } catch (reason) {
        if (!(reason instanceof Problem)) throw reason;
        if (!this.mayGoOn(reason, name)) throw reason;
        this.hooks.waiting?.(reason);
        await pause(Math.min(1000 * 2 ** failures++, LONGEST_WAIT), this.cancelled.signal);
      }
    }
  }

  /** Stops and asks the server to forget what it has. */
  async cancel() {
    this.cancelled.abort();
    this.memory?.removeItem(await fingerprint(this.endpoint, this.file));
    if (this.location) await fetch(this.location, { method: "DELETE", headers: VERSION }).catch(() => null);
  }

  /** @param {() => void} arrived @param {string} name */
  async send(arrived, name) {
    let offset = this.location ? await this.offset() : await this.create(name);
    this.hooks.progress?.(offset, this.file.size);
    while (offset < this.file.size) {
      offset = await this.patch(offset);
      arrived();
      this.hooks.progress?.(offset, this.file.size);
    }
  }

  /** @param {string} name */
  async create(name) {
    const metadata = `filename ${base64(this.file.name)},filetype ${base64(this.file.type)}`;
    const headers = { ...VERSION, "upload-length": String(this.file.size), "upload-metadata": metadata };
    const response = await this.request(this.endpoint, { method: "POST", headers });
    this.location = new URL(response.headers.get("location") ?? "", new URL(this.endpoint, document.baseURI)).href;
    this.memory?.setItem(name, this.location);
    return 0;
  }

  async offset() {
    const response = await this.request(/** @type {string} */ (this.location), { method: "HEAD", headers: VERSION });
    return offsetOf(response);
  }

  /** @param {number} offset */
  async patch(offset) {
    const headers = { ...VERSION, "content-type": "application/offset+octet-stream", "upload-offset": String(offset) };
    const body = this.file.slice(offset, offset + CHUNK);
    return offsetOf(await this.request(/** @type {string} */ (this.location), { method: "PATCH", headers, body }));
  }

  /** @param {string} address @param {RequestInit} request */
  async request(address, request) {
    const response = await reach(address, { ...request, signal: this.cancelled.signal, credentials: "same-origin" });
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  /** @param {Problem} problem @param {string} name */
  mayGoOn(problem, name) {
    if (this.location && (problem.status === 404 || problem.status === 410)) {
      // The server has let go of what was begun: begin again.
      this.memory?.removeItem(name);
      this.location = null;
      return true;
    }
    return problem.passing || problem.status === 409 || problem.status === 423;
  }
}

/** @param {Response} response */
function offsetOf(response) {
  const offset = Number.parseInt(response.headers.get("upload-offset") ?? "", 10);
  if (Number.isNaN(offset)) throw new Problem(502);
  return offset;
}

/** @param {string} text UTF-8, then base64 as the protocol asks */
function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/**
 * A name for "this file, to this place" that does not show the file's name to the next user of the device.
 * @param {string} endpoint @param {File} file
 */
async function fingerprint(endpoint, file) {
  const text = [endpoint, file.name, file.size, file.lastModified].join("\n");
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return "upload-" + [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** @param {number} milliseconds @param {AbortSignal} signal ends early when the connection is back */
function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const finished = new AbortController();
    const timer = setTimeout(() => finish(), milliseconds);
    const finish = (/** @type {unknown} */ reason = null) => {
      clearTimeout(timer);
      finished.abort();
      if (reason) reject(reason);
      else resolve(undefined);
    };
    if (signal.aborted) return finish(signal.reason);
    addEventListener("online", () => finish(), { signal: finished.signal });
    return signal.addEventListener("abort", () => finish(signal.reason), { signal: finished.signal });
  });
}
