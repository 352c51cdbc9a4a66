"""Measures Askwell on this machine: `python3 scripts/bench.py [NAME ...]`.

Each measurement prints its own figures, and ratios against a named peer taken in the same run, because machines differ
and drift. Without a name, all of them run.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from environment import DEV_LOCK, ROOT, ensure

BENCHES = ROOT / "scripts" / "benches"
FILES = {"import": "importing"}
"""Measurements whose names may not be those of modules."""


def main() -> int:
    """Run the chosen measurements in the project's environment, one process each."""
    titles = {file: name for name, file in FILES.items()}
    names = sorted(titles.get(path.stem, path.stem) for path in BENCHES.glob("*.py") if path.stem != "figures")
    parser = argparse.ArgumentParser(description=__doc__, epilog=f"measurements: {', '.join(names)}")
    parser.add_argument("names", nargs="*", metavar="NAME")
    options, rest = parser.parse_known_args()
    unknown = set(options.names) - set(names)
    if unknown:
        parser.error(f"no measurement called {', '.join(sorted(unknown))}; there are: {', '.join(names)}")
    interpreter = ensure(DEV_LOCK)
    path = os.pathsep.join([str(ROOT / "scripts"), str(ROOT)])
    codes = [run(interpreter, name, rest, {**os.environ, "PYTHONPATH": path}) for name in options.names or names]
    return max(codes)


def run(interpreter: Path, name: str, rest: list[str], environment: dict[str, str]) -> int:
    """Run one measurement and return its exit code: 0 when every figure is within its bound."""
    print(f"\n== {name}", flush=True)
    return subprocess.run(
        [interpreter, BENCHES / f"{FILES.get(name, name)}.py", *rest], cwd=ROOT, env=environment, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main())
