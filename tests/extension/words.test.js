import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { test } from "node:test";
import { EXTENSION, read } from "./stand_ins.js";
import { say, sayCount, sayDay, sayMinutes, sayWhen } from "../../extension/lib/messages.js";

const catalog = JSON.parse(read("_locales/en/messages.json"));
const modules = ["background.js", ...["lib", "panel", "capture"].flatMap((folder) => readdirSync(fileURLToPath(new URL(folder, EXTENSION))).filter((name) => name.endsWith(".js")).map((name) => `${folder}/${name}`))];
const code = modules.map((name) => read(name).replace(/\/\*[\s\S]*?\*\//g, "")).join("\n");

/** Names that are put together from a part and a value, by the part. */
const FAMILIES = ["state_", "tab_", "channel_", "category_", "section_", "field_", "do_", "change_", "outcome_", "me_", "extension_", "action_"];

test("every word that is asked for is in the catalog", () => {
  for (const [, name] of code.matchAll(/\bsay\(\s*"(\w+)"/g)) assert.ok(catalog[name], `say("${name}")`);
  for (const [, name] of code.matchAll(/\bsayCount\(\s*"(\w+)"/g)) assert.ok(catalog[`${name}_one`] && catalog[`${name}_other`], `sayCount("${name}")`);
});

test("every word in the catalog is used", () => {
  for (const name of Object.keys(catalog)) {
    const stem = name.replace(/_(one|other)$/, "");
    const used = code.includes(`"${name}"`) || code.includes(`"${stem}"`) || FAMILIES.some((family) => name.startsWith(family));
    assert.ok(used, `${name} is said nowhere`);
  }
});

test("every state has a title and an explanation", () => {
  const states = [...read("panel/states.js").match(/const NEXT = \{([\s\S]*?)\n\};/)[1].matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  assert.ok(states.length >= 30);
  for (const name of states) assert.ok(catalog[`state_${name}_title`] && catalog[`state_${name}_text`], name);
  const kinds = new Set([...code.matchAll(/(?:ApiError|UnreadableError|OutboxFullError)\(\s*"([a-z-]+)"/g)].map(([, kind]) => kind.replaceAll("-", "_")));
  for (const kind of kinds) assert.ok(states.includes(kind), `${kind} has no state of its own`);
});

test("no text is written into the panel by hand", () => {
  const written = [...code.matchAll(/\bel\([^\n]*?(?:null|\}),\s*"([^"]*[A-Za-z]{2}[^"]*)"/g)].map(([, text]) => text);
  assert.deepEqual(written, []);
});

test("counts, lengths and times are said as people do", () => {
  const now = Date.parse("2026-03-10T12:00:00Z");
  assert.equal(sayCount("facts", 1), "1 fact");
  assert.equal(sayCount("facts", 2), "2 facts");
  assert.equal(sayMinutes(2.5), "2½ min");
  assert.equal(sayMinutes(0.5), "½ min");
  assert.equal(sayMinutes(3), "3 min");
  assert.equal(sayWhen("2026-03-10T11:59:40Z", now), "just now");
  assert.equal(sayWhen("2026-03-10T11:55:00Z", now), "5 minutes ago");
  assert.equal(sayWhen("2026-03-09T11:00:00Z", now), "yesterday");
  assert.match(sayWhen("2026-01-03T11:00:00Z", now), /^3 January$/);
  assert.match(sayWhen("2025-01-03T11:00:00Z", now), /2025/);
  assert.deepEqual(["2021-03-04", "2021-03", "2021", "long ago"].map(sayDay), ["4 March 2021", "March 2021", "2021", "long ago"]);
  assert.equal(say("undone", "save Anna"), "Taken back: save Anna");
});
