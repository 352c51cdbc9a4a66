"""Loads the record that somebody is about to change; holds no use case of its own."""

from sqlalchemy.orm import Session

from askwell.domain.errors import MergeConflictError, SubjectNotFoundError
from askwell.domain.subjects import SubjectKind
from askwell.storage import joining, subjects
from askwell.storage.models import SubjectRow


def load_for_change(session: Session, subject_id: str, kind: SubjectKind | None = None) -> SubjectRow:
    """Load the row of a person or company.

    Raises:
        MergeConflictError: It became part of another record since its editor has seen it; nothing is lost there.
        SubjectNotFoundError: There is none with this id.
    """
    try:
        return subjects.load_subject_row(session, subject_id, kind)
    except SubjectNotFoundError as error:
        if joining.was_joined(session, subject_id):
            raise MergeConflictError from error
        raise
