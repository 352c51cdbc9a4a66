"""Reads a decision in the seeker's own words: its kind, its two sides, its date; refuses rather than repairs."""

import re
from dataclasses import dataclass
from functools import lru_cache

from askwell.suggesting.asides import without_asides
from askwell.suggesting.cleaning import is_cut_off, is_hostile
from askwell.suggesting.dates import MONTHS, When, about_months, month_named
from askwell.suggesting.hypotheses import lowered_start
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.privacy import is_private
from askwell.suggesting.regexes import regex
from askwell.suggesting.sides import (
    acted,
    as_noun,
    brief,
    fitted,
    has_clause,
    is_action,
    placed,
    sides_fit,
    stands_alone,
    with_noun_article,
)
from askwell.suggesting.words import number_value

_LEAD = regex(
    r"^(?:(?:i|we)\s*)?(?:(?:am|['’]m)\s+)?(?:(?:have|need|want|must|trying|still|currently|going|"
    r"can['’]?t|cannot|do not|don['’]t|would like)\s+)*(?:to\s+)?"
    r"(?:torn|not sure|unsure|undecided|know|decide|deciding|choose|choosing|weighing|considering|thinking about|"
    r"wondering|figure out|figuring out|work out)\s*(?:on|between|about|:)?\s*",
    re.IGNORECASE,
)
_NOUN_OR_VERB = frozenset(
    "design work study research lead start run build plan market test train support cover hand report "
    "review place".split()
)
_MONTH = "|".join(MONTHS)
_WHEN = (
    r"(?:(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+)?(?:early\s+|late\s+|mid-?\s*)?(?:next\s+|this\s+|the\s+)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?:{_MONTH}|spring|summer|autumn|fall|winter|easter|christmas|"
    rf"new year|year end|month|year|term)(?:\s+\d{{4}})?"
)
_BY = regex(rf"\s*,?\s*\b((?:by|before|until)\s+({_WHEN}))\b", re.IGNORECASE)
_WITHIN = regex(
    r"\s*,?\s*\b((?:within|in the next|over the next|in)\s+(a|an|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|\d{1,2})\s+(month|year|week)s?)\b",
    re.IGNORECASE,
)
_FOR = regex(rf"\s*,?\s*\b(?:for|in|this|next|from)\s+(?:{_WHEN})$", re.IGNORECASE)
_REPORT = regex(
    r"^(tell|inform|answer|let)\s+((?:my|the|our|a)\s+)?([\w-]+(?:\s+[\w-]+)?)(?:\s+know)?\s+(whether|"
    r"if)\s+(?:to\s+|i\s+(?:will\s+|am\s+|want to\s+|should\s+|would\s+)?)?(.+)$",
    re.IGNORECASE,
)
_THREE = regex(
    r"^(?:between\s+|either\s+|whether\s+to\s+|to\s+)?([^,]+),\s+([^,]+?),?\s+(?:or|and)\s+([^,]+)$", re.IGNORECASE
)
_OR_NOT = regex(r"\s*,?\s+or\s+not(?:\s+to)?\b\s*", re.IGNORECASE)
_CHOICE = regex(
    r"^(?:between\s+|either\s+|whether\s+to\s+|whether\s+i\s+(?:should\s+)?|should\s+i\s+|to\s+)?(.+?)\s*,?\s+(?:or|vs\.?|versus)\s+(?:(?:rather\s+)?to\s+|whether\s+to\s+)?(.+)$",
    re.IGNORECASE,
)
_BETWEEN = regex(r"^(?:between\s+)(.+?)\s+and\s+(.+)$", re.IGNORECASE)
_ORDER = regex(r"\b(?:first|before|straight|then|later|already|now|right away|directly)\b", re.IGNORECASE)
_STAY = regex(
    r"^(?:(?:stay|remain)(?: on)?(?: (?:another|one more|a|two|for|in|at|here|where|put|until)\b.*)?$|keep (?:my|"
    r"working|the job|teaching|nursing)\b|"
    r"continue (?:in|at|as|my|working)\b|stick (?:with my|it out)\b|keep it\b)",
    re.IGNORECASE,
)
_LEAVE = regex(
    r"^(?:leave|quit|resign|give up|move (?:in)?to|move on|switch (?:to|from|careers?|jobs?)|change (?:careers?|"
    r"jobs?|fields?))\b",
    re.IGNORECASE,
)
_APPLY_OR = regex(
    r"^(?:(?:take|accept|choose|do)\s+)?(?:apply\s+(?:to|for)\s+)?((?:a|an|the|my|one|large|small|big|another)\b[^,;]+?)"
    r"(?:\s+first)?\s*,?\s+or\s+(?:apply\s+)?(?:to|for)\s+([^,;]+?)(?:\s+first)?$",
    re.IGNORECASE,
)
_FORBIDDEN_OPTION = regex(
    r"\b(?:apply (?:to|for)|job offer|salary|(?:better|higher|more|good) pay|pay (?:rise|cut|range|gap)|quit my)\b",
    re.IGNORECASE,
)


