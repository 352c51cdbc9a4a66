"""From a real toolbar click in real Chromium to questions on the screen, on a page with a 4 MB DOM, by stage.

The peer is the same browser loading a bare page from the same server: the least that anything shown could take.
"""

import argparse
import importlib.util
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benches.figures import Table, percentile
from environment import ROOT
from tests.browser.askwell_server import AskwellServer
from tests.browser.chromium import Chromium
from tests.browser.person import Person
from tests.browser.sites import Sites, large_page

RUNS = 50
WARM_UP = 3
SHOWN = """
const name = NAME;
return new Promise((resolve) => {
  const look = () => {
    const who = document.body.innerText.includes(name);
    const question = [...document.querySelectorAll(".question button.ask")].find((one) => one.checkVisibility());
    if (who && question) requestAnimationFrame(() => resolve(Date.now())); else setTimeout(look, 5);
  };
  look();
});
"""

# The extension writes down how far a capture came; when it did so is when the stage ended.
WATCH = """
globalThis.marks = {};
chrome.storage.session.onChanged.addListener((changes) => {
  for (const [key, { newValue }] of Object.entries(changes))
    if (key.startsWith("tab:") && newValue && !newValue.problem) marks[newValue.stage] ??= Date.now();
});
"""
MARKS = """
const calls = performance.getEntriesByType("resource");
const { startTime, responseStart } = calls.findLast(({ name }) => name.endsWith("/captures"));
const { timeOrigin } = performance;
const found = { ...marks, asked: timeOrigin + startTime, answering: timeOrigin + responseStart };
performance.clearResourceTimings();
globalThis.marks = {};
return found;
"""
STAGES = (
    ("the browser hands the click over", "click", "reading"),
    ("reading, reducing and keeping the page", "reading", "kept"),
    ("the server proves itself", "kept", "asked"),
    ("sending, storing, parsing, merging, planning", "asked", "answering"),
    ("the answer arrives and is kept", "answering", "sent"),
    ("the panel shows it", "sent", "shown"),
)


class ManyPeople(Sites):
    """Serves the same large page under many addresses, each about somebody else."""

    def answer(self, path: str) -> tuple[int, str, bytes]:
        """Give the page of the person that the path names."""
        if not path.startswith("/people/"):
            return super().answer(path)
        self._large = self._large or large_page()
        name = path.rsplit("/", 1)[-1].encode()
        own = self._large.replace(b"Maren Holloway", b"Maren " + name).replace(
            b'href="/in/maren"', b'href="/people/%s"' % name
        )
        return 200, "text/html; charset=utf-8", own


def packed(folder: Path) -> Path:
    """Pack the extension as it ships and return its folder."""
    spec = importlib.util.spec_from_file_location("zip_extension", ROOT / "scripts" / "zip_extension.py")
    if spec is None or spec.loader is None:
        raise ImportError("scripts/zip_extension.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["zip_extension"] = module
    spec.loader.exec_module(module)
    module.pack("chromium", folder)
    return folder / "chromium"


def surname(number: int) -> str:
    """Give every run a family name of its own, in letters."""
    return "Hollow" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:03d}")


def one_click(person: Person, number: int) -> dict[str, float]:
    """Open a page, click, wait for its questions; returns the moment, in seconds, at which each stage ended."""
    name = surname(number)
    person.visit(f"/people/{name}")
    start = time.time()
    person.click()
    shown = person.panel(SHOWN.replace("NAME", f'"Maren {name}"')) / 1000
    marks = {stage: moment / 1000 for stage, moment in person.browser.worker(MARKS).items()}
    person.browser.close(person.tab)
    return {"click": start, **marks, "shown": shown}


def bare_page(person: Person) -> float:
    """Give the seconds that the browser needs to open a tab with a page of one line."""
    start = time.time()
    tab = person.browser.open(person.sites.url("/words.txt"))
    taken = time.time() - start
    person.browser.close(tab)
    return taken


def main() -> int:
    """Click many times and print percentiles with the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=RUNS)
    options, _ = parser.parse_known_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sites, askwell = ManyPeople(), AskwellServer(folder / "askwell")
        browser = Chromium(folder / "profile", packed(folder / "packed"), (sites.port,))
        askwell.start()
        browser.start()
        try:
            person = Person(browser, askwell, sites)
            person.connect()
            person.browser.worker(WATCH)
            runs = [one_click(person, number) for number in range(options.runs + WARM_UP)][WARM_UP:]
            bare = [bare_page(person) for _ in range(10)]
            stored = askwell.rows("SELECT count(*) FROM captures")[0][0]
            print(f"{stored} pages stored")
        finally:
            browser.stop()
            askwell.stop()
            sites.stop()
    return report(runs, bare)


def report(runs: list[dict[str, float]], bare: list[float]) -> int:
    """Print the figures of all runs."""
    table = Table()
    whole = [run["shown"] - run["click"] for run in runs]
    table.spread(f"click to questions visible, {len(runs)} runs", whole)
    for name, begin, end in STAGES:
        table.spread(f"  {name}", [run[end] - run[begin] for run in runs])
    table.row("click to questions, p95", percentile(whole, 0.95), "s", at_most=1.0)
    table.row("click to questions / opening a bare page", statistics.median(whole) / statistics.median(bare))
    return table.exit_code()


if __name__ == "__main__":
    sys.exit(main())
