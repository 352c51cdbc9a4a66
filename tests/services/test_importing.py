"""Bringing files in over a real database: what is new, what is known, what is undone, what stays."""

import io
import json
import zipfile

import pytest

from askwell.domain.exports import ExportChoice
from askwell.domain.imports import ImportUnreadableError
from askwell.services import importing
from askwell.services.exports import open_export
from askwell.services.facts import change_fact
from askwell.services.notes import write_note
from askwell.services.subjects import load_subject
from askwell.services.undo import undo_action
from askwell.storage import known_people, subjects

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
NOTES = 'Notes:\n"When exporting your connection data, some addresses may be missing, because people hide them."\n\n'
CONNECTIONS = (
    NOTES
    + HEADER
    + "Ada,Example,https://www.linkedin.com/in/ada-example,ada@example.com,\"Acme, Inc.\",Engineer,12 Mar 2024\n"
    + "Bob,Example,https://www.linkedin.com/in/bob-example,,Beta GmbH,Nurse,3 Jan 2020\n"
    + ",,,,,,\n"
    + ",,https://www.linkedin.com/in/nobody,,Gamma,,\n"
    + "Ada,Example,https://linkedin.com/in/ada-example/,,Acme,Engineer,12 Mar 2024\n"
)  # fmt: skip


@pytest.fixture
def bring(database, now):
    def run(content, *, aim=None, mapping=None, name="", own=None):
        raw = content if isinstance(content, bytes) else content.encode()
        reading = importing.read_file(raw, name, mapping)
        history = importing.find_own_history(reading, raw)
        with database.reading() as session:
            preview = importing.preview_import(session, reading, aim, own=history, now=now)
        with database.writing() as session:
            receipt = importing.bring_in(session, reading, aim, own=history, now=now)
        assert receipt.counts == preview.counts
        return receipt

    return run


def counts(receipt):
    return tuple(receipt.counts.values())


@pytest.mark.parametrize("aim", ["known", "list"])
def test_a_second_run_adds_nothing_and_undo_is_exact(database, bring, digest, now, aim):
    before = digest()
    first = bring(CONNECTIONS, aim=aim)
    assert counts(first) == (2, 0, 1, 1)
    after = digest()
    second = bring(CONNECTIONS, aim=aim)
    assert counts(second) == (0, 0, 3, 1)
    assert second.action is None
    assert digest() == after
    with database.writing() as session:
        assert undo_action(session, first.action.id, now=now) == "Brought in 2 people"
    assert digest() == before


def test_connections_become_known_people_and_no_prospects(database, bring):
    bring(CONNECTIONS)
    with database.reading() as session:
        assert subjects.count_subjects(session, "person") == 0
        found = known_people.list_known_people(session)
    ada, bob = found.items
    assert (ada.name, ada.employer, ada.title, ada.connected_on) == ("Ada Example", "Acme", "Engineer", "2024-03-12")
    assert (ada.urls, ada.mails) == (("https://www.linkedin.com/in/ada-example",), ("ada@example.com",))
    assert bob.source == "linkedin"


def test_what_changed_is_said(database, bring, now):
    bring(CONNECTIONS)
    reading = importing.read_file(
        (HEADER + "Bob,Example,https://linkedin.com/in/bob-example,b@example.com,Delta,,\n").encode()
    )
    with database.reading() as session:
        (entry,) = importing.preview_import(session, reading, now=now).entries
    assert (entry.state, entry.words) == ("changed", "Employer: Beta GmbH → Delta; 1 more e-mail address")


def test_captured_prospects_are_recognised_and_their_pages_win(database, bring, capture, page, now):
    ada = capture(page({"name": "Ada Example", "headline": "Weaver", "experience": [{"title": "Engineer", "organization": "ACME", "current": True, "start": "2019"}]}),
                  url="https://www.linkedin.com/in/ada-example/").subject  # fmt: skip
    receipt = bring(CONNECTIONS, aim="list")
    assert counts(receipt) == (1, 1, 1, 1)
    with database.reading() as session:
        person = load_subject(session, "person", ada.id).profile["person"]
    assert person["headline"] == "Weaver"
    assert [role["title"] for role in person["experience"]] == ["Engineer"]
    assert person["emails"] == ["ada@example.com"]


