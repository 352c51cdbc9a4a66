/**
 * Who this is, what became of the click, and Undo.
 */

import { call } from "../lib/api.js";
import { announce, button, byId, el, fill } from "../lib/dom.js";
import { say, sayCount, sayExactly, sayWhen } from "../lib/messages.js";
import { takeBack } from "../lib/tabs.js";
import { NOBODY, attempt, desk, put, reload, watch } from "./desk.js";

/** @returns {string} */
function chipText() {
  const { result, picked } = desk;
  if (picked || !result) return say("chip_saved");
  if (result.outcome === "updated") return sayCount("chip_updated", Math.max(1, result.changes.length));
  return say(result.outcome === "known" ? "chip_known" : "chip_saved");
}

/** @returns {Promise<void>} */
export async function undo() {
  const { action, subject, result, tab } = desk;
  if (!action) return;
  const undone = await attempt(() => call("POST", `/actions/${action.id}/undo`));
  if (!undone) return;
  announce(say("undone", undone.undone ?? action.label));
  put({ action: null });
  const whole = action.id === result?.action?.id && (result.outcome === "created" || !subject);
  if (!whole) return void (await attempt(reload));
  if (tab) await takeBack(tab.id, result.id);
  put({ ...NOBODY, state: "undone" });
}

/** @param {Json} value */
const shown = (value) => (value !== null && typeof value === "object" ? Object.values(value).filter((part) => typeof part === "string").join(", ") : String(value ?? "–"));

/** What a second look at a page changed, old and new. */
function changes() {
  const listed = desk.result?.outcome === "updated" && !desk.picked ? desk.result.changes : [];
  if (!listed.length) return null;
  return el(
    "details.fold",
    null,
    el("summary", null, sayCount("changes", listed.length)),
    el(
      "ul.changes",
      null,
      listed.map(({ label, kind, old, new: now }) => el("li", null, el("b", null, label), " ", say(`change_${kind}`, shown(old), shown(now)))),
    ),
  );
}

/** Where the person stands: what was known before, and where this came from. */
function standing() {
  const { subject, result, picked } = desk;
  if (!subject) return null;
  if (picked) return el("p.muted", null, say("picked_from_people"));
  if (result?.outcome !== "known") return null;
  return el("p.muted", { title: sayExactly(subject.created_at) }, say("known_since", sayWhen(subject.created_at, Date.now())));
}

function draw() {
  const { subject, action } = desk;
  const place = byId("who");
  place.hidden = !subject;
  if (!subject) return fill(place);
  const where = [subject.organization, subject.location].filter(Boolean).join(" · ");
  fill(
    place,
    el(
      "div.who",
      null,
      el("h2.name", { dir: "auto" }, subject.name),
      el("span.chip", null, chipText()),
      el("div", { dir: "auto" }, subject.headline && el("p.headline", { title: subject.headline }, subject.headline), where && el("p.muted", null, where)),
      action && button(say("undo"), undo, { class: "plain", key: "undo", title: say("undo_title", action.label) }),
    ),
    standing(),
    changes(),
  );
}

export const showWho = () => watch(["subject", "result", "action", "picked"], draw);
