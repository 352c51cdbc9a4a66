"""Every failure a caller can act on: one class each, built from its data, with a stable slug.

The slug becomes the problem type on the wire (`/problems/<slug>`); statuses live at the web edge.
"""


class AskwellError(Exception):
    """Base of all failures that Askwell explains to people.

    Attributes:
        slug: Stable identifier, part of the public API.
        title: Short sentence, the same for every occurrence.
    """

    slug = "askwell-error"
    title = "Askwell could not do that."

    def __init__(self, detail: str = "") -> None:
        """Keep the sentence for this occurrence."""
        self.detail = detail or self.title
        super().__init__(self.detail)


class NotFoundError(AskwellError):
    """Something that was asked for by its id does not exist (any more)."""

    slug = "not-found"
    title = "There is nothing at this address."


class SubjectNotFoundError(NotFoundError):
    """No person or company has this id."""

    title = "This person or company is not in your list."


class CaptureNotFoundError(NotFoundError):
    """No capture has this id."""

    title = "This page was not saved here."


class FactNotFoundError(NotFoundError):
    """No fact has this id."""

    title = "This fact is not there any more."


class QuestionNotFoundError(NotFoundError):
    """The plan has no question with this id."""

    title = "This question is not in the plan any more."


class ActionNotFoundError(NotFoundError):
    """No action has this id."""

    title = "There is nothing to undo here."


class PairingNotFoundError(NotFoundError):
    """No pairing has this id."""

    title = "This browser is not paired."


class FormatNotFoundError(NotFoundError):
    """No exporter has this name."""

    slug = "validation-failed"
    title = "Askwell cannot write this format."


class ValidationError(AskwellError):
    """A value that breaks a rule of the domain.

    Attributes:
        errors: Sentences by field name.
    """

    slug = "validation-failed"
    title = "Some fields need another look."

    def __init__(self, errors: dict[str, list[str]], detail: str = "") -> None:
        """Keep the sentences per field."""
        self.errors = errors
        super().__init__(detail or " ".join(sentence for sentences in errors.values() for sentence in sentences))


class BodyMismatchError(ValidationError):
    """The page that arrived is not the page that was sent."""

    title = "The page did not arrive whole."

    def __init__(self, field: str) -> None:
        """Name the field that disagrees."""
        super().__init__(
            {field: ["Does not match the page that arrived."]},
            "The page that arrived is not the page that was sent. Nothing was stored; please send it again.",
        )


class PageEmptyError(ValidationError):
    """The page holds no text at all."""

    slug = "page-empty"
    title = "This page is empty."

    def __init__(self) -> None:
        """Point at the page."""
        super().__init__({"html": ["The page is empty."]}, "This page is empty, so nothing was stored.")


class UrlNotAllowedError(ValidationError):
    """The address is not that of a web page."""

    slug = "url-not-allowed"
    title = "Only web pages can be saved."

    def __init__(self, detail: str = "Only pages whose address starts with http or https can be saved.") -> None:
        """Point at the address."""
        super().__init__({"url": [detail]}, detail)


class QueryTooLongError(ValidationError):
    """A search text over the limit."""

    slug = "query-too-long"
    title = "The search text is too long."

    def __init__(self) -> None:
        """Point at the search text."""
        super().__init__({"search": ["Please search for at most 16 words and 200 characters."]})


class IdempotencyKeyReusedError(AskwellError):
    """The id of one capture came with another page."""

    slug = "idempotency-key-reused"
    title = "This id belongs to another page that was saved before."


class EditConflictError(AskwellError):
    """Somebody changed the text in the meantime.

    Attributes:
        current: What is stored now (a Note).
    """

    slug = "edit-conflict"
    title = "This was changed in another window. Nothing is lost: compare both and save again."

    def __init__(self, current: object) -> None:
        """Keep the stored text, so that both can be shown."""
        self.current = current
        super().__init__()


class MergeConflictError(AskwellError):
    """The record that should be changed was joined with another one in the meantime."""

    slug = "merge-conflict"
    title = "This record was joined with another one. Nothing is lost: open the one that stayed, and repeat it there."


class CannotUndoError(AskwellError):
    """Something newer rests on what should be undone."""

    slug = "cannot-undo"
    title = "This cannot be undone any more, because something newer rests on it."


class SuppressedError(AskwellError):
    """The page is about somebody who was erased for good."""

    slug = "suppressed"
    title = "You erased this person and chose not to store them again. Nothing was stored."


class PageTooSlowError(AskwellError):
    """Reading the page took longer than allowed."""

    slug = "page-too-slow"
    title = "Reading this page took too long. The page is kept; it can be read again later."


class PageUnreadableError(AskwellError):
    """The reader failed on the page."""

    slug = "page-unreadable"
    title = "This page could not be read. The page is kept; it can be read again later."


class ReaderBusyError(AskwellError):
    """Other pages are being read."""

    slug = "reader-busy"
    title = "Other pages are still being read. The page is kept and comes next."


class DatabaseError(AskwellError):
    """The database cannot be used as it is."""

    slug = "database-error"
    title = "The database has a problem. Run “askwell doctor” to see what to do."


class DatabaseBusyError(DatabaseError):
    """Another program or request holds the database."""

    slug = "database-busy"
    title = "The database is busy. Nothing is lost; please try again in a moment."


class QueryTimeoutError(DatabaseError):
    """Reading took longer than anybody waits."""

    slug = "query-timeout"
    title = "This took too long, so it was stopped. Nothing was changed; try again, or search for fewer words."


class DatabaseReadOnlyError(DatabaseError):
    """The database or its folder cannot be written."""

    slug = "database-readonly"
    title = "Askwell may not write to its data folder. Nothing was changed; check the folder's permissions."


class StorageFullError(DatabaseError):
    """The disk is full."""

    slug = "storage-full"
    title = "The disk is full. Nothing was lost or half-stored; free some space and try again."


class DatabaseDamagedError(DatabaseError):
    """The file is not a sound database of Askwell."""

    title = "The database file is damaged. It was left untouched; restore the newest backup."


class DatabaseLostError(DatabaseError):
    """The file is missing or empty although there was one before."""

    title = "The database file is missing or empty although there was one before. Restore a backup."


class SchemaTooNewError(DatabaseError):
    """A newer Askwell wrote this database."""

    slug = "schema-too-new"
    title = "A newer version of Askwell wrote this database. It was left untouched; please update Askwell."


class FolderInUseError(DatabaseError):
    """Another server works on the same folder."""

    slug = "data-dir-locked"
    title = "Another Askwell is already running with this data folder."


class SecretFileError(AskwellError):
    """The key of this installation cannot be trusted or read."""

    slug = "secret-unusable"
    title = "The key file of this Askwell cannot be used."
