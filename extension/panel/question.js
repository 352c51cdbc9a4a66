/**
 * One question: its words, why it is asked, the captured words it rests on, how to go on, and what can be done with it.
 */

import { call } from "../lib/api.js";
import { announce, button, byId, el, focusOn } from "../lib/dom.js";
import { say, sayCount, sayKnown, sayMinutes, sayWhen } from "../lib/messages.js";
import { attempt, desk, here, put, showPlan } from "./desk.js";

/** @typedef {{id: string, what: "edit" | "asked"}} Writing */

/** @type {Writing | null} the question whose words or answer are being written */
let writing = null;

/**
 * Change one question and show the plan that comes of it.
 *
 * @param {Question} question
 * @param {Record<string, unknown>} change
 * @param {string} told what to say to those who listen
 * @returns {Promise<void>}
 */
async function amend(question, change, told) {
  await settle(question, () => call("PATCH", `${here()}/questions/${encodeURIComponent(question.id)}`, change), told);
}

/**
 * @param {Question} question
 * @param {() => Promise<Plan>} work
 * @param {string} told
 * @returns {Promise<void>}
 */
async function settle(question, work, told) {
  const subject = desk.subject?.id;
  const position = shownIds().indexOf(question.id);
  const plan = await attempt(work);
  if (!plan || desk.subject?.id !== subject) return;
  writing = null;
  const follows = plan.questions.some(({ id, state }) => id === question.id && state !== "dismissed");
  showPlan(plan);
  announce(told);
  if (follows) return;
  const next = shownIds()[Math.max(0, position)] ?? null;
  put({ open: next });
  if (next) focusOn(byId("questions"), `q-${next}`);
}

/** @returns {string[]} */
const shownIds = () => (desk.plan?.questions ?? []).filter(({ state }) => state !== "dismissed").map(({ id }) => id);

/** @param {Question} question */
const swap = (question) => settle(question, () => call("POST", `${here()}/questions/${encodeURIComponent(question.id)}/swap`), say("told_swapped"));

/**
 * Where the words of a piece of evidence come from.
 *
 * @param {Evidence} evidence
 * @returns {string}
 */
function source({ pointer }) {
  if (pointer.startsWith("/seeker")) return say("source_me");
  if (pointer.startsWith("/history")) return say("source_notes");
  const place = pointer.replace(/^\/profile/, "");
  const fact = desk.facts.find((one) => place === one.pointer || place.startsWith(`${one.pointer}/`));
  const section = place.split("/")[2] ?? "";
  const label = fact?.label ?? sayKnown(`section_${section}`, section);
  if (fact?.origin === "user") return say("source_user", label);
  return fact?.captured_at ? say("source_page", label, sayWhen(fact.captured_at, Date.now())) : label;
}

/** @param {Evidence} evidence */
function factLine(evidence) {
  const mine = evidence.pointer.startsWith("/seeker");
  return el("li.fact", { dir: "auto" }, mine ? say("fact_me", evidence.snippet) : say("quoted", evidence.snippet), " ", el("span.muted", null, source(evidence)));
}

/** @param {Question} question */
function meta(question) {
  const { category, minutes, evidence, state, edited, sensitivity } = question;
  return el(
    "p.meta",
    null,
    state === "kept" && el("span.chip", null, say("chip_kept")),
    state === "asked" && el("span.chip", null, say("chip_asked")),
    el("span", null, sayKnown(`category_${category}`, category)),
    el("span", null, sayMinutes(minutes)),
    evidence.length > 0 && el("span.rests", null, sayCount("rests_on", evidence.length)),
    edited && el("span", null, say("in_your_words")),
    sensitivity > 1 && el("span.careful", null, say("with_care")),
  );
}

/** @param {Question} question */
function reasons({ why, evidence, follow_ups, answer }) {
  return [
    answer && el("div.answer", null, el("b", null, say("their_answer")), el("p", { dir: "auto" }, answer)),
    why && el("p.why", null, why),
    evidence.length > 0 && el("ul.facts", null, evidence.map(factLine)),
    follow_ups.length > 0 && el("div.go-on", null, el("b", null, say("to_go_on")), el("ul", null, follow_ups.map((text) => el("li.ask", null, text)))),
  ];
}

