"""What the measurements share: timing a call, percentiles, and a table of figures with their bounds."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field


def seconds(call: Callable[[], object], runs: int = 1) -> list[float]:
    """Time a call several times; returns one duration in seconds per run."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        taken.append(time.perf_counter() - start)
    return taken


def percentile(values: Iterable[float], share: float) -> float:
    """Give the value below which a share (0..1) of the values lies, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, round(share * len(ordered)) - 1))]


@dataclass
class Table:
    """Figures as they are printed; remembers whether one missed its bound."""

    missed: list[str] = field(default_factory=list)

    def row(self, name: str, value: float, unit: str = "", *, at_most: float | None = None) -> None:
        """Print one figure, with its bound where there is one."""
        verdict = ""
        if at_most is not None:
            good = value <= at_most
            verdict = f"  {'ok' if good else 'OVER'} (at most {at_most:g})"
            if not good:
                self.missed.append(name)
        print(f"{name:52}{value:12.3f} {unit:6}{verdict}", flush=True)

    def spread(self, name: str, values: list[float], unit: str = "ms", scale: float = 1000.0) -> None:
        """Print median, 95th percentile and maximum of durations in seconds."""
        shown = (statistics.median(values), percentile(values, 0.95), max(values))
        print(
            f"{name:52}" + "".join(f"{value * scale:10.1f}" for value in shown) + f" {unit} (median, p95, max)",
            flush=True,
        )

    def exit_code(self) -> int:
        """Return 0 when every figure kept its bound."""
        if self.missed:
            print("over the bound: " + ", ".join(self.missed), flush=True)
        return 1 if self.missed else 0
