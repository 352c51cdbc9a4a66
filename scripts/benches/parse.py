"""HTML to profile document, against extruct, trafilatura and a bare BeautifulSoup parse of the same pages."""

import argparse
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


def pages(folder: Path | None) -> list[str]:
    """Read every page below a folder; the project's own fixtures when none is given."""
    found = sorted((folder or ROOT / "tests" / "fixtures" / "sites").rglob("*.html"))
    return [path.read_bytes().decode("utf-8", "replace") for path in found]


def peers() -> dict[str, Callable[[str], object]]:
    """Name the readers that are measured beside ours."""
    import extruct
    import trafilatura
    from bs4 import BeautifulSoup

    return {
        "extruct, all syntaxes": lambda html: extruct.extract(html, base_url="https://example.com/", errors="ignore"),
        "trafilatura": trafilatura.bare_extraction,
        "BeautifulSoup with lxml, bare parse": lambda html: BeautifulSoup(html, "lxml"),
    }


def main() -> int:
    """Time every reader once over all pages after a warm-up and print totals and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, help="a folder with saved pages")
    options, _ = parser.parse_known_args()
    logging.disable(logging.CRITICAL)
    htmls = pages(options.pages)
    table = Table()
    print(f"{len(htmls)} pages, {sum(map(len, htmls)) / 1e6:.1f} million characters")

    def ours(html: str) -> object:
        return parse_page(CapturedPage("https://example.com/page", html, MOMENT))

    ours(htmls[0])
    mine = [seconds(lambda html=html: ours(html))[0] for html in htmls]
    table.spread("askwell", mine)
    table.row("askwell, p95", percentile(mine, 0.95) * 1000, "ms", at_most=150)
    bounds = {"extruct, all syntaxes": 0.25, "trafilatura": 0.25, "BeautifulSoup with lxml, bare parse": 1.0}
    for name, read in peers().items():
        read(htmls[0])
        theirs = [seconds(lambda html=html, read=read: attempt(read, html))[0] for html in htmls]
        table.spread(name, theirs)
        table.row(f"askwell / {name}, total time", sum(mine) / sum(theirs), at_most=bounds[name])
    return table.exit_code()


def attempt(read: Callable[[str], object], html: str) -> None:
    """Let a peer read a page; one that gives up on it has still spent its time."""
    try:
        read(html)
    except Exception as problem:  # noqa: BLE001 - whatever a peer raises is the peer's answer
        logging.getLogger(__name__).info("%s", problem)


if __name__ == "__main__":
    sys.exit(main())
