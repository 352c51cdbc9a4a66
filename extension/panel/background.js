/**
 * An article or a talk: a page about nobody in particular, kept with the person it matters for.
 */

import { call } from "../lib/api.js";
import { announce, button, byId, el, fill, select } from "../lib/dom.js";
import { say } from "../lib/messages.js";
import { attempt, desk, put, watch } from "./desk.js";
import { openSubject } from "./people.js";

const LISTED = 50;

/** @type {string | null} the page the choice was drawn for */
let drawnFor = null;
let chosen = "";

/** @param {CaptureResult} result */
async function keep(result) {
  const id = chosen;
  const kept = await attempt(() => call("POST", `/prospects/${id}/research`, { capture: result.id }));
  if (!kept) return;
  await openSubject({ kind: "person", id });
  put({ action: kept.action });
  announce(say("kept_with", desk.subject?.name ?? ""));
}

async function draw() {
  const { result, subject } = desk;
  const place = byId("background");
  const page = result?.outcome === "research" && !subject ? result : null;
  place.hidden = !page;
  if (drawnFor === (page?.id ?? null)) return;
  drawnFor = page?.id ?? null;
  fill(place);
  if (!page) return;
  const found = await attempt(() => call("GET", `/prospects?sort=updated&limit=${LISTED}`));
  const people = /** @type {Subject[]} */ (found?.items ?? []);
  if (!people[0] || desk.result?.id !== page.id) return;
  chosen = people[0].id;
  const options = people.map(({ id, name }) => /** @type {[string, string]} */ ([id, name]));
  const choice = select(say("keep_with"), options, chosen, (id) => (chosen = id), "keep-with");
  fill(place, el("h2", null, say("keep_with_title")), el("div.acts", null, choice, button(say("keep"), () => keep(page), { class: "primary", key: "keep" })));
}

export const showBackground = () => watch(["result", "subject"], draw);
