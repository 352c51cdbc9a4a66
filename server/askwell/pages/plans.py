"""The question plan as the page shows it: numbered cards, the facts they rest on, the line where the time ends."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from askwell.domain.facts import Fact
from askwell.domain.profiles import JsonValue
from askwell.pages.wording import count_title, site_of, spoken_minutes

CATEGORIES = {
    "rapport": "To begin",
    "path": "Path",
    "trends": "Trends",
    "insights": "Insight",
    "assignments": "Work",
    "culture": "How they work",
    "advice": "Advice",
    "resources": "Where to look",
}
CHANNELS = (
    ("video", "Video call"),
    ("phone", "Phone"),
    ("in_person", "In person"),
    ("email", "E-mail"),
    ("message", "Message"),
)
MINUTES = (8, 10, 15, 20, 25, 30, 45, 60)
ORDERS = (("priority", "Most important first"), ("conversation", "As you would ask them"))
CHANNEL_ALIASES = {"video_call": "video", "call": "phone"}
DEFAULT_MINUTES = 20
OWN_SIDE = "about_me"
CHANGED = {"new": "new on the last page", "gone": "what it rests on has changed"}
NOTED = "what you noted in an earlier talk"
WRITTEN = frozenset({"email", "message"})


@dataclass(frozen=True, slots=True)
class Choice:
    """What the user set above the questions."""

    minutes: int = DEFAULT_MINUTES
    channel: str = "video"
    order: str = "priority"


def read_choice(values: Mapping[str, str], seeker: Mapping[str, Any]) -> Choice:
    """Read minutes, channel and order from an address or a form; what is missing comes from About me."""
    minutes = _whole(values.get("minutes")) or _whole(seeker.get("minutes")) or DEFAULT_MINUTES
    channel = values.get("channel") or str(seeker.get("channel") or "")
    channel = CHANNEL_ALIASES.get(channel, channel)
    order = values.get("order", "")
    return Choice(
        min(MINUTES, key=lambda known: abs(known - minutes)),
        channel if channel in dict(CHANNELS) else CHANNELS[0][0],
        order if order in dict(ORDERS) else ORDERS[0][0],
    )


def _whole(value: JsonValue) -> int | None:
    text = str(value or "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else None


@dataclass(frozen=True, slots=True)
class Rest:
    """A fact a question rests on: the captured words and where they stand on the page."""

    snippet: str
    raw: str
    source: str
    href: str


@dataclass(frozen=True, slots=True)
class Card:
    """One question as shown."""

    id: str
    number: int
    text: str
    category: str
    minutes: str
    state: str
    locked: bool
    edited: bool
    sensitive: bool
    planned: bool
    answer: str
    why: str
    evidence: list[Rest]
    follow_ups: list[str]
    cut_after: bool = False
    from_model: bool = False
    changed: str = ""


@dataclass(frozen=True, slots=True)
class Hint:
    """What would bring more questions, and where to do it if that is one of our own pages."""

    text: str
    href: str


@dataclass(frozen=True, slots=True)
class PlanView:
    """The whole section of questions.

    Attributes:
        aside: Questions that the user put aside.
        note: What holds for the whole plan; may be empty.
        cues: Short sentences that keep a talk going.
        as_text: Everything to copy at once.
    """

    title: str
    asked_minutes: int
    channel: str
    order: str
    cut_label: str
    cards: list[Card]
    aside: list[Card]
    closing: list[Mapping[str, Any]]
    unlock: list[Hint]
    note: str
    cues: list[str]
    as_text: str


@dataclass(frozen=True, slots=True)
class _Ground:
    """The facts that questions rest on, and whose page shows them."""

    facts: list[Fact]
    subject_id: str
    heard: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def plan_view(plan: Mapping[str, Any] | None, facts: Iterable[Fact], choice: Choice, subject_id: str = "") -> PlanView:
    """Arrange a plan for the page of one subject.

    Args:
        plan: The question plan.
        facts: What it may rest on; those of the employer are shown on the employer's page.
        choice: Minutes, channel and order.
        subject_id: Whose page it is.
    """
    plan = plan or {}
    known = sorted(facts, key=lambda fact: len(fact.pointer), reverse=True)
    questions = [question for question in plan.get("questions", ()) if question.get("state") != "dismissed"]
    aside = [question for question in plan.get("questions", ()) if question.get("state") == "dismissed"]
    if choice.order == "conversation":
        place = {identity: number for number, identity in enumerate(plan.get("conversation", ()))}
        questions = sorted(questions, key=lambda question: place.get(question["id"], len(place)))
    last_planned = max((number for number, item in enumerate(questions) if item.get("planned")), default=-1)
    cut = last_planned if choice.order == "priority" and last_planned < len(questions) - 1 else -1
    ground = _Ground(known, subject_id, {one["pointer"]: one for one in plan.get("heard", ())})
    cards = [_card(question, number, ground, number == cut) for number, question in enumerate(questions)]
    closing = list(plan.get("closing", ()))
    return PlanView(
        title=count_title(len(cards), "question"),
        asked_minutes=choice.minutes,
        channel=choice.channel,
        order=choice.order,
        cut_label="enough for one message" if choice.channel in WRITTEN else f"{choice.minutes} minutes",
        cards=cards,
        aside=[_card(question, 0, ground, False) for question in aside],
        closing=closing,
        unlock=[_hint(hint) for hint in plan.get("unlock", ()) if hint.get("hint")],
        note=plan.get("note") or "",
        cues=list(plan.get("cues", ())),
        as_text=_as_text(cards, closing),
    )


def _hint(hint: Mapping[str, Any]) -> Hint:
    return Hint(hint["hint"], "/me" if str(hint.get("section", "")).startswith(OWN_SIDE) else "")


def _card(question: Mapping[str, Any], number: int, ground: _Ground, cut_after: bool) -> Card:
    return Card(
        id=question["id"],
        number=number + 1,
        text=question["text"],
        category=CATEGORIES.get(question.get("category", ""), ""),
        minutes=spoken_minutes(question.get("minutes") or 0),
        state=question.get("state") or "suggested",
        locked=bool(question.get("locked")),
        edited=bool(question.get("edited")),
        sensitive=(question.get("sensitivity") or 0) > 1,
        planned=bool(question.get("planned")),
        answer=question.get("answer") or "",
        why=question.get("why") or "",
        evidence=[_rest(chip, ground) for chip in question.get("evidence", ())],
        follow_ups=list(question.get("follow_ups", ())),
        cut_after=cut_after,
        changed=_changed(question),
        from_model=question.get("origin") == "model",
    )


def _changed(question: Mapping[str, Any]) -> str:
    """Say what the newest page did to a question; an answered one needs no such words."""
    return "" if question.get("state") == "asked" else CHANGED.get(question.get("changed", ""), "")


def _rest(chip: Mapping[str, Any], ground: _Ground) -> Rest:
    """Find the fact behind a pointer into the profile, or say that it is the user's own side."""
    pointer, snippet = chip.get("pointer", ""), chip.get("snippet", "")
    if pointer.startswith("/seeker"):
        return Rest(snippet, "", "About me", "/me")
    if pointer.startswith("/history"):
        return _from_notes(snippet, ground.heard.get(pointer))
    place = pointer.removeprefix("/profile")
    fact = next((fact for fact in ground.facts if place == fact.pointer or place.startswith(fact.pointer + "/")), None)
    if fact is None:
        return Rest(snippet, "", "", "")
    source = "written by you" if fact.origin == "user" else f"{fact.label}, {site_of(fact.url)}"
    elsewhere = f"/companies/{fact.subject_id}" if ground.subject_id not in ("", fact.subject_id) else ""
    return Rest(snippet, fact.raw if snippet in fact.raw else "", source, f"{elsewhere}#fact-{fact.id}")


def _from_notes(snippet: str, talk: Mapping[str, Any] | None) -> Rest:
    """Lead to the answer that was noted in an earlier talk; only the user sees whose it was."""
    if talk is None:
        return Rest(snippet, "", NOTED, "")
    noun = "people" if talk["kind"] == "person" else "companies"
    return Rest(snippet, "", f"{NOTED}, {talk['name']}", f"/{noun}/{talk['subject_id']}#q-{talk['question_id']}")


def _as_text(cards: list[Card], closing: list[Mapping[str, Any]]) -> str:
    if not cards:
        return ""
    asked = [f"{card.number}. {card.text}" for card in cards]
    return "\n\n".join([*asked, "To close:", *(f"- {item['text']}" for item in closing)])
