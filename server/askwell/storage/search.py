"""Search over names, facts and notes: SQLite's word index where there is one, plain comparing elsewhere."""

import re

from sqlalchemy import Select, and_, select, text
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from askwell.domain.errors import QueryTooLongError
from askwell.domain.facts import fold_text
from askwell.storage.models import SearchRow

MAX_CHARACTERS = 200
MAX_WORDS = 16
_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts that are written without spaces, where a word index finds only beginnings of sentences."""


def index_subject(session: Session, subject_id: str, pieces: list[str]) -> None:
    """Make a subject findable by these texts; with none it cannot be found any more."""
    body = "\n".join(dict.fromkeys(folded for folded in map(fold_text, pieces) if folded))
    row = _find(session, subject_id)
    if row is not None and row.body == body:
        return
    forget_subject(session, subject_id)
    if body:
        fresh = SearchRow(subject_id=subject_id, body=body)
        session.add(fresh)
        session.flush()
        _tell_index(session, "INSERT INTO search_words(rowid, body) VALUES (:id, :body)", fresh)


def forget_subject(session: Session, subject_id: str) -> None:
    """Take a subject out of the index."""
    row = _find(session, subject_id)
    if row is not None:
        # The index keeps no text of its own: to forget words it must be told which ones.
        _tell_index(session, "INSERT INTO search_words(search_words, rowid, body) VALUES ('delete', :id, :body)", row)
        session.delete(row)
        session.flush()


def _find(session: Session, subject_id: str) -> SearchRow | None:
    return session.scalars(select(SearchRow).where(SearchRow.subject_id == subject_id)).first()


def _tell_index(session: Session, statement: str, row: SearchRow) -> None:
    if _has_index(session):
        session.execute(text(statement), {"id": row.id, "body": row.body})


def scrub(session: Session) -> None:
    """Leave nothing of removed words in the index's own files."""
    if _has_index(session):
        session.execute(text("INSERT INTO search_words(search_words) VALUES ('optimize')"))


def criterion(session: Session, words: str) -> Select[str] | None:
    """Give the ids of the subjects that contain every word, as a query; None when there is no word.

    Raises:
        QueryTooLongError: The text is longer than anybody types.
    """
    if len(words) > MAX_CHARACTERS:
        raise QueryTooLongError
    # Neither half a surrogate pair nor NUL can stand in a database's text.
    clean = words.replace("\x00", " ").encode("utf-8", "replace").decode()
    wanted = fold_text(clean).split()
    if len(wanted) > MAX_WORDS:
        raise QueryTooLongError
    if not wanted:
        return None
    conditions: list[ColumnElement[bool]] = []
    indexed = [word for word in wanted if _has_index(session) and not _SPACELESS.search(word)]
    if indexed:
        match = " ".join(f'"{word.replace(chr(34), chr(34) * 2)}"*' for word in indexed)
        conditions.append(_match(match))
    conditions += [SearchRow.body.contains(word, autoescape=True) for word in wanted if word not in indexed]
    return select(SearchRow.subject_id).where(and_(*conditions))


def _match(words: str) -> ColumnElement[bool]:
    matching = text("SELECT rowid FROM search_words WHERE search_words MATCH :words").bindparams(words=words)
    return SearchRow.id.in_(matching)


def _has_index(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"
