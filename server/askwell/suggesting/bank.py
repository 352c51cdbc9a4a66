"""Loads and checks the question bank: the TOML files in `suggesting/bank/` and files that a coach adds.

How a bank file is written
==========================
One file per theme. A file is a list of triggers; a trigger is one idea for a question.

    [[trigger]]
    id = "P01"                        # letters and digits, unique in the whole bank
    name = "what had to be unlearned" # a few words for lists
    needs = ["family_turn"]           # signals that must all be present: see `askwell bank signals`
    when = ["stage is not high_school", "years_ago < 10"]     # optional conditions, all must hold
    only = ["founder"]                # optional: kinds of person it suits; `avoid = [...]` for those it does not suit
    category = "insights"             # rapport path trends insights assignments culture advice resources
    ask = "unlearn"                   # what the answer gives: evidence criterion threshold exception order contrast
                                      # unlearn tacit method condition settle incident referral story resource
    lived = 1.0                       # how they know: 1 lived it, 0.9 sees or reviews many, 0.6 beside it, 0.4 opinion
    minutes = 2.5                     # story 3, judgement 2.5, calibration 2, pointer 1.5, close 1
    sensitivity = 0                   # 0 plain, 1 with care, 2 late and optional
    weight = 0.0                      # optional: nudges the score, -0.5 to 0.5
    covers = ["P03", "K08"]           # optional: simpler triggers that this one replaces
    say = [                           # wordings, best first: plain text, or a table with conditions
      "Moving from {from_role} to {to_role}, which habit from the earlier job did you have to drop?",
      { text = "You left {from_field}[ in {year}]. Which habit got in the way?", channel = ["phone", "message"] },
      { text = "...", stage = ["high_school"], when = ["from_like_me"], why = "...", then = ["...", "..."] },
    ]
    of_trade = "judgement"            # instead of say: take the sentences of this kind from trades/<line of work>.toml
    lead_in = "You were {from_role|a} first."  # optional, with of_trade: said before each of those sentences
    of_word = "deeds"                 # instead of say: take the sentences of the word spoken from words/deeds.toml
    why = "Names the habit that does not travel to {to_field}."  # 25 words at most
    then = ["How did you notice?", "What took its place?"]  # two follow-ups

    [[trigger.fires]]                 # at least one tiny case in which the trigger must yield a question
    rows = ["Learning Designer at Harrow, 2021 to now: Cut errors from 9 to 3.", "Teacher at Calder, 2013 to 2021"]
    says = "Moving from teacher to learning designer, which habit from the earlier job did you have to drop?"

    [[trigger.silent]]                # at least one case close by in which it must stay silent
    rows = ["Senior Teacher at Weston School, 2021 to now", "Teacher at Calder School, 2013 to 2021"]

Slots
-----
`{slot}` is filled from the signals in `needs`, else from the slots that are always at hand (`ALWAYS` in
signals/catalogue.py: role, org, field, my_field, target_field, gap, hyp, deciding, months ...). An empty slot
removes the wording, never just the words. `[ around {year}]`: a piece in square brackets is left out when a slot in
it is empty. Modifiers: `{from_role|a}` puts a or an in front, `{metric|cap}` a capital letter first,
`{bridge|that}` turns "three short contracts" into "those three short contracts", `{field|the}` puts "the" in front,
`{gap|learn}` says "learn SQL" or "get site experience".
Never an article right before a bare slot, never a possessive on a slot, never a slot as the subject of a present-
tense verb. Roles and fields come in lower case ("charge nurse", "biology teaching"), employers in short form
("Calder Ridge"), clauses as "you cut ..." ({did}), "cutting ..." ({doing_ger}), "cut ..." ({did_inf}). Quotes come
without quotation marks: write “{quote}”.

Conditions
----------
`trait`, `not trait`, `trait is word`, `trait is not word`, `trait in word, word`, `trait < 5` (also <= > >=).
Traits come from the signals in `needs` and from `ALWAYS_TRAITS`: stage (high_school undergraduate graduate
career_changer returning military mid_career executive founder academic), channel (message email phone video
in_person), goal (explore choose break_in evaluate plan_skills return discovery), kind (person organization),
prospect_type (peer lead recruiter executive founder academic trade public consultant organization), level 0-6
(intern, junior, staff, senior, lead, head, executive), sparse, has_me. A trait that is unknown makes any comparison
fail.

Cases
-----
Keys of `fires` and `silent`: `rows` (newest first, "Title at Organization, START to END|now: text"), `person` (any
other part of a person as in a profile document: about, headline, skills, posts = [{text, date}], education = [...]
...), `org` (an organization, as in a profile document), `me` (a seeker), `now` (date, default 2025-09-15),
`language`, `channel`, `history`, `says` (a sentence that must be among the results).

Rules every sentence must pass: one question mark, asks with what/which/where/when/who/how, at most 36 words in all
and 24 in the ask, names nothing that the slots do not bring, no praise, no job ask, no pay, nothing private, no
verdict, no imagined case. `askwell bank check FILE` says what is wrong, with the line.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from askwell.domain.questions import Category
from askwell.suggesting.conditions import Condition, ConditionError, read_condition
from askwell.suggesting.patterns import Pattern, PatternError, read_pattern
from askwell.suggesting.regexes import regex
from askwell.suggesting.signals.catalogue import ALWAYS, ALWAYS_TRAITS, CATALOGUE
from askwell.suggesting.tuning import FRAME_WORTH

FOLDER = Path(__file__).parent / "bank"
_KEYS = frozenset(
    "id name needs when only avoid category ask lived minutes sensitivity weight covers say of_trade of_word lead_in "
    "why then fires silent".split()
)
_NEEDED = ("id", "name", "needs", "category", "ask", "minutes", "why", "then")
_SAY_KEYS = frozenset("text channel stage when why then".split())
_CASE_KEYS = frozenset("rows person org me now language says channel minutes history".split())
_EXAMPLES = regex(r"^\[\[trigger\.(?:fires|silent)\]\].*?(?=^\[\[trigger\]\]|\Z)", re.MULTILINE | re.DOTALL)


class BankError(ValueError):
    """A bank file that cannot be used: names the file, the line and the reason."""

    def __init__(self, path: Path, line: int, reason: str) -> None:
        """Remember where and why."""
        super().__init__(f"{path.name}, line {line}: {reason}")
        self.path, self.line, self.reason = path, line, reason


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to say a question, with where it fits."""

    pattern: Pattern
    channel: frozenset[str]
    stage: frozenset[str]
    when: tuple[Condition, ...]
    why: Pattern | None
    then: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Trigger:
    """One idea for a question."""

    id: str
    name: str
    theme: str
    needs: tuple[str, ...]
    when: tuple[Condition, ...]
    only: frozenset[str]
    avoid: frozenset[str]
    category: Category
    ask: str
    lived: float
    minutes: float
    sensitivity: int
    weight: float
    covers: frozenset[str]
    say: tuple[Wording, ...]
    why: Pattern
    then: tuple[Pattern, ...]
    of_trade: str = ""
    of_word: str = ""
    lead_in: str = ""
    fires: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)
    silent: tuple[Mapping[str, Any], ...] = field(default=(), compare=False)


