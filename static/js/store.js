/**
 * The drafts in this browser, sealed under their account's key with the name of the page where each is found again.
 */
import { run } from "./database.js";
import { keyOf } from "./phone_key.js";
import { seal, unseal } from "./sealing.js";
import { covers } from "./stamps.js";

/**
 * Where a draft is. stamp: which page wrote it, and how often it had by then.
 * @typedef {{ id: string, stamp: string }} Place
 *
 * A draft, opened. page: which form it is found again on.
 * @typedef {Place & { page: string, value: import("./form.js").Pairs, at: number, refused?: number }} Draft
 *
 * A draft as it is stored. at: when, in milliseconds. refused: the status with which the server sent it back, if it did.
 * @typedef {Place & import("./sealing.js").Sealed & { account: string, at: number, refused?: number }} SealedDraft
 */

/**
 * Stores a draft under its next stamp; resolves, when it is on disk, to the row's id and stamp.
 *
 * If another tab wrote in between, both drafts are stored, each in a row of its own.
 *
 * @param {string} account
 * @param {{ id: string, stamp?: string }} place its stamp: the last one that the caller saw, none for a new draft
 * @param {string} next
 * @param {string} page
 * @param {import("./form.js").Pairs} value
 * @returns {Promise<Place>}
 */
export async function keepDraft(account, { id, stamp }, next, page, value) {
  const current = await run("drafts", "readonly", (drafts) => one(drafts, account, id));
  const row = { id: current && current.stamp !== stamp ? crypto.randomUUID() : id, stamp: next };
  const draft = { ...row, account, ...await seal(account, row.id, { page, value }), at: Date.now() };
  const seen = row.id === id ? current?.stamp : undefined;
  return await put(draft, seen) ? row : keepDraft(account, { id, stamp }, next, page, value);
}

/**
 * @param {IDBObjectStore} drafts
 * @param {string} account
 * @param {string} id
 * @returns {IDBRequest<SealedDraft | undefined>}
 */
const one = (drafts, account, id) => drafts.get([account, id]);

/**
 * Stores a draft, unless its row was stored anew since it was seen; resolves to whether it did.
 *
 * @param {SealedDraft} draft
 * @param {string | undefined} seen
 */
async function put(draft, seen) {
  const outcome = await run("drafts", "readwrite", (drafts) => {
    const found = { current: true };
    const request = one(drafts, draft.account, draft.id);
    request.onsuccess = () => {
      found.current = request.result?.stamp === seen;
      if (found.current) drafts.put(draft);
    };
    return found;
  });
  return outcome.current;
}

/**
 * Resolves to the account's drafts that open, the latest first.
 *
 * @param {string} account
 */
export async function allDrafts(account) {
  const rows = await run("drafts", "readonly", (drafts) => all(drafts));
  const own = rows.filter((row) => row.account === account).sort((a, b) => b.at - a.at);
  if (!own.length) return [];
  await keyOf(account); // rejects where it cannot be had
  const results = await Promise.allSettled(own.map(open));
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

/**
 * @param {IDBObjectStore} drafts
 * @returns {IDBRequest<SealedDraft[]>}
 */
const all = (drafts) => drafts.getAll();

/**
 * @param {SealedDraft} row
 * @returns {Promise<Draft>}
 */
async function open(row) {
  return { id: row.id, stamp: row.stamp, at: row.at, refused: row.refused, ...await unseal(row) };
}

/**
 * Deletes a draft, unless it was stored anew since it was read.
 *
 * @param {string} account
 * @param {Place} place
 */
export function dropDraft(account, { id, stamp }) {
  return run("drafts", "readwrite", (drafts) => {
    const request = one(drafts, account, id);
    request.onsuccess = () => request.result?.stamp === stamp && drafts.delete([account, id]);
  });
}

/**
 * Deletes the account's drafts that these stamps cover, and none that was stored anew since.
 *
 * @param {string} account
 * @param {string[]} stamps
 */
export function dropCovered(account, stamps) {
  return run("drafts", "readwrite", (drafts) => {
    const request = all(drafts);
    request.onsuccess = () => {
      const covered = request.result.filter((row) => row.account === account && covers(stamps, row.stamp));
      covered.forEach((row) => drafts.delete([account, row.id]));
    };
  });
}
