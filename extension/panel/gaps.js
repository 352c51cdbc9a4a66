/**
 * What the page did not show, and how to get it.
 */

import { loadRest } from "../lib/capturing.js";
import { announce, button, byId, el, fill } from "../lib/dom.js";
import { say, sayCount } from "../lib/messages.js";
import { desk, watch } from "./desk.js";
import { readAgain } from "./states.js";

/** @param {Section} section */
function sentence({ label, shown, total, hint }) {
  if (hint) return hint;
  return total ? say("gap_counted", String(shown ?? 0), String(total), label) : say("gap_unread", label);
}

let loading = false;

/** Open the rest of the page, as the reader asked, and read it again. */
async function openRest() {
  const { tab } = desk;
  if (loading || !tab) return;
  loading = true;
  draw();
  announce(say("rest_loading"));
  try {
    await loadRest(tab);
  } finally {
    loading = false;
    draw();
  }
}

/** Only where the server says that the site does not forbid it, and only for the page that this tab shows. */
function restButton() {
  const { result, record, state } = desk;
  if (!result?.may_load_rest || state || result.id !== record?.captureId) return null;
  return button(say(loading ? "rest_loading" : "load_rest"), openRest, { key: "load-rest", disabled: loading, title: say("load_rest_title") });
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
      el("div.acts", null, restButton(), button(say("refresh"), () => readAgain(), { key: "refresh", disabled: loading })),
    ),
  );
}

export const showGaps = () => watch(["sections", "subject", "picked", "result", "record", "state"], draw);
