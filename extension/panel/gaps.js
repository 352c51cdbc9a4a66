/**
 * What the page did not show, and how to get it.
 */

import { button, byId, el, fill } from "../lib/dom.js";
import { say, sayCount } from "../lib/messages.js";
import { desk, watch } from "./desk.js";
import { readAgain } from "./states.js";

/** @param {Section} section */
function sentence({ label, shown, total, hint }) {
  if (hint) return hint;
  return total ? say("gap_counted", String(shown ?? 0), String(total), label) : say("gap_unread", label);
}

function draw() {
  const { sections, subject, picked } = desk;
  const place = byId("gaps");
  const open = subject && !picked ? sections.filter(({ state }) => state === "truncated" || state === "not_loaded") : [];
  const [first, ...more] = open.map(sentence);
  if (!first) return fill(place);
  fill(
    place,
    el(
      "div.strip",
      { role: "note" },
      el("div", null, el("p", null, first), more.length > 0 && el("details", null, el("summary", null, sayCount("gaps_more", more.length)), el("ul", null, more.map((text) => el("li", null, text))))),
      button(say("refresh"), () => readAgain(), { key: "refresh" }),
    ),
  );
}

export const showGaps = () => watch(["sections", "subject", "picked"], draw);
