"""Two records of the same person or company: joined or told apart as the user says; undo gives both back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from askwell.domain.actions import Action
from askwell.domain.choosing import Side, chosen_record, single_records
from askwell.domain.errors import ValidationError
from askwell.domain.facts import FACT_KINDS
from askwell.domain.merging import merge_page_facts, settle_states
from askwell.domain.records import FactRecord, page_fact_id
from askwell.domain.subjects import STAGES, Subject, SubjectKind
from askwell.services import refreshing
from askwell.services.changing import load_for_change
from askwell.storage import captures, facts, joining, journal, notes, subjects
from askwell.storage.models import SubjectRow

Choices = Mapping[str, Side]
"""For places in the profile that hold one value: whose value is to be shown."""


def tell_apart(session: Session, kind: SubjectKind, subject_id: str, other_id: str, *, now: datetime) -> Action:
    """Remember that two records are not the same; they are not suggested again.

    Raises:
        SubjectNotFoundError: One of them does not exist.
        ValidationError: They are the same record.
    """
    row, other = _both(session, kind, subject_id, other_id)
    # Names stay out of the label: it is read beside both records, and outlives neither of them this way.
    with journal.recording(session, "Told two records apart", now) as action:
        joining.tell_apart(session, row.id, other.id, now)
    return journal.action_value(action)


def _both(session: Session, kind: SubjectKind, one_id: str, other_id: str) -> tuple[SubjectRow, SubjectRow]:
    if one_id == other_id:
        raise ValidationError({"other": ["Choose another record to join with."]})
    one = load_for_change(session, one_id, kind)
    return one, load_for_change(session, other_id, kind)


def join_subjects(
    session: Session,
    kind: SubjectKind,
    kept_id: str,
    other_id: str,
    *,
    now: datetime,
    choices: Choices | None = None,
) -> tuple[Subject, Action]:
    """Join two records into the first; pages, addresses, notes, answers and the user's own facts of both are kept.

    Undoing the action gives both back, row for row.

    Args:
        session: Open for writing.
        kind: Person or organization.
        kept_id: The record that stays.
        other_id: The record that becomes part of it.
        now: Aware time.
        choices: By pointer, whose value is shown where both have one and only one can be; without a choice the user's
            own words come first, then the newest page's.

    Raises:
        SubjectNotFoundError: One of them does not exist.
        ValidationError: They are the same record, or a choice is about a place that does not hold one value.
    """
    kept, other = _both(session, kind, kept_id, other_id)
    _check_choices(kind, choices or {})
    with journal.recording(session, f"Joined two records of {kept.name}", now) as action:
        mine, theirs = facts.load_records(session, kept_id), facts.load_records(session, other_id)
        joining.move_pages(session, other_id, kept_id)
        joining.move_questions(session, other_id, kept_id)
        joining.move_distinctions(session, other_id, kept_id)
        _join_notes(session, kept_id, other_id, now)
        _join_columns(kept, other)
        joining.remove_emptied(session, other)
        _merge(session, kept, mine, [_adopted(record, kept_id) for record in theirs], choices or {}, now)
    return subjects.subject_value(kept), journal.action_value(action)


def _check_choices(kind: SubjectKind, choices: Choices) -> None:
    single = {pointer for pointer, one in FACT_KINDS.items() if one.aspect == kind and not one.is_list}
    if not set(choices) <= single:
        raise ValidationError({"choices": ["Choose only between values of which there can be one."]})


def _adopted(record: FactRecord, subject_id: str) -> FactRecord:
    """Give a fact of the other record as one of the kept record."""
    place = page_fact_id(subject_id, record.kind, record.key)
    if record.origin == "page":
        return replace(record, id=place, subject_id=subject_id)
    return replace(record, subject_id=subject_id, supersedes=place if record.supersedes else None)


def _merge(
    session: Session,
    kept: SubjectRow,
    mine: list[FactRecord],
    theirs: list[FactRecord],
    choices: Choices,
    now: datetime,
) -> None:
    observations = captures.list_observations(session, kept.id)
    merged = merge_page_facts(kept.id, kept.kind, observations, [*theirs, *mine])
    own = {record.id: record for record in [*theirs, *mine] if record.origin == "user"}
    own = _with_choices(own, merged, mine, theirs, choices, now)
    merged = settle_states(merged, own.values())
    facts.store_page_records(session, kept.id, merged)
    for record in own.values():
        facts.store_record(session, record)
    if observations:
        kept.last_captured_at = observations[-1].captured_at
    refreshing.refresh(session, kept, [*merged, *own.values()], observations, now, touch=True)


def _with_choices(
    own: dict[str, FactRecord],
    merged: list[FactRecord],
    mine: list[FactRecord],
    theirs: list[FactRecord],
    choices: Choices,
    now: datetime,
) -> dict[str, FactRecord]:
    """Give the user's facts once it is settled whose value stands where only one can."""
    here, there = single_records(mine), single_records(theirs)
    settled = dict(own)
    for pointer in here.keys() & there.keys():
        words = [record for record in own.values() if record.kind == pointer and record.state == "current"]
        side = choices.get(pointer) or ("this" if len(words) > 1 else None)
        if side is None:
            continue
        wanted = here[pointer] if side == "this" else there[pointer]
        shown = single_records([*settle_states(merged, own.values()), *own.values()]).get(pointer)
        if len(words) < 2 and shown is not None and shown.value == wanted.value:
            continue
        final = chosen_record(wanted, words, now)
        settled = {key: record for key, record in settled.items() if record not in words} | {final.id: final}
    return settled


def _join_notes(session: Session, kept_id: str, other_id: str, now: datetime) -> None:
    texts = [notes.load_note(session, kept_id).text, notes.load_note(session, other_id).text]
    joined = "\n\n".join(text for text in texts if text.strip())
    if joined and joined != texts[0]:
        notes.store_note(session, kept_id, joined, now)


def _join_columns(kept: SubjectRow, other: SubjectRow) -> None:
    stages = list(STAGES)
    kept.stage = max(kept.stage, other.stage, key=stages.index)
    kept.created_at = min(kept.created_at, other.created_at)
    kept.organization_id = kept.organization_id or other.organization_id
    kept.url = kept.url or other.url
