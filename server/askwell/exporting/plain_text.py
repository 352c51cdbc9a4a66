"""Text as any file can hold it: no control characters, line breaks of one kind, names that are safe as file names."""

import re
import unicodedata

REPLACEMENT = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BREAKS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_UNSAFE = re.compile(r"[\W_]+")
_LONGEST_SLUG = 60


def visible(text: str) -> str:
    """Show control characters and halves of characters as U+FFFD; tabs and line breaks stay."""
    return text if text.isprintable() else _CONTROL.sub(REPLACEMENT, text)


def count_hidden(text: str) -> int:
    """Count the characters that `visible` replaces."""
    return len(_CONTROL.findall(text))


def with_newlines(text: str) -> str:
    """Write every kind of line break as one newline, and nothing else that a reader could take for one."""
    return visible(_BREAKS.sub("\n", text))


def one_line(text: str) -> str:
    """Put a text on one line."""
    return visible(_BREAKS.sub(" ", text)).replace("\t", " ")


def slug(text: str) -> str:
    """Give a text as a part of a file name: letters and digits of any script, in lower case, joined by dashes."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _UNSAFE.sub("-", folded).strip("-")[:_LONGEST_SLUG].strip("-")
