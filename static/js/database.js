/** The phone's own database: the ids under which the server keeps its keys, and sealed drafts. No key stands in it. */
const NAME = "journal";
const VERSION = 1;
const PATIENCE = 3000; // milliseconds; a browser may never say that it cannot open a database

/** @type {Promise<IDBDatabase> | undefined} */
let opened;
/** @type {Promise<never> | undefined} */
let late;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("phones", { keyPath: "account" });
      request.result.createObjectStore("drafts", { keyPath: ["account", "id"] });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  late ??= tooLate();
  return Promise.race([opened, late]);
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
export async function run(store, mode, work) {
  const transaction = (await database()).transaction(store, mode, { durability: "strict" });
  const result = work(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(result instanceof IDBRequest ? result.result : result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
}
