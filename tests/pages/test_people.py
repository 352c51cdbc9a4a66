"""The lists, and the page of one person: what is known, and what is done."""

import html
import re
from datetime import timedelta
from time import monotonic as clock

import pytest

HOSTILE = "<img src=x onerror=alert(1)> \"'{{7*7}} </textarea></title><script>alert(2)</script>"


def question_ids(page):
    return re.findall(r'<li class="question[^"]*" id="q-([^"]+)"', page)


def text_of(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


def fact_called(page, words):
    """Give the id of the fact that shows these words."""
    for found in re.finditer(r'<li class="fact[^"]*" id="fact-([0-9a-f-]{36})">(.*?)</li>', page, re.DOTALL):
        if words in text_of(found[2]):
            return found[1]
    raise AssertionError(f"no fact shows {words}")


def section(page, name):
    return re.search(rf'<section id="{name}".*?</section>', page, re.DOTALL).group()


def test_the_page_of_a_person_is_whole(window, person, judge):
    page = window.page(person)
    judge(page)
    said = text_of(page)
    for words in (
        "Maren Holloway",
        "I build courses that work",
        "Columbus, Ohio",
        "Mar 2021 to now",
        "2012 to 2019",
        "xAPI",
    ):
        assert words in said
    assert said.index("Senior Learning Designer") < said.index("Biology Teacher") < said.index("University of Brandt")


def test_questions_show_why_facts_and_follow_ups(window, person):
    page = window.page(person)
    assert len(question_ids(page)) >= 6
    card = page.split('<li class="question')[1]
    assert "Why this" in card
    assert "To go on" in card
    assert re.search(r'href="#fact-[0-9a-f-]{36}"', page), "a question leads to a fact on this page"
    for anchor in re.findall(r'href="#(fact-[^"]+)"', page):
        assert f'id="{anchor}"' in page


def test_the_captured_words_are_shown_with_each_fact(window, person):
    fact = re.search(r'id="fact-[^"]+">(?:(?!</li>).)*Biology Teacher.*?</li>', window.page(person), re.DOTALL).group()
    assert "Biology Teacher · Brandt High School · 2012 · 2019" in html.unescape(fact)
    assert 'href="https://profiles.example.org/maren"' in fact


@pytest.mark.parametrize(("do", "state"), [("keep", "kept"), ("asked", "asked")])
def test_a_question_is_marked(window, person, do, state):
    first = question_ids(window.page(person))[0]
    answer = window.send(
        f"{person}/questions/{first}", do=do, answer="It depends.\nOn the ward.", minutes="20", channel="video"
    )
    page = answer.get_data(as_text=True)
    assert re.search(rf'class="question {state}" id="q-{re.escape(first)}"', page)
    assert ("It depends.<br>On the ward." in page) == (do == "asked")


def test_swap_put_aside_and_bring_back(window, person):
    before = question_ids(window.page(person))
    window.send(f"{person}/questions/{before[0]}", do="swap")
    after = question_ids(window.page(person))
    assert before[0] not in after
    assert len(after) == len(before)
    window.send(f"{person}/questions/{before[1]}", do="dismiss")
    page = window.page(person)
    assert before[1] not in question_ids(page)
    assert "Put aside (2)" in page
    window.send(f"{person}/questions/{before[1]}", do="restore")
    assert before[1] in question_ids(window.page(person))


def test_a_question_in_ones_own_words(window, person):
    first = question_ids(window.page(person))[0]
    page = window.send(f"{person}/questions/{first}", do="edit", text=f"  What about\n {HOSTILE}?").get_data(
        as_text=True
    )
    assert "in your words" in page
    assert "<img src=x" not in page
    assert window.send(f"{person}/questions/{first}", do="edit", text="  ").status_code == 422


@pytest.mark.parametrize("do", ["know", "less"])
def test_a_question_makes_room(window, person, do):
    first = question_ids(window.page(person))[0]
    answer = window.send(f"{person}/questions/{first}", do=do)
    assert answer.status_code == 200
    assert question_ids(answer.get_data(as_text=True))


def test_an_unknown_button_or_question_changes_nothing(window, person):
    first = question_ids(window.page(person))[0]
    assert window.send(f"{person}/questions/{first}", do="explode").status_code == 422
    assert window.send(f"{person}/questions/no-such-question", do="keep").status_code == 404


def test_minutes_and_channel_plan_anew(window, person):
    short = window.page(f"{person}?minutes=10&channel=phone")
    assert '<option value="10" selected>' in short
    assert '<option value="phone" selected>' in short
    assert re.search(r'name="minutes" value="10"', short), "buttons carry the choice along"
    assert '<li class="cut"><span>10 minutes</span>' in short
    order = question_ids(window.page(f"{person}?order=conversation"))
    assert sorted(order) == sorted(question_ids(window.page(person)))


def test_the_stage_moves_on_and_can_be_set(window, person):
    page = window.page(person)
    assert "Next: choose your questions" in page
    page = window.send(f"{person}/stage", stage="talked").get_data(as_text=True)
    assert "Next: thank them within a day" in page
    assert "Undo" in page
    assert window.send(f"{person}/stage", stage="hired").status_code == 422


def test_facts_are_corrected_and_undone(window, person):
    page = window.page(person)
    fact = fact_called(page, "Biology Teacher")
    form = {
        "do": "change",
        "title": "Head of Biology",
        "organization": "Brandt High School",
        "start": "2012",
        "end": "2019",
    }
    page = window.send(f"{person}/facts/{fact}", **form).get_data(as_text=True)
    assert "Head of Biology" in section(page, "facts")
    undo = re.search(r'action="(/actions/[^"]+/undo)"', page).group(1)
    page = window.send(undo, next=person).get_data(as_text=True)
    assert "Everything is as it was before." in page
    assert "Head of Biology" not in section(page, "facts")
    assert "Biology Teacher" in section(page, "facts")


def test_facts_are_removed(window, person):
    fact = fact_called(window.page(person), "Storyboards")
    page = window.send(f"{person}/facts/{fact}", do="remove").get_data(as_text=True)
    assert "Storyboards" not in section(page, "facts")
    window.read("https://profiles.example.org/maren")
    assert "Storyboards" not in section(window.page(person), "facts"), "a new capture does not bring it back"


def test_facts_are_added(window, person):
    page = window.send(f"{person}/facts", kind="/person/skills/-", text=HOSTILE).get_data(as_text=True)
    assert "<img src=x" not in page
    assert "onerror=alert(1)" in text_of(page)
    role = {"kind": "/person/experience/-", "title": "Trustee", "organization": "Repair Café", "start": "2020"}
    page = window.send(f"{person}/facts", **role).get_data(as_text=True)
    assert "2020 to now" in page
    for wrong in (
        {"kind": "/person/skills/-", "text": " "},
        {"kind": "/organization/name", "text": "x"},
        {"kind": "/etc"},
    ):
        assert window.send(f"{person}/facts", **wrong).status_code == 422


def test_a_fact_of_somebody_else_cannot_be_changed_here(window, person, shelf):
    fact = fact_called(window.page(person), "Storyboards")
    url = "https://profiles.example.org/other"
    shelf.documents[url] = {
        **shelf.documents["https://profiles.example.org/maren"],
        "person": {"name": "Tobias Okwuosa"},
        "evidence": {},
    }
    other = window.read(url)
    assert other != person
    assert window.send(f"{other}/facts/{fact}", do="remove").status_code == 404
    assert "Storyboards" in window.page(person)


def test_notes_are_kept_and_never_overwrite_each_other(window, person):
    page = window.send(f"{person}/note", text=f"First line\r\n{HOSTILE}", version="0").get_data(as_text=True)
    assert "Saved." in page
    assert "First line\n&lt;img src=x" in page
    answer = window.send(f"{person}/note", text="from the other window", version="0")
    assert answer.status_code == 412
    page = answer.get_data(as_text=True)
    assert "from the other window</textarea>" in page
    assert "The other version" in page
    version = re.search(r'name="version" value="(\d+)"', page).group(1)
    assert version == "1"
    assert window.send(f"{person}/note", text="both", version=version).status_code == 200


def test_the_longest_notes_fit_in_every_script(window, person):
    answer = window.send(f"{person}/note", text="語" * 100_000, version="0")
    assert answer.status_code == 200
    assert "語" * 100 in answer.get_data(as_text=True)


def test_notes_that_save_themselves(window, person):
    answer = window.send(f"{person}/note", accept="application/json", text="one", version="0")
    assert answer.json == {"version": 1}
    answer = window.send(f"{person}/note", accept="application/json", text="two", version="0")
    assert answer.status_code == 412
    assert "Nothing is lost" in answer.json["detail"]
    assert window.send(f"{person}/note", text="x" * 100_001, version="1").status_code == 422


def test_erasing_asks_first(window, person):
    page = window.page(f"{person}/erase")
    assert "It cannot be undone." in page
    assert window.send(f"{person}/erase", confirm="yes").status_code == 422
    assert window.get(person).status_code == 200
    page = window.send(f"{person}/erase", confirm=" Erase ").get_data(as_text=True)
    assert "Gone for good" in page
    assert window.get(person).status_code == 404
    assert "Maren" not in window.page("/people")


def test_whom_one_wishes_never_to_store_again_is_refused(window, person):
    window.send(f"{person}/erase", confirm="erase", forever="1")
    answer = window.send("/add/text", text="Maren again", url="https://profiles.example.org/maren")
    assert answer.status_code == 409
    assert "chose not to" in answer.get_data(as_text=True)


def test_the_brief_takes_what_was_kept(window, person, judge):
    ids = question_ids(window.page(person))
    window.send(f"{person}/questions/{ids[2]}", do="keep")
    window.send(f"{person}/note", text="Mutual: Priya", version="0")
    page = window.page(f"{person}/brief")
    judge(page)
    asked = re.search(r'<ol class="brief-questions">.*?</ol>', page, re.DOTALL).group()
    assert asked.count("<li>") < len(ids)
    kept = re.search(rf'id="q-{re.escape(ids[2])}">.*?<p class="ask">(.*?)</p>', window.page(person), re.DOTALL).group(
        1
    )
    assert kept in asked
    assert "Mutual: Priya" in page
    assert "<nav" not in page


def test_the_message_holds_the_chosen_questions(window, person, judge):
    page = window.page(f"{person}/message")
    judge(page)
    message = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL).group(1))
    assert message.lstrip().startswith("Hello Maren,")
    assert len(re.findall(r"(?m)^\d\. ", message)) == 4
    ids = question_ids(window.page(person))
    chosen = window.page(f"{person}/message?q={ids[5]}")
    assert chosen.count(" checked") == 1
    many = window.page(f"{person}/message?" + "&".join(f"q={one}" for one in ids))
    assert len(ids) > 7
    assert "is a lot to read" in many


