/**
 * The questions in the order of their weight, with the line where the planned minutes end, and what closes a talk.
 */

import { call } from "../lib/api.js";
import { announce, byId, el, fill, select } from "../lib/dom.js";
import { say, sayCount } from "../lib/messages.js";
import { attempt, desk, here, put, watch } from "./desk.js";
import { questionCard } from "./question.js";

const MINUTES = [8, 10, 15, 20, 25, 30, 45, 60];
const CHANNELS = ["video", "phone", "in_person", "email", "message"];
const SAME_CHANNEL = /** @type {Record<string, string>} */ ({ video_call: "video", call: "phone" });
const WRITTEN = new Set(["email", "message"]);

/** @param {Plan} plan */
export const channelOf = (plan) => SAME_CHANNEL[plan.channel ?? ""] ?? plan.channel ?? "video";

/**
 * @param {Record<string, string>} change
 * @returns {Promise<void>}
 */
async function plan(change) {
  const { plan: now, subject } = desk;
  if (!now || !subject) return;
  const query = new URLSearchParams({ minutes: String(now.minutes), channel: channelOf(now), ...change });
  const planned = await attempt(() => call("GET", `${here()}/plan?${query}`));
  if (!planned || desk.subject?.id !== subject.id) return;
  put({ plan: planned });
  announce(sayCount("questions_planned", planned.questions.filter((/** @type {{planned: boolean}} */ one) => one.planned).length, String(planned.minutes)));
}

/** @param {Plan} shown */
function bar(shown) {
  const count = shown.questions.filter(({ state }) => state === "suggested" || state === "kept").length;
  const lengths = [...new Set([...MINUTES, shown.minutes])].sort((one, other) => one - other);
  const minutes = lengths.map((length) => /** @type {[string, string]} */ ([String(length), sayCount("minutes_long", length)]));
  const channels = CHANNELS.map((channel) => /** @type {[string, string]} */ ([channel, say(`channel_${channel}`)]));
  return el(
    "div.bar",
    null,
    el("h2", null, sayCount("questions_title", count)),
    el(
      "div.selects",
      null,
      select(say("minutes_label"), minutes, String(shown.minutes), (value) => plan({ minutes: value }), "minutes"),
      select(say("channel_label"), channels, channelOf(shown), (value) => plan({ channel: value }), "channel"),
    ),
  );
}

/** @param {Plan} shown */
function closing({ closing: items, unlock }) {
  return [
    items.length > 0 && el("details.fold", null, el("summary", null, say("to_close")), el("ul.closing", null, items.map(({ text }) => el("li.ask", null, text)))),
    unlock.length > 0 && el("ul.unlock", null, unlock.map(({ hint, section, adds }) => el("li", null, hint || sayCount("unlock", adds, section)))),
  ];
}

/** Move between the questions with the arrow keys, or j and k. */
function walk(/** @type {Event} */ event) {
  const { key, target } = /** @type {KeyboardEvent} */ (event);
  const step = key === "ArrowDown" || key === "j" ? 1 : key === "ArrowUp" || key === "k" ? -1 : 0;
  if (!step || !(target instanceof HTMLElement) || !target.matches(".question > h3 > button")) return;
  const all = [...byId("questions").querySelectorAll(".question > h3 > button")];
  const next = all[all.indexOf(target) + step];
  if (!(next instanceof HTMLElement)) return;
  event.preventDefault();
  next.focus();
}

function draw() {
  const { plan: shown, subject } = desk;
  const place = byId("questions");
  place.hidden = !subject || !shown;
  if (!subject || !shown) return fill(place);
  const waiting = shown.questions.filter(({ state }) => state === "suggested" || state === "kept");
  // A short question of less weight may still fit in: what fits stands together, above the line.
  const open = [...waiting.filter(({ planned }) => planned), ...waiting.filter(({ planned }) => !planned)];
  const asked = shown.questions.filter(({ state }) => state === "asked");
  const questions = [...open, ...asked];
  const cut = open.findLastIndex(({ planned }) => planned);
  const label = WRITTEN.has(channelOf(shown)) ? say("cut_written") : sayCount("minutes_long", shown.minutes);
  const line = (/** @type {string} */ text) => el("li.cut", null, el("span", null, text));
  const listed = questions.flatMap((question, index) => [
    index === open.length && line(say("chip_asked")),
    questionCard(question, index + 1),
    index === cut && cut < open.length - 1 && line(label),
  ]);
  fill(place, bar(shown), questions.length ? el("ol.questions", { onkeydown: walk }, listed) : el("p.muted", null, say("no_questions")), closing(shown));
}

export const showQuestions = () => watch(["plan", "subject", "open", "facts"], draw);
