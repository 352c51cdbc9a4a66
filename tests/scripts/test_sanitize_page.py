"""Saved pages become fixtures: structure, dates and vocabulary stay; people and their words do not."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from askwell.domain.pages import CapturedPage
from askwell.parsing.reader import parse_page

URL = "https://guildhall.example/m/signe"
MOMENT = datetime(2026, 1, 15, tzinfo=UTC)


@pytest.fixture
def fixture(saved: str) -> str:
    from sanitize_page import sanitize

    return str(sanitize(saved, URL))


@pytest.mark.parametrize(
    "word", ["Signe", "Thorvaldsen", "Quentin", "Oakhurst", "Fjordwood", "thorvaldsen.no", "555 01", "c5rf", "onload"]
)
def test_nothing_of_anybody_is_left(fixture: str, word: str) -> None:
    assert word.lower() not in fixture.lower()


@pytest.mark.parametrize(
    "kept",
    [
        '<section id="bench">',
        "<h2>Experience</h2>",
        "Mar 2018 - Present",
        "2012 - 2018",
        'datetime="2018-03-01"',
        '"@type": "Person"',
    ],
)
def test_what_a_page_is_read_by_stays(fixture: str, kept: str) -> None:
    assert kept in fixture


def test_links_and_mail_stay_what_they_are(fixture: str) -> None:
    assert fixture.startswith("<!-- url: https://guildhall.example/m/ada -->")
    assert set(re.findall(r"[\w.]+@[\w.]+", fixture)) == {"ada@example.com"}
    assert 'href="mailto:ada@example.com"' in fixture
    assert re.search(r'href="tel:\+55 555 55 555"', fixture)


def test_the_same_page_is_read_the_same_way(saved: str, fixture: str) -> None:
    def shape(html: str) -> list[tuple[str | None, str | None, bool]]:
        document = parse_page(CapturedPage(URL, html, MOMENT))
        roles = (document.get("person") or {}).get("experience") or []
        return [(role.get("start"), role.get("end"), bool(role.get("current"))) for role in roles]

    assert shape(fixture) == shape(saved) != []
    assert (parse_page(CapturedPage(URL, fixture, MOMENT)).get("person") or {})["name"] == "Ada Example"


def test_the_same_word_always_becomes_the_same(saved: str) -> None:
    from inventor import spoken_word
    from sanitize_page import sanitize

    assert sanitize(saved, URL) == sanitize(saved, URL)
    assert spoken_word("harbour") == spoken_word("harbour") != "harbour"
    assert len(spoken_word("harbour")) == len("harbour")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2012 - 2018", True),
        ("2018-03-01", True),
        ("01.05.2019", True),
        ("+47 555 01 234", False),
        ("030 12345678", False),
    ],
)
def test_dates_are_no_telephone_numbers(text: str, expected: bool) -> None:
    from inventor import is_date

    assert is_date(text) is expected


FOLK = """<!DOCTYPE html><html lang="en"><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta property="og:type" content="profile">
<meta http-equiv="refresh" content="30; url=/folk/mina-thorvaldsen"><title>Mina Thorvaldsen | Guildhall</title>
<script type="application/ld+json">{"@type": "Person", "@id": "https://guildhall.example/folk/mina-thorvaldsen#me",
"identifier": "88213", "name": "Mina Thorvaldsen", "geo": {"latitude": 52.36789, "id": 4011788}}</script></head>
<body data-viewer="Jonas Petherick" data-uid="40117" data-session="8c41f0a2d7be" class="gf petherick-in">
<header><a href="/">Guildhall</a><a href="/fairs">Fairs</a><p>We use cookies.</p></header>
<main id="folk-card" data-part="workshop"><h1>Mina Thorvaldsen</h1><p>Marine Biologist at Corve Institute</p>
<p aria-description="Page of Mina Thorvaldsen" data-email="mina.thorvaldsen@corve.no" data-name="Mina Thorvaldsen"
 data-href="/folk/mina-thorvaldsen" data-state="open" title="Mina">She mends nets.</p>
