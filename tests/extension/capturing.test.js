import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fresh, local, pairing, seen, serve, session } from "./stand_ins.js";
import { captureTab, payload, restriction } from "../../extension/lib/capturing.js";
import { countKept, listKept } from "../../extension/lib/outbox.js";
import { pairingPort } from "../../extension/lib/pairing.js";

const URL_A = "http://people.test/anna";
const reading = (more = {}) => ({ problem: null, url: URL_A, title: "Anna", heading: "Anna", html: "<h1>Anna</h1>", selection: "", moved: false, milliseconds: 1, elements: 2, ...more });
const tab = (more = {}) => ({ id: 7, windowId: 1, url: URL_A, title: "Anna", incognito: false, ...more });
const record = async (id = 7) => (await session.get(`tab:${id}`))[`tab:${id}`];

beforeEach(async () => {
  await fresh();
  serve(() => new TypeError("Failed to fetch"));
  await local.set({ pairing: pairing() });
  seen.tabs.set(7, tab());
  seen.page = reading();
});

for (const [url, kind] of [
  ["chrome://settings", "browser-page"],
  ["about:addons", "browser-page"],
  ["moz-extension://x/y.html", "browser-page"],
  ["view-source:http://people.test/", "browser-page"],
  ["file:///home/me/page.html", "file"],
  ["file:///home/me/cv.pdf", "pdf"],
  ["https://people.test/cv.PDF", "pdf"],
  ["https://addons.mozilla.org/en-US/", "store"],
  ["https://people.test/anna", null],
  [undefined, null],
])
  test(`${url} is ${kind ?? "open"}`, () => assert.equal(restriction(url), kind));

for (const [url, port] of [
  ["http://askwell.localhost:8765/pair", 8765],
  ["http://127.0.0.1:9000/pair", 9000],
  ["http://askwell.localhost:8765/pair?x=1", 8765],
  ["https://askwell.localhost:8765/pair", null],
  ["http://askwell.localhost.people.test:8765/pair", null],
  ["http://people.test/pair", null],
  ["http://127.0.0.1:9000/people", null],
  [undefined, null],
])
  test(`${url} ${port ? "is" : "is not"} a pairing page`, () => assert.equal(pairingPort(url), port));

test("a page is kept before it is sent, whatever the server says", async () => {
  await captureTab(tab(), { source: "click" });
  assert.equal(await countKept(), 1);
  assert.equal((await record()).stage, "kept");
  assert.equal((await record()).problem, "server-down");
});

test("a double click reads once", async () => {
  await Promise.all([captureTab(tab(), { source: "click" }), captureTab(tab(), { source: "click" })]);
  assert.equal(await countKept(), 1);
});

test("a private window is left alone until its owner says otherwise", async () => {
  await captureTab(tab({ incognito: true }), { source: "click" });
  assert.equal((await record()).problem, "private");
  assert.equal(seen.scripts.length, 0);
  await captureTab(tab({ incognito: true }), { source: "refresh", privateToo: true });
  assert.equal(await countKept(), 1);
});

for (const kind of ["too-large", "too-slow", "empty", "pdf", "not-a-page"])
  test(`what the page's reader says is passed on: ${kind}`, async () => {
    seen.page = { problem: kind, url: URL_A, title: "Anna" };
    await captureTab(tab(), { source: "click" });
    assert.equal((await record()).problem, kind);
    assert.equal(await countKept(), 0);
  });

for (const [message, kind] of [
  ["Cannot access a chrome:// URL", "browser-page"],
  ["The extensions gallery cannot be scripted.", "store"],
  ["Missing host permission for the tab", "restricted"],
  ["Cannot access contents of the page. Extension manifest must request permission to access the respective host.", "restricted"],
])
  test(`the browser says “${message}”: ${kind}`, async () => {
    seen.page = new Error(message);
    seen.tabs.set(7, tab({ url: undefined }));
    await captureTab(tab({ url: undefined }), { source: "click" });
    assert.equal((await record()).problem, kind);
  });

test("a tab that is closed too soon is named", async () => {
  seen.tabs.clear();
  seen.page = new Error("No tab with id: 7.");
  await captureTab(tab(), { source: "click" });
  assert.equal((await record()).problem, "tab-closed");
});

test("an empty result of the browser is a page that may not be read", async () => {
  seen.page = undefined;
  seen.tabs.set(7, tab({ url: undefined }));
  await captureTab(tab({ url: undefined }), { source: "click" });
  assert.equal((await record()).problem, "restricted");
});

test("a grant that comes a moment late is waited for", async () => {
  let calls = 0;
  seen.page = () => (++calls < 3 ? new Error("Cannot access contents of the page.") : reading());
  await captureTab(tab(), { source: "click" });
  assert.equal(await countKept(), 1);
});

test("a page that moved is read until it stands still", async () => {
  const readings = [reading({ moved: true, url: "http://people.test/bruno" }), reading({ moved: true, url: "http://people.test/bruno", heading: "Bruno", title: "Bruno" })];
  seen.page = () => readings.shift() ?? reading({ moved: true, url: "http://people.test/bruno", heading: "Bruno", title: "Bruno", html: "<h1>Bruno</h1>" });
  await captureTab(tab(), { source: "click" });
  assert.equal((await listKept())[0].title, "Bruno");
});

test("a page that never stands still is refused rather than mixed", { timeout: 10_000 }, async () => {
  let count = 0;
  seen.page = () => reading({ moved: true, heading: String(count++) });
  await captureTab(tab(), { source: "click" });
  assert.equal((await record()).problem, "changing");
  assert.equal(await countKept(), 0);
});

test("the payload says exactly what it holds", async () => {
  const about = { id: "i", captured_at: "2026-01-01T00:00:00Z", source: "click", selection: "chosen\0 words" };
  const html = `<p>häuser \ud800 </p>`;
  const body = JSON.parse(await payload(reading({ html, title: "x".repeat(2_000), url: `${URL_A}?q=${"y".repeat(3_000)}` }), about));
  const bytes = new TextEncoder().encode(body.html);
  assert.equal(body.html_bytes, bytes.length);
  assert.equal(body.html_sha256, Buffer.from(await crypto.subtle.digest("SHA-256", bytes)).toString("hex"));
  assert.ok(body.html.isWellFormed());
  assert.equal(body.title.length, 1_000);
  assert.equal(body.url, URL_A);
  assert.equal(body.selection, "chosen words");
  assert.deepEqual(Object.keys(body).sort(), ["captured_at", "extension_version", "html", "html_bytes", "html_sha256", "id", "selection", "source", "title", "url"]);
});
