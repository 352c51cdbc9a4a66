"""What a person does in front of the browser: opens pages, clicks the button, reads and uses the side panel."""

import json
import time
from collections.abc import Callable
from typing import Any

from tests.browser.askwell_server import AskwellServer
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.sites import Sites

FORGET = """
const web = globalThis.browser ?? globalThis.chrome;
await web.storage.local.clear();
await web.storage.session.clear();
await web.alarms.clearAll();
await web.action.setBadgeText({text: ""});
await new Promise((resolve) => { const asked = indexedDB.deleteDatabase("askwell-outbox"); asked.onsuccess = asked.onerror = asked.onblocked = resolve; });
"""
PAIRING = """
const web = globalThis.browser ?? globalThis.chrome;
const keys = await new Promise((resolve) => {
  const asked = indexedDB.open("askwell-keys", 1);
  asked.onupgradeneeded = () => asked.transaction.abort();
  asked.onerror = () => resolve({});
  asked.onsuccess = () => {
    const got = asked.result.transaction("keys").objectStore("keys").get("pairing");
    got.onsuccess = () => { asked.result.close(); resolve(got.result); };
  };
});
const pairing = {...(await web.storage.local.get("pairing")).pairing, ...keys};
"""
"""The pairing with its keys, for scripts that run in the extension."""

COUNT_KEPT = """
return new Promise((resolve) => {
  const asked = indexedDB.open("askwell-outbox", 1);
  asked.onupgradeneeded = () => asked.transaction.abort();
  asked.onerror = () => resolve(0);
  asked.onsuccess = () => {
    const counted = asked.result.transaction("captures").objectStore("captures").count();
    counted.onsuccess = () => { asked.result.close(); resolve(counted.result); };
  };
});
"""


class Person:
    """Somebody with one browser and one Askwell."""

    def __init__(self, browser: Chromium | Firefox, askwell: AskwellServer, sites: Sites) -> None:
        self.browser, self.askwell, self.sites = browser, askwell, sites
        self.tab = ""

    def begin_anew(self) -> None:
        """Leave nothing of an earlier test in the browser."""
        self.browser.close_panel()
        self.browser.close_tabs()
        self.browser.worker(FORGET)

    # Pages

    def visit(self, path: str, host: str = "people.test") -> str:
        """Open a page in a new tab."""
        self.tab = self.browser.open(self.sites.url(path, host))
        return self.tab

    def click(self) -> None:
        """Click the button in the tab in front."""
        self.browser.click(self.tab)

    def connect(self) -> None:
        """Open the dashboard and click the button on its pairing page."""
        self.tab = self.browser.open(self.askwell.dashboard)
        self.browser.goto(self.tab, f"{self.askwell.site}/pair")
        self.click()
        self.see("h2", "Connected")

    def read(self, path: str = "/in/maren") -> None:
        """Open a person's page, click, and wait for the questions."""
        self.visit(path)
        self.click()
        self.until(lambda: self.questions() and "Preparing" not in self.text(), "no questions")

    # The side panel

    def wait(self, look: Callable[[], Any], complaint: str, seconds: float = 15) -> Any:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := look():
                return found
            time.sleep(0.05)
        raise AssertionError(f"{complaint} after {seconds:g} s")

    def until(self, look: Callable[[], Any], complaint: str, seconds: float = 15) -> Any:
        """Wait until something in the panel is so."""
        try:
            return self.wait(look, complaint, seconds)
        except AssertionError as problem:
            kept = [entry for entry in json.loads(self.browser.stored()).items() if entry[0].startswith("tab:")]
            raise AssertionError(f"{problem}; the panel says: {self.text()[:600]}; it knows: {kept}") from None

    def panel(self, script: str) -> Any:
        """Run the body of an async function in the panel."""
        return self.browser.panel(script)

    def text(self, selector: str = "main") -> str:
        """The words in a part of the panel."""
        return str(self.panel(f"return document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def texts(self, selector: str) -> list[str]:
        """The words of every element like this that can be seen."""
        script = "return [...document.querySelectorAll(SELECTOR)].filter((one) => one.checkVisibility()).map((one) => one.innerText.trim())"
        return list(self.panel(script.replace("SELECTOR", json.dumps(selector))))

    def see(self, selector: str, words: str, seconds: float = 15) -> None:
        """Wait until these words stand in an element like this."""
        self.until(lambda: any(words in text for text in self.texts(selector)), f"no “{words}” in {selector}", seconds)

    def press(self, words: str, inside: str = "body") -> None:
        """Press the button in the panel that says this."""
        script = """const found = [...document.querySelectorAll(INSIDE + " button, " + INSIDE + " summary")]
            .find((one) => one.checkVisibility() && one.innerText.trim().startsWith(WORDS));
            if (!found) throw new Error("no button " + WORDS); found.click();"""
        self.panel(script.replace("INSIDE", json.dumps(inside)).replace("WORDS", json.dumps(words)))

    def write(self, selector: str, words: str) -> None:
        """Type into a field of the panel."""
        script = """const field = document.querySelector(SELECTOR); field.focus(); field.value = WORDS;
            field.dispatchEvent(new Event("input", {bubbles: true})); field.dispatchEvent(new Event("change", {bubbles: true}));"""
        self.panel(script.replace("SELECTOR", json.dumps(selector)).replace("WORDS", json.dumps(words)))

    def questions(self) -> list[str]:
        """The questions that are shown."""
        return [words.split("\n", 1)[-1].strip() for words in self.texts(".question button.ask")]

    def kept(self) -> int:
        """How many pages wait in the browser."""
        return int(self.browser.worker(COUNT_KEPT))

    def token(self) -> str:
        """The token of this browser."""
        return str(self.browser.worker(PAIRING + "return pairing.token"))

    def export(self, name: str) -> bytes:
        """Everything that is saved, as the extension may export it."""
        script = """const answer = await fetch(`http://127.0.0.1:${pairing.port}/api/v1/exports`, {method: "POST", body: JSON.stringify({format: NAME}),
              headers: {"Content-Type": "application/json", Authorization: `Bearer ${pairing.token}`}});
            return answer.ok ? answer.text() : "refused: " + await answer.text();"""
        return str(self.browser.worker(PAIRING + script.replace("NAME", json.dumps(name)))).encode()
