"""Every call does what docs/api.md says, over a real socket."""

import csv
import io
import json
import uuid
from typing import Any

import pytest

from tests.abuse.live_server import capture_body, profile
from tests.api.caller import Caller

UNKNOWN = "00000000-0000-4000-8000-000000000000"


def test_a_capture_answers_with_everything_the_panel_shows(api: Caller) -> None:
    body = capture_body(profile("Nora Example"), "https://example.com/nora")
    first = api("POST", "captures", body, Idempotency_Key=body["id"])
    assert first.status == 201
    result = first.document
    assert set(result) == {
        "id",
        "url",
        "captured_at",
        "status",
        "outcome",
        "problem",
        "page",
        "subject",
        "organization",
        "changes",
        "sections",
        "people",
        "plan",
        "note",
        "facts",
        "action",
        "may_load_rest",
        "acquaintances",
    }
    assert (result["id"], result["status"], result["outcome"]) == (body["id"], "read", "created")
    assert result["subject"]["name"] == "Nora Example"
    assert result["captured_at"].endswith("Z")
    assert result["plan"]["questions"]
    assert {fact["text"] for fact in result["facts"]} >= {"Nora Example"}
    again = api("POST", "captures", body, Idempotency_Key=body["id"])
    assert again.status == 200
    assert again.document["subject"]["id"] == result["subject"]["id"]
    later = api("GET", f"captures/{body['id']}")
    assert (later.status, later.document["id"]) == (200, body["id"])
    assert api("GET", f"captures/{UNKNOWN}").slug == "not-found"


def test_another_page_under_a_used_id_is_refused(api: Caller) -> None:
    body = capture_body(profile("Olga Example"), "https://example.com/olga")
    assert api("POST", "captures", body, Idempotency_Key=body["id"]).status == 201
    other = capture_body(profile("Petra Example"), "https://example.com/petra") | {"id": body["id"]}
    reply = api("POST", "captures", other, Idempotency_Key=body["id"])
    assert (reply.status, reply.slug) == (422, "idempotency-key-reused")


@pytest.mark.parametrize(
    ("change", "slug", "field"),
    [
        ({"url": "file:///etc/passwd"}, "url-not-allowed", "url"),
        ({"url": "https://example.com/" + "x" * 3000}, "url-not-allowed", "url"),
        (
            {
                "html": " ",
                "html_bytes": 1,
                "html_sha256": "36a9e7f1c95b82ffb99743e0c5c4ce95d83c9a430aac59f84ef3cbfab6145068",
            },
            "page-empty",
            "html",
        ),
        ({"html_bytes": 5}, "validation-failed", "html_bytes"),
        ({"html_bytes": -1}, "validation-failed", "html_bytes"),
        ({"html_bytes": "12"}, "validation-failed", "html_bytes"),
        ({"html_sha256": "0" * 64}, "validation-failed", "html_sha256"),
        ({"html_sha256": "short"}, "validation-failed", "html_sha256"),
        ({"captured_at": "yesterday"}, "validation-failed", "captured_at"),
        ({"captured_at": "2026-01-01T00:00:00"}, "validation-failed", "captured_at"),
        ({"captured_at": "0001-01-01T00:00:00+23:59"}, "validation-failed", "captured_at"),
        ({"captured_at": 5}, "validation-failed", "captured_at"),
        ({"id": "1"}, "validation-failed", "id"),
        ({"title": "x" * 1001}, "validation-failed", "title"),
        ({"title": 7}, "validation-failed", "title"),
        ({"source": "crawler"}, "validation-failed", "source"),
        ({"url": "https://example.com/\0"}, "validation-failed", "url"),
        ({"extra": 1}, "validation-failed", "extra"),
    ],
)
def test_a_capture_that_does_not_fit_is_refused_field_by_field(
    api: Caller, change: dict[str, Any], slug: str, field: str
) -> None:
    before = api.server.digest()
    reply = api.capture("Quinn Example", **change)
    assert (reply.status, reply.slug) == (422, slug)
    assert field in {error["field"] for error in reply.document["errors"]}
    assert api.server.digest() == before


