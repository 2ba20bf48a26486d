/**
 * The digest of what a form says, by which the phone asks whether the server has the same, without sending it.
 * journal/web/form_digest.py computes the same.
 */
const LEFT_OUT = ["account", "id", "revision", "instant", "entry"]; // whose and which record it is, and not what it says
const BLANK = /^[\p{Z}\p{Cc}\p{Cf}\p{Mn}\p{Me}\u115f\u1160\u2800\u3164\uffa0]*$/u; // is_blank() of journal/core/text.py

/**
 * Resolves to a SHA-256 in hexadecimal.
 *
 * @param {import("./form.js").Pairs} values every name and value of the form
 */
export async function digest(values) {
  const said = values
    .filter(([name]) => !LEFT_OUT.includes(name))
    .map(([name, value]) => [fold(name), fold(value)])
    .filter(([, value]) => !BLANK.test(value))
    .map(([name, value]) => `${name}\0${value}\0`)
    .sort();
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said.join("")));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Returns text as the server folds it: NFC, every line end a line feed.
 *
 * @param {string} text
 */
const fold = (text) => text.replace(/\r\n?/g, "\n").normalize("NFC");
