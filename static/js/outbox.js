/**
 * The outbox: sealed words that are on their way to the server, in the order in which they were saved. A row leaves it
 * when the server has its words, when they become a draft again, or when their writer deletes them; never by itself.
 */
import { runAll, run } from "./database.js";
import { seal, unseal } from "./sealing.js";
import { isOfSameForm } from "./stamps.js";

/** @typedef {import("./form.js").Pairs} Pairs */

/**
 * What is saved. id: the record's. records: the address of the API's list. revision: the one that this replaces, "" for
 * a new record. stamp: of its draft. at: when it was saved, in milliseconds. tries: how often it was sent.
 * @typedef {{ account: string, id: string, records: string, revision: string, stamp: string, at: number }} Letter
 * @typedef {Letter & import("./sealing.js").Sealed & { number: number, tries: number }} Row
 *
 * What a row holds sealed. page: where its draft is found again.
 * @typedef {{ page: string, value: Pairs }} Content
 */

/**
 * Moves words from their draft into the outbox; resolves, when they are on disk, to their number.
 *
 * They take the place of earlier words of the same form that were never sent, and wait behind those that were. Words
 * that another tab saved for the same record stay, and the server asks which to keep.
 *
 * @param {Letter} letter
 * @param {Content} content
 * @param {{ id: string, stamp?: string }} draft which is dropped unless it was stored anew
 */
export async function post(letter, content, draft) {
  const { account, id } = letter;
  const row = { ...letter, ...await seal(account, id, content), tries: 0 };
  return /** @type {Promise<number>} */ (runAll(["drafts", "outbox"], "readwrite", ([drafts, outbox]) => {
    const kept = drafts.get([account, draft.id]);
    kept.onsuccess = () => kept.result?.stamp === draft.stamp && drafts.delete([account, draft.id]);
    each(outbox, letter, (one) => one.tries || outbox.delete(one.number));
    return outbox.add(row);
  }));
}

/**
 * Resolves to the account's rows, the one that was saved first first.
 *
 * @param {string} account
 * @returns {Promise<Row[]>}
 */
export async function rowsOf(account) {
  const rows = await run("outbox", "readonly", (outbox) => outbox.getAll());
  return rows.filter((row) => row.account === account);
}

/**
 * Resolves to what a row holds. Rejects when it does not open.
 *
 * @param {Row} row
 * @returns {Promise<Content>}
 */
export const open = (row) => unseal(row);

/**
 * Notes that a row is sent; resolves to it as it stands, undefined when it is gone.
 *
 * @param {number} number
 * @returns {Promise<Row | undefined>}
 */
export async function begin(number) {
  const found = await run("outbox", "readwrite", (outbox) => {
    /** @type {{ row?: Row }} */
    const sent = {};
    const request = outbox.get(number);
    request.onsuccess = () => {
      if (!request.result) return;
      sent.row = { ...request.result, tries: request.result.tries + 1 };
      outbox.put(sent.row);
    };
    return sent;
  });
  return found.row;
}

/**
 * Deletes a row that the server has; what the same form saved after it replaces the revision that it became.
 *
 * @param {Row} row
 * @param {string} revision
 */
export function finish(row, revision) {
  return run("outbox", "readwrite", (outbox) => {
    outbox.delete(row.number);
    each(outbox, row, (one) => {
      if (one.number !== row.number && one.revision === row.revision) outbox.put({ ...one, revision });
    });
  });
}

/**
 * Makes a draft of a row that the server refused, or that its writer takes back.
 *
 * @param {Row} row
 * @param {number} [refused] the status
 */
export async function giveBack(row, refused) {
  const { page, value } = await open(row);
  const id = crypto.randomUUID();
  const current = value.map(([name, text]) => [name, name === "revision" ? row.revision : text]);
  const { account, stamp, at } = row;
  const draft = { account, id, stamp, at, ...(refused && { refused }), ...await seal(account, id, { page, value: current }) };
  await runAll(["drafts", "outbox"], "readwrite", ([drafts, outbox]) => {
    const request = outbox.get(row.number);
    request.onsuccess = () => {
      if (request.result) drafts.put(draft);
      outbox.delete(row.number);
    };
  });
}

/** @param {number} number */
export const remove = (number) => run("outbox", "readwrite", (outbox) => outbox.delete(number));

/**
 * Calls `act` with each row of a record that the same form saved.
 *
 * @param {IDBObjectStore} outbox
 * @param {Letter} letter
 * @param {(row: Row) => void} act
 */
function each(outbox, { account, id, stamp }, act) {
  const request = outbox.getAll();
  request.onsuccess = () => {
    const rows = /** @type {Row[]} */ (request.result);
    rows.filter((row) => row.account === account && row.id === id && isOfSameForm(row.stamp, stamp)).forEach(act);
  };
}
