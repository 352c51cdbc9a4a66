/**
 * Askwell itself: the connection and how to check it, what is kept here or was refused, and the way to the dashboard.
 */

import { ApiError, connect, loadStatus, search } from "../lib/api.js";
import { browserName, mayReachServer, version } from "../lib/browser.js";
import { announce, button, byId, download, el, fill } from "../lib/dom.js";
import { say, sayCount, sayExactly, sayWhen } from "../lib/messages.js";
import { findKept, letGo, listKept } from "../lib/outbox.js";
import { retry, sendKept, showCount } from "../lib/sending.js";
import { forgetPairing, loadPairing } from "../lib/settings.js";
import { desk, put, watch } from "./desk.js";
import { nameOf, openDashboard } from "./states.js";

/** @returns {Promise<void>} */
export const loadKept = async () => put({ kept: await listKept() });

/** @param {OutboxItem} item */
async function offer({ id, at }) {
  const item = await findKept(id);
  if (item) download(`askwell-page-${at.slice(0, 10)}-${id.slice(0, 8)}.json`, item.body);
}

/** @param {OutboxItem} item */
async function remove(item) {
  await letGo(item);
  await showCount();
  await loadKept();
  announce(say("told_kept_removed"));
}

/** @param {OutboxItem} item */
async function again({ id }) {
  const trouble = await retry(id);
  await loadKept();
  put({ trouble });
}

/** @param {OutboxItem} item */
function row(item) {
  const refused = item.state === "refused";
  return el(
    "li",
    null,
    el("b", { dir: "auto" }, item.title || item.url),
    el("span.muted", { title: sayExactly(item.at) }, sayWhen(item.at, Date.now())),
    el(`p.${refused ? "attention" : "muted"}`, null, refused ? say("kept_refused", item.reason ?? "") : say("kept_waiting")),
    el("div.acts", null, button(say("try_again"), () => again(item), { key: `again-${item.id}` }), button(say("export"), () => offer(item), { class: "plain" }), button(say("remove"), () => remove(item), { class: "plain danger" })),
  );
}

/**
 * Look at everything that may be the matter, without anything of a page in it.
 *
 * @returns {Promise<[string, string][]>} what was looked at and what was found
 */
async function examine() {
  const pairing = await loadPairing();
  const found = await search(pairing?.port);
  const outcome = await connect(true).then(loadStatus).then(
    ({ version: server }) => say("check_ok", server),
    (problem) => (problem instanceof ApiError ? say(`state_${nameOf(problem.kind)}_title`) : String(problem)),
  );
  return [
    [say("check_browser"), `${await browserName()}, Askwell ${version()}`],
    [say("check_permission"), say((await mayReachServer()) ? "yes" : "no")],
    [say("check_paired"), pairing ? `${say("yes")}, ${pairing.name}, ${pairing.port}` : say("no")],
    [say("check_found"), found.askwells.join(", ") || say("none")],
    [say("check_others"), found.others.join(", ") || say("none")],
    [say("check_answer"), outcome],
    [say("check_kept"), String(desk.kept.length)],
    [say("check_clock"), new Date().toISOString()],
  ];
}

/** @returns {Promise<void>} */
async function check() {
  const lines = await examine();
  const text = lines.map(([name, value]) => `${name}: ${value}`).join("\n");
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    announce(say("copied"));
  };
  fill(byId("check"), el("dl.check", null, lines.flatMap(([name, value]) => [el("dt", null, name), el("dd", null, value)])), button(say("copy_report"), copy, { key: "copy-report" }));
  announce(say("check_done"));
}

/** @returns {Promise<void>} */
async function forget() {
  await forgetPairing();
  put({ trouble: null, status: null });
  await draw();
  put({ trouble: await sendKept() });
}

/** @returns {Promise<void>} */
async function draw() {
  if (desk.view !== "askwell") return;
  const pairing = await loadPairing();
  const { kept, status } = desk;
  fill(
    byId("view-askwell"),
    el("h2", null, say("askwell_title")),
    el("p", null, pairing ? say("connected_with", pairing.name, String(pairing.port)) : say("not_connected")),
    status && el("p.muted", null, sayCount("people_counted", status.people), " · ", sayCount("companies_counted", status.companies)),
    el("div.acts", null, pairing && button(say("open_dashboard"), () => openDashboard(), { class: "primary", key: "dashboard" }), button(say("check_do"), check, { key: "check-do" })),
    el("div", { id: "check" }),
    el("h2", null, kept.length ? sayCount("kept_title", kept.length) : say("kept_none")),
    kept.length > 0 && el("ul.kept", null, kept.map(row)),
    pairing && el("details.fold", null, el("summary", null, say("forget_title")), el("p", null, say("forget_explained")), button(say("forget_do"), forget, { class: "danger", key: "forget" })),
    el("p.muted", null, say("keys")),
  );
}

/** Look at the numbers again whenever this view is opened. */
async function refresh() {
  if (desk.view === "askwell" && (await loadPairing())) put({ status: await loadStatus().catch(() => desk.status) });
}

export function showConnection() {
  watch(["view", "kept", "status"], () => void draw());
  watch(["view"], () => void refresh());
}
