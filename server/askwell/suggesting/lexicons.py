"""Loads the word lists in `suggesting/lexicons/` once and answers questions about words; knows no profile."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from askwell.suggesting.regexes import regex

FOLDER = Path(__file__).parent / "lexicons"
_LONGEST_PHRASE = 6
_PIECE = regex(r"\s*(?:,|\||\(|\s[-–—]\s|•|·|\s@\s?|\bat\b)\s*")
_RANK_BEFORE = regex(r"^principal\s+(?=(?!of\b)[a-z])", re.IGNORECASE)
_SERVED = regex(r"\bto (?:the|our|an?)\b", re.IGNORECASE)
_OF = regex(r"\b(?:of|for|de|für|di|van)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Family:
    """One kind of work."""

    name: str
    label: str
    person: str
    people: str
    group: str


@dataclass(frozen=True, slots=True)
class Head:
    """The head noun of a title."""

    field: str
    plural: str
    bare: frozenset[str]
    generic: bool


@dataclass(frozen=True, slots=True)
class Skill:
    """One skill as written in a sentence."""

    name: str
    family: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sector:
    """One industry."""

    name: str
    label: str
    regulated: bool
    side: str


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb in the forms that sentences need."""

    past: str
    base: str
    gerund: str
    kind: str


@dataclass(slots=True)
class Phrases:
    """Phrases looked up word by word in a text; the longest wins, then the earliest."""

    by_words: dict[tuple[str, ...], str] = field(default_factory=dict)

    def add(self, phrase: str, value: str) -> None:
        """Remember a phrase; the first value given to it stays."""
        self.by_words.setdefault(tuple(word_list(phrase)), value)

    def find_all(self, text: str) -> list[tuple[int, int, str]]:
        """List (length, start, value) of every phrase in a text, longest first."""
        words = word_list(text)
        hits = [
            (size, start, value)
            for start in range(len(words))
            for size in range(1, min(_LONGEST_PHRASE, len(words) - start) + 1)
            if (value := self.by_words.get(tuple(words[start : start + size]))) is not None
        ]
        return sorted(hits, key=lambda hit: (-hit[0], hit[1]))

    def find(self, text: str) -> str | None:
        """Give the value of the longest phrase in a text."""
        hits = self.find_all(text)
        return hits[0][2] if hits else None


def _last_of_longest(hits: list[tuple[int, int, str]]) -> str | None:
    return max(hits, key=lambda hit: (hit[0], hit[1]))[2] if hits else None


_WORD = regex(r"[^\W_](?:[\w+#&'’]*[\w+#])?")


