"""The word lists: large enough, consistent among themselves, and fit to be said aloud."""

import re
from collections import Counter
from pathlib import Path

import pytest

from askwell.suggesting.lexicons import Lexicons, lexicons, toml_file
from askwell.suggesting.names import organization_short, read_role

TITLES = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "titles.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
VERB_KINDS = ("outcome", "change", "make", "lead", "teach", "do")


@pytest.fixture(scope="module")
def known() -> Lexicons:
    return lexicons()


def test_there_are_enough_of_each_kind(known: Lexicons) -> None:
    skills = toml_file("skills")["skill"]
    assert len(known.families) >= 100
    assert len(known.cards) >= 60
    assert len(known.sectors) >= 30
    assert len(skills) + sum(len(entry["aliases"]) for entry in skills.values()) >= 1000
    assert sum(len(toml_file("verbs")[kind]) for kind in VERB_KINDS) >= 200
    assert len(known.degrees) >= 20
    assert len(known.licences) >= 40


def test_fewer_than_one_title_in_twenty_falls_through(known: Lexicons) -> None:
    lost = [title for title, _ in TITLES if known.family_of(title) is None]
    assert len(TITLES) >= 700
    assert len(lost) < len(TITLES) / 20, lost
    assert len(lost) <= 8, lost


@pytest.mark.parametrize(("title", "family"), [(title, family) for title, family in TITLES if family != "-"])
def test_a_title_is_read_as_its_kind_of_work(title: str, family: str, known: Lexicons) -> None:
    found = known.family_of(title)
    assert found is not None
    assert found[0] == family


def test_families_can_be_said_aloud(known: Lexicons) -> None:
    for family in known.families.values():
        for text in (family.label, family.person, family.people):
            assert text == text.lower(), family
            assert re.fullmatch(r"[a-z][a-z -]*[a-z]", text), family
        assert family.group
    assert len({family.label for family in known.families.values()}) >= len(known.families) - 1


def test_a_phrase_belongs_to_one_family_only() -> None:
    counted = Counter(title for entry in toml_file("families")["family"].values() for title in entry["titles"])
    assert [title for title, count in counted.items() if count > 1] == []


def test_titles_that_count_only_alone_do_not_settle_a_longer_title(known: Lexicons) -> None:
    assert known.family_of("Director") == ("general_management", 0.7)
    assert known.family_of("Director of Nursing Education")[0] == "nursing"  # type: ignore[index]
    assert known.family_of("Manager, Supplier Quality")[0] == "supply_chain"  # type: ignore[index]


@pytest.mark.parametrize("family", sorted(toml_file("cards")["card"]))
def test_a_card_fits_its_sentences(family: str, known: Lexicons) -> None:
    card = known.cards[family]
    assert family in known.families
    assert not card["tension"].endswith(".")
    assert card["tension"][0].islower()
    assert card["slice"].split()[0] in {"in", "on", "at", "when", "after", "before"}
    assert card["artefact"].split()[0] in {"a", "an", "the", "one"}
    assert len(re.findall(r"\bfor\b", card["misread"])) == 1
    assert len(f"In {known.families[family].label}, {card['tension']}.".split()) <= 22
    assert not re.search(r"[A-Z]", "".join(card.values()))


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("Software Engineering Intern", 0), ("Stagiaire marketing", 0), ("Werkstudentin", 0), ("Apprentice Electrician", 0),
        ("Junior Designer", 1), ("Research Assistant", 1), ("Graduate Structural Engineer", 1),
        ("Teacher", 2), ("Product Owner", 2), ("HR Business Partner", 2), ("Brand Ambassador", 2), ("Executive Assistant to the CEO", 2),
        ("Senior Accountant", 3), ("Charge Nurse", 3), ("Project Manager", 3), ("Account Manager", 3),
        ("Team Leader", 4), ("Engineering Manager", 4), ("Senior Project Manager", 4), ("Warehouse Shift Lead", 4), ("Assistant Principal", 4),
        ("Head of Talent", 5), ("Director of Nursing", 5), ("Bereichsleiterin Einkauf", 5),
        ("Vice President, Clinical Informatics", 6), ("Founder & CEO", 6), ("Geschäftsführerin", 6), ("Managing Director", 6),
    ],
)  # fmt: skip
def test_rank_words_tell_the_level(title: str, level: int, known: Lexicons) -> None:
    assert known.level_of(title) == level


