"""Ended by force: at named steps of a capture, at random moments, and at every operation of everything that writes."""

import signal
from pathlib import Path

import pytest

from tests.abuse.killable_server import POINTS, KillRounds

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system has no SIGKILL")


@pytest.mark.slow
@pytest.mark.case("K01")
def test_nothing_that_was_acknowledged_is_lost_and_nothing_half_written_is_shown(tmp_path: Path) -> None:
    rounds = KillRounds(tmp_path / "data")
    points = [*list(POINTS)[1::2], "", "planned, not answered", ""]
    for point in points:
        rounds.round(point)
    tally = rounds.finish()
    assert tally.lost == set()
    assert tally.half_written == []
    assert tally.records_per_item == {1: len(rounds.sent)}
    assert tally.rounds == len(points)
