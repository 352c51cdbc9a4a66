/**
 * From a click to a page that is safely kept: reads the tab, checks that it was one page at one moment, keeps it, sends it.
 */

import { ApiError, connectEarly, toHex } from "./api.js";
import { findTab, readPage, unfoldPage, version, waitInPage } from "./browser.js";
import { OutboxFullError, keep } from "./outbox.js";
import { pair, pairingPort, readCode } from "./pairing.js";
import { sendKept, showCount } from "./sending.js";
import { storeTab } from "./tabs.js";

const SETTLE_MS = 350;
const SETTLE_TRIES = 5;
const GRANT_MS = 120;
const GRANT_TRIES = 4;
const URL_LIMIT = 2_048;
const TITLE_LIMIT = 1_000;
const HTML_LIMIT = 8 * 1024 * 1024;

/** Why a page was not read; `kind` is a state the panel has words for. */
export class UnreadableError extends Error {
  /** @param {string} kind */
  constructor(kind) {
    super(kind);
    this.kind = kind;
  }
}

/** @type {Set<number>} tabs that are being read at this moment: a double click reads once */
const busy = new Set();

/**
 * Answer a click in a tab.
 *
 * @param {Tab} tab
 * @param {{source: Source, selection?: string, privateToo?: boolean}} how
 * @returns {Promise<void>}
 */
export async function captureTab(tab, how) {
  if (busy.has(tab.id)) return;
  busy.add(tab.id);
  try {
    const port = pairingPort(tab.url);
    if (port !== null && (await pairHere(tab, port))) return;
    if (!(await captureOnce(tab, how))) return;
  } catch (problem) {
    await storeTab(tab.id, { url: tab.url ?? "", title: tab.title ?? "", at: Date.now(), stage: "stopped", problem: "stopped" });
    throw problem;
  } finally {
    busy.delete(tab.id);
  }
  // The page is safe; whoever clicks on the next one meanwhile does not wait for the sending.
  await sendKept();
}

/**
 * @param {Tab} tab
 * @param {number} port
 * @returns {Promise<boolean>} false when there was no code, so that the page is treated like any other
 */
async function pairHere(tab, port) {
  const record = { url: tab.url ?? "", title: tab.title ?? "", at: Date.now() };
  try {
    const code = await inPage(tab, () => readCode(tab));
    if (!code) return false;
    await pair(code, port);
    await storeTab(tab.id, { ...record, stage: "paired" });
    await sendKept();
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    await storeTab(tab.id, { ...record, stage: "stopped", problem: problem.status ? "code-refused" : problem.kind, detail: problem.problem?.detail ?? null });
  }
  return true;
}

/**
 * @param {Tab} tab
 * @param {{source: Source, selection?: string, privateToo?: boolean}} how
 * @returns {Promise<boolean>} whether a page was kept
 */
async function captureOnce(tab, { source, selection = "", privateToo = false }) {
  const id = crypto.randomUUID();
  const clicked = new Date();
  const record = { captureId: id, url: tab.url ?? "", title: tab.title ?? "", at: clicked.getTime() };
  try {
    if (tab.incognito && !privateToo) throw new UnreadableError("private");
    connectEarly();
    await storeTab(tab.id, { ...record, stage: "reading" });
    const page = await readSettled(tab);
    const body = await payload(page, { id, captured_at: clicked.toISOString(), source, selection: selection || page.selection });
    await keep({ id, url: page.url, title: page.title, at: clicked.toISOString(), tabId: tab.id, body, state: "waiting", attempts: 0, notBefore: 0, reason: null });
    await storeTab(tab.id, { ...record, url: page.url, title: page.title, stage: "kept" });
  } catch (problem) {
    if (!(problem instanceof UnreadableError || problem instanceof OutboxFullError)) throw problem;
    await storeTab(tab.id, { ...record, stage: "stopped", problem: problem.kind });
    return false;
  }
  return true;
}

/**
 * Read the page; where it has moved on by itself since it was loaded, until two readings agree about what it is.
 *
 * @param {Tab} tab
 * @returns {Promise<Extract<PageReading, {problem: null}>>}
 * @throws {UnreadableError}
 */
async function readSettled(tab) {
  let page = await readOnce(tab);
  if (!page.moved) return page;
  for (let attempt = 0; attempt < SETTLE_TRIES; attempt += 1) {
    await settle(tab);
    const later = await readOnce(tab);
    if (later.url === page.url && later.title === page.title && later.heading === page.heading) return later;
    page = later;
  }
  throw new UnreadableError("changing");
}

/**
 * Wait a moment in the page. Where that is not possible any more, the next reading says why.
 *
 * @param {Tab} tab
 * @returns {Promise<void>}
 */
