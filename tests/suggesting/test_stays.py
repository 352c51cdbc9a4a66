"""Working lives read as they were lived: stays merged, seats on the side no moves, one piece of work named, every trade asked."""

from typing import Any

import pytest

from askwell.suggesting.case import Case
from askwell.suggesting.dates import read_date
from askwell.suggesting.objects import one_of, work_of
from askwell.suggesting.signals.registry import Bindings

NOW = read_date("2026-03-12")


def case_of(rows: list[dict[str, Any]], organization: dict[str, Any] | None = None, **me: Any) -> Case:
    profile: dict[str, Any] = {"person": {"name": "Ada Example", "experience": rows}}
    if organization:
        profile["organization"] = organization
    return Case(profile, me, NOW, "video")


def post(title: str, org: str, start: str, end: str | None = None, text: str = "") -> dict[str, Any]:
    return {
        "title": title, "organization": org, "start": start, "end": end, "current": end is None, "description": text,
    }  # fmt: skip


SIDE = [
    post("Programme Director", "Waterside", "2023"),
    post("Board Member", "Green Dunes", "2021"),
    post("Project Manager", "Waterside", "2016", "2023"),
    post("Postdoctoral Researcher", "University of Alder", "2012", "2016"),
]


def test_a_seat_on_the_side_parts_no_stay_and_is_no_move() -> None:
    case = case_of(SIDE)
    assert [[row.role.title for row in stint.rows] for stint in case.main_stints] == [
        ["Postdoctoral Researcher"],
        ["Project Manager", "Programme Director"],
    ]
    found = Bindings(case)
    assert found.of("came_back") == ()
    named = [bound.slots["org"].text for bound in found.of("refer_move")]
    assert "Green Dunes" not in named


def test_a_return_after_another_employer_is_a_return() -> None:
    rows = [
        post("Planner", "Norvik Rail", "2020-01"),
        post("Planner", "Sundby Trams", "2015-01", "2019-12"),
        post("Planner", "Norvik Rail", "2010-01", "2014-12"),
    ]
    assert [bound.slots["org"].text for bound in Bindings(case_of(rows)).of("came_back")] == ["Norvik Rail"]


def test_a_move_needs_one_post_after_the_other() -> None:
    rows = [
        post("Communications Manager", "Bridge House", "2020-10"),
        post("Nurse", "Saltmere Hospital", "2012-01", "2020-09"),
        post("Journalist", "The Daily Alder", "2008-09", "2011-12"),
    ]
    me = {"current_role": "Journalist", "target_role": "Communications manager"}
    assert Bindings(case_of(rows, **me)).of("same_move") == ()
    straight = [rows[0], post("Journalist", "The Daily Alder", "2008-09", "2020-09")]
    assert len(Bindings(case_of(straight, **me)).of("same_move")) == 1


def test_a_decision_meets_the_step_nearest_to_it() -> None:
    rows = [
        post("Patent Attorney", "Quill", "2020-02"),
        post("Patent Attorney Candidate", "Quill", "2016-09", "2020-01"),
        post("Doctoral Researcher", "Institute of Optics", "2012-10", "2016-08"),
    ]
    me = {
        "current_role": "Doctoral researcher",
        "target_role": "Patent attorney",
        "decision": "A postdoc or a patent post",
    }
    (found,) = Bindings(case_of(rows, **me)).of("decision_step")
    assert (found.slots["from_role"].text, found.slots["to_role"].text) == (
        "doctoral researcher",
        "patent attorney candidate",
    )


@pytest.mark.parametrize(
    ("clause", "noun", "past"),
    [
        ("inspect 400 kitchens a year", "kitchen", "inspected"),
        ("review about ninety applications a year", "application", "reviewed"),
        ("price refits for hospitals and schools", "refit", "priced"),
        ("plan discharges with ward teams", "discharge", "planned"),
    ],
)
def test_one_piece_of_work_has_a_name(clause: str, noun: str, past: str) -> None:
    one = one_of(clause)
    assert one is not None
    assert (one.noun, one.past) == (noun, past)


@pytest.mark.parametrize(
    "clause",
    ["lead the move of the store", "buy home textiles from mills", "draft and argue patents", "price flood cover"],
)
def test_what_is_not_plainly_many_has_no_singular(clause: str) -> None:
    assert one_of(clause) is None


def test_verbs_tell_the_sort_of_work() -> None:
    assert [work_of(text) for text in ("inspect kitchens", "look after patients", "juggle")] == ["review", "care", ""]


def test_two_kinds_side_by_side_are_compared() -> None:
    rows = [post("Estimator", "Brill Works", "2020", text="Price refits for hospitals and schools.")]
    (found,) = Bindings(case_of(rows)).of("pair")
    assert (found.slots["pair_a"].text, found.slots["pair_b"].text) == ("hospitals", "schools")
    partners = [post("Estimator", "Brill Works", "2020", text="Work with two architects and the site managers.")]
    assert Bindings(case_of(partners)).of("pair") == ()


@pytest.mark.parametrize(
    ("about", "kept"),
    [
        ("Every user meets the engineer who made theirs.", True),
        ("Tickets, freight and school runs.", False),
        ("Tarn Labs runs nineteen sites along the coast.", False),
        ("We help people live better.", False),
    ],
)
def test_a_house_is_quoted_on_how_it_works_only(about: str, kept: bool) -> None:
    case = Case({"organization": {"name": "Tarn Labs", "about": about}}, {}, NOW, "video")
    assert bool(Bindings(case).of("org_line")) is kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Tarn Labs opens a second office in Bergen.", True),
        ("Tarn Labs to cut 40 roles.", False),
        ("Tarn Labs wins a design prize.", False),
        ("A new office opens in Bergen.", False),
    ],
)
def test_news_is_asked_about_in_its_own_words(text: str, kept: bool) -> None:
    case = Case({"organization": {"name": "Tarn Labs", "news": [{"text": text, "date": "2026-01"}]}}, {}, NOW, "video")
    assert bool(Bindings(case).of("news_line")) is kept


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Estimator", True), ("Head of Sound", True), ("Senior Hospital Social Worker", True),
        ("Programme Lead, Livestock Vaccination", False), ("Chief Serendipity Officer", False),
        ("Head of Transformation, Change and Delivery", False),
    ],
)  # fmt: skip
def test_questions_of_the_trade_need_a_plain_title(title: str, plain: bool) -> None:
    assert bool(Bindings(case_of([post(title, "Brill Works", "2020")])).of("family_card")) is plain
