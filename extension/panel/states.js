/**
 * Every state that is not "here is a person": its words, and the one thing to do next.
 */

import { ApiError, call } from "../lib/api.js";
import { askToReachServer, openTab } from "../lib/browser.js";
import { refreshTab } from "../lib/capturing.js";
import { announce, button, byId, el, fill, focusOn } from "../lib/dom.js";
import { say } from "../lib/messages.js";
import { pair } from "../lib/pairing.js";
import { sendKept } from "../lib/sending.js";
import { START_COMMAND } from "../lib/settings.js";
import { attempt, desk, put, watch } from "./desk.js";

/**
 * Read the tab's page again.
 *
 * @param {boolean} [privateToo]
 * @returns {Promise<void>}
 */
export async function readAgain(privateToo = false) {
  if (desk.tab) await refreshTab(desk.tab, privateToo);
}

/**
 * Open the dashboard, signed in.
 *
 * @param {string} [next] the page to go to
 * @returns {Promise<void>}
 */
export async function openDashboard(next) {
  const link = await attempt(() => call("POST", "/sign-in-links", next ? { next } : {}));
  if (link) await openTab(link.url);
}

/** @returns {Promise<void>} */
async function tryAgain() {
  const trouble = await sendKept();
  put({ trouble });
}

/** @returns {Promise<void>} */
async function allow() {
  if (await askToReachServer()) await tryAgain();
}

/** @param {Event} event */
async function copyCommand(event) {
  await navigator.clipboard.writeText(START_COMMAND);
  const copied = /** @type {HTMLElement} */ (event.target);
  copied.textContent = say("copied");
  announce(say("copied"));
}

/** @type {HTMLElement | null} the one form, so that nothing typed is lost when the panel is drawn anew */
let shownForm = null;

/** How to connect: by the click, or by typing the code. */
const codeForm = () => (shownForm ??= newCodeForm());

function newCodeForm() {
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (byId("code"));
    const said = byId("code-said");
    try {
      await pair(field.value);
      shownForm = null;
      put({ state: "paired", detail: null, trouble: null });
      announce(say("state_paired_title"));
      await tryAgain();
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      said.textContent = problem.problem?.detail ?? ["title", "text"].map((part) => say(`state_${nameOf(problem.kind)}_${part}`)).join(". ");
      field.select();
    }
  };
  const field = el("input.code", { id: "code", name: "code", autocomplete: "off", autocapitalize: "characters", spellcheck: "false", maxlength: 12, required: true, "aria-describedby": "code-said", key: "code" });
  return el("form.stack", { onsubmit: send }, el("label", { for: "code" }, say("code_label")), el("div.acts", null, field, el("button.primary", { type: "submit" }, say("connect"))), el("p.attention", { id: "code-said", role: "alert" }));
}

const command = () => el("div.command", null, el("code", null, START_COMMAND), button(say("copy"), copyCommand, { key: "copy-command" }));
const again = () => button(say("read_again"), () => readAgain(), { class: "primary", key: "read-again" });
const people = () => button(say("show_people"), () => put({ view: "people" }), { key: "show-people" });
const retryNow = () => button(say("try_again"), tryAgain, { class: "primary", key: "try-again" });
const kept = () => button(say("show_kept"), () => put({ view: "askwell" }), { class: "primary", key: "show-kept" });
const byHand = () => button(say("add_by_hand"), () => openDashboard("/add"), { class: "primary", key: "by-hand" });

/** @type {Record<string, (() => Node) | null>} the next step of each state; null where there is nothing to do but wait */
const NEXT = {
  looking: null,
  reading: null,
  sending: null,
  nothing_yet: () => button(say("open_dashboard"), () => openDashboard(), { key: "dashboard" }),
  elsewhere: () => (desk.tab?.url ? button(say("read_this"), () => readAgain(), { class: "primary", key: "read-again" }) : people()),
  undone: again,
  paired: people,
  unpaired: codeForm,
  revoked: codeForm,
  code_refused: codeForm,
  server_down: command,
  stranger: retryNow,
  permission: () => button(say("allow"), allow, { class: "primary", key: "allow" }),
  silent: retryNow,
  garbled: retryNow,
  server_trouble: retryNow,
  server_full: retryNow,
  version_old: command,
  version_new: retryNow,
  browser_page: people,
  store: people,
  file: byHand,
  pdf: byHand,
  not_a_page: byHand,
  restricted: people,
  private: () => button(say("read_anyway"), () => readAgain(true), { key: "read-private" }),
  tab_closed: people,
  too_large: byHand,
  too_slow: again,
  empty: again,
  changing: again,
  stopped: again,
  storage_full: kept,
  queue_full: kept,
  refused: kept,
  unread: again,
  nobody: again,
};

/**
 * @param {string} kind
 * @returns {string} the state's name in the catalog
 */
export const nameOf = (kind) => (kind.replaceAll("-", "_") in NEXT ? kind.replaceAll("-", "_") : "server_trouble");

function drawState() {
  const { state, detail, subject, result } = desk;
  const place = byId("state");
  const name = state ? nameOf(state) : "";
  if (!state || subject || (result?.people.length && !state)) return fill(place);
  const next = NEXT[name]?.();
  const waiting = desk.kept.some(({ id }) => id === desk.record?.captureId);
  const children = [
    waiting && el("p.chip.wide", null, say("kept_here")),
    el("h2", null, say(`state_${name}_title`)),
    el("p", null, say(`state_${name}_text`)),
    detail && el("p.muted", { dir: "auto" }, detail),
    next,
  ];
  const shown = `${name}|${detail}|${waiting}|${Boolean(desk.tab?.url)}`;
  if (place.dataset["shown"] === shown && place.childElementCount) return;
  place.dataset["shown"] = shown;
  fill(place, el("div.state", { "aria-busy": next ? null : "true" }, children));
  if (name !== "looking") announce(say(`state_${name}_title`));
}

/** A strip above everything else, when something is the matter while a person is shown. */
function drawStrip() {
  const { trouble, said, subject, state, kept: items, view } = desk;
  const place = byId("strip");
  const hidden = view === "ask" && !subject && state && trouble && nameOf(state) === nameOf(trouble);
  if (said) return fill(place, el("div.strip", { role: "alert" }, el("p", null, said), button(say("close"), () => put({ said: null }), { key: "close-said" })));
  if (trouble && !hidden) return fill(place, el("div.strip.stack", { role: "alert" }, el("p", null, el("b", null, say(`state_${nameOf(trouble)}_title`)), " ", say(`state_${nameOf(trouble)}_text`)), NEXT[nameOf(trouble)]?.()));
  if (items.some(({ state: one }) => one === "refused") && view === "ask") return fill(place, el("div.strip", { role: "note" }, el("p", null, say("some_refused")), button(say("show_kept"), () => put({ view: "askwell" }), { key: "strip-kept" })));
  return fill(place);
}

/** Put the keyboard into the code field, when there is one. */
export const focusCode = () => focusOn(byId("state"), "code");

export function showStates() {
  watch(["state", "detail", "subject", "result", "kept", "record", "tab"], drawState);
  watch(["trouble", "said", "subject", "state", "kept", "view"], drawStrip);
}
