"""One question plan in process, and the import of the engine, with BeautifulSoup's import as the peer."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

from askwell.suggesting.planner import suggest_plan
from benches.figures import Table, percentile, seconds
from environment import ROOT

IMPORT = "import time; start = time.perf_counter(); import {module}; print(time.perf_counter() - start)"


def scenarios(files: list[Path]) -> list[dict[str, dict[str, object]]]:
    """Read profile and seeker pairs from scenario files."""
    read = [json.loads(path.read_text(encoding="utf-8")) for path in files]
    return [one for document in read for one in document.get("scenarios", [document])]


def import_seconds(module: str, runs: int = 5) -> float:
    """Give the median time that importing a module takes in a fresh interpreter."""
    command = [sys.executable, "-c", IMPORT.format(module=module)]
    taken = [float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(runs)]
    return sorted(taken)[runs // 2]


def main() -> int:
    """Plan every scenario many times and print the percentiles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scenarios", type=Path, nargs="*")
    options, _ = parser.parse_known_args()
    files = options.scenarios or sorted((ROOT / "tests" / "suggesting" / "scenarios").glob("*.json"))
    pairs = [(one["profile"], one["seeker"]) for one in scenarios(files)]
    for profile, seeker in pairs:
        suggest_plan(profile, seeker)
    taken = [time for profile, seeker in pairs for time in seconds(lambda p=profile, s=seeker: suggest_plan(p, s), 20)]
    table = Table()
    table.spread(f"one plan, {len(pairs)} scenarios x 20", taken)
    table.row("one plan, p95", percentile(taken, 0.95) * 1000, "ms", at_most=50)
    ours, peer = import_seconds("askwell.suggesting.planner"), import_seconds("bs4")
    table.row("import of the engine, median of 5", ours * 1000, "ms", at_most=150)
    table.row("import of the engine / import of bs4", ours / peer)
    return table.exit_code()


if __name__ == "__main__":
    sys.exit(main())
