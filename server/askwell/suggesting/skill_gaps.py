"""What somebody says is still missing, as a thing that can be named in a question."""

import re
from collections.abc import Callable

from askwell.suggesting.address import gerund_of
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.regexes import regex

_TAIL = regex(r"[\s,]+(?:yet|so far|at all|(?:of any kind)|in any depth|whatsoever|to speak of)\W*$", re.IGNORECASE)
_NONE = regex(
    r"^(?:no|not (?:much|enough|any)|hardly any|(?:very )?(?:little|limited)|lack of|lacking|without|zero|"
    r"weak(?: on| at| in)?|not (?:good|strong|confident|sure) (?:at|in|with|of|about)|unsure (?:of|about)|new to|"
    r"need(?:s)? to learn|"
    r"(?:i )?(?:don't|do not) (?:know|have)(?: any| much)?)\s+"
    r"(?:(?:real|hands-on|practical|direct|formal|proper|professional|first-hand|any)\s+)*",
    re.IGNORECASE,
)
_OF = regex(
    r"^(?:experience|knowledge|practice|understanding|command|grasp|idea|training|background|skills?)\s+"
    r"(?:of|in|with|at|about|on|as(?= an? ))\s+(?:how to\s+)?(?=\S)|^experience\s+(?=\w+ing\b)",
    re.IGNORECASE,
)
_NEVER = regex(
    r"^(?:i(?:'ve| have)\s+)?never\s+(?:(?:really|actually|properly|yet)\s+)?(?:had to\s+)?(\w+)\s+(.+)$", re.IGNORECASE
)
_KNOWLEDGE = regex(r"^(\S.*?)\s+knowledge$", re.IGNORECASE)
_NOT_A_THING = regex(
    r"\b(?:degree|diploma|qualifications?|certificates?|licen[cs]e|portfolio|CV|network|money|capital|savings|time|car|"
    r"contacts|references|papers|visa|permit|title)$|^(?:self-)?(?:confidence|patience|courage|nerves?|discipline|energy|age|"
    r"experience|training|practice)$|^(?:everything|anything|nothing|something)\b|"
    r"\bthe (?:trade|field|job|industry|sector|business|work|profession|area)$",
    re.IGNORECASE,
)
_SHORT = regex(r"^[A-Z]{2,6}$")
_IRREGULAR = dict(
    pair.split(":")
    for pair in (
        "had:have done:do gone:go seen:see held:hold written:write taken:take given:give driven:drive spoken:speak "
        "chosen:choose grown:grow drawn:draw flown:fly shown:show begun:begin known:know ridden:ride run:run come:come"
    ).split()
)


def read_gap(text: str, spoken: Callable[[str], str]) -> str:
    """Read "no experience of piano actions" as "piano actions", "never led a team" as "leading a team".

    Args:
        text: what the seeker wrote, on one line.
        spoken: writes a skill as it stands in a sentence; empty for what is none.

    Returns:
        A thing that can follow "I still have to learn"; empty where nothing can be learned: a paper, a pause.
    """
    said = _TAIL.sub("", text.strip(" .,:;"))
    if found := _NEVER.match(said):
        doing, rest = _gerund(found[1].lower()), spoken(re.sub(r"^any(?:one|body)\b", "people", found[2]))
        return f"{doing} {rest}" if doing and rest else ""
    bare = _NONE.sub("", said)
    if bare != said and _SHORT.match(bare):
        return ""
    thing = _OF.sub("", bare)
    if named := _KNOWLEDGE.match(thing):
        thing = named[1]
    if _NOT_A_THING.search(thing):
        return ""
    being, _, rest = thing.partition(" ")
    return f"being {said}" if being.lower() == "being" and (said := spoken(rest)) else spoken(thing)


def _gerund(form: str) -> str:
    """Say "led" as "leading"; empty for a form that is not known."""
    known = lexicons().verb_forms.get(form)
    if form == "been":
        return "being"
    if form in _IRREGULAR or known:
        return known.gerund if known else gerund_of(_IRREGULAR[form])
    if not form.endswith("ed") or len(form) < 5:
        return ""
    return gerund_of(form[:-1] if form[:-1] in lexicons().verb_forms else form[:-2])
