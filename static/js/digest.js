/**
 * The digest of what a form says, by which the phone asks whether the server has the same, without sending it.
 * journal/web/form_digest.py computes the same.
 */
const LEFT_OUT = ["account", "id", "revision", "instant", "entry"]; // whose and which record it is, and not what it says
const BLANK = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/; // Python's isspace()

/** Resolves to a SHA-256 in hexadecimal. values: every name and value of the form, as pairs. */
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

/** Returns text as the server folds it: NFC, every line end a line feed. */
const fold = (text) => text.replace(/\r\n?/g, "\n").normalize("NFC");
