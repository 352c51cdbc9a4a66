"""Cards, calendars and notes, read again by libraries that did not write them: one property stays one property."""

import io
import re
import zipfile
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import vobject
import yaml
from markdown_it import MarkdownIt

from askwell.domain.exports import StageChange
from askwell.exporting.exporter import exporter_for
from askwell.exporting.plain_text import one_line, slug, with_newlines
from tests.exporting.hostile_texts import MARKUP, TEXTS
from tests.exporting.subjects import NOW, company, person

SOME = [*TEXTS[::7], *MARKUP]
CARDS = ["vcard4", "vcard3"]
CALENDARS = ["calendar", "calendar-events"]
PLACES = ["name", "headline", "location", "role", "skill", "email", "phone", "link", "note", "organization"]


def written(name, *items):
    return b"".join(exporter_for(name).render(items))


def unfolded(content):
    text = content.decode()
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    return text.replace("\r\n ", "").split("\r\n")


def names(content):
    return Counter(re.split("[:;]", line)[0] for line in unfolded(content) if line)


def each_card(content):
    """Give the names of the properties of every card."""
    cards, lines = [], unfolded(content)
    for line in lines[:-1]:
        if line == "BEGIN:VCARD":
            cards.append([])
        cards[-1].append(re.split("[:;]", line)[0])
    return cards


def read_cards(content):
    return list(vobject.readComponents(content.decode()))


def words(text):
    """Give what is visible of a text: its words, whatever the spaces between them."""
    return " ".join(one_line(text).replace("\ufeff", "").split())


# -- cards --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CARDS)
@pytest.mark.parametrize("where", PLACES)
def test_no_text_adds_a_property(name, where):
    plain = Counter(each_card(written(name, person("plain", where=where)))[0])
    optional = Counter({"NOTE": 1, "URL": 1, "item1.URL": 1, "item1.X-ABLabel": 1})
    cards = each_card(written(name, *(person(text, where=where) for text in TEXTS)))
    for text, card in zip(TEXTS, cards, strict=True):
        found = Counter(card)
        assert not found - plain - optional, text
        lost = plain - found - optional
        assert not lost or not words(text), (text, lost)


@pytest.mark.parametrize("name", CARDS)
def test_every_text_arrives_on_a_card(name):
    cards = read_cards(written(name, *(person(text, where="note") for text in TEXTS)))
    assert len(cards) == len(TEXTS)
    for text, card in zip(TEXTS, cards, strict=True):
        assert words(card.note.value).startswith(words(text))
        assert card.note.value.count("\n") >= with_newlines(text.strip()).count("\n")
        assert card.fn.value == "Ada Example"


@pytest.mark.parametrize("name", CARDS)
def test_names_arrive_on_a_card(name):
    cards = read_cards(written(name, *(person(text) for text in TEXTS)))
    for text, card in zip(TEXTS, cards, strict=True):
        assert words(card.fn.value) == (words(text) or "?")
        assert sum(1 for line in card.lines() if line.name == "TEL") == 1


def test_a_card_of_today_has_its_jobs_in_groups():
    (card,) = read_cards(written("vcard4", person()))
    held = {(line.group, line.name): line for line in card.lines()}
    assert held["j1", "ORG"].value == ["Acme"]
    assert held["j1", "ORG"].params == {"PREF": ["1"]}
    assert (held["j2", "ORG"].value, held["j2", "TITLE"].value) == (["The Inn"], "Cook")
    assert held["j2", "X-ASKWELL-POSITION"].value == "Cook;The Inn;2010;2012;"
    assert card.version.value == "4.0"
    assert card.kind.value == "individual"
    assert "Education: BSc, Tidal Institute, Biology" in card.note.value
    assert card.uid.value == f"urn:uuid:{person().subject.id}"


def test_an_older_card_has_labels_for_links():
    (card,) = read_cards(written("vcard3", person()))
    held = {(line.group, line.name): line.value for line in card.lines()}
    assert held["item1", "URL"] == "https://example.com/ada"
    assert held["item1", "X-ABLABEL"] == "Page"
    assert card.n.value.family == "Example"
    assert card.adr.value.city == "York"
    assert len([1 for line in card.lines() if line.name == "X-ASKWELL-POSITION"]) == 2


@pytest.mark.parametrize("name", CARDS)
def test_a_company_is_a_card_of_its_own(name):
    (card,) = read_cards(written(name, company()))
    assert card.org.value == ["Acme Example"]
    assert "URL" in [line.name for line in card.lines()]
    assert [line.value for line in card.lines() if line.name in ("KIND", "X-ABSHOWAS")] in (["org"], ["COMPANY"])


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://", "x" * 9])
def test_other_links_are_words_only(link):
    content = written("vcard4", person(link, where="link"))
    assert "URL" not in names(content)
    assert f"Link: {link.replace(',', chr(92) + ',')}" in "".join(unfolded(content))


# -- calendars ----------------------------------------------------------------------------------------------------------


def entries(content):
    (calendar,) = vobject.readComponents(content.decode())
    return [one for one in calendar.getChildren() if one.name in ("VEVENT", "VTODO")]


@pytest.mark.parametrize("name", CALENDARS)
@pytest.mark.parametrize("where", ["name", "headline", "location", "organization", "url", "question", "answer"])
def test_no_text_adds_a_line_to_a_calendar(name, where):
    plain = names(written(name, person("https://example.com/x" if where == "url" else "plain", where=where)))
    for text in TEXTS if where == "name" else SOME:
        found = names(written(name, person(text, where=where)))
        assert not found - plain, text
        assert {"VALARM", "ATTENDEE", "ORGANIZER"}.isdisjoint(found)
        assert set(plain - found) <= {"URL", "LOCATION", "DESCRIPTION"}, text


