"""A file that is being read: its kind by its first bytes, and its table, text or archive, each computed once."""

from functools import cached_property
from typing import Literal

from askwell.domain.imports import ImportUnreadableError
from askwell.importing.archives import opened_archive
from askwell.importing.limits import MOST_BYTES, MOST_TABLE_BYTES
from askwell.importing.tables import Table, read_csv
from askwell.importing.texts import decode
from askwell.importing.workbooks import is_workbook, read_workbook

Shape = Literal["archive", "workbook", "cards", "document", "table"]
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


class SourceFile:
    """The bytes of a file, seen as what they are."""

    def __init__(self, content: bytes, name: str = "") -> None:
        """Take a file.

        Args:
            content: The whole of it.
            name: What it is called; a hint only.

        Raises:
            ImportUnreadableError: It is empty or larger than any list of people.
        """
        if not content.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
            raise ImportUnreadableError("This file is empty. Nothing was changed.")
        if len(content) > MOST_BYTES:
            raise ImportUnreadableError(
                f"This file is larger than {MOST_BYTES // 2**20} MB. Nothing was changed. Split it, and bring in the "
                "parts."
            )
        if content.startswith(_OLD_EXCEL):
            raise ImportUnreadableError(
                "This is a workbook of an old Excel (.xls). Nothing was changed. Open it, save it as .xlsx or CSV, and "
                "bring that in."
            )
        self.content, self.name = content, name

    @cached_property
    def shape(self) -> Shape:
        """Give what it is."""
        if self.content.startswith(b"PK"):
            with opened_archive(self.content) as archive:
                return "workbook" if is_workbook(archive) else "archive"
        head = self.head
        if head.startswith("BEGIN:VCARD"):
            return "cards"
        return "document" if head.startswith(("{", "[")) else "table"

    @cached_property
    def head(self) -> str:
        """Give how its text begins."""
        return decode(self.content[:4_096]).lstrip("\ufeff \t\r\n")[:1_000].upper()

    @cached_property
    def text(self) -> str:
        """Give it as text.

        Raises:
            ImportUnreadableError: It is no text, or too long.
        """
        if len(self.content) > MOST_TABLE_BYTES and self.shape != "document":
            raise ImportUnreadableError(
                f"This table is larger than {MOST_TABLE_BYTES // 2**20} MB. Nothing was changed. Split it, and bring "
                "in the parts."
            )
        return decode(self.content).lstrip("\ufeff")

    @cached_property
    def table(self) -> Table | None:
        """Give it as a table; None when it is none.

        Raises:
            ImportUnreadableError: It is damaged or too long.
        """
        if self.shape == "workbook":
            return read_workbook(self.content)
        return read_csv(self.text) if self.shape == "table" else None
