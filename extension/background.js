/**
 * The background worker: listeners only, all registered before anything is awaited, nothing remembered here.
 */

import { addMenu, closeStorageToPages, onAlarm, onButton, onMenu, onStart, openPanel } from "./lib/browser.js";
import { captureTab } from "./lib/capturing.js";
import { say } from "./lib/messages.js";
import { ALARM, sendKept } from "./lib/sending.js";

onButton((tab) => {
  openPanel(tab);
  captureTab(tab, { source: "click" });
});

onMenu(({ selectionText }, tab) => {
  openPanel(tab);
  captureTab(tab, { source: "menu", selection: selectionText });
});

onAlarm(({ name }) => {
  if (name === ALARM) sendKept();
});

onStart(() => {
  addMenu(say("menu_read"));
  sendKept();
});

closeStorageToPages();
