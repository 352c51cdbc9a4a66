"""Two hands at once: the same page, the same note, the same person."""

import json
import random
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.abuse.live_server import EXTENSION, LiveServer, Reply, capture_body, profile

URL = "https://example.com/people/together"


def in_parallel(count: int, call) -> list[Reply]:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(call, range(count)))


@pytest.mark.case("C02")
def test_one_click_sent_sixteen_times(server: LiveServer) -> None:
    body = capture_body(profile("Oncea Example"), f"{URL}/once")
    replies = in_parallel(16, lambda _: server.post("/api/v1/captures", body, Idempotency_Key=body["id"]))
    assert {reply.status for reply in replies} <= {200, 201, 202}
    assert sum(reply.status == 201 for reply in replies) <= 1
    subject = server.api(f"captures/{body['id']}").document["subject"]["id"]
    detail = server.api(f"prospects/{subject}").document
    assert len(detail["captures"]) == 1
    other = capture_body(profile("Othera Example"), f"{URL}/once") | {"id": body["id"]}
    reply = server.post("/api/v1/captures", other, Idempotency_Key=body["id"])
    assert (reply.status, reply.slug) == (422, "idempotency-key-reused")


@pytest.mark.case("C03")
@pytest.mark.parametrize("variant", ["?utm_source=x", "#top", "/", "?fbclid=1", "HTTPS://EXAMPLE.COM"])
def test_one_person_under_every_spelling_of_an_address(server: LiveServer, variant: str) -> None:
    address = f"{URL}/Spella"
    first = server.capture(profile("Spella Example"), address).document["subject"]["id"]
    written = address.replace("https://example.com", variant) if variant.startswith("HTTPS") else address + variant
    assert server.capture(profile("Spella Example"), written).document["subject"]["id"] == first


def person(server: LiveServer, name: str) -> str:
    return str(server.capture(profile(name), f"{URL}/{uuid.uuid4()}").document["subject"]["id"])


def write_note(server: LiveServer, subject: str, text: str, match: str) -> Reply:
    return server.post(f"/api/v1/prospects/{subject}/note", {"text": text}, method="PUT", If_Match=match)


@pytest.mark.case("C04")
def test_two_windows_write_one_note(server: LiveServer) -> None:
    subject = person(server, "Nota Example")
    tag = server.api(f"prospects/{subject}/note").headers["etag"]
    replies = in_parallel(2, lambda n: write_note(server, subject, f"window {n}", tag))
    assert sorted(reply.status for reply in replies) == [200, 412]
    refused = next(reply for reply in replies if reply.status == 412)
    assert refused.slug == "edit-conflict"
    assert json.dumps(refused.document["current"]).count("window") == 1


@pytest.mark.case("C05", "C06")
@pytest.mark.parametrize(
    ("match", "status"), [("", 428), ("*", 428), ('W/"0"', 412), ('"999"', 412), ("nonsense", 412)]
)
def test_a_note_needs_the_version_it_was_read_at(server: LiveServer, match: str, status: int) -> None:
    subject = server.api("prospects").document["items"][0]["id"]
    assert write_note(server, subject, "x", match).status == status


@pytest.mark.case("C07", "R04")
def test_erasing_while_capturing_leaves_nothing_half(server: LiveServer) -> None:
    subject = person(server, "Erasa Example")

    def act(number: int) -> Reply:
        if number == 4:
            return server.post(f"/api/v1/prospects/{subject}", b"", method="DELETE")
        return server.capture(profile("Erasa Example"), f"{URL}/erase-{number}")

    replies = in_parallel(8, act)
    assert {reply.status for reply in replies} <= {200, 201, 202, 204, 409}
    assert server.api(f"prospects/{subject}").status == 404


@pytest.mark.slow
@pytest.mark.case("C09")
def test_writers_and_readers_together(server: LiveServer) -> None:
    subjects = [
        person(server, f"Busya Example-{letter}") for letter in "Abel Bose Cale Dorn Egan Fell Gale Hale".split()
    ]

    def work(number: int) -> list[int]:
        statuses = []
        for turn in range(12):
            subject = subjects[(number + turn) % len(subjects)]
            if number % 2:
                statuses.append(server.api(f"prospects/{subject}").status)
            else:
                tag = server.api(f"prospects/{subject}/note").headers["etag"]
                statuses.append(write_note(server, subject, f"{number} {turn}", tag).status)
        return statuses

    with ThreadPoolExecutor(8) as pool:
        statuses = [status for found in pool.map(work, range(8)) for status in found]
    assert set(statuses) <= {200, 412}


@pytest.mark.case("C12")
def test_two_browsers_capture_one_page(server: LiveServer) -> None:
    origin = "moz-extension://0f8a1c2e-1111-4222-8333-444455556666"
    other = server.pair(origin, "Firefox").document
    first = server.capture(profile("Twobra Example"), f"{URL}/two").document["subject"]["id"]
    body = capture_body(profile("Twobra Example"), f"{URL}/two")
    reply = server.post("/api/v1/captures", body, token=other["token"], Origin=origin, Idempotency_Key=body["id"])
    assert reply.document["subject"]["id"] == first
    assert len(server.get(f"/api/v1/prospects/{first}", token=server.token, Origin=EXTENSION).document["captures"]) == 2
    server.post(f"/api/v1/pairings/{other['id']}", b"", method="DELETE")


@pytest.mark.case("C13")
def test_captures_that_arrive_out_of_order_end_as_the_newest_says(server: LiveServer) -> None:
    roles = [f"Role number {n}" for n in range(6)]
    order = list(enumerate(roles))
    random.Random(3).shuffle(order)
    subject = ""
    for number, role in order:
        moment = f"2026-01-{number + 1:02d}T10:00:00Z"
        reply = server.capture(profile("Ordera Example", role=role), f"{URL}/order", captured_at=moment)
        subject = reply.document["subject"]["id"]
    headline = json.dumps(server.api(f"prospects/{subject}").document["profile"]["person"])
    assert roles[-1] in headline