def test_odd_characters_of_a_page_do_not_stop_it(api: Caller) -> None:
    html = profile("Rosa Example", body="<p>half \ud83d a pair, and a \0 sign</p>")
    body = capture_body(html.replace("\ud83d", "\ufffd"), "https://example.com/rosa")
    body["html"] = html
    reply = api("POST", "captures", json.dumps(body).encode(), Idempotency_Key=body["id"])
    assert (reply.status, reply.document["subject"]["name"]) == (201, "Rosa Example")
    again = api("POST", "captures", json.dumps(body).encode(), Idempotency_Key=body["id"])
    assert again.status == 200


def test_lists_are_searched_sorted_and_cut(api: Caller) -> None:
    names = ["Sara Example", "Tilda Example", "Ulla Example"]
    for name in names:
        api.capture(name)
    listed = api("GET", "prospects?sort=name&limit=2&offset=0").document
    assert (listed["limit"], listed["offset"], len(listed["items"])) == (2, 0, 2)
    assert listed["total"] >= 3
    assert [one["name"] for one in api("GET", "prospects?search=tilda").document["items"]] == ["Tilda Example"]
    assert api("GET", "prospects?search=tilda&search=sara").document["items"][0]["name"] == "Tilda Example"
    assert api("GET", "prospects?stage=talked").document["items"] == []
    assert api("GET", "prospects?unknown=1&q[]=x").status == 200
    for wrong in (
        "sort=name desc",
        "limit=201",
        "limit=-1",
        "limit=1.5",
        "limit=abc",
        "offset=-1",
        "offset=1e12",
        "stage=x",
    ):
        reply = api("GET", f"prospects?{wrong.replace(' ', '%20')}")
        assert (reply.status, reply.slug) == (422, "validation-failed"), wrong


def test_a_person_is_shown_moved_on_and_erased(api: Caller) -> None:
    person = api.person("Vera Example")
    shown = api("GET", f"prospects/{person}").document
    assert set(shown) == {
        *("subject", "profile", "facts", "sections", "note", "captures", "history", "organization"),
        "acquaintances",
    }
    assert shown["acquaintances"]["total"] == 0
    assert shown["profile"]["person"]["name"] == "Vera Example"
    assert len(shown["captures"]) == 1
    assert api("GET", f"organizations/{person}").slug == "not-found"
    moved = api("PATCH", f"prospects/{person}", {"stage": "asked"})
    assert (moved.status, moved.document["stage"]) == (200, "asked")
    assert api("PATCH", f"prospects/{person}", {"stage": "married"}).slug == "validation-failed"
    receipt = api("DELETE", f"prospects/{person}")
    assert receipt.status == 200
    assert receipt.document["erased"]["captures"] == 1
    assert api("GET", f"prospects/{person}").slug == "not-found"
    assert api("DELETE", f"prospects/{person}").slug == "not-found"


def test_undo_takes_back_exactly_once(api: Caller) -> None:
    result = api.capture("Wilma Example").document
    undone = api("POST", f"actions/{result['action']['id']}/undo")
    assert undone.status == 200
    assert undone.document["undone"]
    assert api("GET", f"prospects/{result['subject']['id']}").slug == "not-found"
    assert api("POST", f"actions/{result['action']['id']}/undo").status in (404, 409)
    assert api("POST", f"actions/{UNKNOWN}/undo").slug == "not-found"


def test_a_note_is_never_overwritten_unseen(api: Caller) -> None:
    address = f"prospects/{api.person('Xenia Example')}/note"
    empty = api("GET", address)
    assert (empty.document["text"], empty.headers["etag"]) == ("", '"0"')
    first = api("PUT", address, {"text": "Met at a talk."}, If_Match='"0"')
    assert (first.status, first.headers["etag"]) == (200, '"1"')
    late = api("PUT", address, {"text": "From another window."}, If_Match='"0"')
    assert (late.status, late.slug) == (412, "edit-conflict")
    assert (late.document["current"]["text"], late.document["current"]["version"]) == ("Met at a talk.", 1)
    for tag in ('W/"1"', '"7"', "1", '"01"', '"99999999999999999999"'):
        assert api("PUT", address, {"text": "x"}, If_Match=tag).slug == "edit-conflict", tag
    for tag in ("", "*"):
        reply = api("PUT", address, {"text": "x"}, If_Match=tag)
        assert (reply.status, reply.slug) == (428, "precondition-required")
    assert api("PUT", address, {"text": "x" * 100_001}, If_Match='"1"').slug == "validation-failed"
    assert api("PUT", address, {"text": "nul \0"}, If_Match='"1"').slug == "validation-failed"
    assert api("GET", address).document["text"] == "Met at a talk."


