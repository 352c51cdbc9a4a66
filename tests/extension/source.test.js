import assert from "node:assert/strict";
import { test } from "node:test";
import { read } from "./stand_ins.js";

const manifest = JSON.parse(read("manifest.json"));
const page = read("capture/page.js");
const bare = page.replace(/\/\*[\s\S]*?\*\//g, "");

test("the manifest asks for exactly this", () => {
  assert.deepEqual([...manifest.permissions].sort(), ["activeTab", "alarms", "contextMenus", "scripting", "sidePanel", "storage"]);
  assert.deepEqual(manifest.host_permissions, ["http://127.0.0.1/*"]);
  assert.deepEqual(manifest.externally_connectable, { ids: [], matches: [] });
  for (const absent of ["content_scripts", "web_accessible_resources", "optional_permissions", "optional_host_permissions", "options_ui"]) assert.ok(!(absent in manifest), absent);
  const policy = manifest.content_security_policy.extension_pages;
  assert.match(policy, /default-src 'none'/);
  assert.match(policy, /connect-src http:\/\/127\.0\.0\.1:\*;/);
  assert.ok(!policy.includes("unsafe"));
});

test("the injected script is one small classic script", () => {
  assert.ok(page.split("\n").length <= 120);
  assert.ok(!/^\s*(import|export)\b/m.test(page));
  assert.ok(bare.trimStart().startsWith("(() => {"));
});

test("the injected script cannot speak to anybody and changes nothing", () => {
  for (const word of ["fetch", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "import(", "postMessage", "runtime", "localStorage", "cookie", "innerHTML", "setAttribute",
    "append", "remove(", "createElement", "addEventListener", "dispatchEvent", "cloneNode", "setTimeout", "window.", "click(", "scroll", "focus("])
    assert.ok(!bare.includes(word), `page.js names ${word}`);
});

test("the worker only listens", () => {
  const worker = read("background.js");
  assert.ok(worker.split("\n").length < 60);
  assert.ok(!/\bawait\b|\blet\b/.test(worker.replace(/\/\*[\s\S]*?\*\//g, "")));
});
