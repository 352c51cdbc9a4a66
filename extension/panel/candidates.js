/**
 * Several people on one page: choose which of them to keep.
 */

import { call } from "../lib/api.js";
import { announce, button, byId, el, fill } from "../lib/dom.js";
import { say, sayCount } from "../lib/messages.js";
import { attempt, desk, put, watch } from "./desk.js";
import { openSubject } from "./people.js";

/** @type {Set<number>} */
const chosen = new Set();
let filter = "";
/** @type {string | null} the capture the choice belongs to */
let shownFor = null;

/** @returns {Candidate[]} */
const listed = () => (desk.result?.people ?? []).filter(({ name, title }) => `${name} ${title ?? ""}`.toLocaleLowerCase().includes(filter.toLocaleLowerCase()));

/** @returns {Promise<void>} */
async function save() {
  const { result } = desk;
  if (!result || !chosen.size) return;
  const saved = await attempt(() => call("POST", `/captures/${result.id}/people`, { indexes: [...chosen].sort((one, other) => one - other) }));
  if (!saved) return;
  const ids = new Map(saved.subjects.map((/** @type {{name: string, id: string}} */ { name, id }) => [name, id]));
  const people = result.people.map((one) => (chosen.has(one.index) ? { ...one, saved_as: one.saved_as ?? ids.get(one.name) ?? "" } : one));
  announce(sayCount("people_saved", saved.subjects.length));
  chosen.clear();
  put({ result: { ...result, people }, action: saved.action });
}

/**
 * @param {number} index
 * @param {boolean} on
 */
function choose(index, on) {
  if (on) chosen.add(index);
  else chosen.delete(index);
  drawSave();
}

/** @param {Candidate} candidate */
function row({ index, name, title, saved_as: savedAs }) {
  const box = el("input", { type: "checkbox", id: `person-${index}`, checked: chosen.has(index), onchange: (/** @type {Event} */ event) => choose(index, /** @type {HTMLInputElement} */ (event.target).checked) });
  const words = [el("span", { dir: "auto" }, name), title && el("span.muted", { dir: "auto" }, title)];
  if (savedAs === null) return el("li", null, box, el("label", { for: `person-${index}` }, words));
  const mark = savedAs ? button(say("open"), () => openSubject({ kind: "person", id: savedAs }), { class: "plain", "aria-label": say("open_named", name) }) : null;
  return el("li.saved", null, el("span.chip", null, say("chip_saved")), el("span.words", null, words), mark);
}

function drawList() {
  const rows = listed();
  fill(byId("candidate-list"), rows.length ? rows.map(row) : el("li.muted", null, say("nobody_like_this")));
}

function drawSave() {
  const place = byId("candidate-save");
  fill(place, button(chosen.size ? sayCount("save_people", chosen.size) : say("save_nobody"), save, { class: "primary", disabled: !chosen.size, key: "save-people" }));
}

/** @param {Event} event */
function chooseAll(event) {
  const on = /** @type {HTMLInputElement} */ (event.target).checked;
  for (const { index, saved_as: savedAs } of listed()) if (savedAs === null) choose(index, on);
  drawList();
}

/** @param {Event} event */
function narrow(event) {
  filter = /** @type {HTMLInputElement} */ (event.target).value;
  drawList();
}

function draw() {
  const { result, subject, action } = desk;
  const place = byId("candidates");
  const people = subject && subject.kind === "person" ? [] : (result?.people ?? []);
  place.hidden = !people.length || desk.picked;
  if (place.hidden) return fill(place);
  if (shownFor !== result?.id) {
    chosen.clear();
    filter = "";
    shownFor = result?.id ?? null;
  }
  fill(
    place,
    el("div.bar", null, el("h2", null, sayCount("people_here", people.length)), action && !subject && button(say("undo"), () => import("./who.js").then(({ undo }) => undo()), { class: "plain", key: "undo-people" })),
    el("p.muted", null, say("people_explained")),
    el("input", { type: "search", placeholder: say("filter"), "aria-label": say("filter"), value: filter, oninput: narrow, key: "filter" }),
    el("label.all", null, el("input", { type: "checkbox", onchange: chooseAll, key: "all" }), say("choose_all")),
    el("ul.people", { id: "candidate-list" }),
    el("div.foot", { id: "candidate-save" }),
  );
  drawList();
  drawSave();
}

export const showCandidates = () => watch(["result", "subject", "picked", "action"], draw);
