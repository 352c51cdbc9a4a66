"""Sets up and runs every check of the project: `python3 scripts/test.py`.

`--only NAME ...` runs some of the checks, `--list` names them, `--site NAME` runs what a new site adapter meets.
Everything after `--` goes to pytest. A missing browser is a failure, never a skip. Standard library only.
"""

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from environment import DEV_LOCK, ROOT, ensure, python, say, stop

BROWSERS = {
    "Chromium": (("chromium", "chromium-browser", "google-chrome"), "chromium"),
    "Firefox": (("firefox-esr", "firefox"), "firefox-esr"),
}

OFFICE = ("soffice", "libreoffice")


def main() -> int:
    """Run the chosen checks in order and return 0 only when all of them passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="run only these checks")
    parser.add_argument("--site", metavar="NAME", help="run what a new site adapter meets, in about two minutes")
    parser.add_argument("--list", action="store_true", help="name the checks and stop")
    parser.add_argument("pytest", nargs="*", help="what pytest gets, after --")
    options = parser.parse_args()
    checks = site_checks(options.site) if options.site else all_checks(options.pytest)
    if options.list:
        print("\n".join(checks))
        return 0
    unknown = set(options.only or ()) - set(checks)
    if unknown:
        stop(f"There is no check called {', '.join(sorted(unknown))}. There are: {', '.join(checks)}.")
    chosen = {name: run for name, run in checks.items() if not options.only or name in options.only}
    return report({name: timed(name, run) for name, run in chosen.items()})


def all_checks(pytest: list[str]) -> dict[str, Callable[[], int]]:
    """Give every check by name, the quick ones first."""
    interpreter = str(ensure(DEV_LOCK))
    tool = Path(interpreter).parent

    def run(*command: str | Path) -> Callable[[], int]:
        return lambda: subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode

    return {
        "style": run(tool / "ruff", "check", "."),
        "format": run(tool / "ruff", "format", "--check", "."),
        "types": run(tool / "mypy"),
        "imports": run(tool / "lint-imports"),
        "extension": lambda: node_tools() or check_extension(),
        "tests": lambda: (
            office() or forget_cases() or run(interpreter, "-m", "pytest", "-m", "not browser", "-n", "2", *pytest)()
        ),
        "browsers": lambda: (
            node_tools() or browsers() or twice(run, interpreter, "-m", "pytest", "-m", "browser", *pytest)
        ),
        "cases": run(interpreter, "-m", "tests.case_report"),
        "audit": run(interpreter, ROOT / "scripts" / "audit.py"),
    }


def site_checks(name: str) -> dict[str, Callable[[], int]]:
    """Give the checks that a new site adapter meets: style, types, imports, its pages, and the rules of the house."""
    adapter = ROOT / "server" / "askwell" / "parsing" / "sites" / name
    if not (adapter.is_dir() or adapter.with_suffix(".py").is_file()):
        stop(
            f"There is no site adapter called {name}. Begin one with scripts/new_site.py; docs/add-a-site.md says how."
        )
    every = all_checks([])
    pages = [str(python()), "-m", "pytest", "-q", "tests/parsing/test_sites.py", "tests/parsing/test_drift.py"]
    house = [str(python()), "-m", "pytest", "-q", "tests/parsing/test_registry.py", "tests/test_house.py"]
    return {
        **{check: every[check] for check in ("style", "format", "types", "imports")},
        "pages": lambda: (
            subprocess.run([*pages, "-k", f"{name} or adapter or expectation"], cwd=ROOT, check=False).returncode
        ),
        "house": lambda: subprocess.run(house, cwd=ROOT, check=False).returncode,
    }


def twice(run: Callable[..., Callable[[], int]], *command: str) -> int:
    """Run tests in browsers; those that fail run once more, because a browser may stumble over a busy machine.

    A test that fails both times fails; one that passes the second time is named in the output of the first.
    """
    if run(*command)() == 0:
        return 0
    say("\n== the browser tests that failed, once more")
    return run(*command, "--last-failed", "--last-failed-no-failures", "none")()


def forget_cases() -> int:
    """Forget what became of the abuse cases in an earlier run; the check `cases` reports this one's."""
    shutil.rmtree(ROOT / "build" / "cases", ignore_errors=True)
    return 0


def timed(name: str, run: Callable[[], int]) -> tuple[bool, float]:
    """Run one check and tell whether it passed and how many seconds it took."""
    say(f"\n== {name}")
    start = time.monotonic()
    return run() == 0, time.monotonic() - start


def report(results: dict[str, tuple[bool, float]]) -> int:
    """Print one line per check and the sum; return the exit code."""
    say("")
    for name, (passed, seconds) in results.items():
        say(f"{'passed' if passed else 'FAILED':8}{name:12}{seconds:7.1f} s")
    failed = sum(not passed for passed, _ in results.values())
    print(f"checks: {len(results) - failed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


def node_tools() -> int:
    """Install the extension's developer tools as package-lock.json says; 0 when they are there."""
    npm = shutil.which("npm")
    if not npm:
        apt_install("nodejs", "npm")
        npm = shutil.which("npm")
    if not npm:
        say(
            "The extension's checks need Node.js 20 or newer. "
            "Install it from nodejs.org, or run: sudo apt install nodejs npm"
        )
        return 1
    lock, stamp = ROOT / "package-lock.json", ROOT / "node_modules" / ".askwell-stamp"
    if stamp.is_file() and stamp.read_bytes() == lock.read_bytes():
        return 0
    code = subprocess.run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=ROOT, check=False).returncode
    if code == 0:
        stamp.write_bytes(lock.read_bytes())
    return code


def check_extension() -> int:
    """Check the types of the extension's code, then run its unit tests under Node."""
    tsc = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    node = shutil.which("node") or "node"
    if subprocess.run([node, str(tsc), "--project", "tsconfig.json"], cwd=ROOT, check=False).returncode:
        return 1
    tests = sorted(str(path) for path in (ROOT / "tests" / "extension").glob("*.test.*js"))
    return subprocess.run([node, "--test", *tests], cwd=ROOT, check=False).returncode


def office() -> int:
    """Find LibreOffice, which reads exported tables back, installing it where this user may; 0 when it is there."""
    if not find_program(OFFICE):
        apt_install("libreoffice-calc")
    if find_program(OFFICE):
        return 0
    say(
        "LibreOffice is not installed, and the tests of exports need it. "
        "Install it, for example: sudo apt install libreoffice-calc"
    )
    return 1


def browsers() -> int:
    """Find both browsers, installing them where this user may; 0 when both are there."""
    missing = {name: package for name, (programs, package) in BROWSERS.items() if not find_program(programs)}
    if missing:
        apt_install(*missing.values())
        missing = {name: package for name, package in missing.items() if not find_program(BROWSERS[name][0])}
    for name, package in missing.items():
        say(
            f"{name} is not installed, and the end-to-end tests need it. "
            f"Install it, for example: sudo apt install {package}"
        )
    return len(missing)


def find_program(programs: tuple[str, ...]) -> str | None:
    """Give the path of the first program that is installed."""
    return next((path for name in programs if (path := shutil.which(name))), None)


def apt_install(*packages: str) -> None:
    """Install Debian packages where this is Debian and we are root; otherwise do nothing."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return
    say(f"Installing {', '.join(packages)} ...")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], env=environment, stdout=sys.stderr, check=False)


if __name__ == "__main__":
    raise SystemExit(main())