/**
 * A field for the question's own words or for what was answered.
 *
 * @param {Question} question
 * @param {"edit" | "asked"} what
 */
function writer(question, what) {
  const label = say(what === "edit" ? "edit_label" : "asked_label");
  const field = /** @type {HTMLTextAreaElement} */ (el("textarea", { rows: 3, key: "writing", maxlength: what === "edit" ? 2_000 : 20_000, class: what === "edit" ? "ask" : null }));
  field.value = (what === "edit" ? question.text : question.answer) ?? "";
  const stop = () => write(null, question);
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (what === "edit" && !text) return stop();
    const change = what === "edit" ? { text } : { state: "asked", answer: text };
    return amend(question, change, say(what === "edit" ? "told_edited" : "told_asked"));
  };
  const buttons = el("div.acts", null, el("button.primary", { type: "submit" }, say("save")), button(say("cancel"), stop, { class: "plain" }));
  return el("form.stack", { onsubmit: save }, el("label", null, label, field), buttons);
}

/**
 * @param {Writing | null} next
 * @param {Question} question
 */
function write(next, question) {
  writing = next;
  put({ plan: desk.plan && { ...desk.plan } });
  focusOn(byId("questions"), next ? "writing" : `q-${question.id}`);
}

/** @param {Question} question */
async function copy(question) {
  await navigator.clipboard.writeText(question.text);
  announce(say("told_copied"));
}

/** @param {Question} question */
function actions(question) {
  const { id, state, locked } = question;
  const kept = state === "kept";
  const act = (/** @type {string} */ name, /** @type {() => unknown} */ run, more = {}) => button(say(`do_${name}`), run, { key: `${name}-${id}`, ...more });
  const keep = () => amend(question, { state: kept ? "suggested" : "kept" }, say(kept ? "told_unkept" : "told_kept"));
  return el(
    "div.acts",
    { role: "group", "aria-label": say("question_actions") },
    state !== "asked" && act(kept ? "unkeep" : "keep", keep, { class: kept ? "on" : "primary" }),
    state !== "asked" && act("swap", () => swap(question), { disabled: locked }),
    act("asked", () => write({ id, what: "asked" }, question)),
    el(
      "details.more",
      null,
      el("summary", { key: `more-${id}` }, say("do_more")),
      el(
        "div.acts",
        null,
        act("edit", () => write({ id, what: "edit" }, question)),
        act("copy", () => copy(question)),
        act("known", () => amend(question, { known: true }, say("told_known"))),
        act("less", () => amend(question, { less_like_this: true }, say("told_less"))),
        state === "asked" && act("unasked", () => amend(question, { state: "suggested" }, say("told_unasked"))),
        act("dismiss", () => amend(question, { state: "dismissed" }, say("told_dismissed"))),
      ),
    ),
  );
}

/** @param {string} id */
function toggle(id) {
  writing = null;
  put({ open: desk.open === id ? null : id });
}

/**
 * @param {Question} question
 * @param {number} number
 * @returns {HTMLElement}
 */
export function questionCard(question, number) {
  const { id, text, state } = question;
  const open = desk.open === id;
  const body = `why-${number}`;
  const title = el("h3", null, el("button.ask", { type: "button", "aria-expanded": String(open), "aria-controls": body, key: `q-${id}`, onclick: () => toggle(id) }, el("span.sr", null, `${number}. `), text));
  const written = writing?.id === id ? writer(question, writing.what) : null;
  return el(
    `li.question.${state}${open ? ".open" : ""}`,
    { "data-id": id },
    el("span.number", { "aria-hidden": "true" }, String(number)),
    title,
    meta(question),
    el("div.body", { id: body, hidden: !open }, open ? [...reasons(question), written ?? actions(question)] : []),
  );
}