@pytest.mark.parametrize(
    ("title", "short", "field", "person"),
    [
        ("Biology Teacher", "biology teacher", "biology teaching", "teacher"),
        ("Charge Nurse, Cardiac Step-Down", "charge nurse", "nursing", "nurse"),
        ("Vice President, Clinical Informatics", "vice president", "clinical informatics", "vice president"),
        ("Site Reliability Engineer", "site reliability engineer", "site reliability", None),
        ("Senior UX Researcher", "UX researcher", "UX research", None),
        ("Dental Assistant", "dental assistant", "dentistry", "dental assistant"),
        ("Police Officer", "police officer", "policing", "police officer"),
        ("Creative Director", "creative director", None, "creative director"),
        ("Electrician", "electrician", "electrical work", "electrician"),
        ("Operations Manager", "operations manager", "operations", None),
        ("Founder & CEO", "founder", "running a company", "founder"),
    ],
)
def test_a_title_is_said_as_people_say_it(title: str, short: str, field: str | None, person: str | None) -> None:
    role = read_role(title)
    assert role.short == short
    assert field is None or role.field == field
    assert person is None or role.person == person


def test_no_field_of_work_is_an_adjective_or_a_thing(known: Lexicons) -> None:
    left = {read_role(title).field for title, _ in TITLES} - {""}
    bare = [field for field in left if " " not in field and field in known.words["no_field"]]
    assert bare == []


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Calder Ridge High School", "Calder Ridge"), ("Tidewell Health", "Tidewell"), ("Orban Pumps GmbH", "Orban Pumps"),
        ("Boston University", "Boston University"), ("Open University", "the Open University"), ("Tarn Labs", "Tarn Labs"),
        ("Brightwell & Sons Ltd.", "Brightwell & Sons"),
    ],
)  # fmt: skip
def test_employers_lose_only_what_nobody_says(name: str, short: str) -> None:
    assert organization_short(name, frozenset({"boston"})).removeprefix("the ") == short.removeprefix("the ")


def test_verbs_have_three_sound_forms() -> None:
    verbs = toml_file("verbs")
    seen: Counter[str] = Counter()
    for kind in VERB_KINDS:
        for line in verbs[kind]:
            past, base, gerund = line.split()
            seen[past] += 1
            assert gerund.split("_")[0].endswith("ing"), line
            assert not re.search(r"iing$", gerund.split("_")[0]), line
            assert past[0] == base[0] == gerund[0] or base.split("_")[0] in {"go"}, line
    assert [past for past, count in seen.items() if count > 1] == []
    every = {line.split()[0].replace("_", " ") for kind in VERB_KINDS for line in verbs[kind]}
    assert not every & set(verbs["never"])
    assert {plain.replace("_", " ") for plain in verbs["rename"].values()} <= every


def test_skills_name_known_kinds_of_work_once(known: Lexicons) -> None:
    skills = toml_file("skills")["skill"]
    assert [name for name, entry in skills.items() if entry["family"] not in known.families] == []
    assert {entry["kind"] for entry in skills.values()} <= {"tool", "language", "method", "subject", "trait"}
    counted = Counter(word.lower() for entry in skills.values() for word in {entry["name"].lower(), *entry["aliases"]})
    assert [word for word, count in counted.items() if count > 1] == []


def test_studies_and_licences_lead_to_known_kinds_of_work(known: Lexicons) -> None:
    assert [f for entry in known.subjects.values() for f in entry["families"] if f not in known.families] == []
    assert [entry["family"] for entry in known.licences if entry["family"] not in known.families] == []


def test_acronyms_are_no_plain_words(known: Lexicons) -> None:
    plain = {
        "or",
        "us",
        "do",
        "so",
        "in",
        "on",
        "at",
        "an",
        "as",
        "is",
        "be",
        "go",
        "he",
        "we",
        "me",
        "my",
        "no",
        "to",
        "up",
        "by",
    }
    assert not known.acronyms & plain
    assert not {word.lower() for word in known.mixed} & known.acronyms


def test_sectors_have_labels_that_follow_in(known: Lexicons) -> None:
    assert all(re.fullmatch(r"[a-z][a-z, -]*[a-z]", sector.label) for sector in known.sectors.values())
    assert sum(sector.regulated for sector in known.sectors.values()) >= 15
    assert known.sector_words.find("Hospitals and Health Care") == "hospitals"
    assert known.sector_words.find("Waste Treatment and Disposal") == "environment"
    assert known.sector_words.find("Electric Power Transmission, Control, and Distribution") == "energy"


@pytest.mark.parametrize("word", ["twins", "raising", "pregnan", "illness", "divorce", "church", "visa"])
def test_private_matters_are_never_quoted(word: str, known: Lexicons) -> None:
    assert word in known.words["private"]
