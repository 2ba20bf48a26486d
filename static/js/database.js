/**
 * The phone's own database: the ids under which the server keeps its keys, sealed drafts, and sealed words that are on
 * their way to the server. No key stands in it.
 */
const NAME = "journal";
const VERSION = 2;
const PATIENCE = 3000; // milliseconds; a browser may never say that it cannot open a database

/** @type {Record<string, IDBObjectStoreParameters>} */
const STORES = {
  phones: { keyPath: "account" },
  drafts: { keyPath: ["account", "id"] },
  outbox: { keyPath: "number", autoIncrement: true }, // by the order in which they were saved, whatever the clock says
};

/** @type {Promise<IDBDatabase> | undefined} */
let opened;
/** @type {Promise<never> | undefined} */
let late;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => makeStores(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  late ??= tooLate();
  return Promise.race([opened, late]);
}

/** @param {IDBDatabase} base */
function makeStores(base) {
  for (const [name, how] of Object.entries(STORES)) {
    if (!base.objectStoreNames.contains(name)) base.createObjectStore(name, how);
  }
}

/** @returns {Promise<never>} */
const tooLate = () => new Promise((_resolve, reject) => {
  setTimeout(() => reject(new Error("the database did not open")), PATIENCE);
});

/**
 * Runs requests in a transaction of their own; resolves to the result of `work` when the transaction is on disk.
 *
 * @template T
 * @param {string} store
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T> | T} work
 * @returns {Promise<T>}
 */
export const run = (store, mode, work) => runAll([store], mode, ([one]) => work(one));

/**
 * The same over several stores: all of it happens, or nothing.
 *
 * @template T
 * @param {string[]} names
 * @param {IDBTransactionMode} mode
 * @param {(stores: IDBObjectStore[]) => IDBRequest<T> | T} work
 * @returns {Promise<T>}
 */
export async function runAll(names, mode, work) {
  const transaction = (await database()).transaction(names, mode, { durability: "strict" });
  const result = work(names.map((name) => transaction.objectStore(name)));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(result instanceof IDBRequest ? result.result : result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
