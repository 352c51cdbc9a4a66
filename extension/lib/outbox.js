/**
 * Pages that are kept in this browser until the server has them, and those it refused. Order is the order of the clicks.
 */

import { transact as transactIn } from "./database.js";

const NAME = "askwell-outbox";
const STORE = "captures";
export const CAPACITY = 500;

/** The browser has no room for another page, or too many wait already. */
export class OutboxFullError extends Error {
  /** @param {"storage-full" | "queue-full"} kind */
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

/** @param {IDBDatabase} database */
const create = (database) => database.createObjectStore(STORE, { keyPath: "seq", autoIncrement: true }).createIndex("id", "id", { unique: true });

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} work
 * @returns {Promise<T>}
 */
const transact = (mode, work) => transactIn(NAME, STORE, create, mode, work);

/**
 * Keep a page. When this returns, it survives the end of the worker and of the browser.
 *
 * @param {OutboxItem} item
 * @returns {Promise<void>}
 * @throws {OutboxFullError}
 */
export async function keep(item) {
  if ((await transact("readonly", (store) => store.count())) >= CAPACITY) throw new OutboxFullError("queue-full");
  try {
    await transact("readwrite", (store) => store.add(item));
  } catch (problem) {
    if (problem instanceof DOMException && problem.name === "QuotaExceededError") throw new OutboxFullError("storage-full");
    throw problem;
  }
}

/**
 * List what is kept, without the pages themselves: they may be large and many.
 *
 * @returns {Promise<OutboxItem[]>} oldest first, each with an empty body
 */
export async function listKept() {
  /** @type {OutboxItem[]} */
  const items = [];
  await transact("readonly", (store) => {
    const walk = store.openCursor();
    walk.addEventListener("success", () => {
      if (!walk.result) return;
      items.push({ ...walk.result.value, body: "" });
      walk.result.continue();
    });
    return walk;
  });
  return items;
}

/** @returns {Promise<number>} */
export const countKept = () => transact("readonly", (store) => store.count());

/**
 * @param {string} id
 * @returns {Promise<OutboxItem | null>}
 */
export const findKept = async (id) => (await transact("readonly", (store) => store.index("id").get(id))) ?? null;

/**
 * Write down how sending went, unless the item has gone in the meantime.
 *
 * @param {OutboxItem} item
 * @param {Partial<OutboxItem>} change
 * @returns {Promise<void>}
 */
export async function amend({ id }, change) {
  const kept = await findKept(id);
  if (kept) await transact("readwrite", (store) => store.put({ ...kept, ...change }));
}

/**
 * @param {OutboxItem} item
 * @returns {Promise<unknown>}
 */
export const letGo = (item) => transact("readwrite", (store) => store.delete(/** @type {number} */ (item.seq)));
