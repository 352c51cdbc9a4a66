"""Roles in sentences: only what the sentence says about its subject."""

import pytest

from askwell.parsing.generic.prose import cut_organization, read_role, role_in_prose, sentences

SAID = [
    ("Ada Example", "Ada Example is a broker with Hill Outdoors in Colorado.", "broker", "Hill Outdoors"),
    ("Ada Example", "Ada is the Director of Marketing for Hill Outdoors and lives here.", "Director of Marketing", "Hill Outdoors"),
    ("Ada Example", "I'm a research scientist at Deep Example in Lisbon, where I lead a team.", "research scientist", "Deep Example"),
    ("Ada Example", "She works as a data scientist for Acme Corp. in Berlin.", "data scientist", "Acme Corp."),
    ("Ada Example", "Ada Example is Chief Executive Officer of Plex Example, Inc., the leader in plugs.", "Chief Executive Officer", "Plex Example, Inc."),
    ("Ada Example", "I am a professor in the Department of Physics at the University of Sampleton.", "professor", "University of Sampleton"),
    ("Ada Example", "Ada Example, Professor of Physics (and of music) received a prize.", "Professor of Physics", ""),
    ("Ada Example", "As co-founder, Ada brings twenty years of practice.", "co-founder", ""),
    ("Anna Roth", "Anna Roth ist Professorin für Informatik an der Universität Musterstadt.", "Professorin für Informatik", "Universität Musterstadt"),
    ("Anna Roth", "Sie ist Geschäftsführerin der Muster GmbH.", "Geschäftsführerin", "Muster GmbH"),
    ("Luc Petit", "Luc Petit est directeur de recherche au Laboratoire Exemple et enseigne.", "directeur de recherche", "Laboratoire Exemple"),
    ("Ana Ruiz", "Ana Ruiz es ingeniera de software en Ejemplo S.L. y vive en Madrid.", "ingeniera de software", "Ejemplo S.L."),
    ("Rui Costa", "Sou professor na Universidade de Modelo.", "professor", "Universidade de Modelo"),
    ("Marco Neri", "Marco Neri è architetto presso Studio Esempio a Milano.", "architetto", "Studio Esempio"),
    ("Eva Bos", "Eva is docent aan de Universiteit Voorbeeld.", "docent", "Universiteit Voorbeeld"),
]  # fmt: skip
NOT_SAID = [
    ("Ada Example", "The founder of this house was Ada Example's aunt."),
    ("Ada Example", "Ada Example is a member of the Example Dental Association."),
    ("Ada Example", "Ada Example is a waterfall on the Sample River."),
    ("Ada Example", "Ada Example has cared for smiles since 1999."),
    ("Ada Example", "Bo Other is the director of Hill Outdoors."),
]


@pytest.mark.parametrize(("name", "text", "title", "organization"), SAID)
def test_a_sentence_gives_the_role_it_states(name: str, text: str, title: str, organization: str) -> None:
    role = role_in_prose(text, name)
    assert role is not None
    assert (role.title, role.organization) == (title, organization)


@pytest.mark.parametrize(("name", "text"), NOT_SAID)
def test_other_sentences_give_none(name: str, text: str) -> None:
    assert role_in_prose(text, name) is None


@pytest.mark.parametrize(
    ("text", "title", "organization"),
    [
        ("Staff Engineer at Tidewater | boats", "Staff Engineer", "Tidewater"),
        ("Leiterin Einkauf bei Musterwerk AG", "Leiterin Einkauf", "Musterwerk AG"),
        ("Associate Professor of History, The University of Sampleton at Springfield", "Associate Professor of History", "The University of Sampleton at Springfield"),
        ("Ingeniero de caminos en Valdeolmos", "Ingeniero de caminos", ""),
        ("Member of Parliament for North Example", "Member of Parliament for North Example", ""),
    ],
)  # fmt: skip
def test_title_lines_are_split(text: str, title: str, organization: str) -> None:
    role = read_role(text)
    assert role is not None
    assert (role.title, role.organization) == (title, organization)


def test_sentences_end_at_full_stops_only() -> None:
    text = "Dr. A. M. Example works at Acme Inc. in Rome. She bakes! Why not? Prof. Bo helps."
    assert sentences(text) == [
        "Dr. A. M. Example works at Acme Inc. in Rome.",
        "She bakes!",
        "Why not?",
        "Prof. Bo helps.",
    ]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("the Example Labs in Porto", ""),
        ("Example Labs and has two cats", "Example Labs"),
        ("Example Labs, Inc. since", "Example Labs, Inc."),
    ],
)
def test_organizations_end_where_the_sentence_goes_on(text: str, cut: str) -> None:
    assert cut_organization(text.removeprefix("the ")) == (cut or "Example Labs")
