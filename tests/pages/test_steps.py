from datetime import UTC, datetime, timedelta

import pytest

from askwell.domain.subjects import STAGES, Subject
from askwell.pages import steps

NOW = datetime(2025, 10, 8, 12, tzinfo=UTC)


def somebody(stage: str) -> Subject:
    return Subject("id", "person", "Ada Example", "", "", None, "", stage, NOW, NOW, None, "")


def test_the_stages_lead_from_one_to_the_next() -> None:
    order = list(STAGES)
    for stage, following in zip(order, [*order[1:], ""], strict=True):
        assert steps.next_step(stage).next == following
        assert bool(steps.next_step(stage).done) == bool(following)


@pytest.mark.parametrize(
    ("stage", "hours", "due", "urgent"),
    [
        ("talked", 1, True, False),
        ("talked", 13, True, True),
        ("talked", 30, True, True),
        ("asked", 24, False, False),
        ("asked", 24 * 8, True, False),
        ("thanked", 24 * 3, False, False),
        ("thanked", 24 * 15, True, False),
        ("scheduled", 0, True, False),
        ("kept_in_touch", 24 * 400, False, False),
    ],
)
def test_what_is_due(stage: str, hours: int, due: bool, urgent: bool) -> None:
    found = steps.due_step(somebody(stage), NOW - timedelta(hours=hours), NOW)
    assert (found is not None) == due
    assert (found is not None and found.urgent) == urgent
