/**
 * One quiet line when somebody may be in the list twice. The two are compared in the dashboard; nothing is joined here.
 */

import { ApiError, call } from "../lib/api.js";
import { button, byId, el, fill } from "../lib/dom.js";
import { say } from "../lib/messages.js";
import { desk, here, watch } from "./desk.js";
import { openDashboard } from "./states.js";

/** @type {string | null} the subject the line was looked up for */
let lookedFor = null;

/** @returns {Promise<Similar[]>} nobody where the server does not say: this line is not worth a complaint */
async function similar() {
  try {
    return (await call("GET", `${here()}/similar`)).items;
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    return [];
  }
}

async function draw() {
  const { subject } = desk;
  const place = byId("same");
  if (lookedFor === (subject?.id ?? null)) return;
  lookedFor = subject?.id ?? null;
  fill(place);
  if (!subject) return;
  const found = await similar();
  if (!found.length || desk.subject?.id !== subject.id) return;
  const company = subject.kind === "organization";
  const compare = () => openDashboard(`/${company ? "companies" : "people"}/${subject.id}?same#same`);
  fill(place, el("p.quiet.muted", null, say(company ? "same_question_company" : "same_question", subject.name), " ", button(say("compare"), compare, { class: "plain", key: "compare" })));
}

export const showSame = () => watch(["subject"], draw);
