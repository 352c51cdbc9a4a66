"""Searching, sorting and paging with input that wants to be SQL or search syntax."""

import re
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.abuse.live_server import LiveServer, profile

SERVER = Path(__file__).resolve().parents[2] / "server" / "askwell"
NAMES = ("Searcha Example", "Percy 100% Example", "Under_score Example", "Ärzte Beispiel", "Back\\slash Example")


@pytest.fixture(scope="module", autouse=True)
def people(server: LiveServer) -> None:
    for number, name in enumerate(NAMES):
        server.capture(profile(name), f"https://example.com/people/search-{number}")


def search(server: LiveServer, text: str, **more: str) -> tuple[int, list[str]]:
    query = "&".join([f"search={quote(text)}", *(f"{key}={quote(value)}" for key, value in more.items())])
    reply = server.api(f"prospects?{query}")
    names = [item["name"] for item in reply.document["items"]] if reply.status == 200 else []
    return reply.status, names


@pytest.mark.case("S01")
@pytest.mark.parametrize("text", ["' OR 1=1 --", "'; DROP TABLE subjects; --", "%00", "\\", '"'])
def test_sql_is_text(server: LiveServer, text: str) -> None:
    for parameter in ("search", "stage", "sort", "limit"):
        assert server.api(f"prospects?{parameter}={quote(text)}").status in (200, 400, 422)
    assert "Searcha Example" in search(server, "Searcha")[1]


@pytest.mark.case("S02")
@pytest.mark.parametrize("text", ["%", "_", "\\"])
def test_wildcards_match_themselves_only(server: LiveServer, text: str) -> None:
    status, names = search(server, text)
    assert status == 200
    assert "Searcha Example" not in names


@pytest.mark.case("S03")
@pytest.mark.parametrize(
    "text", ['"', "AND OR NOT", "NEAR(a b)", "sear*", "^sear", "(", "{name}:x", "zz:x", "-x", 'a" OR "b', "", "   "]
)
def test_search_syntax_is_text(server: LiveServer, text: str) -> None:
    assert search(server, text)[0] == 200


@pytest.mark.case("S04")
@pytest.mark.parametrize(
    "text", ["a" * 100_000, " OR ".join(["x"] * 2_000), "(" * 5_000], ids=["long", "many words", "brackets"]
)
def test_a_search_that_is_too_long(server: LiveServer, text: str) -> None:
    start = time.perf_counter()
    reply = server.api(f"prospects?search={quote(text)}")
    assert (reply.status, reply.slug) in (
        (422, "query-too-long"),
        (414, "address-too-long"),
        (431, "headers-too-large"),
        (400, ""),
    )
    assert time.perf_counter() - start < 0.5


@pytest.mark.case("S05")
@pytest.mark.parametrize("text", ["👩‍🔬", "山田", "علي", "e\u0301", "%00", "%ED%A0%80"])
def test_searching_in_every_script(server: LiveServer, text: str) -> None:
    path = text if text.startswith("%") else quote(text)
    assert server.api(f"prospects?search={path}").status in (200, 400, 422)


@pytest.mark.case("S06")
@pytest.mark.parametrize("text", ["searcha", "SEARCHA", "ärzte", "arzte", "ÄRZTE"])
def test_case_and_accents_do_not_matter(server: LiveServer, text: str) -> None:
    wanted = "Searcha Example" if "s" in text.lower()[:1] else "Ärzte Beispiel"
    assert wanted in search(server, text)[1]


@pytest.mark.case("S07")
@pytest.mark.parametrize(
    "query", ["limit=0", "limit=-1", "limit=1000000000", "limit=abc", "limit=1.5", "offset=1000000000000", "offset=-1"]
)
def test_pages_out_of_bounds(server: LiveServer, query: str) -> None:
    reply = server.api(f"prospects?{query}")
    assert reply.status in (200, 422)
    assert reply.status != 200 or reply.document["limit"] <= 200


@pytest.mark.case("S08")
def test_walking_through_all_pages_meets_everybody_once(server: LiveServer) -> None:
    seen: list[str] = []
    while True:
        items = server.api(f"prospects?sort=created&limit=2&offset={len(seen)}").document["items"]
        if not items:
            break
        seen += [item["id"] for item in items]
    assert len(seen) == len(set(seen))
    assert len(seen) == server.api("prospects").document["total"] >= 2


@pytest.mark.case("S09")
def test_sorting_by_a_column_of_ones_own(server: LiveServer) -> None:
    assert server.api("prospects?sort=name);DROP").status == 422


@pytest.mark.case("S10")
def test_ten_thousand_ids(server: LiveServer) -> None:
    reply = server.post("/api/v1/exports", {"format": "csv", "ids": [f"{n:036d}" for n in range(10_000)]})
    assert reply.status in (200, 422)


@pytest.mark.case("S11")
def test_no_statement_is_pasted_together() -> None:
    pasted = re.compile(
        r"""(?:text|execute|exec_driver_sql)\(\s*f["'](?!PRAGMA )|["'](?:SELECT|INSERT|UPDATE|DELETE)\b[^"']*["']\s*%"""
    )
    for path in SERVER.rglob("*.py"):
        assert not pasted.search(path.read_text(encoding="utf-8")), f"{path.name} pastes a statement together"


@pytest.mark.case("V21")
def test_exports_need_what_reading_needs(server: LiveServer) -> None:
    assert server.post("/api/v1/exports", {"format": "csv"}, token="").status == 401
    reply = server.post("/api/v1/exports", {"format": "csv"})
    assert reply.status == 200
    assert reply.headers["cache-control"] == "no-store"
    assert b"Searcha Example" in reply.body


@pytest.mark.case("V15")
@pytest.mark.parametrize("name", ["..%2f..%2fetc%2fpasswd.csv", "C:%5cx", "CON.csv", "a%00b", "x" * 300, "x."])
def test_an_export_has_no_name_of_the_askers(server: LiveServer, name: str) -> None:
    assert server.api(f"exports/{name}").status in (400, 404, 405)
    assert server.post("/api/v1/exports", {"format": name}).status in (404, 422)
