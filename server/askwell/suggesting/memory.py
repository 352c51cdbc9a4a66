"""What the user did with earlier questions, as the planner needs it."""

from collections.abc import Mapping
from typing import Any

from askwell.suggesting.candidates import Candidate
from askwell.suggesting.facts import items, mapping, raw_text
from askwell.suggesting.words import similarity, spoken_words

_SAME_QUESTION = 0.6
_DEEPER_FRAMES = frozenset("exception contrast unlearn evidence threshold tacit".split())
_DEEPER_LIFT = 0.08
_SAME_BASICS = 0.5
_BASICS_SHARE = 0.6
"""What is left of a question whose like somebody else answered before; a deeper one takes its place."""


class Memory:
    """Kept, locked, dismissed, known, asked and edited questions of one prospect."""

    def __init__(self, history: Mapping[str, Any]) -> None:
        """Read a history; unknown shapes are passed over."""
        self.kept = _ids(history, "kept")
        self.locked = _ids(history, "locked")
        self.known = _ids(history, "known")
        self.gone = frozenset([*_ids(history, "dismissed"), *self.known])
        asked = [mapping(entry) for _, entry in items(history, "asked")]
        self.asked_ids = frozenset(raw_text(entry.get("id")) for entry in asked)
        self.asked_words = [spoken_words(raw_text(entry.get("text"))) for entry in asked if raw_text(entry.get("text"))]
        self.edited = {
            raw_text(key): raw_text(text)
            for key, text in mapping(history.get("edited")).items()
            if raw_text(text).strip()
        }
        self.weights = {
            key: max(0.0, min(1.0, float(weight)))
            for key, weight in mapping(history.get("less_like")).items()
            if isinstance(weight, int | float)
        }
        earlier = {raw_text(mapping(entry).get("id")): mapping(entry) for _, entry in items(history, "previous")}
        self.seen_words = {name: raw_text(entry.get("text")) for name, entry in earlier.items()}
        self.asked_about = {
            (raw_text(entry.get("trigger")), _folded(mapping(chip).get("snippet")))
            for entry in (earlier[name] for name in self.asked_ids if name in earlier)
            for _, chip in items(entry, "evidence")
        }
        told = [mapping(entry) for _, entry in items(history, "answers") if raw_text(mapping(entry).get("answer"))]
        self.told = [(raw_text(one.get("trigger")), spoken_words(raw_text(one.get("text")))) for one in told]
        self.known_words = [words for _, words in self.told]
        self.known_words += [
            spoken_words(raw_text(earlier[name].get("text"))) for name in self.known if name in earlier
        ]

    def drops(self, candidate: Candidate) -> bool:
        """Say whether a candidate was dismissed, is known, or was asked before in these or nearly these words."""
        if candidate.id in self.gone or candidate.id in self.asked_ids:
            return True
        if any(
            (candidate.trigger.id, _folded(words)) in self.asked_about for _, words in candidate.variants[0].evidence
        ):
            return True
        return any(similarity(candidate.variant.content, words) >= _SAME_QUESTION for words in self.asked_words)

    def weight(self, candidate: Candidate) -> float:
        """Give the share of the score that "less like this" and answers to the same basics leave."""
        asked_for = self.weights.get(candidate.trigger.id, 1.0) * self.weights.get(candidate.trigger.category, 1.0)
        return asked_for * (_BASICS_SHARE if self._is_basic(candidate) else 1.0)

    def _is_basic(self, candidate: Candidate) -> bool:
        """Say whether an earlier talk answered much the same, and nothing here makes it particular."""
        if candidate.trigger.ask in _DEEPER_FRAMES:
            return False
        first = candidate.variants[0]
        general = not any(pointer.startswith("/profile") for pointer, _ in first.evidence)
        return any(
            (general and trigger == candidate.trigger.id)
            or any(similarity(variant.content, words) >= _SAME_BASICS for variant in candidate.variants)
            for trigger, words in self.told
        )

    def lift(self, candidate: Candidate) -> float:
        """Raise a candidate that goes one level deeper on something the user already knows."""
        near = any(len(candidate.variant.content & words) >= 2 for words in self.known_words)
        return _DEEPER_LIFT if near and candidate.trigger.ask in _DEEPER_FRAMES else 0.0

    def kept_first(self, pool: list[Candidate]) -> list[Candidate]:
        """List locked and kept candidates that still stand, in the order in which the user chose them."""
        by_id = {candidate.id: candidate for candidate in pool}
        found: list[Candidate] = []
        for name in (*self.locked, *self.kept):
            candidate = by_id.get(name)
            if candidate and candidate not in found:
                texts = [variant.text for variant in candidate.variants]
                seen = self.seen_words.get(name)
                candidate.chosen = texts.index(seen) if seen in texts else candidate.chosen
                found.append(candidate)
        return found

    def marks(self, candidate: Candidate) -> dict[str, Any]:
        """Give the state and the user's own words for a question."""
        name = candidate.id
        marks: dict[str, Any] = {
            "state": "locked" if name in self.locked else "kept" if name in self.kept else "suggested"
        }
        if name in self.edited:
            marks |= {"text": self.edited[name].strip(), "origin": "edited"}
        return marks


def _folded(text: object) -> str:
    return " ".join(raw_text(text).lower().split())


def _ids(history: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(
        raw_text(entry if isinstance(entry, str) else mapping(entry).get("id")) for _, entry in items(history, key)
    )
