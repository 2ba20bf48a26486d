/**
 * What this phone stores: sealed drafts, and the key that seals them.
 *
 * The key comes from the server while its person is signed in, cannot be exported, and is dropped at sign-out; then the
 * drafts stay sealed until the same person signs in. Each is bound to its account and its row, by AES-GCM's associated
 * data.
 */
import { ask } from "./ask.js";

const NAME = "journal";
const VERSION = 1;
const NONCE_BYTES = 12;

let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("keys", { keyPath: "account" });
      request.result.createObjectStore("drafts", { keyPath: ["account", "id"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opened;
}

/** Runs requests in a transaction of their own; resolves to the result of `work` when the transaction is on disk. */
async function run(store, mode, work) {
  const transaction = (await database()).transaction(store, mode, { durability: "strict" });
  const result = work(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(result instanceof IDBRequest ? result.result : result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/**
 * Resolves to the account's key, which is fetched from the server if this phone does not have it. Rejects when nobody,
 * or somebody else, is signed in.
 */
export async function keyOf(account) {
  const stored = await run("keys", "readonly", (keys) => keys.get(account));
  if (stored) return stored.key;
  const reply = await ask("/entries/phone-key");
  const sent = reply.ok ? await reply.json() : {};
  if (sent.account !== account) throw new Error("another account is signed in");
  const raw = Uint8Array.from(atob(sent.key), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  await run("keys", "readwrite", (keys) => keys.put({ account, key }));
  return key;
}

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

/** Deletes every key: the drafts stay sealed until their person signs in again. */
export function dropKeys() {
  return run("keys", "readwrite", (keys) => keys.clear());
}
