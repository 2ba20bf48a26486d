/** @typedef {{ createHTML(text: string): string }} Rules */

/**
 * The one policy of Trusted Types: a page of our own server may be read as a page. Browsers refuse every other way from
 * text to markup or script (journal/web/headers.py).
 */
/** @type {{ createPolicy(name: string, rules: Rules): Rules } | undefined} */
const types = /** @type {any} */ (globalThis).trustedTypes; // not every browser has them

const policy = types?.createPolicy("journal", { createHTML: (text) => text });

/**
 * Resolves to the page that a reply holds; its scripts do not run.
 *
 * @param {Response} reply of our own server
 */
export async function pageOf(reply) {
  if (new URL(reply.url).origin !== location.origin) throw new Error(`another site replied, ${reply.url}`);
  const text = await reply.text();
  return new DOMParser().parseFromString(policy?.createHTML(text) ?? text, "text/html");
}
