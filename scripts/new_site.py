"""Writes the three files of a new site: `python3 scripts/new_site.py NAME HOST [--page SAVED --url URL --keep WORDS]`.

The adapter starts as the generic reader with nothing changed. The fixture is the saved page with invented people (or a
small page to write in). The expectation is what the reader sees today: correct it by hand to what a careful person
would read, and then make the adapter agree.
"""

import argparse
import json
import re
import sys
from datetime import UTC, datetime
from pathlib import Path

from environment import DEV_LOCK, ROOT, inside, say, stop

ADAPTER = '''"""Pages of {host}: what differs from the generic reading. Last checked against a real page: {today}."""

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.generic import read_generic


class {class_name}:
    """Reads profile pages of {host}."""

    name = "{name}"
    hosts = ("{host}",)
    priority = 50

    def accepts(self, document: Document) -> bool:
        """Tell whether this is a page this adapter reads; any other page of the host is read generically."""
        return bool(document.path)

    def parse(self, document: Document, draft: Draft) -> None:
        """Read generically; what this site shows in its own way is offered after it."""
        read_generic(document, draft)


ADAPTER = {class_name}()
'''
PAGE = """<!-- url: https://{host}/people/ada-example -->
<!doctype html>
<html lang="en">
<head><title>Ada Example</title></head>
<body><main><h1>Ada Example</h1><p>Marine Biologist at Example Institute</p></main></body>
</html>
"""


def main() -> int:
    """Write adapter, fixture and expectation; refuse to overwrite any of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", help="short name of the site, letters, digits and underscores")
    parser.add_argument("host", help="its host, without www.")
    parser.add_argument("--page", type=Path, help="a saved page of the site")
    parser.add_argument("--url", help="the address that page was saved from")
    from sanitize_page import add_keep

    add_keep(parser)
    options = parser.parse_args()
    inside(DEV_LOCK)
    if not re.fullmatch(r"[a-z][a-z0-9_]*", options.name):
        stop("The name must be lower-case letters, digits and underscores, like `open_profiles`.")
    if bool(options.page) != bool(options.url):
        stop("Give a saved page together with its address: --page FILE --url https://...")
    adapter = ROOT / "server" / "askwell" / "parsing" / "sites" / f"{options.name}.py"
    fixture = ROOT / "tests" / "fixtures" / "sites" / options.name / "person.html"
    expectation = fixture.with_suffix(".json")
    for path in (adapter, fixture, expectation):
        if path.exists():
            stop(f"{path.relative_to(ROOT)} is already there. Nothing was written.")
    fixture.parent.mkdir(parents=True, exist_ok=True)
    fixture.write_text(first_page(options), encoding="utf-8")
    class_name = "".join(part.capitalize() for part in options.name.split("_")) + "Pages"
    today = datetime.now(tz=UTC).date().isoformat()  # noqa: TID251 - a date for the author, not for the program
    values = {"name": options.name, "host": options.host, "class_name": class_name, "today": today}
    adapter.write_text(ADAPTER.format(**values), encoding="utf-8")
    expectation.write_text(reading(fixture), encoding="utf-8")
    for path in (adapter, fixture, expectation):
        say(f"wrote {path.relative_to(ROOT)}")
    warn(expectation)
    say("Now read the fixture through, correct the expectation by hand, make the adapter agree, and run:")
    say(f"  .venv/bin/python -m pytest tests/parsing -q -k {options.name}")
    return 0


def warn(expectation: Path) -> None:
    """Say so when the start expects nothing: a test of nothing would pass whatever the adapter reads."""
    expected = json.loads(expectation.read_text(encoding="utf-8"))
    if not any(expected.get(root) for root in ("person", "organization", "people")):
        kind = expected["page"]["kind"]
        say(f"WARNING: {expectation.name} expects nothing yet: the page is read as `{kind}`, without a fact;")
        say("must_not is empty. Write down what a careful person would read, or the tests pass whatever is read.")


def first_page(options: argparse.Namespace) -> str:
    """Give the fixture: the saved page with invented people, or a page to write in."""
    if not options.page:
        return PAGE.format(host=options.host)
    from sanitize_page import read_page, sanitize

    return sanitize(read_page(options.page), options.url, options.keep)


def reading(fixture: Path) -> str:
    """Give what the reader sees on the fixture today, as its expectation."""
    from askwell.domain.pages import CapturedPage
    from askwell.parsing.reader import parse_page

    html = fixture.read_text(encoding="utf-8")
    url = re.search(r"url: (\S+)", html)
    moment = datetime(2026, 1, 15, 12, tzinfo=UTC)
    document = parse_page(CapturedPage(url.group(1) if url else "https://example.com/", html, moment))
    expect = {key: document.get(key) for key in ("person", "organization", "people", "sections") if document.get(key)}
    expect["page"] = {"kind": (document.get("page") or {}).get("kind")}
    return json.dumps({**expect, "must_not": []}, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    sys.exit(main())
