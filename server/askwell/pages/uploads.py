"""How forms arrive: files stay in memory, because what was captured must never lie in the system's temporary folder."""

from io import BytesIO
from typing import IO

from flask import Request

MOST_FORM_BYTES = 4 * 1024 * 1024
"""Room for the longest notes in scripts that take nine bytes a letter on their way."""


class PageRequest(Request):
    """A request whose forms and files are kept in memory; the size of the whole is limited before it is read."""

    max_form_memory_size = MOST_FORM_BYTES

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 - fixed by the parser
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()
