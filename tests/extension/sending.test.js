import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fresh, local, pairing, seen, serve, session } from "./stand_ins.js";
import { CAPACITY, OutboxFullError, countKept, keep, listKept } from "../../extension/lib/outbox.js";
import { retry, sendKept } from "../../extension/lib/sending.js";

beforeEach(async () => {
  await fresh();
  await local.set({ pairing: pairing({ id: crypto.randomUUID() }) });
});

const item = (id, more = {}) => ({ id, url: `http://people.test/${id}`, title: id, at: "2026-01-01T00:00:00Z", tabId: 1, body: JSON.stringify({ id }), state: "waiting", attempts: 0, notBefore: 0, reason: null, ...more });
const result = (id) => ({ status: 201, body: { id, status: "read", outcome: "created", people: [], facts: [] } });
const problem = (status, slug) => ({ status, body: { type: `/problems/${slug}`, title: slug, detail: `because of ${slug}` }, type: "application/problem+json" });
const pages = (asked) => asked.filter(({ path }) => path === "/api/v1/captures");

test("pages go in the order of the clicks, each with its own key, and leave", async () => {
  for (const id of ["one", "two", "three"]) await keep(item(id));
  const asked = serve(({ path, body }) => (path === "/api/v1/captures" ? result(body.id) : undefined));
  assert.equal(await sendKept(), null);
  assert.deepEqual(pages(asked).map(({ headers }) => headers["Idempotency-Key"]), ["one", "two", "three"]);
  assert.equal(await countKept(), 0);
  assert.equal(seen.badge, "");
  assert.equal(seen.alarms.size, 0);
});

test("twenty pages that waited come once each and in order, though the server restarts in the middle", async () => {
  const ids = Array.from({ length: 20 }, (_, number) => `page-${String(number).padStart(2, "0")}`);
  for (const id of ids) await keep(item(id));
  const stored = [];
  let answers = 0;
  const asked = serve(({ path, body }) => {
    if (path !== "/api/v1/captures") return undefined;
    answers += 1;
    if (answers === 8) return new TypeError("Failed to fetch");
    if (!stored.includes(body.id)) stored.push(body.id);
    // The answer to one that was stored is lost on the way.
    return answers === 12 ? new TypeError("Failed to fetch") : result(body.id);
  });
  for (let turn = 0; turn < 4 && (await countKept()); turn += 1) {
    const [first] = await listKept();
    await retry(first.id);
  }
  assert.equal(await countKept(), 0);
  assert.deepEqual(stored, ids);
  assert.ok(pages(asked).length >= 22);
});

test("two that send at the same time send each page once", async () => {
  for (const id of ["one", "two"]) await keep(item(id));
  const asked = serve(({ path, body }) => (path === "/api/v1/captures" ? result(body.id) : undefined));
  await Promise.all([sendKept(), sendKept(), sendKept()]);
  assert.equal(pages(asked).length, 2);
});

test("a server that is down keeps every page, shows how many, and wakes up again", async () => {
  for (const id of ["one", "two"]) await keep(item(id));
  serve(() => new TypeError("Failed to fetch"));
  assert.equal(await sendKept(), "server-down");
  assert.equal(await countKept(), 2);
  assert.equal(seen.badge, "2");
  assert.deepEqual(seen.alarms.get("askwell-outbox"), { delayInMinutes: 0.5, periodInMinutes: 0.5 });
});

for (const [status, slug, state] of [
  [400, "malformed-json", "refused"],
  [409, "suppressed", "refused"],
  [413, "body-too-large", "refused"],
  [415, "unsupported-media-type", "refused"],
  [422, "validation-failed", "refused"],
  [401, "token-invalid", "waiting"],
  [403, "origin-not-allowed", "waiting"],
  [421, "host-not-allowed", "waiting"],
  [429, "rate-limited", "waiting"],
  [500, "internal", "waiting"],
  [503, "database-busy", "waiting"],
  [507, "storage-full", "waiting"],
])
  test(`${status} ${slug}: the page is kept as ${state}, with its reason`, async () => {
    await session.set({ "tab:1": { captureId: "one", url: "", title: "", stage: "kept", problem: null, detail: null, at: 0 } });
    await keep(item("one"));
    serve(({ path }) => (path === "/api/v1/captures" ? problem(status, slug) : undefined));
    await sendKept();
    const [kept] = await listKept();
    assert.equal(kept.state, state);
    const { detail, problem: shown } = (await session.get("tab:1"))["tab:1"];
    assert.equal(detail, `because of ${slug}`);
    assert.ok(shown);
  });

for (const [name, answer] of [
  ["a page of HTML", { status: 200, body: "<p>hello</p>", type: "text/html" }],
  ["broken JSON", { status: 200, body: "{", type: "application/json" }],
  ["a redirect", new TypeError("Failed to fetch")],
  ["silence", new DOMException("late", "TimeoutError")],
])
  test(`${name} instead of an answer loses nothing`, async () => {
    await keep(item("one"));
    serve(({ path }) => (path === "/api/v1/captures" ? answer : undefined));
    await sendKept();
    assert.equal(await countKept(), 1);
  });

test("a refused page does not hold up the next, and goes when it is tried again", async () => {
  for (const id of ["one", "two"]) await keep(item(id));
  serve(({ path, body }) => (path === "/api/v1/captures" ? (body.id === "one" ? problem(422, "page-empty") : result("two")) : undefined));
  assert.equal(await sendKept(), null);
  assert.deepEqual((await listKept()).map(({ id, state }) => [id, state]), [["one", "refused"]]);
  assert.equal(seen.badge, "1");
  serve(({ path, body }) => (path === "/api/v1/captures" ? result(body.id) : undefined));
  assert.equal(await retry("one"), null);
  assert.equal(await countKept(), 0);
});

test("a server in trouble is left alone for a while, and the next page goes on", async () => {
  for (const id of ["one", "two"]) await keep(item(id));
  serve(({ path, body }) => (path === "/api/v1/captures" ? (body.id === "one" ? problem(500, "internal") : result("two")) : undefined));
  await sendKept();
  const [kept] = await listKept();
  assert.equal(kept.id, "one");
  assert.ok(kept.notBefore > Date.now());
  const asked = serve(() => undefined);
  await sendKept();
  assert.equal(pages(asked).length, 0);
});

test("the list of what is kept does not carry the pages themselves", async () => {
  await keep(item("one"));
  assert.equal((await listKept())[0].body, "");
});

test("when too many pages wait, the newest is refused aloud and none is dropped", { timeout: 60_000 }, async () => {
  for (let number = 0; number < CAPACITY; number += 1) await keep(item(`page-${number}`));
  await assert.rejects(keep(item("one too many")), (full) => full instanceof OutboxFullError && full.kind === "queue-full");
  assert.equal(await countKept(), CAPACITY);
});
