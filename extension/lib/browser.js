/**
 * The browser's extension interface, the same for Chromium and Firefox. The only module that names it.
 */

/** @returns {any} the interface under whichever name this browser has it; looked up late so that tests can stand in for it */
const web = () => /** @type {any} */ (globalThis).browser ?? /** @type {any} */ (globalThis).chrome;

const SERVER_HOSTS = { origins: ["http://127.0.0.1/*"] };

/** @returns {string} */
export const version = () => web().runtime.getManifest().version;

/**
 * @param {string} key
 * @param {string[]} values
 * @returns {string} the catalog's text, empty for an unknown key
 */
export const catalogText = (key, values) => web().i18n.getMessage(key, values);

/** @returns {string} the language the catalog is shown in */
export const language = () => web().i18n.getUILanguage();

/**
 * Open the side panel. Browsers allow this only in the same step as the user's click, before anything is awaited.
 *
 * @param {Tab} tab
 * @returns {Promise<void>}
 */
export function openPanel(tab) {
  const { sidePanel, sidebarAction } = web();
  return sidePanel ? sidePanel.open({ windowId: tab.windowId }) : sidebarAction.open();
}

/**
 * @param {number} tabId
 * @returns {Promise<PageReading | undefined>} nothing on pages that answer with an empty result
 */
export async function readPage(tabId) {
  const [frame] = await web().scripting.executeScript({ target: { tabId }, files: ["/capture/page.js"] });
  return frame?.result;
}

/**
 * Wait by the page's own clock: whatever the page has planned for an earlier moment has then happened, however busy the computer is.
 *
 * @param {number} tabId
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export async function waitInPage(tabId, milliseconds) {
  await web().scripting.executeScript({
    target: { tabId },
    args: [milliseconds],
    func: (/** @type {number} */ length) => new Promise((resolve) => setTimeout(() => resolve(true), length)),
  });
}

/**
 * Show the rest of a page, because the user asked for it.
 *
 * @param {number} tabId
 * @returns {Promise<{pressed: number, ended: "end" | "time" | "moved", milliseconds: number} | undefined>}
 */
export async function unfoldPage(tabId) {
  const [frame] = await web().scripting.executeScript({ target: { tabId }, files: ["/capture/unfold.js"] });
  return frame?.result;
}

/**
 * Read one attribute's value from a page of the server's own.
 *
 * @param {number} tabId
 * @param {string} selector
 * @param {string} attribute
 * @returns {Promise<string | null>}
 */
export async function readAttribute(tabId, selector, attribute) {
  const [frame] = await web().scripting.executeScript({
    target: { tabId },
    args: [selector, attribute],
    func: (/** @type {string} */ where, /** @type {string} */ name) => document.querySelector(where)?.getAttribute(name) ?? null,
  });
  return frame?.result ?? null;
}

/**
 * @param {"local" | "session"} name `local` survives a restart of the browser, `session` only one of the worker
 */
function area(name) {
  return {
    /** @type {(key: string) => Promise<any>} */
    get: async (key) => (await web().storage[name].get(key))[key],
    /** @type {() => Promise<Record<string, any>>} */
    all: () => web().storage[name].get(null),
    /** @type {(values: Record<string, unknown>) => Promise<void>} */
    set: (values) => web().storage[name].set(values),
    /** @type {(keys: string | string[]) => Promise<void>} */
    remove: (keys) => web().storage[name].remove(keys),
  };
}

export const local = area("local");
export const session = area("session");

/**
 * Keep stored values from injected scripts, where the browser can.
 *
 * @returns {Promise<void>}
 */
export async function closeStorageToPages() {
  const limited = { accessLevel: "TRUSTED_CONTEXTS" };
  await web().storage.local.setAccessLevel?.(limited);
}

/** @param {(changes: Record<string, {newValue?: any}>, areaName: string) => void} listener */
export const onStored = (listener) => web().storage.onChanged.addListener(listener);

/** @param {(tab: Tab) => void} listener */
export const onButton = (listener) => web().action.onClicked.addListener(listener);

/** @param {(info: {selectionText?: string}, tab: Tab) => void} listener */
export const onMenu = (listener) => web().contextMenus.onClicked.addListener(listener);

/** @param {() => void} listener */
export function onStart(listener) {
  web().runtime.onInstalled.addListener(listener);
  web().runtime.onStartup.addListener(listener);
}

/** @param {(alarm: {name: string}) => void} listener */
export const onAlarm = (listener) => web().alarms.onAlarm.addListener(listener);

/** @param {() => void} listener told whenever this window may show another page than before */
export function onTabChange(listener) {
  web().tabs.onActivated.addListener(listener);
  web().tabs.onUpdated.addListener(listener);
  web().tabs.onRemoved.addListener(listener);
}

/**
 * @param {string} title
 * @returns {Promise<void>}
 */
export async function addMenu(title) {
  await web().contextMenus.removeAll();
  web().contextMenus.create({ id: "askwell", title, contexts: ["page", "selection"] });
}

/**
 * @param {string} name
 * @param {number} minutes
 * @returns {Promise<void>}
 */
export const setAlarm = async (name, minutes) => web().alarms.create(name, { delayInMinutes: minutes, periodInMinutes: minutes });

/** @param {string} name */
export const clearAlarm = (name) => web().alarms.clear(name);

/**
 * @param {string} text shown on the icon; empty takes it away
 * @returns {Promise<void>}
 */
export async function showBadge(text) {
  await web().action.setBadgeText({ text });
  await web().action.setBadgeBackgroundColor({ color: "#9a5b00" });
}

/** @returns {Promise<Tab | null>} */
export async function activeTab() {
  const [tab] = await web().tabs.query({ active: true, currentWindow: true });
  return tab ?? null;
}

/**
 * @param {number} id
 * @returns {Promise<Tab | null>} null when the tab is gone
 */
export async function findTab(id) {
  try {
    return await web().tabs.get(id);
  } catch (problem) {
    if (problem instanceof Error) return null;
    throw problem;
  }
}

/**
 * @param {string} url
 * @returns {Promise<unknown>}
 */
export const openTab = (url) => web().tabs.create({ url });

/** @returns {Promise<boolean>} */
export const mayReachServer = () => web().permissions.contains(SERVER_HOSTS);

/** @returns {Promise<boolean>} */
export const askToReachServer = () => web().permissions.request(SERVER_HOSTS);

/** @returns {Promise<string>} such as "Firefox on Linux" */
export async function browserName() {
  const { runtime } = web();
  const systems = /** @type {Record<string, string>} */ ({ linux: "Linux", mac: "macOS", win: "Windows", cros: "ChromeOS", android: "Android" });
  const { os } = await runtime.getPlatformInfo();
  const brands = /** @type {{brand: string}[]} */ (/** @type {any} */ (navigator).userAgentData?.brands ?? []).map(({ brand }) => brand);
  const known = brands.find((brand) => !/not.?a.?brand|^chromium$/i.test(brand.replace(/[^\w.]/g, ""))) ?? "Chromium";
  const name = runtime.getBrowserInfo ? (await runtime.getBrowserInfo()).name : known;
  return `${name} on ${systems[os] ?? os}`;
}
