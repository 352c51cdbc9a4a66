"""Files as other programs write them: recognised by what is in them, read into the same people."""

import csv
import io
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from askwell.domain.imports import ColumnMapping, ImportedPerson, ImportUnreadableError
from askwell.exporting.exporter import exporter_for
from askwell.importing.importer import importers, read_file
from tests.exporting.subjects import company, person

LINKEDIN = {
    "english": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "without addresses": "First Name,Last Name,Email Address,Company,Position,Connected On",
    "german": "Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am",
    "french": "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connecté le",
    "spanish": "Nombre,Apellidos,URL,Correo electrónico,Empresa,Cargo,Conectado el",
    "italian": "Nome proprio,Cognome,URL,Indirizzo e-mail,Azienda,Posizione,Collegato il",
    "other order": "Connected On,Position,Company,Last Name,First Name,Email Address,URL",
}
ADA = {
    0: "Ada", 1: "Exämple-Ruiz", 2: "https://www.linkedin.com/in/ada-example", 3: "ada@example.com",
    4: 'Acme, "Inc."', 5: "Engineer; lead", 6: "12 Mar 2024",
}  # fmt: skip
WORDS = {word: place for place, words in enumerate((
    ("First Name", "Vorname", "Prénom", "Nombre", "Nome proprio"), ("Last Name", "Nachname", "Nom", "Apellidos", "Cognome"),
    ("URL",), ("Email Address", "E-Mail-Adresse", "Adresse e-mail", "Correo electrónico", "Indirizzo e-mail"),
    ("Company", "Unternehmen", "Entreprise", "Empresa", "Azienda"), ("Position", "Poste", "Cargo", "Posizione"),
    ("Connected On", "Verbunden am", "Connecté le", "Conectado el", "Collegato il"),
)) for word in words}  # fmt: skip
NOTES = [
    [],
    [
        ["Notes:"],
        ["When exporting, you may notice that addresses are missing, because members, all of them, choose."],
        [""],
    ],
    [[f"A note, the {number}th; of many"] for number in range(40)],
]


def connections(heading, notes=(), delimiter=",", newline="\r\n"):
    columns = heading.split(",")
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=delimiter, lineterminator=newline)
    rows.writerows(notes)
    rows.writerow(columns)
    rows.writerow([ADA[WORDS[column]] for column in columns])
    rows.writerow([{0: "Bob", 1: "Example"}.get(WORDS[column], "") for column in columns])
    return text.getvalue()


@pytest.mark.parametrize("heading", LINKEDIN.values(), ids=LINKEDIN)
@pytest.mark.parametrize("notes", NOTES, ids=["bare", "usual", "forty"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_connections_are_found_by_their_heading(heading, notes, delimiter):
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"):
        for newline in ("\r\n", "\n"):
            reading = read_file(connections(heading, notes, delimiter, newline).encode(encoding))
            assert reading.source.name == "linkedin"
            ada, bob = reading.people
            assert (ada.name, ada.employer, ada.title) == ("Ada Exämple-Ruiz", 'Acme, "Inc."', "Engineer; lead")
            assert (ada.mails, ada.connected_on) == (("ada@example.com",), "12 Mar 2024")
            assert ada.urls == (("https://www.linkedin.com/in/ada-example",) if "URL" in heading else ())
            assert bob == ImportedPerson(line=bob.line, name="Bob Example")
            assert bob.line == ada.line + 1 == len(notes) + 3


GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Organization Name,Organization Title,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Value,Phone 1 - Value,Address 1 - Formatted,Website 1 - Label,Website 1 - Value\n"
    "Ada,M.,Example,Acme,Engineer,\"Met at the fair,\nlikes looms\",* myContacts ::: Alumni,* Work,"
    "ada@example.com ::: a@example.org,third@example.com,+1 555 0100,\"Oslo\nNorway\",Profile,www.example.com/ada\n"
)  # fmt: skip
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Group Membership,E-mail 1 - Type,E-mail 1 - Value,E-mail 2 - Value,"
    "Phone 1 - Value,Organization 1 - Name,Organization 1 - Title,Website 1 - Value,Notes,Location\n"
    "Ada M. Example,Ada,M.,Example,* myContacts,* Work,ada@example.com ::: a@example.org,third@example.com,+1 555 0100,"
    "Acme,Engineer,https://www.example.com/ada,\"Met at the fair,\nlikes looms\",Oslo Norway\n"
)  # fmt: skip
HUBSPOT = (
    "Record ID,First Name,Last Name,Email,Phone Number,Job Title,Company Name,Website URL,City,State/Region,Country/Region,"
    "Lifecycle Stage,Lead Status\n1,Ada,Example,ada@example.com,+1 555 0100,Engineer,Acme,example.com,Oslo,,Norway,Lead,New\n"
)


