/** On the pages that follow a form which was stored: drops its draft, unless more was typed since. */
import { dropCovered } from "./store.js";

/** @param {HTMLElement} body */
export default async function start({ dataset: { account = "", stored = "" } }) {
  try {
    await dropCovered(account, stored.split(" "));
  } catch {
    // This browser stores nothing for us.
  }
}
