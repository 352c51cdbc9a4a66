/**
 * The extension's own databases. Pages and scripts in pages cannot open them, in any browser.
 */

/**
 * Run one transaction on a store and give what its request brought, once it is durable.
 *
 * @template T
 * @param {string} name of the database
 * @param {string} store
 * @param {(database: IDBDatabase) => unknown} create makes the store when the database is new
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
export async function transact(name, store, create, mode, work) {
  const database = await open(name, create);
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(store, mode, { durability: "strict" });
      const request = work(transaction.objectStore(store));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error ?? request.error);
    });
  } finally {
    database.close();
  }
}

/**
 * @param {string} name
 * @param {(database: IDBDatabase) => unknown} create
 * @returns {Promise<IDBDatabase>}
 */
function open(name, create) {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => create(request.result);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
