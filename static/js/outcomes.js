/** What becomes of the rows of the outbox, told to every open page of this browser. No words are told. */

/** @typedef {{ number: number, id: string, outcome: import("./send.js").Outcome }} News */

const NAME = "outbox";
const channel = new BroadcastChannel(NAME);
/** @type {Set<(news: News) => void>} */
const listeners = new Set();

channel.addEventListener("message", ({ data }) => inform(data));

/** @param {News} news */
export function tell(news) {
  channel.postMessage(news);
  inform(news);
}

/**
 * Calls `listener` with what happens to a row, until `signal` says that nobody listens any more.
 *
 * @param {(news: News) => void} listener
 */
export const listen = (listener) => listeners.add(listener);

/** @param {News} news */
const inform = (news) => listeners.forEach((listener) => listener(news));
