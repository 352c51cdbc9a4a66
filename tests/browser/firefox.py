"""Real headless Firefox with the extension in it: tabs, real clicks on its button, and its real sidebar."""

import base64
import contextlib
import json
import shutil
import socket
import subprocess
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.browser.marionette import Marionette, MarionetteError

ADDON_ID = "{9e157894-4393-43bf-8016-0015ae6a8ce1}"
ORIGIN_ID = "4f6d2c1e-7a35-4f0b-9a55-0c6d5b1f2a77"
PROGRAMS = ("firefox-esr", "firefox")
PREFERENCES: dict[str, object] = {
    "extensions.webextensions.uuids": json.dumps({ADDON_ID: ORIGIN_ID}),
    "extensions.webextensions.keepUuidOnUninstall": True,
    "extensions.webextensions.keepStorageOnUninstall": True,
    "extensions.webextensions.restrictedDomains": "",
    "network.dns.localDomains": "people.test,other.test,hostile.test,team.test",
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.update.enabled": False,
    "app.normandy.enabled": False,
    "browser.aboutConfig.showWarning": False,
    "extensions.background.idle.timeout": 600_000,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "browser.sessionstore.resume_from_crash": False,
    "browser.tabs.warnOnClose": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.reportingpolicy.firstRun": False,
    "services.settings.server": "http://127.0.0.1:9/",
    "browser.safebrowsing.update.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "signon.rememberSignons": False,
    "remote.prefs.recommended": True,
}

IN_SIDEBAR = """
const [script, done] = arguments;
const frame = window.document.getElementById("sidebar")?.contentDocument?.getElementById("webext-panels-browser");
if (!frame || !frame.browsingContext?.currentWindowGlobal) { done({absent: true}); } else {
  const name = "askwell-test:" + Math.random();
  const manager = frame.messageManager;
  manager.addMessageListener(name, function heard(message) { manager.removeMessageListener(name, heard); done(message.data); });
  const run = "(async () => {" +
    "const box = new Cu.Sandbox(content, {sandboxPrototype: content, wantXrays: false});" +
    "try { const value = await Cu.evalInSandbox(" + JSON.stringify("(async () => {" + script + "\\n})()") + ", box);" +
    "sendAsyncMessage(" + JSON.stringify(name) + ", {value: value === undefined ? null : JSON.parse(JSON.stringify(value))}); }" +
    "catch (problem) { sendAsyncMessage(" + JSON.stringify(name) + ", {problem: String(problem)}); } })()";
  manager.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent(run), false);
}
"""


