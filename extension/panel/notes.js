/**
 * Notes about the subject: kept in this browser as they are typed, saved at the server a moment later, never lost.
 */

import { ApiError } from "../lib/api.js";
import { announce, button, byId, el, fill } from "../lib/dom.js";
import { loadDraft, saveNote, storeDraft } from "../lib/drafts.js";
import { say, sayWhen } from "../lib/messages.js";
import { desk, put, watch } from "./desk.js";

const PAUSE_MS = 600;
const SAY_AGAIN_MS = 20_000;

/** @type {Subject | null} whose note is in the field */
let owner = null;
/** @type {Note} what the server has, as far as is known */
let saved = { text: "", version: 0, updated_at: null };
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {Promise<void>} saving goes one after the other, so that each knows the version before it */
let queue = Promise.resolve();

const field = () => /** @type {HTMLTextAreaElement} */ (byId("note"));

/**
 * @param {string} text
 */
function tell(text) {
  fill(byId("note-state"), text);
}

/** Keep what was typed here, then save it once the fingers rest. */
function typed() {
  if (!owner) return;
  storeDraft(owner.id, { kind: owner.kind, text: field().value, version: saved.version });
  clearTimeout(timer);
  timer = setTimeout(save, PAUSE_MS);
}

/** @returns {Promise<void>} */
function save() {
  clearTimeout(timer);
  queue = queue.then(saveNow);
  return queue;
}

/** @returns {Promise<void>} */
async function saveNow() {
  const whose = owner;
  const text = field()?.value;
  if (!whose || text === undefined || text === saved.text) return;
  try {
    const note = await saveNote(whose, text, saved.version);
    if (whose.id !== owner?.id) return;
    isSaved(note);
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    if (whose.id === owner?.id) failed(problem, text);
  }
}

/** @param {Note} note */
function isSaved(note) {
  saved = note;
  tell(say("note_saved", sayWhen(note.updated_at ?? new Date().toISOString(), Date.now())));
}

/**
 * @param {ApiError} problem
 * @param {string} mine
 */
function failed(problem, mine) {
  const current = problem.status === 412 ? problem.problem?.current : null;
  if (current && current.text === mine) return isSaved(current);
  if (current) return conflict(mine, current);
  tell(problem.kind === "refused" ? problem.message : say("note_kept"));
  if (problem.kind !== "refused") put({ trouble: problem.kind });
}

/**
 * The note was changed somewhere else while it was changed here: show both, lose neither.
 *
 * @param {string} mine
 * @param {Note} current
 */
function conflict(mine, current) {
  announce(say("note_conflict"));
  const settle = (/** @type {string} */ text) => {
    saved = current;
    field().value = text;
    typed();
    return save();
  };
  const both = `${current.text}\n\n${mine}`;
  fill(
    byId("note-state"),
    el(
      "div.strip.stack",
      { role: "alert" },
      el("p", null, say("note_conflict")),
      el("pre.other", { dir: "auto" }, current.text),
      el("div.acts", null, button(say("note_both"), () => settle(both), { class: "primary" }), button(say("note_mine"), () => settle(mine)), button(say("note_theirs"), () => settle(current.text))),
    ),
  );
}

/** @returns {Promise<void>} */
async function draw() {
  const { subject, note } = desk;
  const place = byId("notes");
  place.hidden = !subject;
  if (subject?.id === owner?.id && place.childElementCount) return;
  if (owner && field()?.value !== saved.text) await save();
  if (desk.subject?.id !== subject?.id) return;
  owner = subject;
  if (!subject) return fill(place);
  saved = note ?? { text: "", version: 0, updated_at: null };
  const area = el("textarea", { id: "note", rows: 4, dir: "auto", "aria-describedby": "note-state", placeholder: say("note_placeholder"), maxlength: 100_000, oninput: typed, onblur: save });
  const state = el("div.muted", { id: "note-state", role: "status" });
  fill(place, el("h2", null, el("label", { for: "note" }, say("notes"))), area, state);
  field().value = saved.text;
  if (saved.updated_at && saved.text) tell(say("note_saved", sayWhen(saved.updated_at, Date.now())));
  await restore(subject);
}

/**
 * Bring back what was typed here and did not reach the server.
 *
 * @param {Subject} subject
 * @returns {Promise<void>}
 */
async function restore(subject) {
  const draft = await loadDraft(subject.id);
  if (!draft || owner?.id !== subject.id || draft.text === saved.text) return;
  if (field().value !== saved.text) return;
  field().value = draft.text;
  saved = { ...saved, version: draft.version };
  tell(say("note_kept"));
  await save();
}

export function showNotes() {
  watch(["subject", "note"], draw);
  window.addEventListener("pagehide", () => owner && field() && field().value !== saved.text && typed());
  setInterval(() => {
    if (owner && field() && field().value !== saved.text && !document.querySelector("#note-state .strip")) save();
  }, SAY_AGAIN_MS);
}
