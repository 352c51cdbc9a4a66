"""What holds for every test: nothing leaves this machine, and the abuse cases are counted."""

import os
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

from tests.case_report import joined, load_cases, store_outcomes
from tests.quiet import sitecustomize as quiet

# Every server and command that tests start is guarded as well, and runs the code that stands beside these tests.
HERE = [str(Path(quiet.__file__).parent), str(Path(__file__).resolve().parents[1] / "server")]
if not set(HERE) <= set(os.environ.get("PYTHONPATH", "").split(os.pathsep)):
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [*HERE, os.environ.get("PYTHONPATH", "")]))
if quiet.JOURNAL not in os.environ:  # the workers of one run share the journal of the run
    handle, os.environ[quiet.JOURNAL] = tempfile.mkstemp(prefix="askwell-outgoing-")
    os.close(handle)
    MINE = True
else:
    MINE = False

# A landing is judged by the same examples each time; everywhere else every run looks for new ones.
settings.register_profile("judge", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("judge" if os.environ.get("CI") else "search")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the report know which cases a test stands for."""
    for item in items:
        for marker in item.iter_markers("case"):
            item.user_properties.append(("cases", list(marker.args)))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print a line per case that was run, and keep the outcomes for the report about all runs."""
    outcomes = joined(
        {case: "passed" if outcome == "passed" else "FAILED"}
        for outcome in ("passed", "failed", "error")
        for report in terminalreporter.getreports(outcome)
        for name, cases in getattr(report, "user_properties", ())
        if name == "cases"
        for case in cases
    )
    if not outcomes:
        return
    for case, row in load_cases().items():
        if case in outcomes:
            terminalreporter.write_line(f"{case:5}{outcomes[case]:8} {row['case'][:90]}")
    failed = list(outcomes.values()).count("FAILED")
    terminalreporter.write_line(f"cases in this run: {len(outcomes) - failed} passed, {failed} failed")
    run = "browser" if config.option.markexpr == "browser" else "server"
    store_outcomes(run, outcomes, again=bool(getattr(config.option, "lf", False)))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail the run when anything tried to leave this machine, even if it took the refusal quietly."""
    if not MINE:
        return
    journal = Path(os.environ[quiet.JOURNAL])
    tried = journal.read_text(encoding="utf-8") if journal.exists() else ""
    journal.unlink(missing_ok=True)
    if tried:
        sys.stdout.write(f"\nSomething tried to leave this machine:\n{tried}\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
