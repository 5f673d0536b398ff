// @ts-check
// Takes the link's secret out of the address: the fragment never reaches a server or a log, and is not left to see.

const field = /** @type {HTMLInputElement | null} */ (document.querySelector("[data-from-fragment]"));
const secret = location.hash.slice(1);
if (field && /^[\w-]{20,100}$/.test(secret)) {
  field.value = secret;
  history.replaceState(null, "", location.pathname + location.search);
}
