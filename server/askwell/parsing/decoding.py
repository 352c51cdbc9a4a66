"""Bytes of a saved page to text, once, before anything is parsed; and wrongly decoded text made right again."""

import re
from itertools import islice

_DECLARED = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Browsers read these labels as their Windows superset (WHATWG Encoding standard).
_MISTAKEN = re.compile("[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u2122]")
_PIECE = 4096
_TRIED = 20
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
# The signs that Windows-1252 has for the bytes 0x80 to 0x9f.
_AS_BYTES = {ord(sign): byte for byte in range(0x80, 0xA0) if (sign := bytes([byte]).decode("cp1252", errors="ignore"))}
_SUPERSETS = {"iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"}


def decode_page(content: bytes) -> str:
    """Decode a saved page: byte order mark, then UTF-8, then the charset it declares, then with replacement.

    UTF-8 goes before the declaration because pages saved by browsers are often written anew in UTF-8 under their
    old declaration, and text in another charset is almost never valid UTF-8.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_declared(content)


def mend_text(text: str) -> str:
    """Undo a decoding of UTF-8 as Windows-1252, which is how pages without a charset reach us ("Ã©", "â€“").

    Only a text that as a whole is such a mistake is changed: every sign must stand for a byte, and the bytes must be
    valid UTF-8. A text that was decoded rightly is never both.
    """
    start = _first_beyond_ascii(text)
    if start < 0:
        return text
    try:
        # Signs beyond ASCII stand in runs that are right or wrong by themselves: the first few tell nearly always.
        for run in islice(_NOT_ASCII.finditer(text, start), _TRIED):
            _as_meant(run.group())
        return _as_meant(text) if _MISTAKEN.search(text) else text
    except UnicodeError:
        return text


def _first_beyond_ascii(text: str) -> int:
    """Give a place just before the first sign beyond ASCII, or -1; pieces are asked, which is faster than looking."""
    starts = range(0, len(text), _PIECE)
    return next((start for start in starts if not text[start : start + _PIECE].isascii()), -1)


def _as_meant(text: str) -> str:
    return text.translate(_AS_BYTES).encode("latin-1").decode("utf-8")


def _decode_declared(content: bytes) -> str:
    found = _DECLARED.search(content[:8192])
    label = found.group(1).decode("ascii").lower() if found else "utf-8"
    try:
        return content.decode(_SUPERSETS.get(label, label), errors="replace")
    except LookupError:
        return content.decode("utf-8", errors="replace")
