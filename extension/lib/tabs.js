/**
 * What was read in which tab. Kept in session storage, so that the worker may end and the panel may open at any time.
 */

import { session } from "./browser.js";

const RESULTS_KEPT = 12;
const RESULT_LIMIT = 600_000;

/** @type {TabRecord} */
const BLANK = { captureId: null, url: "", title: "", stage: "stopped", problem: null, detail: null, at: 0 };

/**
 * @param {number} tabId
 * @returns {Promise<TabRecord | null>}
 */
export const loadTab = async (tabId) => (await session.get(`tab:${tabId}`)) ?? null;

/**
 * Start a tab's record anew.
 *
 * @param {number} tabId
 * @param {Partial<TabRecord>} record
 * @returns {Promise<void>}
 */
export const storeTab = (tabId, record) => session.set({ [`tab:${tabId}`]: { ...BLANK, ...record } });

/**
 * Say how far a capture came, unless its tab has gone on to another.
 *
 * @param {number} tabId
 * @param {string} captureId
 * @param {Partial<TabRecord>} change
 * @returns {Promise<void>}
 */
export async function advanceTab(tabId, captureId, change) {
  const record = await loadTab(tabId);
  if (record?.captureId === captureId) await session.set({ [`tab:${tabId}`]: { ...record, ...change } });
}

/**
 * Keep an answer for the panel. A very large one is left out; the panel then asks the server for it.
 *
 * @param {CaptureResult} result
 * @param {number} now milliseconds
 * @returns {Promise<void>}
 */
export async function storeResult(result, now) {
  const kept = Object.entries(await session.all()).filter(([key]) => key.startsWith("result:"));
  const old = kept.sort(([, one], [, other]) => other.at - one.at).slice(RESULTS_KEPT - 1);
  if (old.length) await session.remove(old.map(([key]) => key));
  if (JSON.stringify(result).length < RESULT_LIMIT) await session.set({ [`result:${result.id}`]: { at: now, result } });
}

/**
 * Take the answer that was kept for the panel.
 *
 * @param {string} captureId
 * @returns {Promise<{result: CaptureResult, taken: boolean} | null>} `taken` when it was taken before: it may have grown old since
 */
export async function takeResult(captureId) {
  const key = `result:${captureId}`;
  const { taken = false, ...kept } = (await session.get(key)) ?? {};
  if (!kept.result) return null;
  if (!taken) await session.set({ [key]: { ...kept, taken: true } });
  return { result: kept.result, taken };
}

/**
 * Forget the answer to a page of which nothing is kept any more, and say so of its tab.
 *
 * @param {number} tabId
 * @param {string} captureId
 * @returns {Promise<void>}
 */
export async function takeBack(tabId, captureId) {
  await session.remove(`result:${captureId}`);
  await advanceTab(tabId, captureId, { stage: "undone", problem: null, detail: null });
}
