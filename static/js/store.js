/**
 * The drafts in this browser, sealed under their account's key with the name of the page where each is found again.
 * Each is bound to its account and its row, by AES-GCM's associated data.
 */
import { run } from "./database.js";
import { keyOf } from "./phone_key.js";
import { covers } from "./stamps.js";

const NONCE_BYTES = 12;

function sealing(account, id, iv) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${account} ${id}`) };
}

/**
 * Stores a draft under its next stamp; resolves, when it is on disk, to the row's id and stamp.
 *
 * stamp: the last one that the caller saw, undefined for a new draft: if another tab wrote in between, both drafts are
 * stored, each in a row of its own.
 */
export async function keepDraft(account, { id, stamp }, next, page, value) {
  const current = await run("drafts", "readonly", (drafts) => drafts.get([account, id]));
  const row = { id: current && current.stamp !== stamp ? crypto.randomUUID() : id, stamp: next };
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify({ page, value }));
  const sealed = await crypto.subtle.encrypt(sealing(account, row.id, iv), await keyOf(account), plain);
  const draft = { ...row, account, iv, sealed, at: Date.now() };
  const seen = row.id === id ? current?.stamp : undefined;
  return await put(draft, seen) ? row : keepDraft(account, { id, stamp }, next, page, value);
}

/** Stores a draft, unless its row was stored anew since it was seen; resolves to whether it did. */
async function put(draft, seen) {
  const outcome = await run("drafts", "readwrite", (drafts) => {
    const found = { current: true };
    const request = drafts.get([draft.account, draft.id]);
    request.onsuccess = () => {
      found.current = request.result?.stamp === seen;
      if (found.current) drafts.put(draft);
    };
    return found;
  });
  return outcome.current;
}

/** Resolves to the account's drafts that open, the latest first: [{ id, stamp, page, value }]. */
export async function allDrafts(account) {
  const rows = await run("drafts", "readonly", (drafts) => drafts.getAll());
  const own = rows.filter((row) => row.account === account).sort((a, b) => b.at - a.at);
  const key = own.length ? await keyOf(account) : null;
  const results = await Promise.allSettled(own.map(async ({ id, stamp, iv, sealed }) => {
    const plain = await crypto.subtle.decrypt(sealing(account, id, iv), key, sealed);
    return { id, stamp, ...JSON.parse(new TextDecoder().decode(plain)) };
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

/** Deletes the account's drafts that these stamps cover, and none that was stored anew since. */
export function dropCovered(account, stamps) {
  return run("drafts", "readwrite", (drafts) => {
    const request = drafts.getAll();
    request.onsuccess = () => {
      const covered = request.result.filter((row) => row.account === account && covers(stamps, row.stamp));
      covered.forEach((row) => drafts.delete([account, row.id]));
    };
  });
}
