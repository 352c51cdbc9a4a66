"""Whatever is stored: exported, brought into an empty database, it is the same to the row; undone, nothing is left."""

import hashlib
import json
import shutil
import zlib
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from askwell.domain.exports import ExportChoice
from askwell.domain.facts import FACT_KINDS
from askwell.domain.subjects import STAGES
from askwell.services import importing
from askwell.services.exports import open_export
from askwell.services.undo import undo_action
from askwell.storage.database import Database
from askwell.storage.models import (
    AddressRow,
    CaptureRow,
    FactRow,
    KnownPersonRow,
    NoteRow,
    QuestionRow,
    Row,
    SightingRow,
    SubjectRow,
    ToldApartRow,
)

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
LEFT_OUT = {"actions", "journal", "search_texts"}
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)
times = st.integers(0, 10**9).map(lambda number: NOW + timedelta(microseconds=number))
ids = st.uuids(version=4).map(str)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
documents = st.fixed_dictionaries(
    {"page": st.fixed_dictionaries({"title": words}), "person": st.none() | st.fixed_dictionaries({"name": words})}
)
proofs = st.dictionaries(words, st.fixed_dictionaries({"raw": words}), max_size=2)
former = st.lists(st.fixed_dictionaries({"value": values, "until": st.just(NOW.isoformat())}), max_size=2)


@st.composite
def databases(draw):
    """Draw rows of every kind that refer to each other in every way that is allowed."""
    people = [_subject(draw, "person") for _ in range(draw(st.integers(0, 3)))]
    companies = [_subject(draw, "organization") for _ in range(draw(st.integers(0, 2)))]
    for person in people:
        person.organization_id = (
            draw(st.none() | st.sampled_from(companies).map(lambda row: row.id)) if companies else None
        )
    everybody = [*companies, *people]
    rows = list(everybody)
    owners = st.sampled_from(everybody).map(lambda row: row.id) if everybody else st.none()
    employers = st.none() | st.sampled_from(companies).map(lambda row: row.id) if companies else st.none()
    rows += [_capture(draw, draw(st.none() | owners), draw(employers)) for _ in range(draw(st.integers(0, 3)))]
    for subject in everybody:
        rows += _about(draw, subject)
    if len(people) > 1:
        rows += [ToldApartRow(subject_id=one.id, other_id=other.id, at=NOW)
                 for one, other in ((people[0], people[1]), (people[1], people[0]))]  # fmt: skip
    rows += [_known(draw) for _ in range(draw(st.integers(0, 2)))]
    return rows


def _subject(draw, kind):
    texts = {
        name: draw(words) for name in ("name_key", "headline", "organization", "employer_address", "location", "url")
    }
    return SubjectRow(id=draw(ids), kind=kind, name=draw(words.filter(str.strip)), organization_id=None,
                      stage=draw(st.sampled_from(list(STAGES))), created_at=draw(times), updated_at=draw(times),
                      last_captured_at=draw(st.none() | times), **texts)  # fmt: skip


def _capture(draw, subject_id, organization_id):
    page = draw(st.binary(max_size=30))
    document = zlib.compress(json.dumps(draw(documents)).encode())
    return CaptureRow(
        id=draw(ids), url=draw(words), canonical=draw(st.none() | words), title=draw(words), source=draw(words),
        extension_version=draw(words), captured_at=draw(times), received_at=draw(times),
        html=draw(st.none() | st.just(zlib.compress(page))), html_bytes=len(page),
        sha256=hashlib.sha256(page).hexdigest(), selection=draw(words), people=draw(st.integers(0, 5)),
        status=draw(st.sampled_from(["stored", "read", "unread"])), parser_version=draw(words),
        document=draw(st.none() | st.just(document)), problem=draw(st.none() | st.dictionaries(words, words)),
        result=draw(st.none() | st.dictionaries(words, values, max_size=2)), subject_id=subject_id,
        organization_id=organization_id,
    )  # fmt: skip


