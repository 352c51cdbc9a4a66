/**
 * Speaking with the Askwell server on this computer. The only module that talks over the network, and only to 127.0.0.1.
 *
 * Before anything is told to a server it must prove that it is the one this browser was paired with: another program may have
 * taken the port. The proof goes without the token.
 */

import { mayReachServer } from "./browser.js";
import { API_VERSION, FIRST_PORT, LAST_PORT, loadPairing, rememberPort } from "./settings.js";

const SEARCH_MS = 500;
const PROOF_MS = 3_000;
const CALL_MS = 15_000;
const PROOF_LASTS_MS = 10_000;
const ANSWER_LIMIT = 8_000_000;

/**
 * Why a call failed. `kind` is the name of a state the panel has words for.
 */
export class ApiError extends Error {
  /**
   * @param {string} kind "unpaired" | "revoked" | "server-down" | "stranger" | "permission" | "silent" | "garbled" | "version-old" |
   *   "version-new" | "refused" | "server-full" | "server-trouble"
   * @param {number} [status] the answer's status, where there was one
   * @param {Problem | null} [problem]
   */
  constructor(kind, status = 0, problem = null) {
    super(problem?.detail ?? problem?.title ?? kind);
    this.kind = kind;
    this.status = status;
    this.problem = problem;
  }
}

/** @type {{port: number, id: string, at: number} | null} who proved itself last; lost with the worker, then proved again */
let proven = null;

/** @type {{at: number, found: Promise<{port: number, pairing: Pairing} | null>} | null} the proof that was asked for at the click */
let early = null;

/**
 * Ask one address and read the answer as JSON.
 *
 * @param {number} port
 * @param {string} path
 * @param {{method?: string, headers?: Record<string, string>, body?: string, milliseconds?: number}} [request]
 * @returns {Promise<{status: number, body: any, headers: Headers}>}
 * @throws {ApiError} when nothing, or nothing readable, comes back
 */
async function ask(port, path, { method = "GET", headers = {}, body, milliseconds = CALL_MS } = {}) {
  const request = { method, headers: { Accept: "application/json", ...headers }, ...(body === undefined ? {} : { body }) };
  /** @type {RequestInit} */
  const safely = { redirect: "error", credentials: "omit", cache: "no-store", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(milliseconds) };
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { ...request, ...safely });
    return { status: answer.status, body: await readJson(answer), headers: answer.headers };
  } catch (problem) {
    if (problem instanceof ApiError) throw problem;
    if (problem instanceof DOMException && problem.name === "TimeoutError") throw new ApiError("silent");
    throw new ApiError((await mayReachServer()) ? "server-down" : "permission");
  }
}

/**
 * @param {Response} answer
 * @returns {Promise<any>} null for an empty answer
 */
async function readJson(answer) {
  if (answer.status === 204) return null;
  if (!/\bjson\b/.test(answer.headers.get("Content-Type") ?? "")) throw new ApiError("garbled", answer.status);
  if (Number(answer.headers.get("Content-Length")) > ANSWER_LIMIT) throw new ApiError("garbled", answer.status);
  const text = await answer.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError("garbled", answer.status);
  }
}

/** @param {unknown} value */
const asJson = (value) => ({ body: JSON.stringify(value), headers: { "Content-Type": "application/json" } });

/** @param {ArrayBuffer | Uint8Array<ArrayBuffer>} bytes */
export const toHex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** @param {string} hex */
const fromHex = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/**
 * Whether an Askwell answers on a port.
 *
 * @param {number} port
 * @param {number} milliseconds
 * @returns {Promise<"askwell" | "other" | "none">}
 */
async function whoIsOn(port, milliseconds = SEARCH_MS) {
  try {
    const { status, body } = await ask(port, "/healthz", { milliseconds });
    return status === 200 && String(body?.name).toLowerCase() === "askwell" ? "askwell" : "other";
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    if (problem.kind === "permission") throw problem;
    return problem.kind === "server-down" || problem.kind === "silent" ? "none" : "other";
  }
}

/**
 * Look at every port where an Askwell may be, all at once.
 *
 * @param {number} [lastSeen] looked at as well when it lies outside the range
 * @returns {Promise<{askwells: number[], others: number[]}>}
 */
export async function search(lastSeen = FIRST_PORT) {
  const range = Array.from({ length: LAST_PORT - FIRST_PORT + 1 }, (_, index) => FIRST_PORT + index);
  const ports = [...new Set([lastSeen, ...range])];
  const found = await Promise.all(ports.map((port) => whoIsOn(port)));
  return { askwells: ports.filter((_, index) => found[index] === "askwell"), others: ports.filter((_, index) => found[index] === "other") };
}

/**
 * Let a server show that it holds the key from pairing.
 *
 * @param {Pairing} pairing
 * @param {number} port
 * @returns {Promise<"proved" | "unknown" | "false">} "unknown": it says that it does not know this pairing
 * @throws {ApiError}
 */
async function prove(pairing, port) {
  const nonce = toHex(crypto.getRandomValues(new Uint8Array(32)));
  const path = `/api/v1/pairings/${encodeURIComponent(pairing.id)}/proof`;
  const { status, body } = await ask(port, path, { method: "POST", milliseconds: PROOF_MS, ...asJson({ nonce }) });
  if (status === 401 || status === 404) return "unknown";
  const key = await crypto.subtle.importKey("raw", fromHex(pairing.serverKey), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const expected = toHex(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(`askwell-proof:${nonce}`)));
  return status === 200 && body?.proof === expected ? "proved" : "false";
}

/**
 * Find the paired server, wherever it is now, and have it prove itself.
 *
 * @param {boolean} [afresh] prove again even if it was proved a moment ago: done before every page
 * @returns {Promise<{port: number, pairing: Pairing}>}
 * @throws {ApiError}
 */
