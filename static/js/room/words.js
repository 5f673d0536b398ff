// @ts-check
/** The words of this page, given by the server in the reader's language. */

import { one, words as filled } from "../core/dom.js";

/** @type {Record<string, string>} */
const given = JSON.parse(one("#words", HTMLScriptElement).textContent ?? "{}");

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values]
 */
export function say(key, values) {
  const text = given[key];
  if (text === undefined) throw new Error(`no words for ${key}`);
  return values ? filled(text, values) : text;
}

/** Whether the page has words for this. @param {string} key */
export function has(key) {
  return key in given;
}
