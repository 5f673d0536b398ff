// @ts-check
/** Forms that a passkey fills in: ask the court for a challenge, have it answered, send the form. */

import { call, Problem } from "../core/api.js";
import { all } from "../core/dom.js";
import { able, create, get } from "../core/passkeys.js";

if (able()) {
  for (const form of all("form[data-passkey]", HTMLFormElement)) wake(form);
  for (const note of all("[data-no-passkeys]", HTMLElement)) note.hidden = true;
}

/** @param {HTMLFormElement} form */
function wake(form) {
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void answer(form);
  });
}

/** @param {HTMLFormElement} form */
async function answer(form) {
  const button = form.querySelector("button");
  say(form, "");
  if (button) button.disabled = true;
  try {
    const { view } = await call("POST", form.dataset.ask ?? "");
    const given = await (form.dataset.passkey === "create" ? create : get)(view.options);
    fill(form, "challenge_id", view.challenge_id);
    fill(form, "credential", JSON.stringify(given));
    form.submit();
  } catch (reason) {
    if (button) button.disabled = false;
    if (reason instanceof Problem) refused(form, reason);
    else say(form, form.dataset.wordCancelled ?? "");
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {Problem} problem
 */
function refused(form, problem) {
  if (problem.code === "confirm-it-is-you") {
    location.assign(`/account/confirm?next=${encodeURIComponent(location.pathname)}`);
  } else {
    say(form, problem.status === 0 ? (form.dataset.wordFailed ?? "") : `${problem.title} ${problem.hint}`);
  }
}

/**
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} value
 */
function fill(form, name, value) {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLInputElement) field.value = value;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} words
 */
function say(form, words) {
  const error = form.querySelector("[data-passkey-error]");
  if (!(error instanceof HTMLElement)) return;
  error.hidden = words === "";
  error.textContent = words;
}
