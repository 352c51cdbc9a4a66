"""Names how a sentence of somebody's is built, which decides what one asks next about it."""

import re

from askwell.suggesting.regexes import regex

_SHAPES = (
    (
        "refuse",
        regex(r"^you (?:turn (?:down|away)|refuse|reject|decline|send back|switch off|say no to)\b", re.IGNORECASE),
    ),
    (
        "share",
        regex(
            r"\b(?:most|half|much) of (?:your|the) (?:day|days|week|weeks|work|time|job|year|hours)\b", re.IGNORECASE
        ),
    ),
    ("taught", regex(r"\b(?:taught|teaches) you\b", re.IGNORECASE)),
    ("heard", regex(r"\b(?:told|asked|showed) you\b", re.IGNORECASE)),
    ("learning", regex(r"\b(?:still|always) (?:learning|finding out|working out)\b", re.IGNORECASE)),
    ("no_longer", regex(r"\bno longer\b|\bnot any ?more\b|\bstopped\b", re.IGNORECASE)),
    ("still", regex(r"\bstill\b", re.IGNORECASE)),
    (
        "easy_hard",
        regex(
            r"\b(?:easy|easier|cheap|simple|hard|harder|difficult|expensive|slow|slowest|fast) (?:part|bit|half)\b",
            re.IGNORECASE,
        ),
    ),
    ("best", regex(r"^(?:in [\w ]+ )?the (?:best|good|quick|strongest) \w+s\b", re.IGNORECASE)),
    ("good", regex(r"^an? (?:good|great|bad|useful|clear|strong) ", re.IGNORECASE)),
    ("nobody", regex(r"^(?:nobody|no one|no-one)\b", re.IGNORECASE)),
    ("most", regex(r"^(?:most|half|nearly every|almost every)\b", re.IGNORECASE)),
    ("knows", regex(r"^you (?:know|see|notice|hear) (?:where|when|what|how|who)\b", re.IGNORECASE)),
    ("now", regex(r"^you now\b", re.IGNORECASE)),
    ("because", regex(r"\bbecause\b", re.IGNORECASE)),
)


def shape_of(said: str) -> str:
    """Name how a sentence of theirs is built, which decides what one asks next; empty for the many without a shape."""
    return next((name for name, pattern in _SHAPES if pattern.search(said)), "")
