// @ts-check
/** Builds elements from words and attributes; text is always text, so nothing here can become markup. */

/** @typedef {Node | string | number | null | undefined | false} Child */

const REFUSED = /^(on|style$|srcdoc$)/i;

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | null | undefined | Record<string, EventListener>>} [attributes]
 *   `listen` is a map of event names to listeners; true sets an empty attribute, false and null leave it out
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "listen") {
      const listeners = /** @type {Record<string, EventListener>} */ (value);
      for (const [event, listener] of Object.entries(listeners)) made.addEventListener(event, listener);
    } else if (REFUSED.test(name)) {
      throw new TypeError(`attribute ${name} is not allowed`);
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, value === true ? "" : String(value));
    }
  }
  made.append(...children.filter(isShown).map(asNode));
  return made;
}

/**
 * Puts `children` in place of what `parent` held.
 * @param {Element} parent
 * @param {...Child} children
 */
export function fill(parent, ...children) {
  parent.replaceChildren(...children.filter(isShown).map(asNode));
}

/**
 * @template {Element} Found
 * @param {string} selector
 * @param {new () => Found} kind
 * @param {ParentNode} [root]
 * @returns {Found[]}
 */
export function all(selector, kind, root = document) {
  return [...root.querySelectorAll(selector)].filter((found) => found instanceof kind);
}

/**
 * The first match; a page that lacks it is a mistake of ours and says so.
 * @template {Element} Found
 * @param {string} selector
 * @param {new () => Found} kind
 * @param {ParentNode} [root]
 * @returns {Found}
 */
export function one(selector, kind, root = document) {
  const found = root.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${kind.name} for ${selector}`);
  return found;
}

/**
 * Words with `{name}` places, given by the server in the reader's language.
 * @param {string} pattern
 * @param {Record<string, string | number>} values
 */
export function words(pattern, values) {
  return pattern.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** @param {Child} child */
function isShown(child) {
  return child !== null && child !== undefined && child !== false;
}

/** @param {Child} child @returns {Node} */
function asNode(child) {
  return child instanceof Node ? child : document.createTextNode(String(child));
}
