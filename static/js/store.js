/**
 * The drafts in this browser, sealed under their account's key. Each is bound to its account and its row, by AES-GCM's
 * associated data.
 */
import { run } from "./database.js";
import { keyOf } from "./phone_key.js";

const NONCE_BYTES = 12;

function sealing(account, id, iv) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${account} ${id}`) };
}

/**
 * Stores a draft; resolves, when it is on disk, to the row's id and stamp.
 *
 * page: where it is found again. stamp: the last one that the caller saw, undefined for a new draft: if another tab
 * wrote in between, both drafts are stored, each in a row of its own.
 */
export async function keepDraft(account, { id, stamp }, page, value) {
  const current = await run("drafts", "readonly", (drafts) => drafts.get([account, id]));
  const row = current && current.stamp !== stamp ? crypto.randomUUID() : id;
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt(sealing(account, row, iv), await keyOf(account), plain);
  const next = { id: row, stamp: crypto.randomUUID() };
  await run("drafts", "readwrite", (drafts) => drafts.put({ ...next, account, page, iv, sealed, at: Date.now() }));
  return next;
}

/** Resolves to the account's drafts that open, the latest first: [{ id, stamp, page, value }]. */
export async function allDrafts(account) {
  const rows = await run("drafts", "readonly", (drafts) => drafts.getAll());
  const own = rows.filter((row) => row.account === account).sort((a, b) => b.at - a.at);
  const key = own.length ? await keyOf(account) : null;
  const results = await Promise.allSettled(own.map(async ({ id, stamp, page, iv, sealed }) => {
    const plain = await crypto.subtle.decrypt(sealing(account, id, iv), key, sealed);
    return { id, stamp, page, value: JSON.parse(new TextDecoder().decode(plain)) };
  }));
  return results.filter(({ status }) => status === "fulfilled").map(({ value }) => value);
}

/** Deletes a draft, unless it was stored anew since it was read. */
export function dropDraft(account, { id, stamp }) {
  return run("drafts", "readwrite", (drafts) => {
    const request = drafts.get([account, id]);
    request.onsuccess = () => request.result?.stamp === stamp && drafts.delete([account, id]);
  });
}
