/**
 * What this phone keeps: words that are not sent yet, sealed, and the key that seals them.
 *
 * The key comes from the server while its person is signed in, cannot be read out again, and is dropped at sign-out; then the
 * words stay sealed until the same person signs in. Each draft is bound to its account and its row (AES-GCM's associated data).
 */
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

/** Runs requests in a transaction of their own; resolves, with what `work` gave, when the transaction is on disk. */
async function run(store, mode, work) {
  const transaction = (await database()).transaction(store, mode, { durability: "strict" });
  const given = work(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(given instanceof IDBRequest ? given.result : given);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** The account's key; asked of the server when this phone does not have it. Throws where nobody, or somebody else, is signed in. */
export async function keyOf(account) {
  const kept = await run("keys", "readonly", (keys) => keys.get(account));
  if (kept) return kept.key;
  const answer = await fetch("/entries/phone-key", { headers: { Accept: "application/json" }, redirect: "error" });
  const told = answer.ok ? await answer.json() : {};
  if (told.account !== account) throw new Error("another account is signed in");
  const raw = Uint8Array.from(atob(told.key), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  await run("keys", "readwrite", (keys) => keys.put({ account, key }));
  return key;
}

function sealing(account, id, iv) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${account} ${id}`) };
}

/**
 * Keeps a draft; resolves only when it is on disk, with the row's id and stamp. page: where it is to be found again. stamp: what
 * the caller last saw of the row, undefined for a new one: where another tab wrote in between, both are kept, each in its own row.
 */
export async function keepDraft(account, { id, stamp }, page, value) {
  const stands = await run("drafts", "readonly", (drafts) => drafts.get([account, id]));
  const row = stands && stands.stamp !== stamp ? crypto.randomUUID() : id;
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt(sealing(account, row, iv), await keyOf(account), plain);
  const fresh = crypto.randomUUID();
  await run("drafts", "readwrite", (drafts) => drafts.put({ account, id: row, page, iv, sealed, stamp: fresh, at: Date.now() }));
  return { id: row, stamp: fresh };
}

/** The account's drafts, opened, the latest first: [{ id, stamp, page, value }]. */
export async function allDrafts(account) {
  const rows = await run("drafts", "readonly", (drafts) => drafts.getAll());
  const own = rows.filter((row) => row.account === account).sort((a, b) => b.at - a.at);
  const key = own.length ? await keyOf(account) : null;
  return Promise.all(own.map(async ({ id, stamp, page, iv, sealed }) => {
    const plain = await crypto.subtle.decrypt(sealing(account, id, iv), key, sealed);
    return { id, stamp, page, value: JSON.parse(new TextDecoder().decode(plain)) };
  }));
}

/** Lets go of a draft, if it is still the one that was looked at. */
export function dropDraft(account, { id, stamp }) {
  return run("drafts", "readwrite", (drafts) => {
    const request = drafts.get([account, id]);
    request.onsuccess = () => request.result?.stamp === stamp && drafts.delete([account, id]);
  });
}

/** Drops every key: what waits stays sealed until its person signs in again. */
export function dropKeys() {
  return run("keys", "readwrite", (keys) => keys.clear());
}
