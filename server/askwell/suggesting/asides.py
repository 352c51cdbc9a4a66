"""What a seeker adds to a choice: money, dates, reasons. It is left out before anything is read."""

import re

from askwell.suggesting.privacy import private_trim
from askwell.suggesting.regexes import regex

_ASIDE = (
    regex(
        r",\s+(?:which|as|since|because|though|although|even (?:if|though)|if|closing)\b[^,]*"
        r"(?:,(?=\s+(?:on|in|at|for|with|to|into)\b)|(?=,\s|$))",
        re.IGNORECASE,
    ),
    regex(r"\s+(?:with|on|from) my (?:[\w-]+ )?(?:money|savings|payout)\b", re.IGNORECASE),
    regex(r"\s*\((?:[^()]*)\)"),
    regex(r",?\s+(?:closing|advertised|due)(?: (?:on|until|till|by))?(?: the end of)?(?: \d{1,2})? [A-Z][a-z]+\b"),
    regex(r"\s+for (?:wages|pay|money)\b", re.IGNORECASE),
    regex(r"\s+(?:on|at|for) (?:about |roughly )?(?:half|a third|less|more) [^,]{0,20}\b(?:pay|salary|wages?)\b"),
    regex(r"\s+(?:at|in|near|with) my (?:child(?:ren)?|kids?|son|daughter)['’]?s?['’]? \w+\b", re.IGNORECASE),
)
_DESPITE = regex(
    r"\s+(?:despite|in spite of|given|because of)\s+(?:the |my |our |all )?[\w'’-]+(?:\s[\w'’-]+)?(?=,|\s+or\b|$)",
    re.IGNORECASE,
)
_PLAINER = (
    (regex(r"\bstay where (?:I am|I'm|we are|we're)\b", re.IGNORECASE), "stay put"),
    (
        regex(
            r"^(?:whether|if) it (?:makes sense|is worth it|is right|is wise|is time)(?: for me)? to\b", re.IGNORECASE
        ),
        "whether to",
    ),
    (regex(r"\bquit my\b", re.IGNORECASE), "leave my"),
)


def without_asides(raw: str) -> str:
    """Give the bare choice, in plainer words where a seeker's own can't be said to a stranger."""
    text = private_trim(raw)
    for words, plainer in _PLAINER:
        text = words.sub(plainer, text)
    for aside in _ASIDE:
        text = aside.sub("", text)
    return _DESPITE.sub("", text.rstrip("?.! "))
