/**
 * Brings kept pages to the server: in order, one at a time in the whole browser, each exactly once.
 */

import { ApiError, call } from "./api.js";
import { clearAlarm, setAlarm, showBadge } from "./browser.js";
import { pushDrafts } from "./drafts.js";
import { amend, countKept, findKept, letGo, listKept } from "./outbox.js";
import { advanceTab, storeResult } from "./tabs.js";

export const ALARM = "askwell-outbox";
const ALARM_MINUTES = 0.5;
const LONGEST_PAUSE_MINUTES = 30;

/**
 * Send everything that is due. Only one part of the extension does this at a time; the others wait for it.
 *
 * @returns {Promise<string | null>} the state that keeps pages from being sent, null when nothing does
 */
export async function sendKept() {
  return navigator.locks.request("askwell-outbox", sendUnderLock);
}

/** @returns {Promise<string | null>} */
async function sendUnderLock() {
  // Notes first: the answer to a page then brings back what was written while nothing ran.
  const unsaved = await pushDrafts();
  const unsent = await sendInOrder();
  await showCount();
  return unsent ?? unsaved;
}

/** @returns {Promise<string | null>} */
async function sendInOrder() {
  for (const { id, state, notBefore } of await listKept()) {
    const item = state === "waiting" && notBefore <= Date.now() ? await findKept(id) : null;
    const trouble = item && (await sendOne(item));
    if (trouble) return trouble;
  }
  return null;
}

/**
 * Send one page and write down what became of it. The server answers the same for an id it already has.
 *
 * @param {OutboxItem} item
 * @returns {Promise<string | null>} a state that stops the others too
 */
async function sendOne(item) {
  try {
    const result = await call("POST", "/captures", undefined, { body: item.body, headers: { "Idempotency-Key": item.id }, afresh: true });
    await storeResult(result, Date.now());
    await letGo(item);
    await advanceTab(item.tabId, item.id, { stage: "sent", problem: null, detail: null });
    return null;
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    return setAside(item, problem);
  }
}

/**
 * @param {OutboxItem} item
 * @param {ApiError} problem
 * @returns {Promise<string | null>}
 */
async function setAside(item, problem) {
  const detail = problem.problem?.detail ?? null;
  if (problem.kind === "refused" || (problem.kind === "garbled" && problem.status < 500)) {
    const reason = detail ?? problem.problem?.title ?? `HTTP ${problem.status}`;
    await amend(item, { state: "refused", attempts: item.attempts + 1, reason });
    await advanceTab(item.tabId, item.id, { problem: "refused", detail: reason });
    return null;
  }
  await advanceTab(item.tabId, item.id, { problem: problem.kind, detail });
  if (problem.kind !== "server-trouble" && problem.kind !== "garbled") return problem.kind;
  const pause = Math.min(2 ** item.attempts, LONGEST_PAUSE_MINUTES) * 60_000;
  await amend(item, { attempts: item.attempts + 1, notBefore: Date.now() + pause - 30_000, reason: detail });
  return null;
}

/**
 * Show on the icon how many pages are kept here, and wake up again as long as there are any.
 *
 * @returns {Promise<void>}
 */
export async function showCount() {
  const count = await countKept();
  await showBadge(count ? String(count) : "");
  await (count ? setAlarm(ALARM, ALARM_MINUTES) : clearAlarm(ALARM));
}

/**
 * Try a refused or waiting page again, at once.
 *
 * @param {string} id
 * @returns {Promise<string | null>}
 */
export async function retry(id) {
  const item = await findKept(id);
  if (item) await amend(item, { state: "waiting", notBefore: 0, reason: null });
  return sendKept();
}
