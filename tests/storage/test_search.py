"""Searching: words as people type them, hostile ones included."""

import pytest
from sqlalchemy import text

from askwell.domain.errors import QueryTooLongError
from askwell.storage import search
from askwell.storage.subjects import list_subjects

PEOPLE = {
    "Ada Ärztin": "looms and sums",
    "Bob O'Neil": "100% off_road",
    "山田太郎": "東京で働く",
    "Ünal Çelik": "Straße",
    "Carla": 'said "hello" NEAR(a b)',
}


@pytest.fixture
def find(database, add_person):
    with database.writing() as session:
        for name, note in PEOPLE.items():
            add_person(session, name, note)

    def run(words):
        with database.reading() as session:
            page = list_subjects(session, "person", text=words, stage="", sort="name", limit=50, offset=0)
        return {subject.name for subject in page.items}

    return run


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("", set(PEOPLE)),
        ("  ", set(PEOPLE)),
        ("arzt", {"Ada Ärztin"}),
        ("ÄRZT ada", {"Ada Ärztin"}),
        ("sum loom", {"Ada Ärztin"}),
        ("ada bob", set()),
        ("o'neil", {"Bob O'Neil"}),
        ("%", set()),
        ("_", set()),
        ("100%", {"Bob O'Neil"}),
        ("山田", {"山田太郎"}),
        ("太郎", {"山田太郎"}),
        ("働", {"山田太郎"}),
        ("celik", {"Ünal Çelik"}),
        ("strasse", {"Ünal Çelik"}),
        ('"hello"', {"Carla"}),
        ("NEAR", {"Carla"}),
        ("NEAR(", {"Carla"}),
        ("name:ada", set()),
        ("' OR 1=1 --", set()),
        ("-ada", {"Ada Ärztin"}),
        ("ada*", {"Ada Ärztin"}),
        ("^ada", {"Ada Ärztin"}),
        ("\x00ada", {"Ada Ärztin"}),
        ("\ud800", set()),
        ("\U0001f600", set()),
    ],
)
def test_every_word_must_occur(find, words, names):
    assert find(words) == names


@pytest.mark.parametrize("words", ["x" * 201, " ".join("x" * 17)])
def test_nobody_types_so_much(database, words):
    with database.reading() as session, pytest.raises(QueryTooLongError):
        search.criterion(session, words)


def test_other_databases_find_the_same(find, monkeypatch):
    found = {words: find(words) for words in ("arzt", "sum loom", "太郎", "%", "celik")}
    monkeypatch.setattr(search, "_has_index", lambda _session: False)
    assert {words: find(words) for words in found} == found


def test_changed_and_forgotten_words_are_not_found(database, add_person):
    with database.writing() as session:
        ada = add_person(session, "Ada", "looms")
        search.index_subject(session, ada, ["Ada", "sums"])
        count = text("SELECT count(*) FROM search_words WHERE search_words MATCH :word")
        assert session.execute(count, {"word": "looms"}).scalar() == 0
        assert session.execute(count, {"word": "sums"}).scalar() == 1
        search.forget_subject(session, ada)
        assert session.execute(count, {"word": "sums"}).scalar() == 0
        session.execute(text("INSERT INTO search_words(search_words, rank) VALUES ('integrity-check', 1)"))