def _inside(hit: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Say whether one hit lies within a longer one."""
    return hit[0] < other[0] and other[1] <= hit[1] and hit[1] + hit[0] <= other[1] + other[0]


@lru_cache(maxsize=16384)
def word_list(text: str) -> tuple[str, ...]:
    """Split into lower-case words of letters and digits; keeps +, # and & inside."""
    return tuple(_WORD.findall(text.lower().replace("’", "'")))


def toml_file(name: str) -> dict[str, Any]:
    """Read one lexicon file."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


class Lexicons:
    """All word lists, ready for lookup."""

    def __init__(self) -> None:
        """Load every file."""
        self._load_writing()
        self._load_work()
        self._load_places()
        self._load_studies()

    def _load_writing(self) -> None:
        acronyms = toml_file("acronyms")
        self.acronyms = frozenset(str(word).lower() for word in acronyms["acronyms"])
        self.said_as_words = frozenset(acronyms.get("said_as_words", []))
        self.mixed = {word.lower(): word for word in acronyms["mixed"]}
        words = toml_file("words")
        self.words: dict[str, frozenset[str]] = {name: frozenset(value) for name, value in words.items()}
        self.topics: dict[str, tuple[str, ...]] = {
            name: tuple(value) for name, value in toml_file("topics")["field"].items()
        }
        self.news: dict[str, tuple[str, ...]] = {name: tuple(value) for name, value in toml_file("news").items()}
        verbs = toml_file("verbs")
        self.verbs: dict[str, Verb] = {}
        self.verb_forms: dict[str, Verb] = {}
        for kind in ("outcome", "change", "make", "lead", "teach", "do"):
            for line in verbs[kind]:
                self._add_verb(kind, line)
        self.works: dict[str, str] = {
            base: kind for kind, bases in reversed(toml_file("works").items()) for base in bases
        }
        self.verb_rename: dict[str, str] = verbs["rename"]
        self.verb_never = frozenset(verbs["never"])
        self.unfit = frozenset(verbs["unfit"])
        self.people_objects = frozenset(verbs["people_objects"])

    def _add_verb(self, kind: str, line: str) -> None:
        past, base, gerund = (form.replace("_", " ") for form in line.split())
        verb = Verb(past, base, gerund, kind)
        self.verbs.setdefault(past, verb)
        for form in (past, base, gerund):
            self.verb_forms.setdefault(form, verb)

    def _load_work(self) -> None:
        self.families: dict[str, Family] = {}
        self.titles = Phrases()
        self.modifiers = Phrases()
        self.alone = Phrases()
        self.endings: list[tuple[str, str]] = []
        self.family_heads: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for name, entry in toml_file("families")["family"].items():
            self.families[name] = Family(name, entry["label"], entry["person"], entry["people"], entry["group"])
            self._add_family(name, entry)
        generic = self.words.get("generic_heads", frozenset())
        self.heads = {
            noun: Head(entry["field"], entry.get("plural", ""), frozenset(entry.get("bare", [])), noun in generic)
            for noun, entry in toml_file("heads")["head"].items()
        }
        self.levels = Phrases()
        for entry in toml_file("levels")["levels"]:
            for word in entry["words"]:
                self.levels.add(word, str(entry["level"]))
        self._load_skills()
        self.cards: dict[str, dict[str, str]] = {
            entry["family"]: {key: value for key, value in entry.items() if key != "family"}
            for entry in toml_file("cards")["card"].values()
        }

        themes = toml_file("themes")
        self.themes: dict[str, dict[str, list[str]]] = {kind: themes[kind] for kind in ("choice", "belief")}
        plurals = {head.plural or f"{noun}s" for noun, head in self.heads.items()}
        self.parties = frozenset(themes["parties"]["words"]) | plurals
        self.trades = Phrases()
        for name, phrases in toml_file("trades").items():
            for phrase in phrases:
                self.trades.add(phrase, name)

    def _add_family(self, name: str, entry: dict[str, Any]) -> None:
        for title in entry.get("titles", []):
            self.titles.add(title, name)
        for title in entry.get("alone", []):
            self.alone.add(title, name)
        self.endings.extend((ending, name) for ending in entry.get("endings", []))
        heads = entry.get("heads", [])
        for head in heads:
            self.family_heads.setdefault(head, []).append((name, tuple(entry.get("modifiers", []))))
        for modifier in [] if heads else entry["modifiers"]:
            self.modifiers.add(modifier, name)

    def _load_skills(self) -> None:
        self.skills = Phrases()
        self.skill_entries: dict[str, Skill] = {}
        for name, entry in toml_file("skills")["skill"].items():
            self.skill_entries[name] = Skill(entry["name"], entry["family"], entry["kind"])
            self.skills.add(entry["name"], name)
            for alias in entry.get("aliases", []):
                self.skills.add(alias, name)

    def _load_places(self) -> None:
        self.sectors: dict[str, Sector] = {}
        self.sector_words = Phrases()
        for name, entry in toml_file("sectors")["sector"].items():
            self.sectors[name] = Sector(name, entry["label"], entry.get("regulated", False), entry.get("side", ""))
            for word in entry["words"]:
                self.sector_words.add(word, name)
        organizations = toml_file("organizations")
        self.organizations: dict[str, tuple[str, ...]] = {
            name: tuple(sorted(value, key=lambda word: (-len(word), word))) for name, value in organizations.items()
        }
        places = toml_file("places")
        self.countries: dict[str, str] = {}
        for entry in places["countries"]:
            for name in [entry["name"], entry["name"].removeprefix("the "), *entry["also"]]:
                self.countries.setdefault(name.lower(), entry["name"])
        self.regions: dict[str, str] = {name.lower(): value for name, value in places["regions"].items()}
        self.not_places = frozenset(places["not_places"])

    def _load_studies(self) -> None:
        studies = toml_file("studies")
        self.degrees: list[dict[str, Any]] = studies["degrees"]
        self.subjects: dict[str, dict[str, Any]] = studies["subject"]
        self.licences: list[dict[str, Any]] = toml_file("licences")["licences"]
        self.degree_words, self.subject_words, self.licence_words = Phrases(), Phrases(), Phrases()
        for place, entry in enumerate(self.degrees):
            for written in entry["written"]:
                self.degree_words.add(written, str(place))
        for name, entry in self.subjects.items():
            for written in entry["words"]:
                self.subject_words.add(written, name)
        for place, entry in enumerate(self.licences):
            for written in entry["written"]:
                self.licence_words.add(written, str(place))
        proper = {word.lower(): word for word in self.words.get("proper", frozenset())}
        for skill in self.skill_entries.values():
            if skill.name != skill.name.lower() and " " not in skill.name:
                proper.setdefault(skill.name.lower(), skill.name)
        self.proper = proper

    def family_of(self, title: str) -> tuple[str, float] | None:
        """Find the kind of work a title names, with how sure that is; nothing when no rule fits."""
        title = _RANK_BEFORE.sub("", title)
        first = _PIECE.split(title, maxsplit=1)[0]
        for piece in (first, title):
            if named := _last_of_longest(self.titles.find_all(piece)):
                return named, 1.0
        if found := self._by_head(title):
            return found
        for piece in (first, title):
            if named := self._by_modifier(piece):
                return named, 0.85 if any(word in self.heads for word in word_list(title)) else 0.6
        if named := _last_of_longest(self.alone.find_all(title)):
            return named, 0.7
        return next(
            ((name, 0.7) for word in word_list(title) for ending, name in self.endings if word.endswith(ending)), None
        )

    def _by_head(self, title: str) -> tuple[str, float] | None:
        words = word_list(title)
        padded = f" {' '.join(words)} "
        best: tuple[int, int, str] | None = None
        for position, word in enumerate(words):
            for family, modifiers in self.family_heads.get(word, self.family_heads.get(word.rstrip("s"), [])):
                hits = sum(f" {' '.join(word_list(modifier))} " in padded for modifier in modifiers)
                if (hits or not modifiers) and (best is None or (hits, position) > best[:2]):
                    best = (hits, position, family)
        return (best[2], 0.9 if best[0] else 0.8) if best else None

    def _by_modifier(self, piece: str) -> str | None:
        """Take the modifier next to the head noun: the last one, or the first one after "of" or "for"."""
        after = _OF.split(piece, maxsplit=1)
        found = self.modifiers.find_all(after[-1]) or self.modifiers.find_all(piece)
        if not found:
            return None
        hits = [hit for hit in found if not any(_inside(hit, other) for other in found)]
        if len(after) > 1:
            return min(hits, key=lambda hit: hit[1])[2]
        return max(hits, key=lambda hit: (hit[1], hit[0]))[2]

    def level_of(self, title: str) -> int:
        """Find the rank a title names, 0 for interns to 6 for those who run the place; 2 when it names none."""
        taken: set[int] = set()
        found: list[int] = []
        for size, start, level in self.levels.find_all(_SERVED.split(title, maxsplit=1)[0]):
            if not taken & set(range(start, start + size)):
                taken |= set(range(start, start + size))
                found.append(int(level))
        return 0 if 0 in found else max(found, default=2)

    def topic_fields(self, text: str) -> frozenset[str]:
        """Name the fields of meaning that a text touches."""
        low = f" {' '.join(word_list(text))}"
        return frozenset(name for name, starts in self.topics.items() if any(f" {start}" in low for start in starts))

    def names_any(self, kind: str, text: str) -> str | None:
        """Find the first word of an organization word list in a name, whole words only."""
        low = f" {' '.join(word_list(text))} "
        return next((word for word in self.organizations[kind] if f" {' '.join(word_list(word))} " in low), None)


@lru_cache(maxsize=1)
def lexicons() -> Lexicons:
    """Give the loaded word lists."""
    return Lexicons()