class Firefox:
    """One browser on one profile; may be ended and started again.

    Attributes:
        public_ports: Ports whose pages count as being on the public internet.
        others: Folders of further extensions.
    """

    name = "firefox"

    def __init__(self, profile: Path, extension: Path, public_ports: tuple[int, ...] = ()) -> None:
        program = next((found for one in PROGRAMS if (found := shutil.which(one))), None)
        assert program, "Firefox is not installed"
        self.profile, self.extension, self.public_ports = profile, extension, public_ports
        self.others: tuple[Path, ...] = ()
        self._program = program

    def start(self) -> None:
        """Start the browser and load the extension for this run."""
        self.profile.mkdir(parents=True, exist_ok=True)
        port = free_port()
        public = ",".join(f"127.0.0.1:{one}" for one in self.public_ports)
        lna = {
            "network.lna.enabled": True,
            "network.lna.blocking": True,
            "network.lna.address_space.public.override": public,
        }
        values = {**PREFERENCES, "marionette.port": port, **(lna if public else {})}
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in values.items()]
        (self.profile / "user.js").write_text("\n".join(lines) + "\n", encoding="utf-8")
        command = [self._program, "--headless", "--no-remote", "--profile", str(self.profile), "--marionette"]
        with self.profile.with_suffix(".log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "-remote-allow-system-access", "--width", "1280", "--height", "900", "about:blank"],
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.client = Marionette(port)
        for folder in (self.extension, *self.others):
            self.client.send("Addon:Install", {"path": str(folder), "temporary": True})
        self._until(self._ready, "the extension has not started")

    def stop(self) -> None:
        """End the browser in an orderly way."""
        with contextlib.suppress(MarionetteError, OSError):
            self.client.send("Marionette:Quit", {"flags": ["eForceQuit"]})
        self.client.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _until(self, look: Any, complaint: str, seconds: float = 15) -> Any:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := look():
                return found
            time.sleep(0.05)
        raise AssertionError(f"{complaint} after {seconds:g} s")

    def _chrome(self, script: str, *arguments: Any) -> Any:
        with self.client.chrome():
            return self.client.run(script, *arguments)

    def _ready(self) -> bool:
        script = """const [id, done] = arguments; const policy = WebExtensionPolicy.getByID(id);
            done(Boolean(policy?.extension?.backgroundState === "running" || policy?.extension?.persistentListeners?.size));"""
        return bool(self._chrome(script, ADDON_ID))

    # Tabs

    def open(self, url: str) -> str:
        """Open a page in a tab of its own, in front, and wait for it."""
        tab = str(self.client.send("WebDriver:NewWindow", {"type": "tab", "focus": True})["handle"])
        self.goto(tab, url)
        return tab

    def goto(self, tab: str, url: str) -> None:
        """Load another page in a tab."""
        self._switch(tab)
        self.client.send("WebDriver:Navigate", {"url": url})

    def _switch(self, tab: str, front: bool = True) -> None:
        self.client.send("WebDriver:SwitchToWindow", {"handle": tab, "focus": front})

    def select(self, tab: str) -> None:
        """Bring a tab to the front."""
        self._switch(tab)

    def close_tabs(self) -> None:
        """Close every tab but an empty one."""
        blank = self.client.send("WebDriver:NewWindow", {"type": "tab", "focus": True})["handle"]
        for tab in self.client.send("WebDriver:GetWindowHandles"):
            if tab != blank:
                self._switch(tab, front=False)
                self.client.send("WebDriver:CloseWindow")
        self._switch(blank)

    def close(self, tab: str) -> None:
        """Close a tab."""
        self._switch(tab)
        self.client.send("WebDriver:CloseWindow")
        self._switch(self.client.send("WebDriver:GetWindowHandles")[0])

    def run(self, tab: str, script: str) -> Any:
        """Run the body of an async function in a page and give what it returns."""
        self._switch(tab, front=False)
        whole = "const done = arguments[0]; (async () => { %s })().then(done, (problem) => done(String(problem)));"
        return self.client.run(whole % script, sandbox=None)

    def click(self, tab: str) -> None:
        """Click the extension's button while this tab is in front."""
        self.select(tab)
        script = """const [id, done] = arguments;
            const { ExtensionParent } = ChromeUtils.importESModule("resource://gre/modules/ExtensionParent.sys.mjs");
            const { extension } = WebExtensionPolicy.getByID(id);
            ExtensionParent.apiManager.global.browserActionFor(extension).triggerAction(window);
            done(true);"""
        self._chrome(script, ADDON_ID)

    # The extension

    def panel_is_open(self) -> bool:
        """Whether the sidebar shows the extension."""
        return "absent" not in self._chrome(IN_SIDEBAR, "return 1")

    def panel(self, script: str) -> Any:
        """Run the body of an async function in the sidebar."""
        answer = self._until(lambda: self._in_sidebar(script), "no sidebar")
        if "problem" in answer:
            raise AssertionError(answer["problem"])
        return answer["value"]

    def _in_sidebar(self, script: str) -> Any:
        answer = self._chrome(IN_SIDEBAR, script)
        return None if "absent" in answer else answer

    def close_panel(self) -> None:
        """Close the sidebar."""
        self._chrome("const done = arguments[0]; SidebarController.hide(); done(true);")

    def worker(self, script: str) -> Any:
        """Run the body of an async function in the background page."""
        inside = """const [id, script, done] = arguments;
            const { extension } = WebExtensionPolicy.getByID(id);
            (async () => {
              await extension.wakeupBackground?.();
              const view = [...extension.views].find((one) => one.viewType === "background");
              const frame = view.xulBrowser;
              const name = "askwell-test:" + Math.random();
              frame.messageManager.addMessageListener(name, function heard(message) {
                frame.messageManager.removeMessageListener(name, heard); done(message.data); });
              const run = "(async () => { const box = new Cu.Sandbox(content, {sandboxPrototype: content, wantXrays: false});" +
                "try { const value = await Cu.evalInSandbox(" + JSON.stringify("(async () => {" + script + "\\n})()") + ", box);" +
                "sendAsyncMessage(" + JSON.stringify(name) + ", {value: value === undefined ? null : JSON.parse(JSON.stringify(value))}); }" +
                "catch (problem) { sendAsyncMessage(" + JSON.stringify(name) + ", {problem: String(problem)}); } })()";
              frame.messageManager.loadFrameScript("data:application/javascript;charset=utf-8," + encodeURIComponent(run), false);
            })().catch((problem) => done({problem: String(problem)}));"""
        answer = self._chrome(inside, ADDON_ID, script)
        if "problem" in answer:
            raise AssertionError(answer["problem"])
        return answer["value"]

    def kill_worker(self) -> None:
        """End the background page as the browser does when it is idle."""
        script = """const [id, done] = arguments; const { extension } = WebExtensionPolicy.getByID(id);
            extension.terminateBackground({ignoreDevToolsAttached: true, disableResetIdleForTest: true}).then(() => done(true), (e) => done(String(e)));"""
        self._chrome(script, ADDON_ID)

    def press(self, key: str, code: str = "") -> None:
        """Press one key in the sidebar."""
        script = """const [key, done] = arguments;
            const frame = window.document.getElementById("sidebar").contentDocument.getElementById("webext-panels-browser");
            frame.focus();
            const tip = Cc["@mozilla.org/text-input-processor;1"].createInstance(Ci.nsITextInputProcessor);
            tip.beginInputTransactionForTests(window);
            const event = new KeyboardEvent("", {key});
            tip.keydown(event); tip.keyup(event); setTimeout(() => done(true), 30);"""
        self._chrome(script, key)

    def picture(self, path: Path, width: int = 360, dark: bool = False, forced: bool = False) -> None:
        """Take a picture of what is seen of the sidebar."""
        script = """const [dark, width, done] = arguments;
            window.document.getElementById("sidebar-box").style.cssText += `;width:${width}px;min-width:${width}px;max-width:none`;
            const frame = window.document.getElementById("sidebar").contentDocument.getElementById("webext-panels-browser");
            const context = frame.browsingContext;
            context.prefersColorSchemeOverride = dark ? "dark" : "light";
            setTimeout(() => context.currentWindowGlobal.drawSnapshot(null, 1, "white").then((bitmap) => {
              const canvas = window.document.createElementNS("http://www.w3.org/1999/xhtml", "canvas");
              canvas.width = bitmap.width; canvas.height = bitmap.height;
              canvas.getContext("2d").drawImage(bitmap, 0, 0);
              done(canvas.toDataURL().split(",")[1]);
            }, (problem) => done("")), 200);"""
        path.write_bytes(base64.b64decode(self._chrome(script, dark, width)))

    def end_pictures(self) -> None:
        """Show the panel as it really is again."""
        script = """window.document.getElementById("sidebar-box").style.cssText = ""; arguments[0](true);"""
        self._chrome(script)

    def stored(self) -> str:
        """Everything the extension keeps in this browser, as text."""
        return json.dumps(
            self.worker("return {...await browser.storage.local.get(), ...await browser.storage.session.get()}")
        )


def free_port(among: Iterable[int] = (0,)) -> int:
    """Find a port that nobody uses at this moment."""
    for port in among:
        with contextlib.suppress(OSError), socket.socket() as place:
            place.bind(("127.0.0.1", port))
            return int(place.getsockname()[1])
    raise AssertionError(f"all ports of {among} are taken")