def _about(draw, subject):
    for address in draw(st.lists(words.filter(str.strip), max_size=2, unique=True)):
        whole = f"{subject.id}/{address}"
        digest = hashlib.sha256(f"{subject.kind}\n{whole}".encode()).hexdigest()
        yield AddressRow(id=draw(ids), digest=digest, address=whole, subject_id=subject.id)
    for _ in range(draw(st.integers(0, 1))):
        yield SightingRow(id=draw(ids), subject_id=subject.id, capture_id=draw(ids), url=draw(words),
                          source=draw(words), captured_at=draw(times), document=draw(documents))  # fmt: skip
    kinds = [kind for kind in FACT_KINDS if kind.startswith(f"/{subject.kind}/")]
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=3, unique=True)):
        fact_id, origin = draw(ids), draw(st.sampled_from(["page", "user"]))
        yield FactRow(id=fact_id, subject_id=subject.id, kind=kind, key=draw(words), value=draw(values), origin=origin,
                      serial="" if origin == "page" else fact_id, evidence=draw(proofs), capture_id=draw(st.none() | ids),
                      state=draw(st.sampled_from(["current", "vanished", "replaced", "removed"])), url=draw(words),
                      first_seen=draw(times), last_seen=draw(times), until=draw(st.none() | times), was=draw(former),
                      position=draw(st.integers(0, 9)), supersedes=draw(st.none() | ids))  # fmt: skip
    if draw(st.booleans()):
        yield NoteRow(subject_id=subject.id, text=draw(words), version=draw(st.integers(1, 9)), updated_at=draw(times))
    for name in draw(st.lists(st.text("abc-é7:", min_size=1, max_size=9), max_size=2, unique=True)):
        yield QuestionRow(subject_id=subject.id, question_id=name, state=draw(words), text=draw(st.none() | words),
                          answer=draw(words), locked=draw(st.booleans()), known=draw(st.booleans()),
                          less_like_this=draw(st.booleans()), changed_at=draw(times),
                          snapshot=draw(st.dictionaries(words, values, max_size=2)))  # fmt: skip


def _known(draw):
    lists = {name: draw(st.lists(words, max_size=2)) for name in ("urls", "mails", "phones")}
    texts = {name: draw(words) for name in ("name_key", "employer", "employer_key", "title", "page", "location",
                                            "connected_on", "note", "source", "words")}  # fmt: skip
    return KnownPersonRow(id=draw(ids), name=draw(words.filter(str.strip)), added_at=draw(times), **lists, **texts)


def stored(database):
    with database.reading() as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(text(f"SELECT * FROM {table.name}")))
            for table in Row.metadata.sorted_tables
            if table.name not in LEFT_OUT
        }


@pytest.fixture
def fresh(tmp_path, empty):
    made = []

    def make():
        folder = tmp_path / str(len(made))
        shutil.copytree(empty.parent, folder)
        made.append(Database(folder / "askwell.db"))
        return made[-1]

    yield make
    for database in made:
        database.close()


@settings(
    max_examples=20,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=databases())
def test_an_export_comes_back_equal_to_the_row(fresh, rows):
    source, target = fresh(), fresh()
    empty = stored(target)
    with source.writing() as session:
        for row in rows:
            session.add(row)
            session.flush()
    raw = b"".join(open_export(source, "json", ExportChoice(), now=NOW).pieces)
    reading = importing.read_file(raw)
    with target.writing() as session:
        receipt = importing.bring_in(session, reading, now=NOW)
    before = stored(source)
    assert stored(target) == before
    with target.writing() as session:
        assert importing.bring_in(session, reading, now=NOW).action is None
    assert stored(target) == before
    if receipt.action is not None:
        with target.writing() as session:
            undo_action(session, receipt.action.id, now=NOW)
    assert stored(target) == empty
    assert all(UUID(row.id) for row in rows if isinstance(row, SubjectRow))


def test_what_came_back_is_found_by_its_words(fresh):
    source, target = fresh(), fresh()
    with source.writing() as session:
        session.add(SubjectRow(id=str(UUID(int=7)), kind="person", name="Ada Example", name_key="ada example", headline="",
                               organization="", organization_id=None, employer_address="", location="", stage="found",
                               url="", created_at=NOW, updated_at=NOW, last_captured_at=None))  # fmt: skip
    raw = b"".join(open_export(source, "json", ExportChoice(), now=NOW).pieces)
    with target.writing() as session:
        importing.bring_in(session, importing.read_file(raw), now=NOW)
    found = b"".join(open_export(target, "csv", ExportChoice(search="ada"), now=NOW).pieces)
    assert b"Ada Example" in found
