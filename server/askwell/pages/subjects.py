"""The lists of people and companies, and what is done with one of them as a whole: stage, erasing, undo."""

from uuid import UUID

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from askwell import context
from askwell.domain.errors import ValidationError
from askwell.domain.subjects import SORTS, STAGES
from askwell.pages.frame import back_to, go, show
from askwell.pages.nouns import NOUNS, RULE, Noun
from askwell.pages.paging import asked_offset, stretch
from askwell.pages.wording import counted
from askwell.services import erasing_parts, exports, subjects, undo

PAGE_SIZE = 50
SORT_WORDS = {"updated": "Last change first", "name": "By name", "created": "Newest in the list first"}
ERASED_WORDS = {"facts": "fact", "captures": "kept page", "answers": "answer", "questions": "question"}
ERASED_WORDS |= {"known_people": "person you know"}

blueprint = Blueprint("subjects", __name__)


@blueprint.get(RULE)
def list_subjects(noun: str) -> ResponseReturnValue:
    """Show a list, searched, filtered and sorted as the address says."""
    words = NOUNS[noun]
    search = request.args.get("search", "").strip()
    stage = request.args.get("stage", "")
    stage = stage if stage in STAGES and words.kind == "person" else ""
    sort = request.args.get("sort", SORTS[0])
    sort = sort if sort in SORTS else SORTS[0]
    with context.database().reading() as session:
        found = subjects.list_subjects(
            session, words.kind, search=search, stage=stage or None, sort=sort, limit=PAGE_SIZE, offset=asked_offset()
        )
    return show(
        "subjects.html",
        nav=noun,
        words=words,
        path=words.path,
        is_people=words.kind == "person",
        items=found.items,
        total=found.total,
        filtered=bool(search or stage),
        search=search,
        stage=stage,
        sort=sort,
        stages=STAGES.items(),
        sorts=[(key, SORT_WORDS[key]) for key in SORTS],
        formats=exports.list_formats(),
        pages=stretch(words.path, found, {"search": search, "stage": stage, "sort": sort}),
    )


@blueprint.post(f"{RULE}/<uuid:subject_id>/stage")
def change_stage(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Note how far things have come."""
    words = NOUNS[noun]
    with context.database().writing() as session:
        subjects.change_stage(session, words.kind, str(subject_id), request.form.get("stage", ""), now=context.now())
    return go(back_to(request.form.get("back"), words.page_of(str(subject_id)) + "?done"))


@blueprint.get(f"{RULE}/<uuid:subject_id>/erase")
def ask_before_erasing(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Ask, in words, before somebody is erased for good."""
    return _question_before_erasing(NOUNS[noun], subject_id)


def _question_before_erasing(words: Noun, subject_id: UUID, problem: str = "") -> str:
    with context.database().reading() as session:
        detail = subjects.load_subject(session, words.kind, str(subject_id))
    own = [fact for fact in detail.facts if fact.subject_id == detail.subject.id]
    return show(
        "erase.html",
        nav=words.path[1:],
        subject=detail.subject,
        base=words.page_of(detail.subject.id),
        facts=len(own),
        captures=len(detail.captures),
        pages=detail.captures,
        own_facts=[fact for fact in own if fact.origin == "user"],
        has_note=bool(detail.note.text),
        problem=problem,
    )


@blueprint.post(f"{RULE}/<uuid:subject_id>/erase")
def erase(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Erase somebody for good, once the word was written."""
    words = NOUNS[noun]
    if request.form.get("confirm", "").strip().lower() != "erase":
        return _question_before_erasing(words, subject_id, "Nothing was erased. To go on, write the word erase."), 422
    forever = "forever" in request.form
    receipt = subjects.erase_subject(
        context.database(), words.kind, str(subject_id), now=context.now(), forever=forever
    )
    parts = [
        counted(number, ERASED_WORDS[name])
        for name, number in receipt.erased.items()
        if number and name in ERASED_WORDS
    ]
    return show(
        "erased.html",
        nav=noun,
        parts=parts or ["everything about them"],
        pending=receipt.pending,
        forever=forever,
        list_path=words.path,
        list_label=words.title,
    )


@blueprint.post(f"{RULE}/<uuid:subject_id>/erase-part")
def erase_part(noun: str, subject_id: UUID) -> ResponseReturnValue:
    """Erase one page, the note, or one fact of the user's own for good.

    Raises:
        ValidationError: When it was not said which.
    """
    words, named = NOUNS[noun], str(subject_id)
    part, _, which = request.form.get("part", "").partition(" ")
    database, now = context.database(), context.now()
    if part == "note":
        erasing_parts.erase_note(database, words.kind, named, now=now)
    elif part == "page":
        erasing_parts.erase_page(database, words.kind, named, which, now=now)
    elif part == "fact":
        erasing_parts.erase_fact(database, words.kind, named, which, now=now)
    else:
        raise ValidationError({"part": ["Choose what to erase. Nothing was erased."]})
    return go(f"{words.page_of(named)}?said=part_erased")


@blueprint.post("/actions/<uuid:action_id>/undo")
def undo_action(action_id: UUID) -> ResponseReturnValue:
    """Take an action back."""
    with context.database().writing() as session:
        undo.undo_action(session, str(action_id), now=context.now())
    path = back_to(request.form.get("next"), "/").partition("?")[0]
    return go(f"{path}?said=undone")