def test_questions_are_kept_edited_answered_and_swapped(api: Caller) -> None:
    person = api.person("Yara Example")
    plan = api("GET", f"prospects/{person}/plan?minutes=30").document
    question = plan["questions"][0]["id"]
    address = f"prospects/{person}/questions/{question}"
    kept = api("PATCH", address, {"state": "kept", "answer": "Patience.", "locked": True})
    assert kept.status == 200
    mine = next(one for one in kept.document["questions"] if one["id"] == question)
    assert (mine["state"], mine["answer"], mine["locked"]) == ("kept", "Patience.", True)
    edited = api("PATCH", address, {"text": "What would you do again?"}).document
    assert next(one for one in edited["questions"] if one["id"] == question)["edited"] is True
    for wrong in ({}, {"state": "married"}, {"locked": "yes"}, {"text": ""}, {"other": 1}):
        assert api("PATCH", address, wrong).slug == "validation-failed", wrong
    assert api("PATCH", f"prospects/{person}/questions/none", {"state": "kept"}).slug == "not-found"
    for wrong in ("minutes=0", "minutes=x", "minutes=9999"):
        assert api("GET", f"prospects/{person}/plan?{wrong}").slug == "validation-failed"
    if plan["reserve"]:
        other = plan["questions"][-1]["id"]
        swapped = api("POST", f"prospects/{person}/questions/{other}/swap")
        assert swapped.status == 200
        assert other not in {one["id"] for one in swapped.document["questions"] if one["state"] != "dismissed"}


def test_facts_of_the_user_are_added_changed_and_removed(api: Caller) -> None:
    person = api.person("Zora Example")
    added = api("POST", f"prospects/{person}/facts", {"pointer": "/person/skills/-", "value": "Diving"})
    assert (added.status, added.document["origin"], added.document["text"]) == (201, "user", "Diving")
    fact = added.document["id"]
    changed = api("PATCH", f"facts/{fact}", {"value": "Free diving"})
    assert (changed.status, changed.document["value"]) == (200, "Free diving")
    changed_id = changed.document["id"]
    assert api("DELETE", f"facts/{changed_id}").status == 204
    for wrong in (
        {"pointer": "person"},
        {"pointer": "/nothing/here", "value": 1},
        {"pointer": "/person/skills/-"},
        {"pointer": "/person/skills/-", "value": "x" * 50_000},
        {"pointer": "/person/skills/-", "value": "\0"},
    ):
        reply = api("POST", f"prospects/{person}/facts", wrong)
        assert (reply.status, reply.slug) == (422, "validation-failed"), wrong
    assert api("PATCH", f"facts/{UNKNOWN}", {"value": "x"}).slug == "not-found"


def test_ones_own_side_is_written_and_read(api: Caller) -> None:
    mine = {
        "current_role": "Student",
        "skills": ["Statistics"],
        "decision": {"options": ["Stay", "Go"], "by": "2026-06"},
        "introducer": "Ada Example",
        "minutes": 25,
    }
    written = api("PUT", "seeker", mine)
    assert written.status == 200
    assert written.document["filled"] == 5
    read = api("GET", "seeker").document
    assert {key: read[key] for key in mine} == mine
    for wrong in (
        {"minutes": 0},
        {"minutes": "20"},
        {"skills": "one"},
        {"decision": {"other": 1}},
        {"decision": 7},
        {"age": 5},
        {"goal": "\0"},
        {"skills": ["x"] * 500},
    ):
        assert api("PUT", "seeker", wrong).slug == "validation-failed", wrong
    assert api("GET", "seeker").document["filled"] == 5
    assert api("PUT", "seeker", {}).document["filled"] == 0


