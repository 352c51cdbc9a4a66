/**
 * What lies on the desk: the one place for what the panel shows. Sections watch the parts they draw.
 *
 * @typedef {object} Desk
 * @property {Tab | null} tab the tab this window shows
 * @property {TabRecord | null} record what was read in it
 * @property {string | null} state the state that takes the place of a person, by name; null when there is a person to show
 * @property {string | null} detail the server's own words about that state
 * @property {CaptureResult | null} result
 * @property {Subject | null} subject
 * @property {Subject | null} organization
 * @property {boolean} picked whether the subject was looked up rather than read from this tab
 * @property {Plan | null} plan
 * @property {Note | null} note
 * @property {Fact[]} facts
 * @property {Section[]} sections
 * @property {Acquaintances | null | undefined} acquaintances whom the reader knows around the subject
 * @property {Action | null} action what Undo takes back
 * @property {string | null} trouble a state of the connection that something just ran into
 * @property {string | null} said a sentence about something that did not work
 * @property {Status | null} status
 * @property {Seeker | null} seeker
 * @property {OutboxItem[]} kept
 * @property {string} view
 * @property {string | null} open id of the question that is open
 */

import { ApiError, call } from "../lib/api.js";
import { announce } from "../lib/dom.js";
import { pathOf } from "../lib/drafts.js";
import { say } from "../lib/messages.js";

/** @type {Desk} */
export const desk = {
  ...{ tab: null, record: null, state: "looking", detail: null, result: null, subject: null, organization: null, picked: false },
  ...{ plan: null, note: null, facts: [], sections: [], acquaintances: null, action: null, trouble: null, said: null, status: null, seeker: null },
  ...{ kept: [], view: "ask", open: null },
};

/** @type {{parts: (keyof Desk)[], draw: () => void}[]} */
const watchers = [];

/**
 * Draw now and whenever one of the parts changes.
 *
 * @param {(keyof Desk)[]} parts
 * @param {() => void} draw
 */
export function watch(parts, draw) {
  watchers.push({ parts, draw });
  draw();
}

/**
 * Put things on the desk and draw what shows them.
 *
 * @param {Partial<Desk>} change
 */
export function put(change) {
  const parts = /** @type {(keyof Desk)[]} */ (Object.keys(change)).filter((part) => desk[part] !== change[part]);
  Object.assign(desk, change);
  for (const watcher of watchers) if (watcher.parts.some((part) => parts.includes(part))) watcher.draw();
}

/**
 * Do something that the server may refuse, and say so in plain words when it does.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T | null>} null when it did not work
 */
export async function attempt(work) {
  try {
    const result = await work();
    if (desk.trouble || desk.said) put({ trouble: null, said: null });
    return result;
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    if (problem.kind === "refused") put({ said: problem.message, trouble: null });
    else put({ trouble: problem.kind, said: null });
    announce(problem.kind === "refused" ? problem.message : say(`state_${problem.kind}_title`.replaceAll("-", "_")));
    return null;
  }
}

/** What is shown when no person is. */
export const NOBODY = {
  ...{ result: null, subject: null, organization: null, picked: false, plan: null, note: null, facts: [], sections: [], acquaintances: null, action: null, open: null },
};

/**
 * Show a plan that a change brought, and offer to take the change back.
 *
 * @param {Plan | null} plan
 */
export function showPlan(plan) {
  if (!plan) return;
  put({ plan, action: plan.action ?? desk.action });
}

/**
 * The path of the subject on the desk below /api/v1.
 *
 * @returns {string}
 */
export const here = () => pathOf(/** @type {Subject} */ (desk.subject));

/**
 * Load everything about the subject on the desk again.
 *
 * @returns {Promise<void>}
 */
export async function reload() {
  const subject = desk.subject;
  if (!subject) return;
  const [detail, plan] = await Promise.all([call("GET", pathOf(subject)), call("GET", `${pathOf(subject)}/plan${choice()}`)]);
  if (desk.subject?.id !== subject.id) return;
  put({ subject: detail.subject, organization: detail.organization, facts: detail.facts, sections: detail.sections, acquaintances: detail.acquaintances, note: detail.note, plan });
}

/** @returns {string} the minutes and the channel that were chosen, as a query */
export function choice() {
  const { plan } = desk;
  return plan ? `?${new URLSearchParams({ minutes: String(plan.minutes), ...(plan.channel ? { channel: plan.channel } : {}) })}` : "";
}