async function settle(tab) {
  try {
    await waitInPage(tab.id, SETTLE_MS);
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
  }
}

/**
 * @param {Tab} tab
 * @returns {Promise<Extract<PageReading, {problem: null}>>}
 * @throws {UnreadableError}
 */
async function readOnce(tab) {
  const page = await inPage(tab, () => readPage(tab.id));
  if (page.problem !== null) throw new UnreadableError(page.problem);
  return page;
}

/**
 * Do something in a page that the click has opened to us. Where the browser names the address it has granted the page, but the page's own
 * process may hear of that a moment later: then it is tried again.
 *
 * @template T
 * @param {Tab} tab
 * @param {() => Promise<T | undefined>} work
 * @param {number} [tries]
 * @returns {Promise<T>}
 * @throws {UnreadableError}
 */
async function inPage(tab, work, tries = GRANT_TRIES) {
  let message = "";
  try {
    const result = await work();
    if (result !== undefined) return result;
  } catch (problem) {
    if (problem instanceof ApiError) throw problem;
    message = problem instanceof Error ? problem.message : String(problem);
  }
  const now = await findTab(tab.id);
  if (!now) throw new UnreadableError("tab-closed");
  const kind = restriction(now.url ?? tab.url);
  if (kind || !now.url || tries <= 1) throw new UnreadableError(kind ?? restrictionBySaying(message));
  await new Promise((resolve) => setTimeout(resolve, GRANT_MS));
  return inPage(tab, work, tries - 1);
}

/**
 * Tell from an address why the browser lets nobody read there.
 *
 * @param {string | undefined} url
 * @returns {string | null}
 */
export function restriction(url) {
  if (!url) return null;
  if (!URL.canParse(url)) return "restricted";
  const { protocol, hostname, pathname } = new URL(url);
  if (protocol === "file:") return /\.pdf$/i.test(pathname) ? "pdf" : "file";
  if (protocol !== "http:" && protocol !== "https:") return "browser-page";
  if (/\.pdf$/i.test(pathname)) return "pdf";
  if (/^(addons\.mozilla\.org|chromewebstore\.google\.com|microsoftedge\.microsoft\.com)$/.test(hostname)) return "store";
  return null;
}

/**
 * @param {string} message
 * @returns {string}
 */
function restrictionBySaying(message) {
  if (/gallery|webstore/i.test(message)) return "store";
  if (/\bfile:/i.test(message)) return "file";
  if (/\b(chrome|chrome-[a-z]+|edge|brave|devtools|about|view-source|moz-extension):/i.test(message)) return "browser-page";
  if (/frame.*(removed|destroyed)|tab.*(closed|removed)|no tab/i.test(message)) return "tab-closed";
  return "restricted";
}

/**
 * The request as it is kept and sent, byte for byte.
 *
 * @param {Extract<PageReading, {problem: null}>} page
 * @param {{id: string, captured_at: string, source: Source, selection: string}} about
 * @returns {Promise<string>}
 * @throws {UnreadableError}
 */
export async function payload(page, { selection, ...about }) {
  const html = page.html.toWellFormed();
  const bytes = new TextEncoder().encode(html);
  if (bytes.length > HTML_LIMIT) throw new UnreadableError("too-large");
  return JSON.stringify({
    ...about,
    url: shortened(page.url),
    title: page.title.toWellFormed().replaceAll("\0", "").slice(0, TITLE_LIMIT),
    html,
    html_bytes: bytes.length,
    html_sha256: toHex(await crypto.subtle.digest("SHA-256", bytes)),
    ...(selection ? { selection: selection.toWellFormed().replaceAll("\0", "") } : {}),
    extension_version: version(),
  });
}

/**
 * @param {string} url
 * @returns {string} the address without its fragment, or without its query, where it is too long to be kept
 */
function shortened(url) {
  return [url, url.split("#")[0], url.split(/[?#]/)[0]].find((one) => one !== undefined && one.length <= URL_LIMIT) ?? url.slice(0, URL_LIMIT);
}

/**
 * Read the page in a tab again, from the panel.
 *
 * @param {Tab} tab
 * @param {boolean} [privateToo]
 * @returns {Promise<void>}
 */
export async function refreshTab(tab, privateToo = false) {
  await captureTab(tab, { source: "refresh", privateToo });
  await showCount();
}

/**
 * Show the rest of the page in a tab, then read it again. Where the page may not be touched any more, reading it says so.
 *
 * @param {Tab} tab
 * @returns {Promise<void>}
 */
export async function loadRest(tab) {
  try {
    await unfoldPage(tab.id);
  } catch (problem) {
    if (!(problem instanceof Error)) throw problem;
  }
  await refreshTab(tab);
}
