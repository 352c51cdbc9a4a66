/**
 * The reader's own side in four short answers, on a page of its own and, the first time, above the questions.
 */

import { call } from "../lib/api.js";
import { announce, button, byId, el, fill } from "../lib/dom.js";
import { say, sayCount } from "../lib/messages.js";
import { attempt, choice, desk, here, put, watch } from "./desk.js";
import { openDashboard } from "./states.js";

const FIELDS = ["current_role", "target_role", "decision", "belief"];

let asked = false;

/**
 * @param {Seeker} seeker
 * @returns {Record<string, string>}
 */
function answers({ current_role: now, target_role: aim, decision, hypotheses }) {
  const choice = typeof decision === "string" ? decision : (decision?.options ?? []).join(" / ");
  return { current_role: now ?? "", target_role: aim ?? "", decision: choice, belief: hypotheses?.[0] ?? "" };
}

/**
 * Put the four answers into the whole document; what was said elsewhere stays.
 *
 * @param {Seeker} seeker
 * @param {FormData} form
 * @returns {Seeker}
 */
function withAnswers({ filled: _, ...seeker }, form) {
  const before = answers(seeker);
  const given = Object.fromEntries(FIELDS.map((name) => [name, String(form.get(name) ?? "").trim()]));
  const kept = (seeker.hypotheses ?? []).slice(1);
  const changed = { current_role: given["current_role"] || null, target_role: given["target_role"] || null, hypotheses: given["belief"] ? [given["belief"], ...kept] : kept };
  return { ...seeker, ...changed, ...(given["decision"] === before["decision"] ? {} : { decision: given["decision"] || null }) };
}

/** @param {Event} event */
async function save(event) {
  event.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
  const seeker = await attempt(() => call("PUT", "/seeker", withAnswers(desk.seeker ?? {}, form)));
  if (!seeker) return;
  asked = false;
  put({ seeker, status: desk.status && { ...desk.status, seeker_filled: true } });
  await plan();
}

/** Ask again with the new side, and say how much changed. */
async function plan() {
  const { plan: old, subject } = desk;
  if (!subject) return announce(say("me_saved"));
  const now = await attempt(() => call("GET", `${here()}/plan${choice()}`));
  if (!now || desk.subject?.id !== subject.id) return;
  const known = new Set((old?.questions ?? []).map(({ text }) => text));
  const fresh = now.questions.filter((/** @type {{text: string}} */ { text }) => !known.has(text)).length;
  put({ plan: now, view: "ask" });
  announce(sayCount("me_improved", fresh));
  fill(byId("first"), el("p.chip.wide", null, sayCount("me_improved", fresh)));
}

/** @param {Seeker} seeker */
function form(seeker) {
  const now = answers(seeker);
  const inputs = FIELDS.map((name) => {
    const input = el("textarea", { name, rows: 2, dir: "auto", placeholder: say(`me_${name}_hint`), maxlength: 1_000, key: `me-${name}` });
    input.textContent = now[name] ?? "";
    return el("label", null, say(`me_${name}`), input);
  });
  return el("form.stack.me", { onsubmit: save }, inputs, el("div.acts", null, el("button.primary", { type: "submit", key: "me-save" }, say("me_save"))));
}

/** @returns {Promise<void>} */
async function ask() {
  asked = true;
  await load();
  drawFirst();
  /** @type {HTMLElement | null} */ (byId("first").querySelector("textarea"))?.focus();
}

/** @returns {Promise<void>} */
async function load() {
  const seeker = await attempt(() => call("GET", "/seeker"));
  if (seeker) put({ seeker });
}

function drawFirst() {
  const { subject, plan: shown, status } = desk;
  const place = byId("first");
  const wanted = subject && shown && status && !status.seeker_filled;
  if (!wanted) {
    if (!subject) fill(place);
    else if (!place.querySelector(".wide")) fill(place);
    return;
  }
  if (asked && desk.seeker) {
    if (!place.querySelector("form")) fill(place, el("div.card", null, el("p", null, say("first_explained")), form(desk.seeker)));
    return;
  }
  fill(place, el("div.card.first", null, el("p", null, say("first_offer")), button(say("first_do"), ask, { key: "first" })));
}

async function drawView() {
  if (desk.view !== "me") return;
  const place = byId("view-me");
  if (!place.childElementCount) fill(place, el("h2", null, say("me_title")));
  await load();
  if (!desk.seeker) return;
  fill(place, el("h2", null, say("me_title")), el("p.muted", null, say("me_explained")), form(desk.seeker), button(say("me_more"), () => openDashboard("/me"), { class: "plain" }));
}

export function showSeeker() {
  watch(["subject", "plan", "status"], drawFirst);
  watch(["view"], () => void drawView());
}
