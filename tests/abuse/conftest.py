"""Runs the abuse cases: a line per case, and after each the server must be whole, quick and silent about secrets."""

import csv
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.abuse.live_server import LiveServer

HERE = Path(__file__).parent
RSS_GROWTH_MEGABYTES = 60
ALIVE_SECONDS = 1.0
with (HERE / "cases.tsv").open(encoding="utf-8", newline="") as file:
    CASES = {row["id"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}
NOT_APPLICABLE: dict[str, str] = tomllib.loads((HERE / "not_applicable.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """One server for all cases of a worker, signed in and paired."""
    live = LiveServer(tmp_path_factory.mktemp("abuse") / "data")
    live.sign_in()
    live.pair()
    yield live
    live.stop()


@pytest.fixture(autouse=True)
def watch(request: pytest.FixtureRequest) -> Iterator[None]:
    """Hold every case to what its row asks for: nothing changed, still alive, no traceback and no secret written."""
    marker = request.node.get_closest_marker("case")
    if marker is None or "server" not in request.fixturenames:
        yield
        return
    live: LiveServer = request.getfixturevalue("server")
    expected = " ".join(CASES[name]["expected"] for name in marker.args)
    unchanged = "NOCHANGE" in expected and not marker.kwargs.get(
        "stores"
    )  # a row may allow keeping as well as refusing
    before = live.digest() if unchanged else ""
    memory, logged = live.resident_megabytes(), len(live.logged())
    yield
    if unchanged:
        assert live.digest() == before, "something was stored or removed"
    assert live.alive() < ALIVE_SECONDS
    written = live.logged()
    assert "Traceback" not in written[logged:], written[logged:][-2000:]
    for secret in (live.token, live.cookie.partition("=")[2], live.csrf, live.server_key):
        assert not secret or secret not in written, "a secret was logged"
    assert live.resident_megabytes() - memory < RSS_GROWTH_MEGABYTES


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the report know which cases a test stands for."""
    for item in items:
        for marker in item.iter_markers("case"):
            item.user_properties.append(("cases", list(marker.args)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print a line per case and the sum."""
    outcomes: dict[str, str] = {}
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.getreports(outcome):
            for name, cases in getattr(report, "user_properties", ()):
                for case in cases if name == "cases" else ():
                    worse = outcome != "passed" or outcomes.get(case) == "FAILED"
                    outcomes[case] = "FAILED" if worse else "passed"
    if not outcomes:
        return
    for case, row in CASES.items():
        verdict = outcomes.get(case) or ("n/a" if case in NOT_APPLICABLE else "not run")
        reason = f"  ({NOT_APPLICABLE[case]})" if verdict == "n/a" else ""
        terminalreporter.write_line(f"{case:5}{verdict:8} {re.sub(chr(9), ' ', row['case'])[:90]}{reason}")
    count = {verdict: list(outcomes.values()).count(verdict) for verdict in ("passed", "FAILED")}
    aside = sum(1 for case in NOT_APPLICABLE if case not in outcomes)
    missing = len(CASES) - len(outcomes) - aside
    terminalreporter.write_line(
        f"{len(CASES)} cases: {count['passed']} passed, {aside} not applicable with reason, {missing} not run, "
        f"{count['FAILED']} failed"
    )
