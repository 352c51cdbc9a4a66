import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { fresh, local, pairing, proofOf, seen, serve } from "./stand_ins.js";
import { ApiError, call, claimPairing, connect, loadStatus } from "../../extension/lib/api.js";

beforeEach(async () => {
  await fresh();
  serve(() => undefined);
  await local.set({ pairing: pairing({ id: crypto.randomUUID() }) });
});

const kind = (name) => (problem) => problem instanceof ApiError && problem.kind === name;
const alive = { body: { name: "askwell", version: "0.1.0" } };

test("nothing is told to a server before it has proved itself", async () => {
  const asked = serve(({ path }) => (path === "/api/v1/status" ? { body: { api_version: 1 } } : undefined));
  await loadStatus();
  assert.deepEqual(asked.map(({ path }) => path.split("/").pop()), ["proof", "status"]);
  assert.equal(asked[0].headers.Authorization, undefined);
  assert.match(asked[1].headers.Authorization, /^Bearer t+$/);
});

test("every request refuses to follow anybody elsewhere and carries no cookies", async () => {
  const asked = serve(({ path }) => (path === "/api/v1/status" ? { body: { api_version: 1 } } : undefined));
  await loadStatus();
  for (const { init } of asked) {
    assert.equal(init.redirect, "error");
    assert.equal(init.credentials, "omit");
    assert.equal(init.referrerPolicy, "no-referrer");
    assert.ok(init.signal);
  }
});

test("a server with another key is a stranger and gets no token", async () => {
  const asked = serve(({ path, port, body }) => {
    if (port !== 8765) return undefined;
    if (path.endsWith("/proof")) return proofOf(body.nonce, "cd".repeat(32)).then((proof) => ({ body: { proof } }));
    return path === "/healthz" ? alive : undefined;
  });
  await assert.rejects(call("GET", "/status"), kind("stranger"));
  assert.ok(asked.every(({ headers }) => !headers.Authorization));
});

test("an Askwell that does not know this browser asks to be connected again", async () => {
  serve(({ path, port }) => {
    if (port !== 8765) return undefined;
    return path === "/healthz" ? alive : { status: 401, body: { type: "/problems/token-invalid", title: "Unknown" }, type: "application/problem+json" };
  });
  await assert.rejects(connect(), kind("revoked"));
});

test("a server that moved is found on its new port and remembered there", async () => {
  serve(({ path, port }) => {
    if (port !== 8771) return new TypeError("Failed to fetch");
    return path === "/healthz" ? alive : path === "/api/v1/status" ? { body: { api_version: 1 } } : undefined;
  });
  await loadStatus();
  assert.equal((await local.get("pairing")).pairing.port, 8771);
});

for (const [name, answer, expected] of [
  ["nobody listens", () => undefined, "server-down"],
  ["another program answers", ({ port }) => (port === 8765 ? { body: "<p>hello</p>", type: "text/html" } : undefined), "stranger"],
  ["nobody answers in time", () => new DOMException("late", "TimeoutError"), "server-down"],
])
  test(`${name}: ${expected}`, async () => {
    serve((request) => (request.path.endsWith("/proof") ? (answer(request) ?? new TypeError("Failed to fetch")) : answer(request)));
    await assert.rejects(connect(), kind(expected));
  });

test("a permission that was withdrawn is named", async () => {
  seen.permission = false;
  serve(() => new TypeError("NetworkError"));
  await assert.rejects(connect(), kind("permission"));
});

test("without a pairing nothing is asked at all", async () => {
  local.clear();
  const asked = serve(() => alive);
  await assert.rejects(connect(), kind("unpaired"));
  assert.equal(asked.length, 0);
});

for (const [version, expected] of [[0, "version-old"], [2, "version-new"]])
  test(`interface version ${version}: ${expected}`, async () => {
    serve(({ path }) => (path === "/api/v1/status" ? { body: { api_version: version } } : undefined));
    await assert.rejects(loadStatus(), kind(expected));
  });

test("a typed code is taken to every Askwell until one accepts it", async () => {
  serve(({ path, port }) => {
    if (path === "/healthz") return port === 8766 || port === 8767 ? alive : new TypeError("Failed to fetch");
    if (port === 8766) return { status: 403, body: { type: "/problems/pairing-code-invalid", title: "No" }, type: "application/problem+json" };
    return { status: 201, body: { id: "p2", token: "x", server_key: "00", name: "n", dashboard: "d", api_version: 1 } };
  });
  assert.equal((await claimPairing("ABCD2345", "Chromium on Linux")).port, 8767);
});