def test_words_of_the_user_stay(database, bring, capture, page, now):
    ada = capture(
        page({"name": "Ada Example", "emails": ["old@example.com"]}), url="https://www.linkedin.com/in/ada-example"
    ).subject
    with database.writing() as session:
        fact = next(one for one in load_subject(session, "person", ada.id).facts if one.value == "old@example.com")
        change_fact(session, fact.id, "mine@example.com", now=now)
        write_note(session, "person", ada.id, "my words", 0, now=now)
    bring(
        "First Name,Last Name,Email Address,URL,Notes,Connected On\nAda,Example,old@example.com,https://linkedin.com/in/ada-example,theirs,\n",
        aim="list",
    )
    with database.reading() as session:
        detail = load_subject(session, "person", ada.id)
    assert detail.profile["person"]["emails"] == ["mine@example.com"]
    assert detail.note.text == "my words"


def test_people_of_one_company_site_stay_apart(database, bring):
    receipt = bring(
        "Name,E-mail,Website\nAda Example,a@example.com,https://acme.example.org\nBob Example,b@example.com,https://acme.example.org\n"
    )
    assert counts(receipt) == (2, 0, 0, 0)


def test_namesakes_without_anything_else_are_one(bring):
    assert counts(bring("Name,Company\nAda Example,Acme\nAda Example,Beta\nAda Example,acme inc\n")) == (2, 0, 1, 0)


def archive(**files):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            file.writestr(f"{name}.csv", text)
    return held.getvalue()


def test_the_archive_fills_in_about_me_and_brings_connections(database, bring, digest, now):
    before = digest()
    content = archive(
        Connections=CONNECTIONS,
        Positions="Company Name,Title,Description,Location,Started On,Finished On\nTidewell,Nurse,,,Jan 2020,\n",
        Skills="Name\nListening\n",
    )
    receipt = bring(content)
    assert counts(receipt) == (2, 0, 1, 1)
    assert set(receipt.filled_in) == {"current_role", "skills"}
    assert bring(content).action is None
    with database.writing() as session:
        undo_action(session, receipt.action.id, now=now)
    assert digest() == before


def test_own_export_comes_back_where_somebody_is_known_already(database, bring, capture, page, now):
    ada = capture(page({"name": "Ada Example", "skills": ["Looms"]})).subject
    raw = b"".join(open_export(database, "json", ExportChoice(), now=now).pieces)
    assert counts(bring(raw)) == (0, 0, 1, 0)
    document = json.loads(raw)
    document["items"][0]["rows"]["notes"].append(
        {"subject_id": ada.id, "text": "hello", "version": 1, "updated_at": "2026-01-01T00:00:00Z"}
    )
    assert counts(bring(json.dumps(document))) == (0, 1, 0, 0)
    assert counts(bring(json.dumps(document))) == (0, 0, 1, 0)


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: rows["subjects"][0].update(kind="alien"),
        lambda rows: rows["subjects"][0].update(name=7),
        lambda rows: rows["subjects"][0].pop("name"),
        lambda rows: rows["subjects"].clear(),
        lambda rows: rows["facts"][0].update(subject_id="00000000-0000-0000-0000-000000000000"),
        lambda rows: rows["facts"][0].update(kind="/person/shoe_size"),
        lambda rows: rows["captures"][0].update(html="!!"),
        lambda rows: rows["captures"][0].update(sha256="0" * 64),
        lambda rows: rows["captures"][0].update(received_at="yesterday"),
        lambda rows: rows.update(facts={}),
    ],
)  # fmt: skip
def test_a_damaged_export_is_refused_whole(database, bring, capture, page, digest, now, change):
    capture(page({"name": "Ada Example", "skills": ["Looms"]}))
    document = json.loads(b"".join(open_export(database, "json", ExportChoice(), now=now).pieces))
    change(document["items"][0]["rows"])
    before = digest()
    with pytest.raises(ImportUnreadableError, match="Nothing was changed"):
        bring(json.dumps(document))
    assert digest() == before
