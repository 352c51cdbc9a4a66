"""Shows what really travels: `python3 scripts/reduce_pages.py IN_DIR OUT_DIR`.

Loads every saved page below IN_DIR in real headless Chromium, with the page's scripts and the network off, runs the
extension's own capture script on it, and writes the payload's HTML under the same name below OUT_DIR. Files that are no
HTML are copied as they are, so labels beside the pages stay beside them.
"""

import argparse
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from environment import DEV_LOCK, ROOT, inside, say, stop

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

CAPTURE = ROOT / "extension" / "capture" / "page.js"
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
ADDRESS = "http://saved.example/"


def main() -> int:
    """Reduce every page and print how much of it is left."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", type=Path, metavar="IN_DIR")
    parser.add_argument("target", type=Path, metavar="OUT_DIR")
    options = parser.parse_args()
    inside(DEV_LOCK)
    program = next((path for name in PROGRAMS if (path := shutil.which(name))), None)
    if not program:
        stop("Chromium is not installed. Install it, for example: sudo apt install chromium")
    pages = sorted(options.source.rglob("*.html"))
    before = after = failed = 0
    for name, html, problem in reduced(str(program), pages, options.source):
        out = options.target / name
        out.parent.mkdir(parents=True, exist_ok=True)
        size = (options.source / name).stat().st_size
        if problem:
            failed += 1
            say(f"{name}: not captured ({problem})")
            out.write_text("", encoding="utf-8")
            continue
        out.write_text(html, encoding="utf-8")
        before, after = before + size, after + len(html.encode())
        print(f"{name}: {size / 1000:.0f} KB to {len(html.encode()) / 1000:.0f} KB", flush=True)
    for path in options.source.rglob("*"):
        if path.is_file() and path.suffix != ".html":
            copy = options.target / path.relative_to(options.source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    print(f"{len(pages)} pages, {failed} not captured, {after / max(1, before):.1%} of the bytes left")
    return 0


def reduced(program: str, pages: list[Path], source: Path) -> Iterator[tuple[str, str, str]]:
    """Give the name, reduced HTML and problem (empty when there is none) of every page."""
    from playwright.sync_api import sync_playwright

    script = CAPTURE.read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*ARGUMENTS, "--no-sandbox"])
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        for path in pages:
            result = capture(page, path, script)
            yield str(path.relative_to(source)), result.get("html", ""), result.get("problem") or ""
        browser.close()


def capture(page: "Page", path: Path, script: str) -> dict[str, Any]:
    """Load one saved page, serving nothing but itself, and run the capture script on it."""
    body = path.read_bytes()
    try:
        body.decode("utf-8")
        media = "text/html; charset=utf-8"  # what the server of the page would have said
    except UnicodeDecodeError:
        media = "text/html"

    def answer(route: "Route") -> None:
        if route.request.is_navigation_request() and route.request.frame == page.main_frame:
            route.fulfill(body=body, content_type=media)
        else:
            route.abort()

    page.unroute_all()
    page.route("**/*", answer)
    page.goto(ADDRESS, wait_until="domcontentloaded")
    found: Any = page.evaluate(script)
    return dict(found)


if __name__ == "__main__":
    sys.exit(main())