def test_exports_are_files_to_save(api: Caller) -> None:
    person = api.person("Adele Example")
    formats = {one["name"]: one for one in api("GET", "formats").document["items"]}
    table = api("POST", "exports", {"format": "csv", "ids": [person]})
    assert table.status == 200
    assert table.headers["content-type"] == formats["csv"]["media_type"]
    assert table.headers["content-disposition"].startswith("attachment; filename*=UTF-8''askwell-")
    rows = list(csv.reader(io.StringIO(table.body.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert any("Adele Example" in cell for cell in rows[1])
    document = json.loads(api("POST", "exports", {"format": "json", "search": "adele"}).body)
    assert "Adele Example" in json.dumps(document)
    for wrong in (
        {"format": "exe"},
        {},
        {"format": "csv", "ids": ["1"]},
        {"format": "csv", "ids": [UNKNOWN], "search": "x"},
    ):
        assert api("POST", "exports", wrong).slug == "validation-failed", wrong
    assert api("POST", "exports", {"format": "csv", "ids": [UNKNOWN]}).slug == "not-found"
    assert api("POST", "exports", {"format": "csv", "search": "x" * 100_000}).slug == "query-too-long"


def test_people_of_a_team_page_are_chosen(api: Caller) -> None:
    people = "".join(
        f'<li><h3><a href="/team/{n}">{name}</a></h3><p>{role}</p></li>'
        for n, (name, role) in enumerate(
            [("Berta Example", "Head of Research"), ("Carla Example", "Engineer"), ("Dora Example", "Designer")]
        )
    )
    html = f"<!doctype html><title>Our team</title><main><h1>Our team</h1><ul>{people}</ul></main>"
    body = capture_body(html, "https://example.org/team")
    result = api("POST", "captures", body, Idempotency_Key=body["id"]).document
    assert [one["name"] for one in result["people"]] == ["Berta Example", "Carla Example", "Dora Example"]
    chosen = api("POST", f"captures/{body['id']}/people", {"indexes": [0, 2]})
    assert chosen.status == 201
    assert {one["name"] for one in chosen.document["subjects"]} == {"Berta Example", "Dora Example"}
    for wrong in ([], [99], [-1], ["0"], [0.5], list(range(300))):
        assert api("POST", f"captures/{body['id']}/people", {"indexes": wrong}).slug == "validation-failed", wrong
    assert api("POST", f"actions/{chosen.document['action']['id']}/undo").status == 200


def test_how_things_stand(api: Caller) -> None:
    document = api("GET", "status").document
    assert set(document) == {"version", "api_version", "people", "companies", "waiting", "seeker_filled"}
    assert document["people"] > 0


def test_only_so_many_captures_wait_at_once(api: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    from askwell.api import captures

    taken = 0
    while captures._places.acquire(blocking=False):
        taken += 1
    try:
        reply = api.capture("Emma Example")
        assert (reply.status, reply.slug) == (503, "server-busy")
        assert int(reply.headers["retry-after"]) > 0
        assert api("GET", "status").status == 200
    finally:
        for _ in range(taken):
            captures._places.release()
    assert taken == captures.MOST_WAITING
    assert api.capture("Emma Example").status == 201


def test_a_body_for_anything_but_a_page_is_small(api: Caller) -> None:
    reply = api("PUT", "seeker", b'{"goal":"' + b"x" * 1_100_000 + b'"}')
    assert (reply.status, reply.slug) == (413, "body-too-large")


def test_ids_are_compared_without_regard_to_case(api: Caller) -> None:
    identity = str(uuid.uuid4()).upper()
    body = capture_body(profile("Fanny Example"), "https://example.com/fanny") | {"id": identity}
    reply = api("POST", "captures", body, Idempotency_Key=identity)
    assert (reply.status, reply.document["id"]) == (201, identity.lower())
