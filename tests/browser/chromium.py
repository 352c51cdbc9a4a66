"""Real headless Chromium with the extension in it: tabs, real clicks on its button, and its real side panel."""

import base64
import json
import shutil
import time
from pathlib import Path
from typing import Any

from tests.browser.devtools import DevTools, DevToolsError

EXTENSION_ID = "alohngnchdjbneldhmjkeefloinbjppm"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
SWITCHES = (
    "--headless=new --no-sandbox --no-first-run --disable-quic --disable-background-networking --disable-sync "
    "--disable-component-update --disable-default-apps --remote-debugging-pipe --enable-unsafe-extension-debugging "
    "--password-store=basic --disable-features=Translate,MediaRouter --window-size=1280,900 --lang=en-US"
).split()


class Chromium:
    """One browser on one profile; may be ended and started again.

    Attributes:
        public_ports: Ports whose pages count as being on the public internet.
        others: Folders of further extensions.
    """

    name = "chromium"
    panel_address = f"chrome-extension://{EXTENSION_ID}/panel/panel.html"

    def __init__(self, profile: Path, extension: Path, public_ports: tuple[int, ...] = ()) -> None:
        program = next((found for one in PROGRAMS if (found := shutil.which(one))), None)
        assert program, "Chromium is not installed"
        self.profile, self.extension, self.public_ports = profile, extension, public_ports
        self.others: tuple[Path, ...] = ()
        self._program = program
        self._sessions: dict[str, str] = {}
        self._tabs: dict[str, str] = {}

    def start(self) -> None:
        """Start the browser and wait until the extension's worker is there."""
        public = ",".join(f"127.0.0.1:{port}=public" for port in self.public_ports)
        extensions = ",".join(str(one) for one in (self.extension, *self.others))
        command = [
            self._program,
            *SWITCHES,
            f"--user-data-dir={self.profile}",
            f"--load-extension={extensions}",
            f"--disable-extensions-except={extensions}",
            "--host-resolver-rules=MAP *.test 127.0.0.1",
            *([f"--ip-address-space-overrides={public}"] if public else []),
            "about:blank",
        ]
        self._sessions = {}
        self.profile.mkdir(parents=True, exist_ok=True)
        self.devtools = DevTools(command, self.profile.with_suffix(".log"))
        self._until(self._listens, "the worker has not started")

    def _listens(self) -> bool:
        """Whether the worker has come so far that a click reaches it; asking too early gets no answer at all."""
        for worker in self._targets("service_worker"):
            try:
                session = self.devtools.send(
                    "Target.attachToTarget", {"targetId": worker["targetId"], "flatten": True}
                )["sessionId"]
                asked = {"expression": "chrome.action.onClicked.hasListeners()", "returnByValue": True}
                answer = self.devtools.send("Runtime.evaluate", asked, session, wait=1)
            except DevToolsError:
                return False
            return bool(answer["result"].get("value"))
        return False

    def stop(self) -> None:
        """End the browser."""
        self.devtools.close()

    def _targets(self, kind: str) -> list[dict[str, Any]]:
        found = self.devtools.send("Target.getTargets", {"filter": [{"type": kind}]})["targetInfos"]
        return [target for target in found if target["type"] == kind]

    def _until(self, look: Any, complaint: str, seconds: float = 15) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := look():
                return found
            time.sleep(0.05)
        raise AssertionError(f"{complaint} after {seconds:g} s")

    def _session(self, target: str) -> str:
        if target not in self._sessions:
            attached = self.devtools.send("Target.attachToTarget", {"targetId": target, "flatten": True})
            self._sessions[target] = attached["sessionId"]
        return self._sessions[target]

    def _evaluate(self, target: str, script: str) -> Any:
        asked = {"expression": f"(async () => {{ {script} }})()", "awaitPromise": True, "returnByValue": True}
        answer = self.devtools.send("Runtime.evaluate", {**asked, "userGesture": True}, self._session(target))
        if thrown := answer.get("exceptionDetails"):
            raise DevToolsError(thrown.get("exception", {}).get("description", thrown["text"]))
        return answer["result"].get("value")

    # Tabs

    def open(self, url: str) -> str:
        """Open a page in a tab of its own, in front, and wait for it."""
        before = {one["targetId"] for one in self._targets("tab")}
        target = str(self.devtools.send("Target.createTarget", {"url": "about:blank"})["targetId"])
        self._tabs[target] = next(one["targetId"] for one in self._targets("tab") if one["targetId"] not in before)
        self.goto(target, url)
        return target

    def goto(self, tab: str, url: str) -> None:
        """Load another page in a tab."""
        session = self._session(tab)
        self.devtools.send("Page.navigate", {"url": url}, session)
        self._until(lambda: self._loaded(tab), f"{url} has not loaded")

    def _loaded(self, tab: str) -> bool:
        try:
            script = "return document.readyState === 'complete' && location.href !== 'about:blank'"
            return bool(self._evaluate(tab, script))
        except DevToolsError:
            return False

    def select(self, tab: str) -> None:
        """Bring a tab to the front."""
        self.devtools.send("Target.activateTarget", {"targetId": tab})

    def close_tabs(self) -> None:
        """Close every tab but an empty one."""
        blank = self.devtools.send("Target.createTarget", {"url": "about:blank"})["targetId"]
        for target in self._targets("page"):
            if target["targetId"] != blank and target["url"] != self.panel_address:
                self.close(target["targetId"])

    def close(self, tab: str) -> None:
        """Close a tab."""
        self.devtools.send("Target.closeTarget", {"targetId": tab})

    def run(self, tab: str, script: str) -> Any:
        """Run the body of an async function in a page and give what it returns."""
        return self._evaluate(tab, script)

    def click(self, tab: str) -> None:
        """Click the extension's button while this tab is in front."""
        self.select(tab)
        self.devtools.send("Extensions.triggerAction", {"id": EXTENSION_ID, "targetId": self._tabs[tab]})

    # The extension

    def _panel_target(self) -> str | None:
        return next((one["targetId"] for one in self._targets("page") if one["url"] == self.panel_address), None)

    def panel_is_open(self) -> bool:
        """Whether the side panel is there."""
        return self._panel_target() is not None

    def panel(self, script: str) -> Any:
        """Run the body of an async function in the side panel."""
        target = self._until(self._panel_target, "no side panel")
        return self._evaluate(target, script)

    def close_panel(self) -> None:
        """Close the side panel."""
        if target := self._panel_target():
            self.devtools.send("Target.closeTarget", {"targetId": target})
            self._until(lambda: not self._panel_target(), "the panel is still there")

    def worker(self, script: str) -> Any:
        """Run the body of an async function in the background worker."""
        if not self._listens():
            self._wake()
        self._until(self._listens, "no worker")
        return self._evaluate(self._targets("service_worker")[0]["targetId"], script)

    def _wake(self) -> None:
        """Start the worker by an event, as only events do."""
        inert = f"chrome-extension://{EXTENSION_ID}/manifest.json"
        target = self.devtools.send("Target.createTarget", {"url": inert})["targetId"]
        self._until(lambda: self._evaluate(target, "return Boolean(globalThis.chrome?.alarms)"), "no page of its own")
        self._evaluate(target, "await chrome.alarms.create('wake', {when: Date.now()})")
        self._until(self._listens, "the worker does not wake up")
        self.close(target)

    def kill_worker(self) -> None:
        """End the background worker as the browser does, without a word."""
        for target in self._targets("service_worker"):
            self._sessions.pop(target["targetId"], None)
            self.devtools.send("Target.closeTarget", {"targetId": target["targetId"]})

    def press(self, key: str, code: str = "") -> None:
        """Press one key in the side panel."""
        session = self._session(self._until(self._panel_target, "no side panel"))
        text = {"Enter": "\r", " ": " "}.get(key, key if len(key) == 1 else "")
        numbers = {"Enter": 13, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, "ArrowRight": 39, "ArrowLeft": 37, " ": 32}
        event = {"key": key, "code": code or key, "windowsVirtualKeyCode": numbers.get(key, ord(key[0].upper()))}
        self.devtools.send("Input.dispatchKeyEvent", {"type": "keyDown", "text": text, **event}, session)
        self.devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **event}, session)

    def picture(self, path: Path, width: int = 360, dark: bool = False, forced: bool = False) -> None:
        """Take a picture of the whole side panel."""
        session = self._session(self._until(self._panel_target, "no side panel"))
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "forced-colors", "value": "active" if forced else "none"},
        ]
        self.devtools.send("Emulation.setEmulatedMedia", {"features": features}, session)
        metrics = {"width": width, "height": 700, "deviceScaleFactor": 1, "mobile": False}
        self.devtools.send("Emulation.setDeviceMetricsOverride", metrics, session)
        height = self.panel("return Math.max(700, document.documentElement.scrollHeight)")
        self.devtools.send("Emulation.setDeviceMetricsOverride", {**metrics, "height": min(height, 4_000)}, session)
        time.sleep(0.2)
        shot = self.devtools.send("Page.captureScreenshot", {"format": "png"}, session)
        path.write_bytes(base64.b64decode(shot["data"]))

    def end_pictures(self) -> None:
        """Show the panel as it really is again."""
        session = self._session(self._until(self._panel_target, "no side panel"))
        self.devtools.send("Emulation.clearDeviceMetricsOverride", {}, session)
        self.devtools.send("Emulation.setEmulatedMedia", {"features": []}, session)

    def stored(self) -> str:
        """Everything the extension keeps in this browser, as text."""
        return json.dumps(
            self.worker("return {...await chrome.storage.local.get(), ...await chrome.storage.session.get()}")
        )