def read_bank(path: Path, examples: bool = False) -> tuple[Trigger, ...]:
    """Read one bank file; with `examples`, its cases too (they cost time and only tests need them).

    Raises:
        BankError: when something in the file is wrong.
    """
    text = path.read_text(encoding="utf-8")
    entries = _toml(path, text if examples else _EXAMPLES.sub("", text)).get("trigger")
    if not isinstance(entries, list) or not entries:
        raise BankError(path, 1, "no [[trigger]] found")
    return tuple(_Reader(path, text, entry).trigger() for entry in entries)


class Sentences(Mapping[str, tuple[Wording, ...]]):
    """A file that only lists sentences by key: the questions of one line of work, or those that follow a word.

    The file is parsed at once, the sentences of a key only when they are asked for: a plan needs few of many.
    """

    def __init__(self, path: Path, slots: Iterable[str] = ()) -> None:
        """Parse a file whose sentences may name `slots`; those of a line of work name nothing.

        Raises:
            BankError: when the file is not well-formed; a key that is wrong raises it when it is looked up.
        """
        text = path.read_text(encoding="utf-8")
        self._reader = _Reader(path, text, {})
        self._reader.slots, self._reader.traits = frozenset(slots), frozenset(ALWAYS_TRAITS)
        self._says = _toml(path, text)
        self._read: dict[str, tuple[Wording, ...]] = {}

    def __getitem__(self, key: str) -> tuple[Wording, ...]:
        """Read the sentences of a key, once."""
        if key not in self._read:
            self._read[key] = self._reader.wordings(self._says[key])
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        """List the keys in the order of the file."""
        return iter(self._says)

    def __len__(self) -> int:
        """Count the keys."""
        return len(self._says)


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise BankError(path, int(line[1]) if line else 1, f"this is not well-formed: {error}") from None


