/**
 * Text of notes that the server has not confirmed yet, so that nothing typed is ever lost.
 */

import { ApiError, call } from "./api.js";
import { local } from "./browser.js";

const PREFIX = "draft:";

/**
 * @param {{kind: Subject["kind"], id: string}} subject
 * @returns {string} the path of the subject below /api/v1
 */
export const pathOf = ({ kind, id }) => `/${kind === "organization" ? "organizations" : "prospects"}/${id}`;

/**
 * @param {string} id the subject's
 * @returns {Promise<Draft | null>}
 */
export const loadDraft = async (id) => (await local.get(PREFIX + id)) ?? null;

/**
 * @param {string} id
 * @param {Draft} draft
 * @returns {Promise<void>}
 */
export const storeDraft = (id, draft) => local.set({ [PREFIX + id]: draft });

/**
 * Save a note at the server.
 *
 * @param {{kind: Subject["kind"], id: string}} subject
 * @param {string} text
 * @param {number} version the version this text was written on
 * @returns {Promise<Note>}
 * @throws {ApiError} status 412 when somebody changed the note in between; `problem.current` is what it says now
 */
export async function saveNote(subject, text, version) {
  const note = await call("PUT", `${pathOf(subject)}/note`, { text }, { headers: { "If-Match": `"${version}"` } });
  const draft = await loadDraft(subject.id);
  if (draft && draft.text === text) await local.remove(PREFIX + subject.id);
  else if (draft) await storeDraft(subject.id, { ...draft, version: note.version });
  return note;
}

/**
 * Save every draft that can be saved. One that conflicts stays until its reader has decided.
 *
 * @returns {Promise<string | null>} the state that keeps drafts from being saved
 */
export async function pushDrafts() {
  const drafts = Object.entries(await local.all()).filter(([key]) => key.startsWith(PREFIX));
  for (const [key, { kind, text, version }] of drafts) {
    try {
      await saveNote({ kind, id: key.slice(PREFIX.length) }, text, version);
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (problem.kind !== "refused") return problem.kind;
    }
  }
  return null;
}
