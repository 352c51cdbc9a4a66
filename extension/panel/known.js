/**
 * Whom the reader knows already: this person, and people at their company. Nothing when there is nobody.
 */

import { button, byId, el, fill } from "../lib/dom.js";
import { say, sayCount, sayDay } from "../lib/messages.js";
import { desk, watch } from "./desk.js";
import { openDashboard } from "./states.js";

const NAMED = 3;

/** @param {KnownPerson} person */
const named = ({ name, title }) => [el("bdi", null, name), ...(title ? [" (", el("bdi", null, title), ")"] : [])];

/** @param {KnownPerson} person */
function row({ name, title, connected_on: day, url }) {
  const web = /^https?:/i.test(url) ? url : null;
  const words = [title, day && say("known_connected", sayDay(day))].filter(Boolean).join(" · ");
  return el("li", null, web ? el("a", { href: web, target: "_blank", rel: "noreferrer noopener", dir: "auto" }, name) : el("b", { dir: "auto" }, name), words && el("div.muted", { dir: "auto" }, words));
}

/** @param {Acquaintances} known */
function there({ employer, total, people }) {
  if (!total) return null;
  const line = people.slice(0, NAMED).flatMap((person, index) => [index ? ", " : " ", ...named(person)]);
  const rest = total - Math.min(NAMED, people.length);
  const all = () => openDashboard(`/known?${new URLSearchParams({ at: employer })}`);
  return el(
    "details.fold",
    null,
    el("summary", { key: "known" }, sayCount("known_there", total, employer), line, rest > 0 && sayCount("known_rest", rest)),
    el("ul.changes", null, people.map(row)),
    button(total > people.length ? sayCount("known_all", total) : say("known_list"), all, { class: "plain", key: "known-all" }),
  );
}

/** @param {KnownPerson} person */
const self = ({ connected_on: day }) => el("p", null, day ? say("known_self_since", sayDay(day)) : say("known_self"));

function draw() {
  const { acquaintances: known, subject, result } = desk;
  const place = byId("known");
  const shown = known && (subject || result?.people.length) ? known : null;
  fill(place, shown?.themselves && self(shown.themselves), shown && there(shown));
}

export const showKnown = () => watch(["acquaintances", "subject", "result"], draw);
