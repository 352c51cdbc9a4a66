"""Records that may be the same person or company, found by names, employers, links and mail; only the user can tell."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from sqlalchemy.orm import Session

from askwell.domain.addresses import canonical_address
from askwell.domain.employers import employer_code, employer_key, same_employer
from askwell.domain.known_people import mail_key
from askwell.domain.name_readings import may_be_one_name, name_words, readings, sound
from askwell.domain.namesakes import LIKENESSES, Likeness, Sketch, employer_codes, likeness
from askwell.domain.subjects import Subject, SubjectKind
from askwell.storage import resembling, subjects
from askwell.storage.models import SubjectRow
from askwell.storage.resembling import Near, Traces

MOST_SUGGESTED = 5
MOST_TRACES = 6
MOST_TOGETHER = 60
"""So many who share a name at one place are no suspicion any more, but a crowd."""


@dataclass(frozen=True, slots=True)
class Similar:
    """Somebody who may be the same.

    Attributes:
        reason: One of `LIKENESSES`.
    """

    subject: Subject
    reason: Likeness


@dataclass(frozen=True, slots=True)
class SimilarPair:
    """Two records in the list that may be the same."""

    one: Subject
    other: Subject
    reason: Likeness


def find_similar(session: Session, kind: SubjectKind, subject_id: str) -> list[Similar]:
    """Find records that may be the same, the strongest reasons first; nothing is joined by itself.

    What the user told apart is not suggested again.

    Raises:
        SubjectNotFoundError: There is none with this id.
    """
    row = subjects.load_subject_row(session, subject_id, kind)
    found = _like_company(session, row) if kind == "organization" else _like_person(session, row)
    similar = [Similar(one, reason) for one, reason in found]
    similar.sort(key=lambda one: (LIKENESSES.index(one.reason), one.subject.name, one.subject.id))
    return similar[:MOST_SUGGESTED]


def _like_person(session: Session, row: SubjectRow) -> Iterator[tuple[Subject, Likeness]]:
    apart = resembling.list_told_apart(session, row.id)
    mine = resembling.load_traces(session, [row.id])[row.id]
    sought = [*mine.links, *mine.mails, *mine.addresses][:MOST_TRACES]
    words = {word for reading in readings(row.name)[:2] for word in reading.words}
    near = resembling.list_near(session, row, words, _longest(employer_key(row.organization).split()))
    named = [one for one in near if may_be_one_name(row.name, one.name)]
    traced = resembling.list_tracing(session, row, sought)
    others = {one.id: one for one in [*named, *traced] if one.id not in apart}
    traces = resembling.load_traces(session, list(others))
    sketch = sketched(Near(row.id, row.name, row.organization), mine)
    for one in others.values():
        reason = likeness(sketch, sketched(one, traces[one.id]))
        subject = subjects.find_subject(session, one.id) if reason else None
        if subject is not None and reason is not None:
            yield subject, reason


def _like_company(session: Session, row: SubjectRow) -> Iterator[tuple[Subject, Likeness]]:
    apart = resembling.list_told_apart(session, row.id)
    sites = _sites(resembling.load_traces(session, [row.id])[row.id].links)
    near = resembling.list_near(session, row, {_longest(employer_key(row.name).split())}, "")
    others = {one.id: one for one in [*near, *resembling.list_tracing(session, row, sorted(sites))]}
    traces = resembling.load_traces(session, list(others))
    for one in others.values():
        same_site = bool(sites & _sites(traces[one.id].links))
        subject = subjects.find_subject(session, one.id) if one.id not in apart else None
        if subject is not None and (same_site or same_employer(row.name, one.name)):
            yield subject, "link" if same_site else "name"


def _sites(links: Iterable[str]) -> set[str]:
    """Give the pages that stand for a whole company: the start pages of sites."""
    return {address for link in links if (address := canonical_address(link)) and "/" not in address}


def _longest(words: Iterable[str]) -> str:
    return max(words, key=len, default="")


def sketched(one: Near, traces: Traces) -> Sketch:
    """Give a record in the form in which people are compared."""
    links = (canonical_address(link) for link in traces.links)
    current = employer_codes(one.organization)
    return Sketch(
        one.name,
        one.organization,
        frozenset(map(employer_code, traces.employers)) - current - {""},
        frozenset(address for address in traces.addresses if "#~" not in address),
        # The start page of a site is an employer's more often than somebody's own.
        frozenset(link for link in links if link),
        frozenset(map(mail_key, traces.mails)) - {""},
    )


def list_similar(session: Session, limit: int) -> list[SimilarPair]:
    """List the pairs of people in the whole list who may be the same, the strongest reasons first.

    Every pair of the same sound of a name at one employer, of one name, one link or one mail address is looked at.

    Args:
        session: Open for reading.
        limit: Most pairs to give.
    """
    everybody = {one.id: one for one in resembling.iterate_people(session)}
    traces = resembling.load_traces(session, None)
    sketches = {key: sketched(one, traces.get(key, Traces())) for key, one in everybody.items()}
    apart = resembling.list_pairs_apart(session)
    found = {}
    for one, other in _suspected(sketches):
        reason = None if (one, other) in apart else likeness(sketches[one], sketches[other])
        if reason is not None:
            found[one, other] = reason
    ordered = sorted(found, key=lambda pair: (LIKENESSES.index(found[pair]), everybody[pair[0]].name, pair))
    listed = []
    for one, other in ordered[:limit]:
        first, second = subjects.find_subject(session, one), subjects.find_subject(session, other)
        if first is not None and second is not None:
            listed.append(SimilarPair(first, second, found[one, other]))
    return listed


def _suspected(sketches: dict[str, Sketch]) -> Iterator[tuple[str, str]]:
    """Give every pair worth comparing, once."""
    together: dict[tuple[str, str], list[str]] = {}
    for key, sketch in sketches.items():
        for mark in _marks(sketch):
            together.setdefault(mark, []).append(key)
    seen = set()
    for keys in together.values():
        for pair in combinations(sorted(keys), 2) if len(keys) <= MOST_TOGETHER else ():
            if pair not in seen:
                seen.add(pair)
                yield pair


def _marks(sketch: Sketch) -> set[tuple[str, str]]:
    """Give under what a person is laid beside others."""
    employers = {*employer_codes(sketch.employer), *sketch.former}
    sounds = {sound(word) for reading in readings(sketch.name)[:2] for word in reading.words if len(word) > 1}
    marks = {(employer, said) for employer in employers for said in sounds}
    marks |= {("", " ".join(name_words(sketch.name)))}
    return marks | {("@", mail) for mail in sketch.mails} | {("/", page) for page in sketch.links | sketch.pages}
