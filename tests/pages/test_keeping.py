"""Storage and privacy: how long things stay, whom one never wrote to, erasing a part, letting somebody come back."""

import re
from datetime import timedelta

import pytest

from tests.pages.conftest import MAREN, Window


def test_it_is_reached_from_settings(window: Window) -> None:
    assert 'href="/keeping"' in window.page("/settings")
    page = window.page("/keeping")
    assert "There is none yet." in page
    assert "never deletes a person by itself" in page


@pytest.mark.parametrize(("chosen", "words"), [("30", "a month"), ("0", "as long as the person")])
def test_a_choice_is_kept(window: Window, chosen: str, words: str) -> None:
    window.send("/keeping", page_days=chosen, people_days="730")
    page = window.page("/keeping")
    assert re.search(rf'<option value="{chosen}" selected>{words}', page)
    assert '<option value="730" selected>two years' in page


def test_people_one_never_wrote_to_stand_there_after_a_year(window: Window, person: str) -> None:
    assert "Nobody just now." in window.page("/keeping")
    window.time.now += timedelta(days=400)
    page = window.page("/keeping")
    assert "1 person has been in your list for long" in page
    assert f"{person}/erase" in page


def test_the_note_is_erased_alone(window: Window, person: str) -> None:
    window.send(f"{person}/note", text="Zqnote", version="0")
    assert "Zqnote" in window.page(person)
    assert "Erase only a part" in window.page(f"{person}/erase")
    answer = window.send(f"{person}/erase-part", part="note").get_data(as_text=True)
    assert "That part is gone for good" in answer
    assert "Zqnote" not in window.page(person)
    assert window.send(f"{person}/erase-part", part="everything").status_code == 422


def test_a_wish_is_taken_back_by_the_pages_address(window: Window, person: str) -> None:
    window.send(f"{person}/erase", confirm="erase", forever="1")
    answer = window.send("/keeping/come-back", address=MAREN).get_data(as_text=True)
    assert "They may be stored again." in answer
    again = window.send("/keeping/come-back", address=MAREN).get_data(as_text=True)
    assert "Nobody with this page was erased" in again
    assert window.send("/keeping/come-back", address="no address at all").status_code == 422