@pytest.mark.parametrize("name", CALENDARS)
def test_every_name_arrives_in_a_calendar(name):
    items = [person(text, number=number) for number, text in enumerate(TEXTS)]
    texts = {item.subject.id: item.subject.name for item in items}
    found = entries(written(name, *items))
    assert len(found) == len(TEXTS) * (4 if name == "calendar" else 2)
    for entry in found:
        assert words(texts[entry.uid.value.rpartition("@")[0][: entry.uid.value.index("-", 30)]]) in words(
            entry.summary.value
        )


def test_what_comes_next():
    found = {one.uid.value.split("-", 5)[5]: one for one in entries(written("calendar", person()))}
    assert sorted(found) == ["follow-up@askwell", "give-back@askwell", "talk@askwell", "thanks@askwell"]
    talk, thanks = found["talk@askwell"], found["thanks@askwell"]
    assert talk.name == "VEVENT"
    assert talk.dtstart.value == NOW + timedelta(days=3)
    assert "How? So." in talk.description.value
    assert "Put aside?" not in talk.description.value
    assert (thanks.name, thanks.status.value, thanks.due.value) == ("VTODO", "COMPLETED", NOW + timedelta(days=4))
    assert thanks.related_to.value == talk.uid.value
    open_one = found["give-back@askwell"]
    assert (open_one.status.value, open_one.due.value) == ("NEEDS-ACTION", NOW + timedelta(days=34))


def test_the_other_preset_has_events_only_and_leaves_out_what_is_done():
    found = entries(written("calendar-events", person()))
    assert [one.name for one in found] == ["VEVENT", "VEVENT"]
    assert {one.transp.value for one in found} == {"TRANSPARENT"}


def test_a_step_that_was_taken_back_is_not_due():
    assert entries(written("calendar", person(stage="preparing"))) == []


@pytest.mark.parametrize(
    "at",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("name", CALENDARS)
def test_instants_stay_what_they_are(name, at):
    content = written(name, person(stage="talked", stage_changes=[StageChange("talked", at)]))
    assert f"DTSTART:{at.year:04}{at:%m%dT%H%M%SZ}" in unfolded(content)
    assert len(entries(content)) == 2


# -- notes --------------------------------------------------------------------------------------------------------------

MARKDOWN = MarkdownIt("gfm-like", {"linkify": False, "html": True})
"""Reads more than the plain standard: tables, struck text and HTML would all show."""


def pages(*items):
    with zipfile.ZipFile(io.BytesIO(written("markdown", *items))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode() for name in archive.namelist()}


def front_and_text(page):
    _, front, text = page.split("---\n", 2)
    return yaml.safe_load(front), text


def inline(tokens):
    for token in tokens:
        yield token
        yield from inline(token.children or [])


def shown(text):
    """Give the text that a reader sees, and the kinds of everything in it."""
    tokens = list(inline(MARKDOWN.parse(text)))
    breaks = ("softbreak", "hardbreak")
    seen = " ".join(one.content if one.type == "text" else " " for one in tokens if one.type in ("text", *breaks))
    return words(seen.replace("\u00a0", " ")), {one.type for one in tokens}


ALLOWED = {
    "heading_open", "heading_close", "inline", "text", "paragraph_open", "paragraph_close", "hardbreak", "softbreak",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close", "link_open", "link_close",
    "text_special",
}  # fmt: skip


@pytest.mark.parametrize("where", ["name", "headline", "note", "role", "skill", "question", "answer", "about", "link"])
def test_texts_stay_texts_in_notes(where):
    texts = TEXTS if where == "note" else SOME
    found = pages(*(person(text, where=where, number=number) for number, text in enumerate(texts)))
    assert len(found) == len(texts)
    for text, page in zip(texts, found.values(), strict=True):
        front, body = front_and_text(page)
        assert all(isinstance(value, str) for value in front.values())
        seen, kinds = shown(body)
        assert kinds <= ALLOWED, (text, kinds - ALLOWED)
        links = [one.attrs["href"] for one in inline(MARKDOWN.parse(body)) if one.type == "link_open"]
        assert all(link.startswith(("https://example.com/", "http://evil.example")) for link in links), text
        assert len(links) <= 1
        assert words(text).replace(" ", "") in seen.replace(" ", "") or where == "link", text


def test_names_in_front_matter_are_texts():
    found = pages(*(person(text, number=number) for number, text in enumerate(TEXTS)))
    for text, page in zip(TEXTS, found.values(), strict=True):
        assert front_and_text(page)[0]["name"] == one_line(text)


def test_file_names_stay_in_their_folder():
    found = pages(*(person(text, number=number) for number, text in enumerate(TEXTS)), company())
    assert len(found) == len(TEXTS) + 1
    for name in found:
        assert re.fullmatch(r"(people|companies)/[\w-]+\.md", name), name
        assert len(name.encode()) < 255
    assert slug("../../Ada  Éx\u202eample.\r\n") == "ada-éx-ample"


def test_a_page_reads_well():
    page = next(iter(pages(person("Met in York.\n\nAsk about *looms*.", where="note")).values()))
    assert "# Ada Example\n" in page
    assert "## Notes\n\nMet in York.\n\nAsk about \\*looms\\*.\n" in page
    assert "- How?\n\n  So.\n" in page
    assert "Put aside?" not in page
    assert "- <https://example.com/ada>" in page
