"""Namesakes over the wire: suggested, joined with choices, told apart; articles kept with somebody."""

from typing import Any

import pytest

from tests.abuse.live_server import capture_body, profile
from tests.api.caller import Caller

UNKNOWN = "00000000-0000-4000-8000-000000000000"
ARTICLE = """<!doctype html><html lang="en"><head><title>Looms today</title><meta property="og:type" content="article"></head><body>
<article><h1>Looms today</h1><p>By a reporter, 3 May 2025</p>""" + "<p>Looms are older than most cities. They still run.</p>" * 40 + "</article></body></html>"  # fmt: skip


def save(api: Caller, name: str, url: str) -> str:
    body = capture_body(profile(name), url)
    return str(api("POST", "captures", body, Idempotency_Key=body["id"]).document["subject"]["id"])


NAMES = iter("Ada Bram Chiara Dilan Edith Farid Greta Hugo Ines Jonas Kira Leo Mona Nils Olga Pia".split())


@pytest.fixture
def two(api: Caller) -> tuple[str, str]:
    """Two records with one name, from two sites; other tests have other names."""
    first = next(NAMES)
    sites = ("https://example.com/people", "https://example.org")
    one, other = (save(api, f"{first} Twinlike", f"{site}/{first.lower()}") for site in sites)
    return one, other


def similar(api: Caller, one: str) -> list[str]:
    return [item["subject"]["id"] for item in api("GET", f"prospects/{one}/similar").document["items"]]


def test_namesakes_are_suggested_to_each_other(api: Caller, two: tuple[str, str]) -> None:
    reply = api("GET", f"prospects/{two[0]}/similar")
    assert reply.status == 200
    (item,) = reply.document["items"]
    assert (item["subject"]["id"], item["reason"] in {"name", "name_and_employer"}) == (two[1], True)
    assert similar(api, two[1]) == [two[0]]
    assert api("GET", f"organizations/{two[0]}/similar").status == 404


def test_joining_is_one_action_that_undo_takes_back(api: Caller, two: tuple[str, str]) -> None:
    before = [api("GET", f"prospects/{one}").document["facts"] for one in two]
    reply = api("POST", f"prospects/{two[0]}/join", {"other": two[1], "choices": {"/person/name": "this"}})
    assert (reply.status, reply.document["subject"]["id"]) == (200, two[0])
    assert api("GET", f"prospects/{two[1]}").status == 404
    assert len(api("GET", f"prospects/{two[0]}").document["captures"]) == 2
    assert api("POST", f"actions/{reply.document['action']['id']}/undo").status == 200
    assert [api("GET", f"prospects/{one}").document["facts"] for one in two] == before


def test_who_was_told_apart_stays_apart(api: Caller, two: tuple[str, str]) -> None:
    reply = api("POST", f"prospects/{two[0]}/apart", {"other": two[1]})
    assert reply.status == 200
    assert [similar(api, one) for one in two] == [[], []]
    assert api("POST", f"actions/{reply.document['action']['id']}/undo").status == 200
    assert similar(api, two[0]) == [two[1]]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"other": UNKNOWN}, 404),
        ({"other": "nobody"}, 422),
        ({}, 422),
        ({"other": UNKNOWN, "choices": {"/person/name": "mine"}}, 422),
        ({"other": UNKNOWN, "choices": [1]}, 422),
        ({"other": UNKNOWN, "extra": 1}, 422),
    ],
)
def test_what_does_not_fit_changes_nothing(
    api: Caller, two: tuple[str, str], body: dict[str, Any], status: int
) -> None:
    before = api.server.digest()
    assert api("POST", f"prospects/{two[0]}/join", body).status == status
    assert api("POST", f"prospects/{two[0]}/join", {"other": two[0]}).status == 422
    wrong = {"other": two[1], "choices": {"/person/skills/-": "this"}}
    assert api("POST", f"prospects/{two[0]}/join", wrong).status == 422
    assert api.server.digest() == before


def test_an_article_is_kept_with_somebody(api: Caller, two: tuple[str, str]) -> None:
    body = capture_body(ARTICLE, f"https://example.net/{two[0]}")
    result = api("POST", "captures", body, Idempotency_Key=body["id"]).document
    assert (result["outcome"], result["may_load_rest"]) == ("research", True)
    reply = api("POST", f"prospects/{two[0]}/research", {"capture": body["id"]})
    assert reply.status == 200
    assert body["id"] in {one["id"] for one in api("GET", f"prospects/{two[0]}").document["captures"]}
    again = api("POST", f"prospects/{two[1]}/research", {"capture": body["id"]})
    assert (again.status, again.slug) == (422, "validation-failed")
    assert api("POST", f"actions/{reply.document['action']['id']}/undo").status == 200
