"""Bytes of a saved page to text, once, before anything is parsed."""

import re

_DECLARED = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# Browsers read these labels as their Windows superset (WHATWG Encoding standard).
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


def _decode_declared(content: bytes) -> str:
    found = _DECLARED.search(content[:8192])
    label = found.group(1).decode("ascii").lower() if found else "utf-8"
    try:
        return content.decode(_SUPERSETS.get(label, label), errors="replace")
    except LookupError:
        return content.decode("utf-8", errors="replace")
