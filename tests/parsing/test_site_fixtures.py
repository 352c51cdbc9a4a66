"""How a reading that differs from its expectation is told: every field, with what was expected and what was read."""

import pytest

from tests.parsing.site_fixtures import differences, require

EXPECTED = {
    "page": {"kind": "person"},
    "person": {"name": "Ada Example", "headline": None, "skills": ["Knots", "Nets"], "emails": []},
    "people": [{"name": "Bram Calder"}],
    "must_not": ["Cookies"],
}
READ = {
    "page": {"kind": "person"},
    "person": {
        "name": "Ada Exampel",
        "headline": "Accept Cookies",
        "skills": ["Knots", "Ropes", "Tides"],
        "emails": ["ada@example.com"],
    },
    "people": [],
}


def test_every_field_that_differs_is_named_with_both_values() -> None:
    with pytest.raises(pytest.fail.Exception) as failure:
        require(EXPECTED, READ, "guild_hall/person")
    told = str(failure.value)
    assert told.splitlines() == [
        "guild_hall/person: 7 differ(s)",
        "person/name",
        '    expected: "Ada Example"',
        '    read:     "Ada Exampel"',
        "person/headline",
        "    expected: nothing",
        '    read:     "Accept Cookies"',
        "person/skills/1",
        '    expected: "Nets"',
        '    read:     "Ropes"',
        "person/skills/2",
        "    expected: nothing",
        '    read:     "Tides"',
        "person/emails",
        "    expected: nothing",
        '    read:     ["ada@example.com"]',
        "people/0",
        '    expected: {"name": "Bram Calder"}',
        "    read:     nothing",
        'person/headline must not hold "Cookies", but was read as "Accept Cookies"',
    ]


def test_the_message_is_not_cut_short() -> None:
    long = {"person": {"about": "word " * 400, "skills": [f"skill {number}" for number in range(60)]}}
    with pytest.raises(pytest.fail.Exception) as failure:
        require(long, {"person": {}}, "long")
    told = str(failure.value)
    assert "word " * 400 in told
    assert "skill 59" in told


def test_what_agrees_is_quiet() -> None:
    assert (
        differences(EXPECTED, {"page": {"kind": "person"}, "person": EXPECTED["person"], "people": EXPECTED["people"]})
        == []
    )  # type: ignore[arg-type]


@pytest.mark.parametrize("read", [None, [], "", {}])
def test_nothing_is_nothing_however_it_is_written(read: object) -> None:
    assert differences({"person": {"about": None, "skills": []}}, {"person": {"about": read, "skills": read}}) == []
