/**
 * Looking up somebody who is saved already, to have the questions at hand without the page.
 */

import { call } from "../lib/api.js";
import { byId, el, fill } from "../lib/dom.js";
import { pathOf } from "../lib/drafts.js";
import { say, sayWhen } from "../lib/messages.js";
import { NOBODY, attempt, desk, put, watch } from "./desk.js";

const PAUSE_MS = 180;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
let asked = 0;

/**
 * Show somebody who is saved, whatever page this tab shows.
 *
 * @param {{kind: Subject["kind"], id: string}} which
 * @returns {Promise<void>}
 */
export async function openSubject(which) {
  const path = pathOf(which);
  const found = await attempt(() => Promise.all([call("GET", path), call("GET", `${path}/plan`)]));
  if (!found) return;
  const [{ subject, organization, facts, sections, note, acquaintances }, plan] = found;
  put({ ...NOBODY, state: null, picked: true, subject, organization, facts, sections, note, acquaintances, plan, view: "ask" });
  byId("tab-ask").focus();
}

/**
 * @param {string} text
 * @returns {Promise<void>}
 */
async function find(text) {
  const mine = ++asked;
  const query = new URLSearchParams({ search: text, sort: "updated", limit: "30" });
  const found = await attempt(() => call("GET", `/prospects?${query}`));
  if (!found || mine !== asked) return;
  const people = /** @type {Subject[]} */ (found.items);
  const rows = people.map((person) =>
    el(
      "li",
      null,
      el(
        "button.row",
        { type: "button", onclick: () => openSubject(person) },
        el("b", { dir: "auto" }, person.name),
        el("span.muted", { dir: "auto" }, [person.headline ?? person.organization, sayWhen(person.updated_at, Date.now())].filter(Boolean).join(" · ")),
      ),
    ),
  );
  fill(byId("found"), rows.length ? rows : el("li.muted", null, say(text ? "found_nobody" : "nobody_yet")));
}

/** @param {Event} event */
function search(event) {
  const { value } = /** @type {HTMLInputElement} */ (event.target);
  clearTimeout(waiting);
  waiting = setTimeout(() => find(value.trim()), PAUSE_MS);
}

function draw() {
  if (desk.view !== "people") return;
  fill(
    byId("view-people"),
    el("h2", null, say("people_title")),
    el("input", { type: "search", placeholder: say("search_people"), "aria-label": say("search_people"), oninput: search, key: "search-people" }),
    el("ul.people", { id: "found", "aria-busy": "true" }),
  );
  find("");
}

export const showPeople = () => watch(["view"], draw);
