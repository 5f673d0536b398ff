// @ts-check
/** Says of a value that came from outside whether it is what it should be; never throws, whatever comes. */

/** @typedef {(value: unknown) => boolean} Shape */

/** @param {"string" | "number" | "boolean" | "null"} kind @returns {Shape} */
export const is = (kind) => (value) => (kind === "null" ? value === null : typeof value === kind);

/** @param {...string} values @returns {Shape} */
export const one = (...values) => (value) => typeof value === "string" && values.includes(value);

/** @param {...Shape} shapes @returns {Shape} */
export const any = (...shapes) => (value) => shapes.some((shape) => shape(value));

/** @param {Shape} shape @returns {Shape} */
export const list = (shape) => (value) => Array.isArray(value) && value.every(shape);

/** @param {Shape} shape @returns {Shape} */
export const record = (shape) => (value) => isObject(value) && Object.values(value).every(shape);

/** Fields it does not know are left alone. @param {Record<string, Shape>} fields @returns {Shape} */
export const object = (fields) => (value) =>
  isObject(value) && Object.entries(fields).every(([name, shape]) => Object.hasOwn(value, name) && shape(value[name]));

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
