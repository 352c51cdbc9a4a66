"""Loads what the first click would otherwise wait for: the question bank and the word lists."""

from datetime import date

from askwell.domain.profiles import ProfileDocument


def warm_up(today: date) -> None:
    """Plan questions once for an invented person, so that everything is in memory when a real one comes."""
    # Loading it is the point, and it must not be loaded before the server answers.
    from askwell.suggesting.planner import suggest_plan

    invented: ProfileDocument = {
        "page": {"kind": "person"},
        "person": {
            "name": "Ada Example",
            "headline": "Engineer at Example Works",
            "experience": [{"title": "Engineer", "organization": "Example Works", "start": "2020", "current": True}],
        },
    }
    suggest_plan(invented, {}, minutes=20, channel=None, now=today.isoformat())
