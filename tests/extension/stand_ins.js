/** Stand-ins for the browser's interface, its locks and its storage, so that the extension's modules run under Node. */

import "fake-indexeddb/auto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const EXTENSION = new URL("../../extension/", import.meta.url);

/** @param {string} path below extension/ */
export const read = (path) => readFileSync(fileURLToPath(new URL(path, EXTENSION)), "utf-8");

const catalog = JSON.parse(read("_locales/en/messages.json"));

function area() {
  let values = {};
  return {
    get: async (key) => (key === null ? { ...values } : key in values ? { [key]: values[key] } : {}),
    set: async (more) => void (values = { ...values, ...structuredClone(more) }),
    remove: async (keys) => [keys].flat().forEach((key) => delete values[key]),
    clear: () => (values = {}),
    setAccessLevel: async () => {},
  };
}

/** What happened in the browser; begins empty with every call of `fresh`. */
export const seen = { badge: "", alarms: new Map(), scripts: [], permission: true, page: null, tabs: new Map() };

export const local = area();
export const session = area();

globalThis.chrome = {
  runtime: { getManifest: () => ({ version: "0.1.0" }), getPlatformInfo: async () => ({ os: "linux" }) },
  i18n: {
    getMessage: (key, values = []) => (catalog[key]?.message ?? "").replace(/\$(\d)/g, (_, index) => values[index - 1] ?? ""),
    getUILanguage: () => "en-GB",
  },
  storage: { local, session },
  action: { setBadgeText: async ({ text }) => void (seen.badge = text), setBadgeBackgroundColor: async () => {} },
  alarms: { create: async (name, when) => void seen.alarms.set(name, when), clear: async (name) => seen.alarms.delete(name) },
  permissions: { contains: async () => seen.permission },
  tabs: {
    get: async (id) => {
      if (!seen.tabs.has(id)) throw new Error(`No tab with id: ${id}.`);
      return seen.tabs.get(id);
    },
  },
  scripting: {
    executeScript: async (asked) => {
      seen.scripts.push(asked);
      const result = typeof seen.page === "function" ? seen.page() : seen.page;
      if (result instanceof Error) throw result;
      return [{ result }];
    },
  },
};

let holding = Promise.resolve();
Object.defineProperty(globalThis, "navigator", {
  configurable: true,
  value: { locks: { request: (_, work) => (holding = holding.then(work, work)) }, userAgentData: { brands: [{ brand: "Chromium" }, { brand: "Not.A/Brand" }] } },
});

/** Forget everything that happened. */
export async function fresh() {
  Object.assign(seen, { badge: "", alarms: new Map(), scripts: [], permission: true, page: null, tabs: new Map() });
  local.clear();
  session.clear();
  await new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase("askwell-outbox");
    asked.onsuccess = asked.onerror = resolve;
  });
}

const KEY = "ab".repeat(32);

/** @param {object} [more] */
export const pairing = (more = {}) => ({ id: "p1", token: "t".repeat(64), serverKey: KEY, name: "Chromium on Linux", port: 8765, dashboard: "http://askwell.localhost:8765/", apiVersion: 1, ...more });

/** The proof a server with the right key gives. */
export async function proofOf(nonce, key = KEY) {
  const { createHmac } = await import("node:crypto");
  return createHmac("sha256", Buffer.from(key, "hex")).update(`askwell-proof:${nonce}`).digest("hex");
}

/**
 * Answer requests instead of a server.
 *
 * @param {(request: {port: number, method: string, path: string, body: any, headers: Record<string, string>}) => any} answer gives
 *   {status, body, type} or an Error to fail with; undefined where nobody listens
 * @returns {{method: string, path: string, port: number, headers: Record<string, string>, init: RequestInit}[]} what was asked
 */
export function serve(answer) {
  const asked = [];
  globalThis.fetch = async (url, init) => {
    const { port, pathname, search } = new URL(url);
    const request = { port: Number(port), method: init.method, path: pathname + search, headers: init.headers, init, body: init.body ? JSON.parse(init.body) : null };
    asked.push(request);
    let given = await answer(request);
    if (given === undefined && pathname.endsWith("/proof")) given = { body: { proof: await proofOf(request.body.nonce) } };
    if (given === undefined) given = new TypeError("Failed to fetch");
    if (given instanceof Error) throw given;
    const { status = 200, body = null, type = "application/json" } = given;
    return new Response(status === 204 ? null : typeof body === "string" ? body : JSON.stringify(body), { status, headers: { "Content-Type": type } });
  };
  return asked;
}
