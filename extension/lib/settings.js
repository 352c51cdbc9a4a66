/**
 * What this browser remembers between restarts: the pairing. Kept in local storage only, never synced.
 */

import { local } from "./browser.js";

export const API_VERSION = 1;
export const FIRST_PORT = 8765;
export const LAST_PORT = 8774;
export const START_COMMAND = "python3 scripts/start.py";

/** @returns {Promise<Pairing | null>} */
export const loadPairing = async () => (await local.get("pairing")) ?? null;

/** @param {Pairing} pairing */
export const storePairing = (pairing) => local.set({ pairing });

/** @returns {Promise<void>} */
export const forgetPairing = () => local.remove("pairing");

/**
 * @param {number} port where the server was found
 * @returns {Promise<void>}
 */
export async function rememberPort(port) {
  const pairing = await loadPairing();
  if (pairing && pairing.port !== port) await storePairing({ ...pairing, port });
}