export async function connect(afresh = false) {
  const pairing = await loadPairing();
  if (!pairing) throw new ApiError("unpaired");
  if (!afresh && proven?.id === pairing.id && Date.now() - proven.at < PROOF_LASTS_MS) return { port: proven.port, pairing };
  proven = null;
  const said = await prove(pairing, pairing.port).catch(cannotBe);
  const port = said === "proved" ? pairing.port : await searchProved(pairing, said);
  proven = { port, id: pairing.id, at: Date.now() };
  await rememberPort(port);
  return { port, pairing };
}

/** Ask for the proof while the page is still being read, so that sending it need not wait; a failure is looked into when it is sent. */
export function connectEarly() {
  early = { at: Date.now(), found: connect(true).catch(() => null) };
}

/** @returns {Promise<{port: number, pairing: Pairing} | null>} what the click's own proof brought, once, and only for a moment */
async function takeEarly() {
  const taken = early;
  early = null;
  return taken && Date.now() - taken.at < PROOF_MS ? taken.found : null;
}

/**
 * @param {unknown} problem
 * @returns {"absent" | "false"}
 */
function cannotBe(problem) {
  if (!(problem instanceof ApiError) || problem.kind === "permission") throw problem;
  return problem.kind === "server-down" || problem.kind === "silent" ? "absent" : "false";
}

/**
 * @param {Pairing} pairing
 * @param {"unknown" | "false" | "absent"} said what was heard on the port where the server used to be
 * @returns {Promise<number>}
 */
async function searchProved(pairing, said) {
  const { askwells, others } = await search(pairing.port);
  const answers = await Promise.all(askwells.map((port) => prove(pairing, port).catch(cannotBe)));
  const index = answers.indexOf("proved");
  if (index >= 0) return /** @type {number} */ (askwells[index]);
  if (answers.includes("unknown")) throw new ApiError("revoked");
  throw new ApiError(said === "absent" && !others.includes(pairing.port) ? "server-down" : "stranger");
}

/**
 * Pair with the server that shows this code.
 *
 * @param {string} code
 * @param {string} browser
 * @param {number} [port] where the code was read; searched for when it was typed
 * @returns {Promise<Pairing>}
 * @throws {ApiError}
 */
export async function claimPairing(code, browser, port) {
  const places = port === undefined ? await findAll() : [port];
  /** @type {unknown} */
  let refused;
  for (const place of places) {
    try {
      return await claimAt(place, code, browser);
    } catch (problem) {
      refused = problem;
    }
  }
  throw refused;
}

/**
 * @param {number} port
 * @param {string} code
 * @param {string} browser
 * @returns {Promise<Pairing>}
 */
async function claimAt(port, code, browser) {
  const { status, body } = await ask(port, "/api/v1/pairings", { method: "POST", ...asJson({ code, browser }) });
  if (status !== 201) throw refusal(status, body);
  if (body.api_version !== API_VERSION) throw new ApiError(body.api_version > API_VERSION ? "version-new" : "version-old");
  proven = null;
  const { id, token, server_key: serverKey, name, dashboard } = body;
  return { id, token, serverKey, name, dashboard, port, apiVersion: body.api_version };
}

/** @returns {Promise<number[]>} every Askwell on this computer */
async function findAll() {
  const { askwells, others } = await search();
  if (!askwells.length) throw new ApiError(others.includes(FIRST_PORT) ? "stranger" : "server-down");
  return askwells;
}

/**
 * @param {number} status
 * @param {any} body
 * @returns {ApiError}
 */
function refusal(status, body) {
  const problem = typeof body?.title === "string" ? /** @type {Problem} */ (body) : null;
  const { code, state } = { code: status, state: problem?.type.split("/").pop() };
  if (state?.startsWith("pairing-")) return new ApiError("refused", code, problem);
  if (code === 401) return new ApiError("revoked", code, problem);
  if (code === 403 || code === 421) return new ApiError(problem ? "revoked" : "stranger", code, problem);
  if (code === 507) return new ApiError("server-full", code, problem);
  if (code >= 500 || [408, 425, 429].includes(code)) return new ApiError("server-trouble", code, problem);
  return new ApiError(problem ? "refused" : "garbled", code, problem);
}

/**
 * Call the paired server.
 *
 * @param {string} method
 * @param {string} path below /api/v1
 * @param {unknown} [value] sent as JSON
 * @param {{headers?: Record<string, string>, body?: string, afresh?: boolean}} [more] `body` is sent as it is
 * @returns {Promise<any>} the answer's JSON
 * @throws {ApiError}
 */
export async function call(method, path, value, { headers = {}, body, afresh = false } = {}) {
  const { port, pairing } = (afresh && (await takeEarly())) || (await connect(afresh));
  const content = body === undefined ? (value === undefined ? { headers: {} } : asJson(value)) : { body, headers: { "Content-Type": "application/json" } };
  const all = { ...content.headers, Authorization: `Bearer ${pairing.token}`, ...headers };
  try {
    const answer = await ask(port, `/api/v1${path}`, { ...content, method, headers: all });
    if (answer.status >= 400) throw refusal(answer.status, answer.body);
    return answer.body;
  } catch (problem) {
    if (problem instanceof ApiError && problem.kind !== "refused") proven = null;
    throw problem;
  }
}

/**
 * @returns {Promise<Status>}
 * @throws {ApiError} also when the two sides do not fit together
 */
export async function loadStatus() {
  const status = await call("GET", "/status");
  if (status.api_version > API_VERSION) throw new ApiError("version-new");
  if (status.api_version < API_VERSION) throw new ApiError("version-old");
  return status;
}
