"""HTML to profile document, against extruct, trafilatura and a bare BeautifulSoup parse of the same pages."""

import argparse
import json
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from askwell.domain.pages import CapturedPage
from askwell.parsing.reader import parse_page
from benches.figures import Table, percentile, seconds
from environment import ROOT

MOMENT = datetime(2026, 1, 15, 12, tzinfo=UTC)
ADDRESS = "https://example.com/page"
RUNS = 2
WARM_UP = 3
BOUNDS = {"extruct, all syntaxes": 0.25, "trafilatura": 0.25, "BeautifulSoup with lxml, bare parse": 1.0}


def pages(folder: Path | None) -> list[tuple[str, str]]:
    """Read every page below a folder, with its address where a label beside it tells one; our own fixtures without."""
    root = folder or ROOT / "tests" / "fixtures" / "sites"
    labels = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(root.rglob("*.json"))]
    told = {label["file"]: label["url"] for label in labels if {"file", "url"} <= set(label)}
    found = sorted(root.rglob("*.html"))
    return [(told.get(path.relative_to(root).as_posix(), ADDRESS), read(path)) for path in found]


def read(path: Path) -> str:
    """Read a saved page."""
    return path.read_bytes().decode("utf-8", "replace")


def peers() -> dict[str, Callable[[str, str], object]]:
    """Name the readers that are measured beside ours."""
    import extruct
    import trafilatura
    from bs4 import BeautifulSoup

    return {
        "extruct, all syntaxes": lambda url, html: extruct.extract(html, base_url=url, errors="ignore"),
        "trafilatura": lambda url, html: trafilatura.bare_extraction(html, url=url),
        "BeautifulSoup with lxml, bare parse": lambda _, html: BeautifulSoup(html, "lxml"),
    }


def main() -> int:
    """Time every reader once over all pages after a warm-up and print totals and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, help="a folder with saved pages")
    options, _ = parser.parse_known_args()
    logging.disable(logging.CRITICAL)
    found = pages(options.pages)
    readers: dict[str, Callable[[str, str], object]] = {"askwell": ours, **peers()}
    table = Table()
    print(f"{len(found)} pages, {sum(len(html) for _, html in found) / 1e6:.1f} million characters")
    for _, html in found[:WARM_UP]:
        for reader in readers.values():
            attempt(reader, ADDRESS, html)
    # One page after the other through all readers: a busy moment of the machine then meets all of them.
    taken: dict[str, list[float]] = {name: [] for name in readers}
    for url, html in found:
        for name, reader in readers.items():
            taken[name].append(min(seconds(lambda: attempt(reader, url, html), RUNS)))  # noqa: B023 - called at once
    for name, times in taken.items():
        table.spread(name, times)
    table.row("askwell, p95", percentile(taken["askwell"], 0.95) * 1000, "ms", at_most=150)
    for name, bound in BOUNDS.items():
        table.row(f"askwell / {name}, total time", sum(taken["askwell"]) / sum(taken[name]), at_most=bound)
    return table.exit_code()


def ours(url: str, html: str) -> object:
    """Read a page as the server does."""
    return parse_page(CapturedPage(url, html, MOMENT))


def attempt(reader: Callable[[str, str], object], url: str, html: str) -> None:
    """Let somebody read a page; one that gives up on it has still spent its time."""
    try:
        reader(url, html)
    except Exception as problem:  # noqa: BLE001 - whatever a peer raises is the peer's answer
        logging.getLogger(__name__).info("%s", problem)


if __name__ == "__main__":
    sys.exit(main())