@pytest.mark.parametrize("text", [GOOGLE_NEW, GOOGLE_OLD], ids=["new", "old"])
def test_google_contacts_of_both_years(text):
    reading = read_file(text.encode())
    (ada,) = reading.people
    assert (reading.source.name, ada.name, ada.employer, ada.title) == ("google", "Ada M. Example", "Acme", "Engineer")
    assert ada.mails == ("ada@example.com", "a@example.org", "third@example.com")
    assert (ada.phones, ada.location) == (("+1 555 0100",), "Oslo Norway")
    assert ada.urls[0].endswith("www.example.com/ada")
    assert ada.note == "Met at the fair,\nlikes looms"


def test_hubspot_contacts_become_prospects():
    reading = read_file(HUBSPOT.encode("utf-8-sig"))
    (ada,) = reading.people
    assert (reading.source.name, reading.source.aim) == ("hubspot", "list")
    assert (ada.name, ada.employer, ada.location, ada.urls) == (
        "Ada Example",
        "Acme",
        "Oslo, Norway",
        ("https://example.com",),
    )


CARDS = {
    "four": "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Ada Example\r\nN:Example;Ada;;;\r\nORG;PREF=1:Acme\\, Inc.;Looms\r\nTITLE:Engineer\r\n"
            "EMAIL:ada@example.com\r\nTEL;VALUE=uri:tel:+1-555-0100\r\nURL:https://example.com/ada\r\nURL:https://example.org/a?x=1\\,2\r\n"
            "SOCIALPROFILE;SERVICE-TYPE=LinkedIn:https://www.linkedin.com/in/ada\r\nADR:;;Street 1;Oslo;;;Norway\r\nNOTE:one\\ntwo\r\nEND:VCARD\r\n",
    "three": "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Example\nN:Example;Ada;;;\nORG:Acme\\, Inc.;Looms\nTITLE:Engineer\nEMAIL;type=INTERNET;type=WORK;type=pref:ada\n"
             " @example.com\nTEL;type=CELL:+1-555-0100\nitem1.URL:https\\://example.com/ada\nitem1.X-ABLabel:_$!<HomePage>!$_\nitem2.URL:https://example.org/a?x=1,2\n"
             "X-SOCIALPROFILE;type=linkedin:https://www.linkedin.com/in/ada\nADR;type=HOME:;;Street 1;Oslo;;;Norway\nNOTE:one\\ntwo\nPHOTO;ENCODING=b:AAAA\nEND:VCARD\n",
    "two": "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8:Example;Ada\nORG:Acme, Inc.;Looms\nTITLE:Engineer\nEMAIL;INTERNET:ada@example.com\nTEL;HOME;VOICE:+1-555-0100\n"
           "URL:https://example.com/ada\nURL;WORK:https://example.org/a?x=1,2\nURL:https://www.linkedin.com/in/ada\nADR;HOME:;;Street 1;Oslo;;;Norway\n"
           "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:one=0A=\ntwo\nEND:VCARD\n",
}  # fmt: skip


