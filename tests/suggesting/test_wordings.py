"""Every wording of the built-in bank, read as a coach would: short, open, varied, nothing worn out, nothing broken by a slot."""

import re
from collections import Counter

import pytest

from askwell.suggesting.asks import ask_clause, is_polite
from askwell.suggesting.bank import FOLDER, Trigger, read_bank
from askwell.suggesting.gates import content_problems
from askwell.suggesting.lexicons import toml_file

TRIGGERS = [trigger for path in sorted(FOLDER.glob("*.toml")) for trigger in read_bank(path, examples=True)]
WORN = re.compile(
    r"what was that like|any advice|challenges?\b|typical day|like best|like most|share with|journey|passionate|"
    r"pick your brain|deep dive|learnings|best practice",
    re.IGNORECASE,
)


def texts() -> list[tuple[str, str]]:
    """Give (id, sentence) of every wording as written in the files."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        raw = path.read_text(encoding="utf-8")
        for block in re.split(r"(?m)^\[\[trigger\]\]", raw)[1:]:
            name = re.search(r'id = "([^"]+)"', block)
            say = re.search(r"(?ms)^say = \[\n(.*?)^\]", block)
            assert name, block[:80]
            assert say or "of_trade = " in block or "of_word = " in block, name
            for line in say[1].splitlines() if say else []:
                sentence = re.match(r'\s*(?:\{ text = )?"(.*?[?])"', line)
                assert sentence, line
                found.append((name[1], sentence[1]))
    return found


TEXTS = texts()


def test_there_are_enough_triggers_and_joins() -> None:
    plain = [trigger for trigger in TRIGGERS if not trigger.id.startswith("J")]
    assert len(plain) >= 110
    assert len(TRIGGERS) - len(plain) >= 40
    assert len({trigger.id for trigger in TRIGGERS}) == len(TRIGGERS)


@pytest.mark.parametrize("trigger", TRIGGERS, ids=lambda trigger: trigger.id)
def test_a_trigger_is_complete(trigger: Trigger) -> None:
    assert trigger.of_trade or trigger.of_word or len(trigger.say) >= 3
    assert len(trigger.then) >= 2
    assert trigger.fires
    assert trigger.silent


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_a_wording_is_short_open_and_unworn(name: str, text: str) -> None:
    bare = re.sub(r"\{[^}]*\}", "something", re.sub(r"\[[^\]]*\]", "", text))
    assert text.count("?") == 1
    assert text.endswith("?")
    assert len(bare.split()) <= 31
    assert len(ask_clause(bare).split()) <= 24
    assert not WORN.search(text)
    assert not content_problems(bare)


@pytest.mark.parametrize(("name", "text"), TEXTS)
def test_a_slot_is_never_broken_by_what_stands_around_it(name: str, text: str) -> None:
    assert not re.search(r"\}['’]s?\b", text), "no possessive on a slot"
    assert not re.search(r"\ban? \{[a-z_]+\}", text, re.IGNORECASE), "no article before a bare slot"
    quoted = re.findall(r"“([^”]*)”", text)
    assert all(re.fullmatch(r"\{[a-z_]+(?:\|cap)?\}", words) for words in quoted)


def test_the_ways_of_asking_vary() -> None:
    opened: Counter[str] = Counter()
    for _, text in TEXTS:
        if is_polite(text):
            continue
        found = re.search(r"\b(what|which|where|when|who|whom|whose|how)\b", ask_clause(text), re.IGNORECASE)
        assert found, text
        opened[found[1].lower()] += 1
    total = sum(opened.values())
    assert opened["what"] <= total / 2
    assert all(opened[word] >= 15 for word in ("which", "where", "when", "who", "how"))


def test_no_wording_stands_twice() -> None:
    counted = Counter(text for _, text in TEXTS)
    assert [text for text, count in counted.items() if count > 2] == []


def test_the_closing_block_asks_for_what_was_missed_and_for_another_person() -> None:
    lines = toml_file("../closing")["line"]
    ids = [line["id"] for line in lines]
    assert ids[:2] == ["C-missed", "C-referral"]
    for line in lines:
        for text in (line["text"], *line.get("who", {}).values()):
            assert text.endswith("?")
            assert len(text.split()) <= 20