class _Reader:
    """Reads one trigger of one file and knows where it stands."""

    def __init__(self, path: Path, text: str, entry: object) -> None:
        self.path, self.text = path, text
        self.entry: dict[str, Any] = entry if isinstance(entry, dict) else {}
        self.name = str(self.entry.get("id", "?"))
        self.slots: frozenset[str] = frozenset()
        self.traits: frozenset[str] = frozenset()

    def fail(self, reason: str, near: str = "") -> BankError:
        """Build the error for this trigger, pointing at the line that holds `near` or at its id."""
        start = max(0, self.text.find(f'"{self.name}"'))
        at = self.text.find(near, start) if near else start
        line = self.text.count("\n", 0, at if at >= 0 else start) + 1
        return BankError(self.path, line, f"{self.name}: {reason}")

    def trigger(self) -> Trigger:
        """Check every key and build the trigger."""
        entry = self.entry
        if unknown := set(entry) - _KEYS:
            raise self.fail(f"unknown key {min(unknown)!r}; known are {', '.join(sorted(_KEYS))}", f"{min(unknown)} =")
        of_trade, of_word = str(entry.get("of_trade", "")), str(entry.get("of_word", ""))
        elsewhere = bool(of_trade or of_word)
        for key in _NEEDED if elsewhere else (*_NEEDED, "say"):
            if key not in entry:
                raise self.fail(f"the key {key!r} is missing")
        needs = self._words("needs")
        if missing := [name for name in needs if name not in CATALOGUE]:
            raise self.fail(f"unknown signal {missing[0]!r}", missing[0])
        if entry["category"] not in get_args(Category):
            raise self.fail(f"unknown category {entry['category']!r}", "category")
        if entry["ask"] not in FRAME_WORTH:
            raise self.fail(f"unknown ask {entry['ask']!r}; known are {', '.join(FRAME_WORTH)}", "ask =")
        self.slots = frozenset(ALWAYS).union(*(CATALOGUE[name].slots for name in needs))
        self.traits = frozenset(ALWAYS_TRAITS).union(*(CATALOGUE[name].traits for name in needs))
        return Trigger(
            id=self.name,
            name=str(entry["name"]),
            theme=self.path.stem,
            needs=needs,
            when=self._conditions(entry.get("when", [])),
            only=frozenset(self._words("only")),
            avoid=frozenset(self._words("avoid")),
            category=entry["category"],
            ask=entry["ask"],
            lived=self._number("lived", 1.0, 0.0, 1.0),
            minutes=self._number("minutes", 2.0, 0.5, 5.0),
            sensitivity=int(self._number("sensitivity", 0, 0, 2)),
            weight=self._number("weight", 0.0, -0.5, 0.5),
            covers=frozenset(self._words("covers")),
            say=() if elsewhere else self.wordings(entry["say"]),
            of_trade=of_trade,
            of_word=of_word,
            lead_in=self._pattern(entry["lead_in"]).text if "lead_in" in entry else "",
            why=self._pattern(entry["why"]),
            then=self._patterns(entry["then"]),
            fires=self._cases("fires"),
            silent=self._cases("silent"),
        )

    def _words(self, key: str) -> tuple[str, ...]:
        found = self.entry.get(key, [])
        if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
            raise self.fail(f"{key} must be a list of words", f"{key} =")
        return tuple(found)

    def _number(self, key: str, default: float, low: float, high: float) -> float:
        found = self.entry.get(key, default)
        if isinstance(found, bool) or not isinstance(found, int | float) or not low <= found <= high:
            raise self.fail(f"{key} must be a number from {low:g} to {high:g}", f"{key} =")
        return float(found)

    def _conditions(self, texts: object) -> tuple[Condition, ...]:
        found = []
        for text in texts if isinstance(texts, list) else [texts]:
            try:
                condition = read_condition(str(text))
            except ConditionError as error:
                raise self.fail(str(error), str(text)) from None
            if condition.trait not in self.traits:
                raise self.fail(f"the signals in needs bring no trait {condition.trait!r}", str(text))
            found.append(condition)
        return tuple(found)

    def _pattern(self, text: object) -> Pattern:
        if not isinstance(text, str):
            raise self.fail(f"expected a sentence, found {text!r}")
        try:
            pattern = read_pattern(text)
        except PatternError as error:
            raise self.fail(str(error), text[:30]) from None
        if unknown := pattern.slots - self.slots:
            raise self.fail(f"the signals in needs bring no slot {{{min(unknown)}}}", text[:30])
        return pattern

    def _patterns(self, texts: object) -> tuple[Pattern, ...]:
        if not isinstance(texts, list) or len(texts) < 2:
            raise self.fail("then must list two follow-ups or more", "then =")
        return tuple(self._pattern(text) for text in texts)

    def wordings(self, says: object) -> tuple[Wording, ...]:
        """Read sentences, or tables with a sentence and where it fits."""
        if not isinstance(says, list) or not says:
            raise self.fail("say must list one wording or more", "say =")
        return tuple(self._wording({"text": say} if isinstance(say, str) else say) for say in says)

    def _wording(self, say: object) -> Wording:
        if not isinstance(say, dict) or "text" not in say:
            raise self.fail("a wording is a sentence, or a table with text", "say =")
        if unknown := set(say) - _SAY_KEYS:
            raise self.fail(f"unknown key {min(unknown)!r} in a wording", str(say["text"])[:30])
        return Wording(
            self._pattern(say["text"]),
            frozenset(say.get("channel", [])),
            frozenset(say.get("stage", [])),
            self._conditions(say.get("when", [])),
            self._pattern(say["why"]) if "why" in say else None,
            self._patterns(say["then"]) if "then" in say else (),
        )

    def _cases(self, key: str) -> tuple[Mapping[str, Any], ...]:
        cases = self.entry.get(key, [])
        for case in cases:
            if unknown := set(case) - _CASE_KEYS:
                raise self.fail(f"unknown key {min(unknown)!r} in a case", f"[[trigger.{key}]]")
        return tuple(cases)


def merged(banks: Iterable[Iterable[Trigger]]) -> tuple[Trigger, ...]:
    """Put banks together, sorted by id; a later trigger replaces an earlier one with the same id."""
    by_id = {trigger.id: trigger for bank in banks for trigger in bank}
    return tuple(by_id[name] for name in sorted(by_id))


@lru_cache(maxsize=8)
def load_bank(examples: bool = False, extra: tuple[Path, ...] = ()) -> tuple[Trigger, ...]:
    """Load the built-in bank and the files of a coach.

    Args:
        examples: also read the firing and silent cases.
        extra: more bank files, later ones win.

    Raises:
        BankError: when a file cannot be used.
    """
    return merged(read_bank(path, examples) for path in (*sorted(FOLDER.glob("*.toml")), *extra))
