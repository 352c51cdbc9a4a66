"""Two records side by side: what each has, whose value to show, and whether they are the same at all."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.choosing import Side
from askwell.domain.errors import ValidationError
from askwell.domain.facts import FACT_KINDS, Fact, FactKind
from askwell.domain.name_readings import name_words
from askwell.domain.namesakes import Likeness
from askwell.domain.subjects import Subject, SubjectDetail
from askwell.pages.frame import go
from askwell.pages.known import PLURALS
from askwell.pages.nouns import NOUNS, RULE, Noun
from askwell.pages.wording import counted, site_of
from askwell.services import attaching, joining, similar, subjects

CHOICE = "choice:"
SHOWN_OF_A_LIST = 4
CLIP = 160
FIRST_CHOICE: Side = "this"

blueprint = Blueprint("same", __name__)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the comparison.

    Attributes:
        pointer: Where one of the two values must be chosen; empty where both are kept or both are equal.
        side: Which one is marked at first: the user's own words, else the newer page's.
    """

    label: str
    mine: str
    theirs: str
    pointer: str = ""
    side: Side = FIRST_CHOICE


@dataclass(frozen=True, slots=True)
class Comparison:
    """Somebody who may be the same, beside the one whose page this is."""

    subject: Subject
    why: str
    rows: list[Row]
    sites: str
    own_sites: str


def load_comparisons(words: Noun, detail: SubjectDetail) -> list[Comparison]:
    """Load everybody who may be the same as somebody."""
    with context.database().reading() as session:
        found = similar.find_similar(session, words.kind, detail.subject.id)
        return [
            _compare(detail, subjects.load_subject(session, words.kind, one.subject.id), one.reason) for one in found
        ]


def reason_words(mine: Subject, theirs: Subject, reason: Likeness) -> str:
    """Say in a sentence why two may be the same."""
    if mine.kind == "organization":
        return "The same website." if reason == "link" else "The same name."
    name = "The same name" if name_words(mine.name) == name_words(theirs.name) else "Names that one person may have"
    ends = {"link": "and the same link.", "mail": "and the same e-mail address."}
    ends |= {"name_and_employer": "and the same employer.", "name_and_history": "and an employer that both had."}
    return f"{name} {ends[reason]}" if reason in ends else f"{name}."


def _compare(mine: SubjectDetail, theirs: SubjectDetail, reason: Likeness) -> Comparison:
    here, there = _by_kind(mine), _by_kind(theirs)
    rows = []
    for pointer, kind in FACT_KINDS.items():
        ours, others = here.get(pointer, []), there.get(pointer, [])
        if ours or others:
            rows.append(_list_row(kind, ours, others) if kind.is_list else _single_row(kind, ours, others))
    rows.append(Row("Notes", _clipped(mine.note.text), _clipped(theirs.note.text)))
    rows.append(Row("Pages kept", counted(len(mine.captures), "page"), counted(len(theirs.captures), "page")))
    shown = [row for row in rows if row.mine or row.theirs]
    why = reason_words(mine.subject, theirs.subject, reason)
    return Comparison(theirs.subject, why, shown, _sites(theirs), _sites(mine))


def _by_kind(detail: SubjectDetail) -> dict[str, list[Fact]]:
    """Collect the shown facts of the subject itself by kind."""
    found: dict[str, list[Fact]] = {}
    for fact in detail.facts:
        if fact.subject_id == detail.subject.id and fact.state == "current":
            pointer = fact.pointer if fact.pointer in FACT_KINDS else f"{fact.pointer.rpartition('/')[0]}/-"
            found.setdefault(pointer, []).append(fact)
    return found


def _single_row(kind: FactKind, ours: list[Fact], others: list[Fact]) -> Row:
    mine, theirs = (facts[0].text if facts else "" for facts in (ours, others))
    if not mine or not theirs or mine == theirs:
        return Row(kind.label, _clipped(mine), _clipped(theirs))
    newer = _weight(others[0]) > _weight(ours[0])
    return Row(kind.label, _clipped(mine), _clipped(theirs), kind.pointer, "other" if newer else "this")


def _weight(fact: Fact) -> tuple[bool, str]:
    return fact.origin == "user", fact.captured_at.isoformat() if fact.captured_at else ""


def _list_row(kind: FactKind, ours: list[Fact], others: list[Fact]) -> Row:
    label = PLURALS.get(kind.field) or {"experience": "Roles", "education": "Education"}.get(kind.field, kind.label)
    return Row(label, _listed(ours), _listed(others))


def _listed(facts: list[Fact]) -> str:
    texts = [_clipped(fact.text) for fact in facts[:SHOWN_OF_A_LIST]]
    more = len(facts) - len(texts)
    return "\n".join([*texts, f"and {more} more"] if more > 0 else texts)


def _clipped(text: str) -> str:
    return text if len(text) <= CLIP else text[:CLIP].rsplit(" ", 1)[0] + " …"


def _sites(detail: SubjectDetail) -> str:
    sites = dict.fromkeys(site_of(capture.url) for capture in detail.captures if capture.url)
    return ", ".join(sites) or site_of(detail.subject.url)


def _other() -> str:
    """Read which other record a form is about.

    Raises:
        ValidationError: When it is not an id.
    """
    try:
        return str(UUID(request.form.get("other", "")))
    except ValueError:
        raise ValidationError({"other": ["Choose somebody from your list."]}) from None


def _choices() -> dict[str, Side]:
    chosen: dict[str, Side] = {}
    for name, value in request.form.items():
        if name.startswith(CHOICE) and value in {"this", "other"}:
            chosen[name.removeprefix(CHOICE)] = "other" if value == "other" else "this"
    return chosen


@blueprint.post(f"{RULE}/<uuid:subject_id>/join")
def join(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Join the other record into this one."""
    words = NOUNS[noun]
    with context.database().writing() as session:
        joining.join_subjects(session, words.kind, str(subject_id), _other(), now=context.now(), choices=_choices())
    return go(f"{words.page_of(str(subject_id))}?done")


@blueprint.post(f"{RULE}/<uuid:subject_id>/apart")
def tell_apart(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Remember that the other record is somebody else."""
    words = NOUNS[noun]
    with context.database().writing() as session:
        joining.tell_apart(session, words.kind, str(subject_id), _other(), now=context.now())
    return go(f"{words.page_of(str(subject_id))}?done")


@blueprint.post("/captures/<uuid:capture_id>/keep")
def keep_with(capture_id: UUID) -> ResponseReturnValue:
    """Keep an article with somebody."""
    words = NOUNS["companies" if request.form.get("noun") == "companies" else "people"]
    with context.database().writing() as session:
        attaching.attach_capture(session, str(capture_id), words.kind, _other(), now=context.now())
    return go(f"{words.page_of(_other())}?done")
