/**
 * What is known, by section: each fact with its source, each to be put right by hand.
 */

import { call } from "../lib/api.js";
import { announce, button, byId, el, fill, focusOn } from "../lib/dom.js";
import { say, sayCount, sayExactly, sayKnown, sayWhen } from "../lib/messages.js";
import { attempt, desk, here, put, reload, watch } from "./desk.js";

const LONG = 80;

/** @type {string | null} the fact that is being put right */
let editing = null;
let unfolded = false;

/** @param {Fact} fact */
function source({ origin, captured_at: when, state, was }) {
  const from = origin === "user" || !when ? say("fact_from_user") : say("fact_from_page", sayWhen(when, Date.now()));
  const before = was.map(({ value, until }) => say("fact_was", asText(value), sayWhen(until, Date.now())));
  return el("span.muted", { title: when && sayExactly(when) }, [from, state === "vanished" && say("fact_vanished"), ...before].filter(Boolean).join(" · "));
}

/** @param {Json} value */
const asText = (value) => (value !== null && typeof value === "object" ? Object.values(value).filter((part) => typeof part === "string").join(", ") : String(value ?? ""));

/**
 * One input for each part of a fact's value; parts that are neither text, number nor yes-or-no stay as they are.
 *
 * @param {Fact} fact
 * @returns {[string, string, string | number | boolean][]} name, label and value
 */
function parts({ value, label }) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [["", label, Array.isArray(value) ? value.join(", ") : (value ?? "")]];
  return Object.entries(value)
    .filter(([, part]) => part === null || typeof part !== "object")
    .map(([name, part]) => [name, sayKnown(`field_${name}`, name.replaceAll("_", " ")), /** @type {string | number | boolean} */ (part ?? "")]);
}

/**
 * @param {Fact} fact
 * @param {FormData} form
 * @returns {Json}
 */
function changed(fact, form) {
  const { value } = fact;
  if (value === null || typeof value !== "object") return typeof value === "number" ? Number(form.get("")) : String(form.get("") ?? "").trim();
  if (Array.isArray(value)) return String(form.get("") ?? "").split(",").map((part) => part.trim()).filter(Boolean);
  const entries = parts(fact).map(([name, , part]) => {
    const given = String(form.get(name) ?? "").trim();
    if (typeof part === "boolean") return [name, form.has(name)];
    return [name, typeof part === "number" ? Number(given) : given || null];
  });
  return { ...value, ...Object.fromEntries(entries) };
}

/** @param {Fact} fact */
function editor(fact) {
  const save = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
    if (await attempt(() => call("PATCH", `/facts/${fact.id}`, { value: changed(fact, form) }))) await done(fact, say("told_fact_saved"));
  };
  const inputs = parts(fact).map(([name, label, value]) => {
    if (typeof value === "boolean") return el("label.check", null, el("input", { type: "checkbox", name, checked: value }), label);
    const field = String(value).length > LONG ? el("textarea", { name, rows: 4, dir: "auto" }, String(value)) : el("input", { name, value: String(value), dir: "auto" });
    return el("label", null, label, field);
  });
  return el(
    "form.stack",
    { onsubmit: save },
    inputs,
    el("div.acts", null, el("button.primary", { type: "submit", key: `save-${fact.id}` }, say("save")), button(say("cancel"), () => edit(null, fact.id), { class: "plain" }), button(say("remove"), () => remove(fact), { class: "plain danger" })),
  );
}

/**
 * @param {Fact} fact
 * @param {string} told
 * @returns {Promise<void>}
 */
async function done(fact, told) {
  announce(told);
  edit(null, fact.id);
  await attempt(reload);
}

/** @param {Fact} fact */
async function remove(fact) {
  const gone = await attempt(async () => (await call("DELETE", `/facts/${fact.id}`)) ?? true);
  if (!gone) return;
  put({ facts: desk.facts.filter(({ id }) => id !== fact.id) });
  await done(fact, say("told_fact_removed"));
}

/**
 * @param {string | null} id
 * @param {string} focus the fact to come back to
 */
function edit(id, focus) {
  editing = id;
  draw();
  const place = byId("facts");
  if (id) /** @type {HTMLElement | null} */ (place.querySelector("form input, form textarea"))?.focus();
  else focusOn(place, `edit-${focus}`);
}

/** @param {Fact} fact */
function line(fact) {
  if (editing === fact.id) return el("li", null, editor(fact));
  const text = el("span", { dir: "auto" }, fact.text);
  return el(`li.${fact.state}`, null, el("div", null, text, el("br", null), source(fact)), button(say("edit"), () => edit(fact.id, fact.id), { class: "plain", key: `edit-${fact.id}`, "aria-label": say("edit_named", fact.text) }));
}

/** @param {Event} event */
async function add(event) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const value = String(new FormData(form).get("value") ?? "").trim();
  const pointer = desk.subject?.kind === "organization" ? "/organization/specialties/-" : "/person/skills/-";
  if (value && (await attempt(() => call("POST", `${here()}/facts`, { pointer, value })))) {
    announce(say("told_fact_saved"));
    await attempt(reload);
    focusOn(byId("facts"), "add-fact");
  }
}

function draw() {
  const { facts, subject } = desk;
  const place = byId("facts");
  place.hidden = !subject;
  if (!subject) return fill(place);
  const shown = facts.filter(({ state }) => state !== "removed");
  const sections = Map.groupBy(shown, ({ section }) => section);
  const groups = [...sections].map(([name, list]) => [el("h3", null, sayKnown(`section_${name}`, name)), el("ul.known", null, list.map(line))]);
  const label = say(subject.kind === "organization" ? "add_specialty" : "add_skill");
  fill(
    place,
    el(
      "details.fold",
      { open: unfolded, ontoggle: (/** @type {Event} */ event) => (unfolded = /** @type {HTMLDetailsElement} */ (event.target).open) },
      el("summary", null, el("h2", null, sayCount("facts", shown.length))),
      groups.flat(),
      el("form.add", { onsubmit: add }, el("label", null, label, el("input", { name: "value", key: "add-fact", maxlength: 200 })), el("button", { type: "submit" }, say("add"))),
    ),
  );
}

export const showFacts = () => watch(["facts", "subject"], draw);