<section id="mina-thorvaldsen" aria-labelledby="craft-7 role-4011788"><h2 id="craft-7">Craft</h2>
<p id="role-4011788">Net mending</p><a href="/folk/mina-thorvaldsen?u=40117#mina">me</a>
<a href="#mina-thorvaldsen">top</a><a href="#role-4011788">role</a><b id="jpetherick">x</b></section>
<dl><dt>Bench since</dt><dd>2016</dd></dl></main>
<aside><a href="/folk/osbert-lunt">Osbert Lunt</a><a href="/folk/dai-merrick">Dai Merrick</a>
<a href="/folk/mina-thorvaldsen/craft">…</a></aside></body></html>"""
FOLK_URL = "https://guildhall.example/folk/mina-thorvaldsen"


@pytest.fixture
def folk() -> str:
    from sanitize_page import sanitize

    return str(sanitize(FOLK, FOLK_URL))


@pytest.mark.parametrize(
    "word",
    [
        *("Mina", "Thorvaldsen", "Petherick", "Osbert", "Lunt", "Merrick", "Corve"),
        *("corve.no", "40117", "8c41f0a2d7be", "88213", "4011788", "52.36"),
    ],
)
def test_no_attribute_keeps_anybody(folk: str, word: str) -> None:
    assert word.lower() not in folk.lower()


@pytest.mark.parametrize(
    "kept",
    [
        'content="text/html; charset=utf-8"',
        'content="width=device-width, initial-scale=1"',
        'content="profile"',
        'content="30; url=/folk/ada-example"',
        'id="folk-card"',
        'data-part="workshop"',
        'data-state="open"',
        'id="craft-7"',
        'aria-labelledby="craft-7 role-',
        'id="ada-example"',
        'href="#ada-example"',
        'data-name="Ada Example"',
        'data-email="ada@example.com"',
        'data-href="/folk/ada-example"',
    ],
)
def test_what_names_parts_stays_and_names_become_invented(folk: str, kept: str) -> None:
    assert kept in folk


def test_what_refers_to_an_id_still_does(folk: str) -> None:
    role = re.search(r'id="(role-[0-9]+)"', folk)
    assert role
    assert f'href="#{role[1]}"' in folk
    assert f'aria-labelledby="craft-7 {role[1]}"' in folk


def test_a_step_that_many_links_share_stays_and_is_told(folk: str, capsys: pytest.CaptureFixture[str]) -> None:
    from sanitize_page import sanitize

    assert folk.startswith("<!-- url: https://guildhall.example/folk/ada-example -->")
    assert folk.count(' href="/folk/') == 4
    assert "/fairs" not in folk
    sanitize(FOLK, FOLK_URL)
    said = capsys.readouterr().err
    assert "many links share them: folk" in said
    assert "mina-thorvaldsen" in said


def test_a_site_that_puts_people_first_keeps_nobodys_step() -> None:
    from sanitize_page import sanitize

    links = "".join(f'<a href="/mudlark/{page}">{page}</a>' for page in ("nets", "tides", "boats", "ropes"))
    page = f"<title>Mina Thorvaldsen</title><main><h1>Mina Thorvaldsen</h1><p>Biologist</p>{links}</main>"
    for url in ("https://guildhall.example/mudlark", "https://guildhall.example/mudlark/nets"):
        assert "mudlark" not in sanitize(page, url)


def test_words_of_the_site_stay_when_asked() -> None:
    from sanitize_page import sanitize

    kept = sanitize(FOLK, FOLK_URL, ["craft", "Bench since", "fairs"])
    assert '<h2 id="craft-7">Craft</h2>' in kept
    assert 'id="nets"' in sanitize('<p>Signe Nets</p><p id="nets">x</p>', FOLK_URL, ["nets"])
    assert 'id="nets"' not in sanitize('<p>Signe Nets</p><p id="nets">x</p>', FOLK_URL)
    assert "<dt>Bench since</dt>" in kept
    assert 'href="/fairs">Fairs<' in kept
    assert "Craft</h2>" not in sanitize(FOLK, FOLK_URL)


def test_a_word_that_is_a_name_too_stays_only_where_it_stands_alone() -> None:
    from sanitize_page import sanitize

    page = "<title>Mina Hearth</title><main><h1>Mina Hearth</h1><p>Biologist</p><h2>Hearth</h2></main>"
    kept = sanitize(page, "https://guildhall.example/m/mina", ["Hearth"])
    assert "<h2>Hearth</h2>" in kept
    assert kept.count("Hearth") == 1


def test_a_sub_domain_that_is_a_name_goes() -> None:
    from sanitize_page import sanitize

    page = "<title>Mina Thorvaldsen</title><main><h1>Mina Thorvaldsen</h1><p>Biologist</p></main>"
    assert "thorvaldsen" not in sanitize(page, "https://mthorvaldsen.guildhall.example/about")


def test_the_command_reads_the_bytes_as_they_are_declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sanitize_page

    saved, out = tmp_path / "saved.html", tmp_path / "out.html"
    declared = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
    saved.write_bytes(f"<html><head>{declared}</head><body><h2>Qualités</h2></body></html>".encode("latin-1"))
    monkeypatch.setattr(sanitize_page, "inside", lambda _lock: None)
    command = ["sanitize_page.py", str(saved), str(out), "--url", FOLK_URL, "--keep", "Qualités", "fairs"]
    monkeypatch.setattr(sys, "argv", command)
    assert sanitize_page.main() == 0
    assert "<h2>Qualités</h2>" in out.read_text(encoding="utf-8")
    assert "iso-8859" not in out.read_text(encoding="utf-8")
