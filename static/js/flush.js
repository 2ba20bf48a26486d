/**
 * Sends an account's rows of the outbox, one after the other. One page of the browser does it at a time; the server
 * takes the same words twice without harm, where a browser has no locks.
 */
import { begin, finish, giveBack, open, rowsOf } from "./outbox.js";
import { tell } from "./outcomes.js";
import { forgetOthers, keyOf } from "./phone_key.js";
import { send } from "./send.js";

/** @typedef {import("./outbox.js").Row} Row */

/**
 * Resolves to whether rows are left. Rejects when this browser stores nothing, or the key cannot be had.
 *
 * @param {string} account
 * @returns {Promise<boolean>}
 */
export async function flush(account) {
  if (!navigator.locks) return round(account);
  return navigator.locks.request("outbox", () => round(account));
}

/** @param {string} account */
async function round(account) {
  const rows = await rowsOf(account);
  if (!rows.length) return false;
  await keyOf(account);
  /** @type {Set<string>} */
  const waiting = new Set(); // records whose earlier words are not settled
  for (const { number, id } of rows) {
    const row = waiting.has(id) ? undefined : await begin(number);
    if (!row) continue;
    const outcome = await settle(row);
    tell({ number, id, outcome });
    if (outcome.state === "signed out") forgetOthers("");
    if (outcome.state === "signed out" || (outcome.state === "waiting" && !outcome.goes)) return true;
    if (outcome.state === "waiting") waiting.add(id);
  }
  return (await rowsOf(account)).length > 0;
}

/**
 * @param {Row} row
 * @returns {Promise<import("./send.js").Outcome>}
 */
async function settle(row) {
  const content = await open(row).catch(() => undefined);
  if (!content) return { state: "waiting", goes: true }; // it was sealed by a key that is gone: nobody can read it
  const outcome = await send(row, content.value);
  if (outcome.state === "kept") await finish(row, outcome.revision);
  if (outcome.state === "refused") await giveBack(row, outcome.status);
  return outcome;
}