def test_hostile_captured_text_is_only_text(window, shelf, judge):
    url = "https://profiles.example.org/hostile"
    facts = {"name": f"Eve {HOSTILE}", "headline": HOSTILE, "about": HOSTILE * 10, "location": HOSTILE,
             "experience": [{"title": HOSTILE, "organization": HOSTILE, "start": HOSTILE, "description": HOSTILE}],
             "skills": [HOSTILE], "links": ["javascript:alert(1)", "https://example.org/<script>"],
             "posts": [{"text": HOSTILE, "date": HOSTILE}]}  # fmt: skip
    from_page = {
        "page": {"url": url, "kind": "person", "title": HOSTILE},
        "person": facts,
        "people": [],
        "sections": {},
    }
    shelf.documents[url] = {
        **from_page,
        "evidence": {"/person/name": {"raw": HOSTILE, "where": HOSTILE, "method": "meta", "confidence": 1.0}},
    }
    eve = window.read(url)
    for path in ("", "/erase", "/brief", "/message", "?done"):
        page = window.page(eve + path)
        judge(page)
        assert "<img src=x" not in page, path
        assert "<script>alert" not in page, path
    for path in ("/people", "/", "/companies"):
        assert "<img src=x" not in window.page(path)


def test_the_list_searches_filters_sorts_and_pages(window, shelf, time, judge):
    for number in range(53):
        url = f"https://profiles.example.org/p{number}"
        page = {"url": url, "kind": "person", "title": ""}
        shelf.documents[url] = {
            "page": page,
            "person": {"name": f"Person {number:02d} Sample"},
            "people": [],
            "sections": {},
            "evidence": {},
        }
        path = window.read(url)
        time.pass_by(timedelta(minutes=1))
    window.send(f"{path}/stage", stage="talked")
    page = window.page("/people")
    judge(page)
    assert "53 people" in page
    assert page.count('name="ids"') == 50
    assert "1 to 50 of 53" in page
    second = window.page(html.unescape(re.search(r'<a class="button" href="([^"]+)" rel="next"', page).group(1)))
    assert second.count('name="ids"') == 3
    assert 'rel="prev"' in second
    assert window.page("/people?stage=talked").count('name="ids"') == 1
    assert window.page("/people?search=Person+07").count('name="ids"') == 1
    by_name = re.findall(r"Person \d\d Sample</a>", window.page("/people?sort=name"))
    assert by_name == sorted(by_name)
    assert window.get("/people?search=" + "word+" * 20).status_code == 422
    assert "Nobody here fits" in window.page("/people?search=zzzz")