_LONGEST, _LONGEST_SINGLE = 220, 13
_DUE_FIRST = regex(rf"^((?:by|before|until)\s+{_WHEN})\s*[:,]\s*(.+)$", re.IGNORECASE)
_SOME_TIME = regex(r"^(?:before|by|until|when|after|at) [^:,]{3,50}:\s+(?=\S+ )", re.IGNORECASE)
_NAMED_FIRST = (
    regex(r"^[^,:]{3,60}[,:]\s*(?:either|whether it is)\s+(.+\s(?:or|versus)\s.+)$", re.IGNORECASE),
    regex(
        r"^(?:which|what|where|(?:in \w+ )?(?:choose|choosing|pick|decide on)\b)[^:?]*:\s*(.+\s(?:or|versus)\s.+)$",
        re.IGNORECASE,
    ),
    regex(
        r"^(?:i have |i've got )?(?:two|2) (?:offers|options|choices|places|ways)\b[^,:]*[,:]\s*"
        r"(.+?\s(?:and|or)\s[^.]+)(?:\..*)?$",
        re.IGNORECASE,
    ),
)
"""A choice told by what it is about, with its sides after a colon or comma."""


def _sides_only(text: str) -> str:
    """Leave out what stands before two sides that are named after it."""
    for named in _NAMED_FIRST:
        if found := named.match(text):
            return f"between {re.sub(r' (?:or|versus) ', ' and ', found[1], count=1)}"
    return text


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision read; forms that did not parse stay empty.

    `deciding` follows "I'm deciding", `must` follows "I have to", `choosing` follows "I'm".
    """

    kind: str
    deciding: str
    must: str = ""
    must_short: str = ""
    choosing: str = ""
    opt_a: str = ""
    opt_b: str = ""
    act_a: str = ""
    act_b: str = ""
    opt_stay: str = ""
    deadline: str = ""
    months: str = ""
    month_count: int = 0
    order: bool = False


@lru_cache(maxsize=256)
def read_decision(raw: str, now: When | None) -> Decision | None:
    """Read one decision as written; nothing when no form is clean."""
    text = without_asides(raw)
    if not text or is_cut_off(raw) or is_hostile(text) or is_private(text) or len(text) > _LONGEST:
        return None
    text = re.sub(r"^(?:decision|question)\s*:\s*", "", text, flags=re.IGNORECASE)
    if due := _DUE_FIRST.match(text):
        text = f"{due[2]} {due[1].lower()}"
    text = plain = _SOME_TIME.sub("", text)
    text = _sides_only(text)
    stripped = _LEAD.sub("", text, count=1) or text
    led_between = bool(re.match(r".*\bbetween\s*$", text[: len(text) - len(stripped)], re.IGNORECASE))
    phrase, deadline, count, rest = _dated(stripped, now)
    rest = re.sub(r"\bvacancy\b", "post", re.sub(r"\s+", " ", lowered_start(rest)))
    if "apply" in rest.lower():
        rest = _APPLY_OR.sub(r"\1 or \2", rest)
        rest = re.sub(r"\bapply for\b", "go for", re.sub(r"\bapply to\b", "try", rest))
    decision = (
        _report(rest, phrase)
        or _three_sided(rest, phrase)
        or _choice(f"between {rest}" if led_between else rest, phrase)
        or _which(rest)
        or _single(rest, phrase)
        or _headed(plain)
    )
    if decision is None or _FORBIDDEN_OPTION.search(decision.deciding):
        return None
    months = about_months(count) if deadline and 1 <= count <= 18 else ""
    fields = {name: getattr(decision, name) for name in Decision.__slots__}
    return Decision(
        **{**fields, "deadline": deadline if months else "", "months": months, "month_count": count if months else 0}
    )


def read_options(options: list[str], by: str, now: When | None) -> Decision | None:
    """Read a decision given as two options and a date."""
    joined = " or ".join(options[:2])
    due = (
        f" by {by}"
        if by and not re.match(r"^(?:by|before|until|within)\b", by, re.IGNORECASE)
        else f" {by}"
        if by
        else ""
    )
    return read_decision(f"{joined}{due}", now)


def _dated(text: str, now: When | None) -> tuple[str, str, int, str]:
    """Take a date off: the phrase as spoken, the bare date, months from now, and what remains."""
    found = _BY.search(text)
    if found:
        rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,")
        named = month_named(found[2], now) if now else None
        count = named[0] if named else _relative(found[2])
        return _dated_case(found[1]), _dated_case(found[2]), count, rest
    if found := _WITHIN.search(text):
        rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,")
        number = number_value(found[2]) or 1
        count = number * {"month": 1, "year": 12, "week": 0}[found[3].lower()]
        return found[1].lower(), "", count, rest
    return "", "", 0, _FOR.sub("", text).strip(" ,") or text


def _relative(date: str) -> int:
    return {"next year": 12, "this year": 0, "next month": 1}.get(date.lower(), 0)


def _dated_case(text: str) -> str:
    return " ".join(word.capitalize() if word.lower() in MONTHS else word.lower() for word in text.split())


def _report(rest: str, phrase: str) -> Decision | None:
    found = _REPORT.match(rest)
    if not found or not is_action(found[5]) or (found[1].lower() == "let" and " know" not in rest):
        return None
    action = _OR_NOT.sub("", found[5]).strip()
    if has_clause(action) or len(action.split()) > 8:
        return None
    recipient = (
        f"my {found[3]}"
        if (found[2] or "").strip().lower() in {"the", "my", "our", "a", ""}
        else f"{found[2]}{found[3]}"
    )
    verb = f"{found[1].lower()} {recipient}" if found[1].lower() != "let" else f"let {recipient} know"
    due = f" {phrase}" if phrase else ""
    return Decision(
        kind="stay" if _STAY.match(action) else "leave" if _LEAVE.match(action) else "act",
        deciding=f"whether to {action}",
        must=f"{verb}{due} whether I will {action}",
        must_short=f"{verb} whether I will {action}",
        opt_stay=action if _STAY.match(action) else "",
    )


def _single(rest: str, phrase: str) -> Decision | None:
    action = _OR_NOT.sub(" ", rest).strip()
    action = re.sub(
        r"^(?:whether|if)\s+(?:to|i should|i will|i)\s+|^to\s+|^should i\s+", "", action, flags=re.IGNORECASE
    )
    action = brief(action) if len(action.split()) > _LONGEST_SINGLE or has_clause(action) else action
    if not is_action(action) or has_clause(action) or len(action.split()) > _LONGEST_SINGLE:
        return None
    due = f" {phrase}" if phrase else ""
    kind = "stay" if _STAY.match(action) else "leave" if _LEAVE.match(action) else "act"
    return Decision(
        kind=kind,
        deciding=f"whether to {action}",
        must=f"decide{due} whether to {action}",
        must_short=f"decide whether to {action}",
        opt_stay=action if kind == "stay" else "",
        order=bool(_ORDER.search(action)),
    )


def _choice(rest: str, phrase: str) -> Decision | None:
    found = _BETWEEN.match(rest) or _CHOICE.match(rest)
    if not found or _OR_NOT.search(rest) or _ASKS.match(rest):
        return None
    left, right = fitted([brief(side.strip(" ,")) for side in found.groups()])
    if not sides_fit(left, right):
        return None
    left_acts, right_acts = is_action(left), is_action(right)
    right_acts = right_acts or (left_acts and word_list(right)[0] in lexicons().words["base_verbs"])
    if not right_acts and placed(left, right):
        second = f"{left.split()[0]} {right}" if left_acts else f"one {right}"
        return _two_sided(left, second, left_acts, phrase)
    if left_acts and not right_acts and word_list(left)[0] in _NOUN_OR_VERB:
        left_acts = False
    if right_acts and not left_acts:
        left = acted(left)
        left_acts = bool(left)
    if right_acts and not left_acts:
        return None
    if left_acts and not right_acts:
        verb = left.split()[0]
        right = f"{verb} {with_noun_article(right)}" if verb in {"take", "accept", "choose", "join", "do"} else right
        if not is_action(right) and word_list(right)[0] not in {
            "in",
            "at",
            "to",
            "into",
            "straight",
            "abroad",
            "back",
        }:
            return None
    return _two_sided(left, right, left_acts, phrase)


def _three_sided(rest: str, phrase: str) -> Decision | None:
    found = None if _ASKS.match(rest) else _THREE.match(rest)
    sides = [brief(side.strip(" ,")) for side in found.groups()] if found else []
    if not sides or not sides_fit(*sides):
        return None
    if acts := all(is_action(side) for side in sides):
        kind = "stay" if any(map(_STAY.match, sides)) else "leave" if any(map(_LEAVE.match, sides)) else "act"
        deciding = f"whether to {sides[0]}, {sides[1]} or {sides[2]}"
    else:
        sides = [with_noun_article(side) for side in sides]
        if any(map(is_action, sides)) or not all(map(stands_alone, sides)):
            return None
        kind, deciding = "pick", f"between {sides[0]}, {sides[1]} and {sides[2]}"
    due, verb = f" {phrase}" if phrase else "", "decide" if acts else "choose"
    must = f"decide{due} {deciding}" if acts else f"choose {deciding}{due}"
    act_a, act_b = sides[:2] if acts else ("", "")
    return Decision(kind=kind, deciding=deciding, must=must, must_short=f"{verb} {deciding}", act_a=act_a, act_b=act_b)


def _two_sided(left: str, right: str, acts: bool, phrase: str) -> Decision | None:
    if acts:
        if re.match(r"^(?:leave|quit|go)$", right):
            right = {"leave": "leave", "quit": "leave", "go": "go"}[right]
        verb, _, other = right.partition(" ")
        deciding = f"whether to {left} or {other if other and left.startswith(f'{verb} ') else right}"
        opt_a, opt_b = as_noun(left), as_noun(right)
        stay = next((side for side in (left, right) if _STAY.match(side)), "")
        leaves = any(_LEAVE.match(side) for side in (left, right))
        kind = "stay" if stay else "leave" if leaves else "act"
    else:
        opt_a, opt_b = with_noun_article(left), with_noun_article(right)
        if not (stands_alone(opt_a) and stands_alone(opt_b)):
            return None
        deciding, stay, kind = f"between {opt_a} and {opt_b}", "", "pick"
    due = f" {phrase}" if phrase else ""
    verb = "decide" if acts else "choose"
    return Decision(
        kind=kind,
        deciding=deciding,
        must=f"decide{due} {deciding}" if acts else f"choose {deciding}{due}",
        must_short=f"{verb} {deciding}",
        opt_a=opt_a,
        opt_b=opt_b,
        act_a=left if acts else "",
        act_b=right if acts else "",
        opt_stay=stay,
        order=bool(_ORDER.search(f"{left} {right}")) and acts,
    )


_ASKS = regex(r"^(?:which|where|what|how|when|who)\b", re.IGNORECASE)
_HEADING = regex(
    r"^(?:(?:in|by|before|until) \w+,? )?(?:((?:which|where)\b[^:?]{4,60})|"
    r"(?:choose|choosing|pick|picking|decide on|deciding on)\s+(?:my|the|an?)\s+([^:?,]{3,40}?)"
    r"(?:\s+(?:for|in|by)\s[^:?]+)?)\s*:",
    re.IGNORECASE,
)


def _headed(text: str) -> Decision | None:
    """Read what a choice is about where its sides cannot be said: "which final placement to choose"."""
    found = _HEADING.match(text)
    named = found and (found[1] or f"which {found[2]} to choose")
    return _which(_dated(lowered_start(named), None)[3]) if named else None


def _which(rest: str) -> Decision | None:
    rest = re.sub(r",\s[^,]*\bor\b.*$", "", rest)
    found = re.match(r"^(which|where|what|how|when|who|whether(?! to\b))\b\s*(.+)$", rest, re.IGNORECASE)
    if (
        not found
        or len(rest.split()) > 12
        or re.search(r"\b(?:i should|should i|do i|can i|will i)\b", rest, re.IGNORECASE)
    ):
        return None
    return Decision(kind="open", deciding=rest, must=f"decide {rest}", must_short=f"decide {rest}")
