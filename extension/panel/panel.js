/**
 * The side panel: follows the tab of its window, and never shows one page's person on another page.
 */

import { ApiError, call, loadStatus } from "../lib/api.js";
import { activeTab, language, onStored, onTabChange } from "../lib/browser.js";
import { announce, byId, el, fill } from "../lib/dom.js";
import { say, sayCount } from "../lib/messages.js";
import { sendKept } from "../lib/sending.js";
import { loadPairing } from "../lib/settings.js";
import { loadTab, takeBack, takeResult } from "../lib/tabs.js";
import { showBackground } from "./background.js";
import { showCandidates } from "./candidates.js";
import { loadKept, showConnection } from "./connection.js";
import { NOBODY, attempt, desk, put, watch } from "./desk.js";
import { showFacts } from "./facts.js";
import { showGaps } from "./gaps.js";
import { showKnown } from "./known.js";
import { showNotes } from "./notes.js";
import { showPeople } from "./people.js";
import { showQuestions } from "./questions.js";
import { showSame } from "./same.js";
import { showSeeker } from "./seeker.js";
import { showStates } from "./states.js";
import { showWho, undo } from "./who.js";

const VIEWS = ["ask", "people", "me", "askwell"];
const LOOK_MS = 2_500;
const READING_MS = 8_000;
const POLL_MS = 700;
const GONE = "gone";

/** @type {string | null} the capture whose outcome was told already */
let told = null;
let turn = 0;

/** @param {string | undefined} url */
const page = (url) => (url ?? "").split("#")[0];

/**
 * Whether the tab still shows the page that was read. Where the browser does not say, it is taken to show another.
 *
 * @param {Tab} tab
 * @param {TabRecord} record
 */
const stillThere = (tab, record) => (tab.url === undefined ? record.url === "" : page(tab.url) === page(record.url));

/**
 * Name the state a tab is in before the server has answered.
 *
 * @param {Tab | null} tab
 * @param {TabRecord | null} record
 * @returns {Promise<string>}
 */
async function stateOf(tab, record) {
  if (!tab || !record) return (await loadPairing()) ? "nothing_yet" : "unpaired";
  if (record.stage === "paired") return "paired";
  if (!stillThere(tab, record)) return "elsewhere";
  if (record.stage === "undone") return "undone";
  if (record.problem) return record.problem;
  if (record.stage === "reading") return Date.now() - record.at > READING_MS ? "stopped" : "reading";
  return "sending";
}

/** Look which page this window shows, and put what is known about it on the desk. */
async function follow() {
  const mine = ++turn;
  const tab = await activeTab();
  const record = tab && (await loadTab(tab.id));
  if (mine !== turn) return;
  if (desk.picked && tab?.id === desk.tab?.id && record?.at === desk.record?.at) return put({ tab });
  const sent = tab && record?.stage === "sent" && stillThere(tab, record);
  if (!sent) {
    const state = await stateOf(tab, record);
    if (mine !== turn) return;
    return put({ ...NOBODY, tab, record, state, detail: record?.detail ?? null });
  }
  const shown = desk.result?.id === record.captureId && desk.result.status !== "stored";
  if (shown && !desk.picked) return put({ tab, record });
  await showOutcome(tab, record, /** @type {string} */ (record.captureId), mine);
}

/**
 * Show what became of a page: at once as it was answered, and anew where that was shown before, since much may have been changed or erased.
 *
 * @param {Tab} tab
 * @param {TabRecord} record
 * @param {string} captureId
 * @param {number} mine
 */
async function showOutcome(tab, record, captureId, mine) {
  const kept = await takeResult(captureId);
  if (mine !== turn) return;
  const ready = kept !== null && kept.result.status !== "stored";
  if (ready) show(tab, record, kept.result);
  if (ready && !kept.taken) return;
  const { plan, action } = desk;
  const result = await attempt(() => call("GET", `/captures/${captureId}`).catch(orGone));
  // Whatever was shown or done in the meantime is newer than this answer.
  const overtaken = ready ? desk.result !== kept.result || desk.plan !== plan || desk.action !== action : mine !== turn;
  if (!result || overtaken) return;
  if (result === GONE || result.problem?.type === "/problems/undone") await takeBack(tab.id, captureId);
  else show(tab, record, result);
}

