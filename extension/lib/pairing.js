/**
 * Connecting this browser with the server: by a click on the server's own page, or by typing the code it shows.
 */

import { claimPairing } from "./api.js";
import { browserName, readAttribute } from "./browser.js";
import { storePairing } from "./settings.js";

const HOSTS = new Set(["askwell.localhost", "127.0.0.1"]);
const ATTRIBUTE = "data-askwell-pairing";

/**
 * @param {string | undefined} url
 * @returns {number | null} the server's port when this is the address of a pairing page
 */
export function pairingPort(url) {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, hostname, port, pathname } = new URL(url);
  return protocol === "http:" && HOSTS.has(hostname) && pathname === "/pair" ? Number(port || 80) : null;
}

/**
 * @param {string} code
 * @param {number} [port]
 * @returns {Promise<void>}
 * @throws {import("./api.js").ApiError}
 */
export async function pair(code, port) {
  await storePairing(await claimPairing(code.trim().toUpperCase(), await browserName(), port));
}

/**
 * @param {Tab} tab
 * @returns {Promise<string | null>} the code that the page in this tab shows, null when it shows none
 */
export const readCode = (tab) => readAttribute(tab.id, `main[${ATTRIBUTE}]`, ATTRIBUTE);
