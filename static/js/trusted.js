/** @typedef {{ createHTML(text: string): string, createScriptURL(address: string): string }} Rules */

const WORKER = "/service-worker.js";

/**
 * The one policy of Trusted Types: a page of our own server may be read as a page, and the service worker may be started.
 * Browsers refuse every other way from text to markup or script (journal/web/headers.py).
 */
/** @type {{ createPolicy(name: string, rules: Rules): Rules } | undefined} */
const types = /** @type {any} */ (globalThis).trustedTypes; // not every browser has them

/** @param {string} address */
function ownScript(address) {
  if (address !== WORKER) throw new TypeError(`${address} is no script of ours`);
  return address;
}

const policy = types?.createPolicy("journal", { createHTML: (text) => text, createScriptURL: ownScript });

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

/** Starts the service worker. */
export function registerWorker() {
  return navigator.serviceWorker.register(policy?.createScriptURL(WORKER) ?? WORKER, { updateViaCache: "none" });
}
