/**
 * Goes on with a search that has found nothing yet, until something is found or nothing is left. It stops when somebody
 * leaves the page, or types; then the link goes on at a tap, as it does without JavaScript. What is shown changes once,
 * at the end, and the address becomes that of what is shown: nothing moves under a finger, and Back returns to it.
 */
import { one } from "./one.js";
import { pageOf } from "./trusted.js";

/** @param {HTMLElement} found */
export default async function start(found) {
  const stop = new AbortController();
  addEventListener("pagehide", () => stop.abort(), { once: true });
  one(document, "[role=search]", HTMLElement).addEventListener("input", () => stop.abort(), { once: true });
  say(found.dataset.looking);
  try {
    await searchOn(found, stop.signal);
  } catch {
    say(stop.signal.aborted ? "" : found.dataset.unable);
  }
}

/**
 * @param {HTMLElement} found
 * @param {AbortSignal} signal
 */
async function searchOn(found, signal) {
  const link = one(found, "a", HTMLAnchorElement);
  for (;;) {
    const next = await load(link.href, signal);
    const address = onward(next);
    if (!address) return show(found, next, link.href);
    link.href = address;
  }
}

/**
 * Resolves to what the page at an address found. Rejects when there is no such page now, or `signal` says to stop.
 *
 * @param {string} address
 * @param {AbortSignal} signal
 */
async function load(address, signal) {
  const reply = await fetch(address, { redirect: "error", signal });
  if (!reply.ok) throw new Error(`the server replied ${reply.status}`);
  return one(await pageOf(reply), "#found", HTMLElement);
}

/**
 * @param {HTMLElement} found
 * @param {HTMLElement} next
 * @param {string} address
 */
function show(found, next, address) {
  history.replaceState(null, "", address);
  found.replaceChildren(...next.childNodes);
  say(next.dataset.said);
}

/**
 * Returns the address that leads on, null where this is what the search found in the end.
 *
 * @param {HTMLElement} found
 */
const onward = (found) => (found.dataset.module ? one(found, "a", HTMLAnchorElement).href : null);

function say(words = "") {
  const status = one(document, "[data-status]", HTMLElement);
  status.textContent = words;
  status.hidden = !words;
}
