/**
 * What this phone keeps: words that are not sent yet, sealed, and the key that seals them.
 *
 * The key comes from the server while its person is signed in, cannot be read out again, and is dropped at sign-out; then the
 * words stay sealed until the same person signs in. Each draft is bound to its account and entry (AES-GCM's associated data).
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

/** Runs one request in a transaction of its own; resolves when the transaction is on disk. */
async function run(store, mode, work) {
  const transaction = (await database()).transaction(store, mode, { durability: "strict" });
  const request = work(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}

/** The account's key; asked of the server when this phone does not have it. Throws where nobody, or somebody else, is signed in. */
async function keyOf(account) {
  const kept = await run("keys", "readonly", (keys) => keys.get(account));
  if (kept) return kept.key;
  const answer = await fetch("/drafts/key", { headers: { Accept: "application/json" }, redirect: "error" });
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

/** Keeps a draft; resolves only when it is on disk. page: where it is to be found again. */
export async function keepDraft(account, id, page, value) {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const sealed = await crypto.subtle.encrypt(sealing(account, id, iv), await keyOf(account), plain);
  await run("drafts", "readwrite", (drafts) => drafts.put({ account, id, page, iv, sealed, at: Date.now() }));
}

/** The account's latest draft for a page, opened; null where none waits. */
export async function findDraft(account, page) {
  const all = await run("drafts", "readonly", (drafts) => drafts.getAll());
  const waiting = all.filter((draft) => draft.account === account && draft.page === page).sort((a, b) => b.at - a.at);
  if (!waiting.length) return null;
  const { id, iv, sealed } = waiting[0];
  const plain = await crypto.subtle.decrypt(sealing(account, id, iv), await keyOf(account), sealed);
  return JSON.parse(new TextDecoder().decode(plain));
}

/** Lets go of a draft that the server has. */
export function dropDraft(account, id) {
  return run("drafts", "readwrite", (drafts) => drafts.delete([account, id]));
}

/** Drops every key: what waits stays sealed until its person signs in again. */
export function dropKeys() {
  return run("keys", "readwrite", (keys) => keys.clear());
}
