/**
 * What this browser remembers between restarts: the pairing. Its keys lie in the extension's own database, because not every browser can keep
 * the common storage from scripts in pages; nothing is ever synced.
 */

import { local } from "./browser.js";
import { transact } from "./database.js";

export const API_VERSION = 1;
export const FIRST_PORT = 8765;
export const LAST_PORT = 8774;
export const START_COMMAND = "python3 scripts/start.py";

const NAME = "askwell-keys";
const STORE = "keys";

/** @typedef {Pick<Pairing, "token" | "serverKey">} Keys */

/** @type {{id: string, keys: Keys} | null} the keys that were read last; another pairing has another id */
let held = null;

/** @param {IDBDatabase} database */
const create = (database) => database.createObjectStore(STORE);

/**
 * @returns {Promise<Pairing | null>}
 */
export async function loadPairing() {
  const kept = await local.get("pairing");
  if (!kept) return null;
  // An earlier version kept the keys beside the rest.
  if (kept.token) await storePairing(kept);
  if (held && held.id === kept.id) return { ...kept, ...held.keys };
  /** @type {Keys | undefined} */
  const keys = await transact(NAME, STORE, create, "readonly", (store) => store.get("pairing"));
  if (!keys) return null;
  held = { id: kept.id, keys };
  return { ...kept, ...keys };
}

/**
 * @param {Pairing} pairing
 * @returns {Promise<void>}
 */
export async function storePairing({ token, serverKey, ...known }) {
  held = null;
  await transact(NAME, STORE, create, "readwrite", (store) => store.put({ token, serverKey }, "pairing"));
  await local.set({ pairing: known });
}

/** @returns {Promise<void>} */
export async function forgetPairing() {
  held = null;
  await local.remove("pairing");
  await transact(NAME, STORE, create, "readwrite", (store) => store.delete("pairing"));
}

/**
 * @param {number} port where the server was found
 * @returns {Promise<void>}
 */
export async function rememberPort(port) {
  const kept = await local.get("pairing");
  if (kept && kept.port !== port) await local.set({ pairing: { ...kept, port } });
}