/**
 * @param {unknown} problem
 * @returns {typeof GONE}
 */
function orGone(problem) {
  if (problem instanceof ApiError && problem.status === 404) return GONE;
  throw problem;
}

/**
 * @param {Tab} tab
 * @param {TabRecord} record
 * @param {CaptureResult} result
 */
function show(tab, record, result) {
  const { subject, organization, plan, note, facts, sections, action, acquaintances, problem } = result;
  const state = subject || result.people.length ? null : stateOfResult(result);
  const detail = state ? (problem?.detail ?? result.page?.reason ?? null) : null;
  put({ ...NOBODY, tab, record, state, detail, result, subject, organization, plan, note, facts, sections, action, acquaintances, picked: false });
  if (result.status === "stored") setTimeout(follow, POLL_MS);
  if (told === result.id || !subject) return;
  told = result.id;
  announce(say(`outcome_${result.outcome}`, subject.name, sayCount("facts", facts.length), sayCount("questions_title", plan?.questions.length ?? 0)));
}

/** @param {CaptureResult} result */
function stateOfResult(result) {
  if (result.status === "stored") return "sending";
  return result.status === "unread" ? "unread" : "nobody";
}

/** Look whether all is well with the server, as long as somebody looks. */
async function look() {
  if (document.visibilityState !== "visible") return;
  await loadKept();
  const waiting = desk.kept.some(({ state, notBefore }) => state === "waiting" && notBefore < Date.now());
  const wrong = desk.trouble ?? (desk.kept.length || desk.status ? null : "unknown");
  if (!waiting && !wrong) return;
  const trouble = waiting || desk.trouble ? await sendKept() : null;
  if (waiting) await loadKept();
  await (trouble ? put({ trouble }) : welcome());
}

/** Say hello to the server: are both sides of one kind, is the reader's side filled in? */
async function welcome() {
  if (!(await loadPairing())) return put({ trouble: null, status: null });
  try {
    put({ status: await loadStatus(), trouble: null });
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    put({ trouble: problem.kind, status: null });
  }
}

/** @param {string} view */
const go = (view) => put({ view });

function drawTabs() {
  const tabs = VIEWS.map((view, index) =>
    el("button", { type: "button", role: "tab", id: `tab-${view}`, "aria-selected": String(desk.view === view), "aria-controls": `view-${view}`, tabindex: desk.view === view ? 0 : -1, key: `tab-${view}`, "aria-keyshortcuts": String(index + 1), onclick: () => go(view) }, say(`tab_${view}`)),
  );
  fill(byId("tabs"), tabs);
  for (const view of VIEWS) byId(`view-${view}`).hidden = view !== desk.view;
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const { target, key } = event;
  const writing = target instanceof HTMLElement && target.matches("input:not([type=checkbox]), textarea, select");
  if ((event.ctrlKey || event.metaKey) && key === "z" && !writing && desk.action) {
    event.preventDefault();
    undo();
  }
  if (writing || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = target instanceof HTMLElement && target.matches("[role=tab]") ? ["ArrowLeft", "", "ArrowRight"].indexOf(key) - 1 : -2;
  const next = step === -1 || step === 1 ? VIEWS[(VIEWS.indexOf(desk.view) + step + VIEWS.length) % VIEWS.length] : VIEWS[Number(key) - 1];
  if (!next) return;
  go(next);
  byId(`tab-${next}`).focus();
}

function begin() {
  document.documentElement.lang = language();
  document.addEventListener("keydown", onKey);
  for (const show of [showStates, showWho, showKnown, showSame, showGaps, showBackground, showSeeker, showCandidates, showQuestions, showNotes, showFacts, showPeople, showConnection]) show();
  watch(["view"], drawTabs);
  onTabChange(follow);
  onStored((changes, area) => {
    if (area === "session" && Object.keys(changes).some((key) => key.startsWith("tab:"))) follow().then(loadKept);
    if (area === "local" && "pairing" in changes) welcome().then(follow);
  });
  follow();
  loadKept().then(sendKept).then((trouble) => (trouble ? put({ trouble: trouble === "unpaired" ? null : trouble }) : welcome()));
  setInterval(look, LOOK_MS);
  setInterval(() => desk.state === "reading" && follow(), LOOK_MS);
}

begin();