@pytest.mark.parametrize("text", CARDS.values(), ids=CARDS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_cards_of_every_version_keep_every_address(text, encoding):
    reading = read_file((text + "\n" + text.replace("Ada", "Bo")).encode(encoding))
    ada, bob = reading.people
    assert (reading.source.name, ada.line, bob.line, bob.name) == ("vcard", 1, 2, "Bo Example")
    assert (ada.name, ada.employer, ada.title, ada.mails) == (
        "Ada Example",
        "Acme, Inc.",
        "Engineer",
        ("ada@example.com",),
    )
    assert (ada.phones, ada.location, ada.note) == (("+1-555-0100",), "Oslo, Norway", "one\ntwo")
    assert set(ada.urls) == {
        "https://example.com/ada",
        "https://example.org/a?x=1,2",
        "https://www.linkedin.com/in/ada",
    }


def test_cards_of_companies_and_damaged_ones_cost_nobody_else():
    text = "BEGIN:VCARD\nFN:Acme\nKIND:org\nEND:VCARD\nBEGIN:VCARD\nTEL:1\nBEGIN:VCARD\nFN:Ada\n:::\nEMAIL\nEND:VCARD\nnonsense"
    reading = read_file(text.encode())
    assert [one.name for one in reading.people] == ["Ada"]
    assert [(one.line, one.reason) for one in reading.unreadable] == [
        (1, "It is about a company or a group, not about a person."),
        (2, "There is no name in it."),
    ]


@pytest.mark.parametrize("name", ["csv", "excel", "google", "hubspot", "vcard3", "vcard4", "xlsx"])
def test_what_askwell_writes_it_reads(name):
    known = person()
    reading = read_file(b"".join(exporter_for(name).render([known, company()])))
    found = next(one for one in reading.people if one.name == known.subject.name)
    assert found.employer == known.subject.organization
    assert set(found.mails) <= set(known.part["emails"])
    assert found.mails


def test_a_workbook_is_read_like_a_table():
    book = Workbook()
    book.active.append(["a report of", None])
    sheet = book.create_sheet("People")
    for sheet in (book.active,):
        sheet.append(["Name", "Firma", "Verbunden am", "Phone"])
        sheet.append(["Ada Example", "=1+1", "x", 5550100])
        sheet.append([None, None])
        sheet.append(["Bob", 7.5, None, True])
    held = io.BytesIO()
    book.save(held)
    ada, bob = read_file(held.getvalue()).people
    assert (ada.employer, ada.phones, ada.line) == ("=1+1", ("5550100",), 3)
    assert (bob.employer, bob.line) == ("7.5", 5)


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("Full Name,Workplace,Shoe size\nAda,Acme,7\n", ["name", "employer", ""]),
        ("Vorname;Familienname;Firma\nAda;Example;Acme\n", ["given_name", "family_name", "employer"]),
        ("wer,wo\nAda,Acme\n", ["", ""]),
        ("sep=;\nName;Company\nAda;A, B\n", ["name", "employer"]),
        ("a title over it all,,\n\nContact|Link|Job title\nAda|example.com/a|x\n", ["name", "url", "title"]),
    ],
)
def test_columns_of_any_table_are_guessed(text, targets):
    assert [column.target for column in read_file(text.encode()).columns] == targets


def test_the_user_says_what_columns_are():
    raw = b"wer,wo\nAda,Acme\nBob,Beta\n"
    assert read_file(raw).people == ()
    both = read_file(raw, mapping=ColumnMapping(("name", "employer")))
    assert [(one.name, one.employer) for one in both.people] == [("Ada", "Acme"), ("Bob", "Beta")]
    bare = read_file(raw, mapping=ColumnMapping(("name", "evil"), with_heading=False))
    assert [(one.name, one.employer) for one in bare.people] == [("wer", ""), ("Ada", ""), ("Bob", "")]


def test_every_source_has_a_name_and_a_priority_of_its_own():
    assert list(importers()) == ["askwell", "vcard", "linkedin", "linkedin-archive", "google", "hubspot", "table"]
    assert len({importer.priority for importer in importers().values()}) == len(importers())


@settings(max_examples=60)
@given(st.lists(st.tuples(st.text(max_size=12), st.text(max_size=12)), min_size=1, max_size=6))
def test_names_and_employers_survive_any_text(rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("Name", "Company"), *rows])
    raw = text.getvalue().encode("utf-8", "replace")
    try:
        reading = read_file(raw)
    except ImportUnreadableError:
        return
    for found in reading.people:
        assert found.name.strip()
        assert not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in found.name + found.employer)
    assert len(reading.people) + len(reading.unreadable) <= len(rows) * 3
