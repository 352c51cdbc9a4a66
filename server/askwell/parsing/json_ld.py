"""Tolerant decoding of JSON-LD blocks: one bad block never hides a good one; knows no vocabulary."""

import html
import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any, TypeAlias

Json: TypeAlias = Any
"""A decoded JSON value of any shape."""

MAX_BLOCKS = 50
MAX_BLOCK_CHARACTERS = 256 * 1024
MAX_NODES = 5_000
MAX_DEPTH = 40

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?://\s*|/\*\s*)?\]\]>(?:\s*\*/)?\s*$|-->\s*$"
)
_STRING_OR_COMMENT = re.compile(r'"(?:[^"\\]++|\\.)*+"|/\*.*?\*/|//[^\n]*', re.S)
_STRING_OR_TRAILING_COMMA = re.compile(r'"(?:[^"\\]++|\\.)*+"|,(?=\s*[}\]])', re.S)


def decode_blocks(texts: Iterator[str]) -> list[Any]:
    """Decode the texts of JSON-LD scripts in order, leaving out what cannot be read.

    The number and size of blocks are limited; the limits protect against pages made to exhaust the reader.
    """
    decoded = []
    for count, text in enumerate(texts):
        if count >= MAX_BLOCKS:
            break
        if len(text) <= MAX_BLOCK_CHARACTERS:
            value = decode_block(text)
            if value is not None:
                decoded.append(value)
    return decoded


def decode_block(text: str) -> Json:
    """Decode one block, forgiving what real pages get wrong; None when nothing can be read."""
    text = text.replace("\f", "").strip().lstrip("\ufeff")
    for repair in (_as_written, _unwrapped, _without_comments, _unescaped):
        text = repair(text)
        value = _decode_start(text)
        if isinstance(value, (dict, list)):
            return value
    return None


def _decode_start(text: str) -> Json:
    """Decode the first JSON value of a text, whatever follows it."""
    try:
        return json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None


def _as_written(text: str) -> str:
    return text


def _unwrapped(text: str) -> str:
    return _WRAPPING.sub("", _WRAPPING.sub("", text)).strip()


def _without_comments(text: str) -> str:
    text = _STRING_OR_COMMENT.sub(lambda match: match.group() if match.group().startswith('"') else " ", text)
    return _STRING_OR_TRAILING_COMMA.sub(
        lambda match: match.group() if match.group().startswith('"') else "", text
    ).strip()


def _unescaped(text: str) -> str:
    return html.unescape(text)


def walk_nodes(blocks: list[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every typed object of the blocks with its place (`jsonld:N/path`), outer ones first; bounded."""
    seen = 0
    queue = deque((f"jsonld:{number}", block, 0) for number, block in enumerate(blocks))
    while queue and seen < MAX_NODES:
        place, value, depth = queue.popleft()
        seen += 1
        if isinstance(value, dict):
            if "@type" in value:
                yield place, value
            children: Any = [(f"{place}/{_escape(key)}", child) for key, child in value.items()]
        elif isinstance(value, list):
            children = [(f"{place}/{number}", child) for number, child in enumerate(value)]
        else:
            continue
        if depth < MAX_DEPTH:
            queue.extend((where, child, depth + 1) for where, child in children if isinstance(child, (dict, list)))


def value_at(blocks: list[Any], where: str) -> Json:
    """Return what a place (`jsonld:N/path`) holds, or None."""
    number, _, path = where.removeprefix("jsonld:").partition("/")
    try:
        value: Any = blocks[int(number)]
        for step in path.split("/") if path else []:
            key = step.replace("~1", "/").replace("~0", "~")
            value = value[int(key)] if isinstance(value, list) else value[key]
    except (KeyError, IndexError, ValueError, TypeError):
        return None
    return value


def types_of(node: dict[str, Any]) -> list[str]:
    """List the type names of an object without their vocabulary's address."""
    kinds = node.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return [re.split(r"[/#:]", name)[-1] for name in names if isinstance(name, str)]


def _escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