def test_export_of_everybody_and_of_the_chosen(window, person):
    answer = window.send("/export", format="json")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "Maren Holloway" in answer.get_data(as_text=True)
    answer = window.send("/export", format="csv", choose="1", ids=person.rpartition("/")[2])
    assert "Maren Holloway" in answer.get_data(as_text=True)
    for wrong in ({"format": "csv", "choose": "1"}, {"format": "csv", "ids": "x"}, {"format": "exe"}):
        assert window.send("/export", **wrong).status_code == 422


@pytest.mark.parametrize(
    "path", ["/people", "/companies", "/", "/start", "/export", "/settings", "/me", "/add", "/browsers"]
)
def test_full_pages_are_whole(window, person, judge, path):
    judge(window.page(path))


def test_today_says_what_is_due(window, person, time):
    assert "Choose questions for" in window.page("/")
    window.send(f"{person}/stage", stage="talked")
    page = window.page("/")
    assert "Within a day of the talk." in page
    assert "Stage: Talked, <time" in page, "what was done last"
    time.pass_by(timedelta(days=2))
    window.send(f"{person}/note", text="a later note does not hide how late it is", version="0")
    page = window.page("/")
    assert "late thanks are still thanks" in page
    page = window.send(f"{person}/stage", stage="thanked", back="/").get_data(as_text=True)
    assert "Nothing is due" in page
    assert window.send(f"{person}/stage", stage="found", back="https://evil.example/").request.path == "/"


def test_a_long_list_opens_quickly(window, shelf):
    """Today and the list must not slow down with every person."""
    for number in range(60):
        url = f"https://profiles.example.org/p{number}"
        shelf.documents[url] = {
            "page": {"url": url, "kind": "person"},
            "person": {"name": f"Person {number} Sample"},
            "people": [],
            "sections": {},
            "evidence": {},
        }
        window.read(url)
    for path in ("/", "/people"):
        window.page(path)
        begun = clock()
        window.page(path)
        assert clock() - begun < 0.6, path
