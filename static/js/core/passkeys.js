// @ts-check
/** Passkeys (WebAuthn Level 3): options from the court, an answer for it; bytes travel as base64url. */

/** @param {string} text */
function bytes(text) {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(padded), (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer | null | undefined} buffer */
function text(buffer) {
  if (!buffer) return undefined;
  const letters = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {Array<{id: string, type: "public-key", transports?: AuthenticatorTransport[]}> | undefined} listed */
function keys(listed) {
  return (listed ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
}

/** Whether this browser can use passkeys here. */
export function able() {
  return typeof PublicKeyCredential === "function" && window.isSecureContext;
}

/**
 * Makes a passkey.
 * @param {any} options as the court sent them
 * @returns {Promise<object>} as `PublicKeyCredential.toJSON()` has it
 */
export async function create(options) {
  const made = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: keys(options.excludeCredentials),
    },
  });
  const credential = /** @type {PublicKeyCredential} */ (made);
  const response = /** @type {AuthenticatorAttestationResponse} */ (credential.response);
  return {
    ...named(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      attestationObject: text(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}

/**
 * Has a passkey answer.
 * @param {any} options as the court sent them
 * @returns {Promise<object>}
 */
export async function get(options) {
  const given = await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: keys(options.allowCredentials),
    },
  });
  const credential = /** @type {PublicKeyCredential} */ (given);
  const response = /** @type {AuthenticatorAssertionResponse} */ (credential.response);
  return {
    ...named(credential),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: text(response.userHandle),
    },
  };
}

/** @param {PublicKeyCredential} credential */
function named(credential) {
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type };
}
