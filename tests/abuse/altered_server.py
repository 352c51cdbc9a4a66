"""The real server with what tests may alter while it runs: its clock, and single controls switched off.

Run as a program it is `askwell` itself, patched from outside; the product has no such switches. Imported it gives
`AlteredServer`, the client that starts it.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.abuse.live_server import LiveServer

SWITCHES = "ASKWELL_TEST_SWITCHES"


class AlteredServer(LiveServer):
    """A server whose clock and controls a test may set at any time."""

    program = (str(Path(__file__)),)
    off: Sequence[str] = ()

    def __init__(self, folder: Path, *options: str, environment: Mapping[str, str] | None = None) -> None:
        self.switches = folder.parent / f"{folder.name}.switches"
        root = str(Path(__file__).resolve().parents[2])
        paths = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        self.alter(off=())
        super().__init__(
            folder,
            *options,
            environment={**(environment or os.environ), SWITCHES: str(self.switches), "PYTHONPATH": paths},
        )

    def alter(self, *, later: float = 0, off: Iterable[str] | None = None) -> None:
        """Set the clock so many seconds later than it is, and switch off these controls and no others (None: as before)."""
        self.off = self.off if off is None else sorted(off)
        fresh = self.switches.with_suffix(".new")
        fresh.write_text(json.dumps({"later": later, "off": self.off}), encoding="utf-8")
        fresh.replace(self.switches)


def switches() -> dict[str, Any]:
    """Read how things are set at this moment."""
    found: dict[str, Any] = json.loads(Path(os.environ[SWITCHES]).read_text(encoding="utf-8"))
    return found


def is_off(control: str) -> bool:
    """Whether a control is switched off at this moment."""
    return control in switches()["off"]


def alter_clock() -> None:
    """Let the clock that everything is told by go as the test says."""
    from askwell.cli import clock

    real = clock.SYSTEM_CLOCK
    clock.SYSTEM_CLOCK = type(real)(
        now=lambda: real.now() + timedelta(seconds=switches()["later"]),
        monotonic=lambda: real.monotonic() + switches()["later"],
    )


if __name__ == "__main__":
    from askwell.cli import main
    from tests.abuse.controls import make_switchable

    alter_clock()
    make_switchable()
    sys.exit(main())
