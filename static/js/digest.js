/**
 * The digest of what a form says, by which the phone asks whether the server has the same, without sending it. Whatever the form
 * holds counts, but for what only tells one sending from another. journal/web/form_digest.py computes the same.
 */
const UNCOUNTED = ["id", "revision"];
const BLANK = /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]*$/; // Python's white space

/** values: pairs of names and values. Resolves to 64 hexadecimal figures. */
export async function digest(values) {
  const said = values
    .filter(([name]) => !UNCOUNTED.includes(name))
    .map(([name, value]) => [fold(name), fold(value)])
    .filter(([, value]) => !BLANK.test(value))
    .map(([name, value]) => `${name}\0${value}\0`)
    .sort();
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(said.join("")));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Folds text as the server does: NFC, every line end a line feed. */
const fold = (text) => text.replace(/\r\n?/g, "\n").normalize("NFC");
