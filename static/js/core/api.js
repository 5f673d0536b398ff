// @ts-check
/** Speaks with the service: JSON out, views in, refusals as problem documents (RFC 9457). */

/** A refusal in words the server chose; `status` 0 means that no answer came. */
export class Problem extends Error {
  /**
   * @param {number} status
   * @param {{type?: string, title?: string, detail?: string, [field: string]: unknown}} [body]
   */
  constructor(status, body = {}) {
    super(body.title ?? "");
    this.name = "Problem";
    this.status = status;
    this.code = body.type?.split("/").pop() ?? (status === 0 ? "no-answer" : "unknown");
    this.title = body.title ?? "";
    this.hint = body.detail ?? "";
    this.body = body;
  }

  /** Whether the same request may succeed later. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/**
 * @typedef {object} Options
 * @property {unknown} [body] sent as JSON
 * @property {string} [key] Idempotency-Key: make it once per intention with `newKey()`, keep it for retries
 * @property {string} [match] the ETag last seen (If-Match)
 * @property {AbortSignal} [signal]
 */

/** A key for one intention of the person. */
export function newKey() {
  return crypto.randomUUID();
}

/**
 * @param {string} method
 * @param {string} path
 * @param {Options} [options]
 * @returns {Promise<{view: any, etag: string | null, location: string | null}>}
 * @throws {Problem}
 */
export async function call(method, path, { body, key, match, signal } = {}) {
  /** @type {Record<string, string>} */
  const headers = { accept: "application/json, application/problem+json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (key) headers["idempotency-key"] = key;
  if (match) headers["if-match"] = match;
  const sent = body === undefined ? undefined : JSON.stringify(body);
  const response = await reach(path, { method, headers, body: sent, signal, credentials: "same-origin" });
  if (!response.ok) throw await problemOf(response);
  return {
    view: response.status === 204 ? null : await response.json(),
    etag: response.headers.get("etag"),
    location: response.headers.get("location"),
  };
}

/**
 * `fetch`, with silence turned into a Problem of status 0; an abort stays an abort.
 * @param {string} path
 * @param {RequestInit} request
 */
export async function reach(path, request) {
  try {
    return await fetch(path, request);
  } catch (reason) {
    if (reason instanceof DOMException && reason.name === "AbortError") throw reason;
    throw new Problem(0);
  }
}

/** @param {Response} response */
export async function problemOf(response) {
  const type = response.headers.get("content-type") ?? "";
  if (!type.includes("json")) return new Problem(response.status);
  return new Problem(response.status, await response.json().catch(() => ({})));
}
