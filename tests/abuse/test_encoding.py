"""Text that is not what it says: broken UTF-8, odd JSON, control characters, every kind of Unicode."""

import json
import uuid

import pytest

from tests.abuse.live_server import LiveServer, Reply, capture_body, profile

URL = "https://example.com/people/encoding"


def send(server: LiveServer, raw: bytes, media: str = "application/json") -> Reply:
    return server.post("/api/v1/captures", raw, Content_Type=media, Idempotency_Key=str(uuid.uuid4()))


MALFORMED = {
    "E01": [b'{"url": "\xff\xfe"}'],
    "E02": ['{"url": "x"}'.encode("utf-16")],
    "E07": [b'{"a": NaN}', b'{"a": Infinity}', b'{"a": -Infinity}', b'{"a": 1e999}'],
    "E08": [b'{"url": 1, "url": 2}'],
    "E09": [b'{"a": ' + b"9" * 5_000 + b"}", b'{"a": 0.' + b"1" * 1_000_000 + b"}"],
    "E10": [b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 900 + b"1" + b"}" * 900],
}


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(raw, marks=pytest.mark.case(case), id=f"{case} {number}")
        for case, bodies in MALFORMED.items()
        for number, raw in enumerate(bodies)
    ],
)
def test_what_is_no_json(server: LiveServer, raw: bytes) -> None:
    reply = send(server, raw)
    assert reply.status in (400, 422)
    assert reply.slug in ("malformed-json", "validation-failed")


@pytest.mark.case("E03")
def test_another_charset(server: LiveServer) -> None:
    assert send(server, b"{}", "application/json; charset=latin-1").status in (400, 415)


@pytest.mark.case("E04")
def test_a_byte_order_mark(server: LiveServer) -> None:
    body = capture_body(profile("Boma Example"), f"{URL}/bom")
    raw = b"\xef\xbb\xbf" + json.dumps(body).encode()
    reply = server.post("/api/v1/captures", raw, Idempotency_Key=body["id"])
    assert reply.status in (201, 400)
    assert b"\xef\xbb\xbf" not in server.api("prospects?search=Boma").body


@pytest.mark.case("E05", "E06")
@pytest.mark.parametrize("character", ["\ud800", "\x00"], ids=["surrogate", "nul"])
@pytest.mark.parametrize("field", ["html", "title", "url"])
def test_characters_that_no_database_keeps(server: LiveServer, character: str, field: str) -> None:
    body = capture_body(profile("Nulla Example"), f"{URL}/nul")
    body[field] = f"{body[field]}{character}"
    reply = server.post("/api/v1/captures", json.dumps(body).encode(), Idempotency_Key=body["id"])
    assert reply.status in (201, 400, 422)


@pytest.mark.case("E11")
@pytest.mark.parametrize("raw", [b"[]", b'"x"', b"1", b"null", b"true", b"", b" "])
def test_json_that_is_no_object(server: LiveServer, raw: bytes) -> None:
    assert send(server, raw).status in (400, 422)


@pytest.mark.case("E12")
def test_fields_that_do_not_fit(server: LiveServer) -> None:
    marker = "planted-in-the-page"
    body = {"html": f"<p>{marker}</p>", "url": 5, "captured_at": [], **{f"extra{n}": n for n in range(300)}}
    reply = send(server, json.dumps(body).encode())
    assert (reply.status, reply.slug) == (422, "validation-failed")
    assert len(reply.document["errors"]) <= 50
    assert marker.encode() not in reply.body


@pytest.mark.case("E13")
@pytest.mark.parametrize("charset", ["iso-2022-jp", "utf-7", "x-user-defined"])
def test_a_charset_that_the_page_claims_is_ignored(server: LiveServer, charset: str) -> None:
    name = f"Zoë Größe {charset.split('-', maxsplit=1)[0].capitalize()}"
    html = profile(name).replace("<head>", f'<head><meta charset="{charset}">')
    assert server.capture(html, f"{URL}/{charset}").document["subject"]["name"] == name


@pytest.mark.case("E14")
def test_composed_and_decomposed_names_are_found_alike(server: LiveServer) -> None:
    server.capture(profile("Ame\u0301lie Example"), f"{URL}/ame%CC%81lie")
    assert server.api("prospects?search=Am%C3%A9lie").document["total"] == 1
    again = server.capture(profile("Amélie Example"), f"{URL}/am%C3%A9lie").document
    assert server.api("prospects?search=Amelie").document["total"] == 1, again


@pytest.mark.case("E15")
@pytest.mark.parametrize("name", ["Ada 👩‍🔬 Example", "Zalgo E" + "\u0301" * 3_000 + "xample", "علي مثال", "山田 例子"])
def test_names_of_every_kind_come_back_as_they_came(server: LiveServer, name: str) -> None:
    reply = server.capture(profile(name), f"{URL}/{abs(hash(name))}")
    assert reply.status == 201
    assert server.page("/people").status == 200
