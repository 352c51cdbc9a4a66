"""Earlier roles told in sentences: read in seven languages, and nothing taken that a sentence does not say."""

import pytest

from askwell.parsing.generic.prose import role_of_sentence
from askwell.parsing.generic.told_roles import ToldRole, told_roles

NAME = "Ada Example"
TOLD = {
    "Before that I worked as a product designer at Northlight Studio.": (
        "product designer",
        "Northlight Studio",
        "",
        "",
    ),
    "Previously, she was a data analyst at Sample Bank from 2009 to 2014.": (
        "data analyst",
        "Sample Bank",
        "2009",
        "2014",
    ),
    "Ada was an editor at Example Press until 2012.": ("editor", "Example Press", "", "2012"),
    "In 2014 I joined Example Rail as a research assistant, and stayed until 2018.": (
        "research assistant",
        "Example Rail",
        "2014",
        "2018",
    ),
    "Sie lebt in Kassel; davor war sie Referentin bei der Beispiel Stiftung.": (
        "Referentin",
        "Beispiel Stiftung",
        "",
        "",
    ),
    "Zuvor arbeitete er als Redakteur bei der Muster Presse von 2001 bis 2006.": (
        "Redakteur",
        "Muster Presse",
        "2001",
        "2006",
    ),
    "Auparavant, j’ai travaillé comme éditrice chez Éditions Exemple de 2009 à 2016.": (
        "éditrice",
        "Éditions Exemple",
        "2009",
        "2016",
    ),
    "Antes trabajé como ingeniera ambiental en Aguas de Muestra.": ("ingeniera ambiental", "Aguas de Muestra", "", ""),
    "Daarvoor werkte ik als projectleider bij Studio Monster.": ("projectleider", "Studio Monster", "", ""),
    "In precedenza ho lavorato come redattrice presso Editrice Esempio.": ("redattrice", "Editrice Esempio", "", ""),
}
NOT_TOLD = [
    "She was born in 1980 at Sample Hospital.",
    "He was appointed professor at Sample University in 2003.",
    "I am a designer at Northlight Studio.",
    "Her father was a teacher at Sample School.",
    "Bob Sample was the director of Example Press.",
    "The company was a pioneer at Example Fair.",
    "Before that the house was a bakery at Sample Street.",
    "I was a member of the board at Example Club.",
    "Previously she was a designer.",
    "I worked as hard as the engineers at Sample Works.",
    "In 2014 I joined forces with friends as a hobby.",
    "I joined Example Rail.",
]


@pytest.mark.parametrize("text", TOLD)
def test_an_earlier_role_is_read_from_its_sentence(text: str) -> None:
    found = list(told_roles(text, NAME))
    assert [(told.role.title, told.role.organization, told.start, told.end) for told in found] == [TOLD[text]]
    assert found[0].over


def test_a_role_that_was_taken_up_is_not_called_over() -> None:
    (told,) = told_roles("In 2014 I joined Example Rail as a research assistant.", NAME)
    assert isinstance(told, ToldRole)
    assert (told.start, told.end, told.over) == ("2014", "", False)


@pytest.mark.parametrize("text", NOT_TOLD)
def test_nothing_is_read_that_no_sentence_about_the_person_says(text: str) -> None:
    assert list(told_roles(text, NAME)) == []


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("Sie ist seit 2018 Leiterin der Planung bei der Musterstadt GmbH.", "2018"),
        ("I am an engineer at Example Works since March 2019.", "2019-03"),
        ("Soy consultora en Ejemplo Verde S.L. desde 2019.", "2019"),
        ("I am an engineer at Example Works and have lived in Lisbon since 2016.", ""),
    ],
)
def test_a_sentence_says_since_when_a_role_runs(text: str, start: str) -> None:
    role = role_of_sentence(text)
    assert role is not None
    assert role.start == start
