"""Reads what the seeker wrote in their own words: a decision, a belief, a goal, the present role; refuses rather than repairs."""

import re
from dataclasses import dataclass
from functools import lru_cache

from askwell.suggesting.cleaning import clean, is_cut_off, is_hostile, one_line, without_brackets
from askwell.suggesting.claims import gerund_of
from askwell.suggesting.dates import MONTHS, When, about_months, month_named
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.words import number_value, tokens, with_article

_PRIVATE_TURN = re.compile(
    r",?\s*\b(?:since|after|because of|following|due to|owing to|from before|before|from|during|returning after|returning from)\s+"
    r"(?:the|my|a|an|our)?\s*(?:[\w-]+\s+){0,3}?(?:break|leave|gap|layoff|lay-off|illness|sickness|caring|parental|maternity|paternity|divorce|"
    r"burnout|burn-out|redundancy|surgery|diagnosis|baby|bereavement|separation|dismissal)\b[^,;]*?(?=\s+(?:still|is|are|will|can|count|counts|matter|matters)\b|[,;]|$)",
    re.IGNORECASE,
)
_PRIVATE_WORD = re.compile(
    r"\b(?:(?:career|my|the|long|\w+-(?:year|month)) (?:break|gap)|layoffs?|laid off|ill(?:ness)?|sick(?:ness)?|caring for|carer|parental|maternity|paternity|"
    r"divorced?|burn-?out|burnt out|redundan\w+|pregnan\w+|baby|child(?:ren)?|kids?|my famil\w+|family (?:reasons|matters|duties)|for family|husband|wife|"
    r"my (?:partner|mother|father|parents|health|body|back|boss|age|pay|salary|rent|debts?|visa)|health (?:reasons|problems?|issues?|condition)|visa|asylum|"
    r"mortgage|salar(?:y|ies)|wages?|private(?!ly| sector| practice| compan| school| equity| bank| side| clinic| hospital| law)|anxiety|depress\w+|disab\w+|autis\w+|adhd|religio\w+|faith|at my age|"
    r"(?:got|was|been) (?:fired|dismissed)|bully\w*)\b",
    re.IGNORECASE,
)
_AGE = re.compile(r"\b(?:at|aged)\s+\d{2}\b", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:(?:i|we)\s+)?(?:(?:am|'m)\s+)?(?:(?:have|need|want|must|trying|still|currently|going|would like)\s+)*(?:to\s+)?"
    r"(?:decide|deciding|choose|choosing|weighing|considering|thinking about|wondering|figure out|figuring out|work out)\s*(?:on|between|about|:)?\s*",
    re.IGNORECASE,
)
_MONTH = "|".join(MONTHS)
_WHEN = rf"(?:(?:the\s+)?(?:end|beginning|start|middle)\s+of\s+)?(?:early\s+|late\s+|mid-?\s*)?(?:next\s+|this\s+|the\s+)?(?:{_MONTH}|spring|summer|autumn|fall|winter|easter|christmas|new year|year end|month|year|term)(?:\s+\d{{4}})?"
_BY = re.compile(rf"\s*,?\s*\b((?:by|before|until)\s+({_WHEN}))\b", re.IGNORECASE)
_WITHIN = re.compile(
    r"\s*,?\s*\b((?:within|in the next|over the next|in)\s+(a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\s+(month|year|week)s?)\b",
    re.IGNORECASE,
)
_FOR = re.compile(rf"\s*,?\s*\b(?:for|in|this|next|from)\s+(?:{_WHEN})$", re.IGNORECASE)
_REPORT = re.compile(
    r"^(tell|inform|answer|let)\s+((?:my|the|our|a)\s+)?([\w-]+(?:\s+[\w-]+)?)(?:\s+know)?\s+(whether|if)\s+(?:to\s+|i\s+(?:will\s+|am\s+|want to\s+|should\s+|would\s+)?)?(.+)$",
    re.IGNORECASE,
)
_OR_NOT = re.compile(r"\s*,?\s+or\s+not(?:\s+to)?\b\s*", re.IGNORECASE)
_CHOICE = re.compile(
    r"^(?:between\s+|either\s+|whether\s+to\s+|whether\s+i\s+(?:should\s+)?|should\s+i\s+|to\s+)?(.+?)\s*,?\s+(?:or|vs\.?|versus)\s+(?:(?:rather\s+)?to\s+|whether\s+to\s+)?(.+)$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"^(?:between\s+)(.+?)\s+and\s+(.+)$", re.IGNORECASE)
_INNER = re.compile(r"\b(?:if|whether|we|should|because|since|although|i|i'm|i'd|my boss)\b", re.IGNORECASE)
_ORDER = re.compile(r"\b(?:first|before|straight|then|later|already|now|right away|directly|wait)\b", re.IGNORECASE)
_STAY = re.compile(
    r"^(?:(?:stay|remain)(?: on)?(?: (?:another|one more|a|two|for|in|at|here|where|put|until)\b.*)?$|keep (?:my|working|the job|teaching|nursing)\b|"
    r"continue (?:in|at|as|my|working)\b|stick (?:with my|it out)\b|keep it\b)",
    re.IGNORECASE,
)
_LEAVE = re.compile(r"^(?:leave|quit|resign|give up|move (?:in)?to|move on|switch (?:to|from|careers?|jobs?)|change (?:careers?|jobs?|fields?))\b", re.IGNORECASE)
_FORBIDDEN_OPTION = re.compile(r"\b(?:apply (?:to|for)|job offer|salary|pay|quit my)\b", re.IGNORECASE)


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


def private_trim(text: str) -> str:
    """Cut remarks about breaks, health, family and ages out of a line."""
    plain = _AGE.sub("", without_brackets(one_line(clean(text))))
    return re.sub(r"\s+", " ", _PRIVATE_TURN.sub("", plain)).strip(" ,;.")


def public_part(raw: str) -> str:
    """Give the longest stretch of a line that names nothing private, in the line's own words."""
    pieces = [
        piece
        for part in re.split(r"[(\[][^)\]]*[)\]]", raw)
        for piece in _AGE.split(_PRIVATE_TURN.sub("\0", part).replace("\0", "\1"))
    ]
    spans = [span.strip(" ,;") for piece in pieces for span in piece.split("\1")]
    open_spans = [
        part for span in spans for part in ([span] if not is_private(span) else span.split(",")) if not is_private(part)
    ]
    return max(open_spans, key=len, default="").strip(" ,;")


def is_private(text: str) -> bool:
    """Say whether a line still names something private."""
    return bool(_PRIVATE_WORD.search(text))


@lru_cache(maxsize=256)
def read_decision(raw: str, now: When | None) -> Decision | None:
    """Read one decision as written; nothing when no form is clean."""
    text = private_trim(raw).rstrip("?.! ")
    if not text or is_cut_off(raw) or is_hostile(text) or is_private(text) or len(text) > 160:
        return None
    text = re.sub(r"^(?:decision|question)\s*:\s*", "", text, flags=re.IGNORECASE)
    stripped = _LEAD.sub("", text, count=1) or text
    led_between = bool(re.match(r".*\bbetween\s*$", text[: len(text) - len(stripped)], re.IGNORECASE))
    phrase, deadline, count, rest = _dated(stripped, now)
    rest = _small(rest)
    decision = (
        _report(rest, phrase)
        or _choice(f"between {rest}" if led_between else rest, phrase)
        or _which(rest)
        or _single(rest, phrase)
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


def _small(text: str) -> str:
    first, _, rest = text.partition(" ")
    known = lexicons()
    if first.lower() in known.acronyms or re.search(r"^[A-Z]{2,}|[a-z][A-Z]|\d", first):
        return text
    if first[:1].isupper() and rest[:1].isupper() and first.lower() not in known.words["base_verbs"]:
        return text
    return f"{first[:1].lower()}{first[1:]} {rest}".strip()


def _is_action(side: str) -> bool:
    words = word_list(side)
    known = lexicons()
    if not words or "-" in side.split()[0]:
        return False
    base = known.verb_forms.get(words[0])
    noun_like = (
        len(words) > 1
        and words[1] in {"in", "at", "with", "for", "or"}
        and words[0] in {"work", "study", "research", "design"}
    )
    return not noun_like and (
        words[0] in known.words["base_verbs"]
        or bool(base and base.base == words[0] and words[0] not in {"lead", "study", "cut"})
    )


def _report(rest: str, phrase: str) -> Decision | None:
    found = _REPORT.match(rest)
    if not found or not _is_action(found[5]) or found[1].lower() == "let" and " know" not in rest:
        return None
    action = _OR_NOT.sub("", found[5]).strip()
    if _INNER.search(action) or len(action.split()) > 8:
        return None
    recipient = (
        f"my {found[3]}"
        if (found[2] or "").strip().lower() in {"the", "my", "our", "a", ""}
        else f"{found[2]}{found[3]}"
    )
    verb = f"{found[1].lower()} {recipient}" if found[1].lower() != "let" else f"let {recipient} know"
    due = f" {phrase}" if phrase else ""
    return Decision(
        kind="stay" if _STAY.match(action) else "leave" if _LEAVE.match(action) else "act", deciding=f"whether to {action}",
        must=f"{verb}{due} whether I will {action}", must_short=f"{verb} whether I will {action}",
        opt_stay=action if _STAY.match(action) else "",
    )  # fmt: skip


def _single(rest: str, phrase: str) -> Decision | None:
    action = _OR_NOT.sub(" ", rest).strip()
    action = re.sub(
        r"^(?:whether|if)\s+(?:to|i should|i will|i)\s+|^to\s+|^should i\s+", "", action, flags=re.IGNORECASE
    )
    if not _is_action(action) or _INNER.search(action) or len(action.split()) > 10:
        return None
    due = f" {phrase}" if phrase else ""
    kind = "stay" if _STAY.match(action) else "leave" if _LEAVE.match(action) else "act"
    return Decision(
        kind=kind, deciding=f"whether to {action}", must=f"decide{due} whether to {action}",
        must_short=f"decide whether to {action}", opt_stay=action if kind == "stay" else "", order=bool(_ORDER.search(action)),
    )  # fmt: skip


def _choice(rest: str, phrase: str) -> Decision | None:
    found = _BETWEEN.match(rest) or _CHOICE.match(rest)
    if not found or _OR_NOT.search(rest):
        return None
    left, right = found[1].strip(" ,"), found[2].strip(" ,")
    if not (_side_fits(left) and _side_fits(right)):
        return None
    left_acts, right_acts = _is_action(left), _is_action(right)
    if right_acts and not left_acts:
        return None
    if left_acts and not right_acts:
        verb = left.split()[0]
        right = f"{verb} {_with_noun_article(right)}" if verb in {"take", "accept", "choose", "join", "do"} else right
        if not _is_action(right) and word_list(right)[0] not in {
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


def _two_sided(left: str, right: str, acts: bool, phrase: str) -> Decision | None:
    if acts:
        if re.match(r"^(?:leave|quit|go)$", right):
            right = {"leave": "leave", "quit": "leave", "go": "go"}[right]
        deciding = f"whether to {left} or {right}"
        opt_a, opt_b = _as_noun(left), _as_noun(right)
        stay = next((side for side in (left, right) if _STAY.match(side)), "")
        leaves = any(_LEAVE.match(side) for side in (left, right))
        kind = "stay" if stay else "leave" if leaves else "act"
    else:
        opt_a, opt_b = _with_noun_article(left), _with_noun_article(right)
        if not (_stands_alone(opt_a) and _stands_alone(opt_b)):
            return None
        deciding, stay, kind = f"between {opt_a} and {opt_b}", "", "pick"
    due = f" {phrase}" if phrase else ""
    verb = "decide" if acts else "choose"
    return Decision(
        kind=kind, deciding=deciding, must=f"decide{due} {deciding}" if acts else f"choose {deciding}{due}", must_short=f"{verb} {deciding}", opt_a=opt_a, opt_b=opt_b, act_a=left if acts else "", act_b=right if acts else "",
        opt_stay=stay, order=bool(_ORDER.search(f"{left} {right}")) and acts,
    )  # fmt: skip


def _as_noun(action: str) -> str:
    """Turn "stay in nursing" into "staying in nursing", so that it can stand after a preposition."""
    first, _, rest = action.partition(" ")
    return f"{gerund_of(first.lower())} {rest}".strip()


def _side_fits(side: str) -> bool:
    return 1 <= len(side.split()) <= 8 and not _INNER.search(side) and not re.search(r"[?!:;]|\bor\b", side)


def _with_noun_article(side: str) -> str:
    """Give a noun phrase its article; plural, mass and named things keep none; an unknown bare noun stays as it is."""
    words = word_list(side)
    if (
        not words
        or words[0] in {"a", "an", "the", "my", "this", "that", "another", "more", "further", "full-time", "part-time"}
        and len(words) < 2
    ):
        return side
    if words[0] in {"a", "an", "the", "my", "this", "that", "another", "more", "further"} or words[0].endswith("ing"):
        return side
    head = re.split(r"\s+(?:at|in|with|for|of|on|from|to)\s+", side)[0].split()[-1].lower().strip(",")
    return with_article(side) if head in lexicons().words["count_nouns"] else side


def _stands_alone(side: str) -> bool:
    """Say whether a noun phrase can be spoken as it is: with an article, in the plural, a name, a field of work or study."""
    words = word_list(side)
    known = lexicons()
    if (
        words[0] in {"a", "an", "the", "my", "another", "more", "further"}
        or words[0].endswith("ing")
        or side[:1].isupper()
    ):
        return True
    head = re.split(r"\s+(?:at|in|with|for|of|on|from|to)\s+", side)[0].split()[-1].lower()
    fields = {family.label for family in known.families.values()} | {sector.label for sector in known.sectors.values()}
    return (
        head.endswith(("s", "ing", "ics"))
        or side.lower() in fields
        or head in known.words.get("mass", frozenset())
        or bool(known.family_of(f"{side} specialist"))
    )


def _which(rest: str) -> Decision | None:
    found = re.match(r"^(which|where|what|how|when|who)\b\s*(.+)$", rest, re.IGNORECASE)
    if (
        not found
        or len(rest.split()) > 12
        or re.search(r"\b(?:i should|should i|do i|can i|will i)\b", rest, re.IGNORECASE)
    ):
        return None
    return Decision(kind="open", deciding=rest, must=f"decide {rest}", must_short=f"decide {rest}")


_HYPOTHESIS_LEAD = re.compile(
    r"^(?:(?:i|we)\s+(?:think|believe|assume|suspect|guess|feel|have heard|hear)|my (?:guess|belief|hunch|theory) is|maybe|perhaps|probably|it seems)\s*(?:that\s+|,\s*)?",
    re.IGNORECASE,
)
_OVER = re.compile(r"^([\w'’ -]{3,40}?)\s+(?:over|>|beats?)\s+([\w'’ -]{3,40})$", re.IGNORECASE)
_HYPOTHESIS_LONGEST = 15


@lru_cache(maxsize=256)
def read_hypothesis(raw: str) -> str:
    """Read one belief as a clause that follows "I've been assuming that"; empty when it is none."""
    text = _HYPOTHESIS_LEAD.sub("", private_trim(raw)).strip(" .!")
    if not text or "?" in raw or is_cut_off(raw) or is_hostile(text) or is_private(text):
        return ""
    text = _small(text)
    if (found := _OVER.match(text)) and not _finite(text):
        text = f"{found[1].strip()} counts for more than {found[2].strip()}"
    if len(tokens(text)) > _HYPOTHESIS_LONGEST:
        text = re.split(r",?\s+(?:because|since|so|although|even though|which)\s+|[,;:]\s", text)[0]
    if len(tokens(text)) > _HYPOTHESIS_LONGEST or len(tokens(text)) < 3 or not _finite(text):
        return ""
    return _people_for_you(text)


def _finite(text: str) -> bool:
    known = lexicons()
    words = word_list(text)
    for index, word in enumerate(words[1:], 1):
        if word in known.words["finite"]:
            return True
        form = (
            known.verb_forms.get(word)
            or known.verb_forms.get(re.sub(r"s$", "", word))
            or known.verb_forms.get(re.sub(r"es$", "", word))
        )
        plural_subject = words[index - 1].endswith("s") or words[index - 1] in {
            "people",
            "i",
            "you",
            "employers",
            "most",
        }
        if form and (
            word == form.past or word != form.base and not word.endswith("ing") or plural_subject and word == form.base
        ):
            return True
    return False


def _people_for_you(text: str) -> str:
    said = re.sub(r"\b(?:you are|you're)\b", "people are", text, flags=re.IGNORECASE)
    said = re.sub(r"\byou've\b", "people have", said, flags=re.IGNORECASE)
    said = re.sub(r"\byou\b", "people", said, flags=re.IGNORECASE)
    return re.sub(r"\byour(?:self)?\b", "their", said, flags=re.IGNORECASE)


@lru_cache(maxsize=256)
def read_goal(raw: str) -> str:
    """Turn "Choose the order of steps" into "choosing the order of steps"; empty when it is no plain imperative."""
    text = private_trim(raw).strip(" .")
    words = text.split()
    if (
        not words
        or is_private(text)
        or is_hostile(text)
        or len(words) > 10
        or re.search(r"\b(?:and|job|hire|hired|internship)\b", text)
    ):
        return ""
    first = words[0].lower()
    if first not in {
        "choose",
        "find",
        "learn",
        "understand",
        "decide",
        "compare",
        "plan",
        "see",
        "test",
        "check",
        "explore",
        "work",
        "figure",
        "sort",
        "map",
        "weigh",
    }:
        return ""
    return f"{gerund_of(first)} {' '.join(words[1:])}"


_GOALS = (
    ("discovery", r"\b(?:customer|discovery|problem|validate|start-?up idea|market need)\b"),
    ("return", r"\b(?:return|re-?entry|back in|come back|go back)\b"),
    (
        "evaluate",
        r"\b(?:culture|this company|this employer|whether .* place|evaluate|size before|what .* is like at|good place)\b",
    ),
    ("plan_skills", r"\b(?:skill|learn first|what to learn|prepare|portfolio|build first|study)\b"),
    ("break_in", r"\b(?:break in|get in|get into|enter|start(?:ing)? out|first job|land|realistic|move is)\b"),
    ("choose", r"\b(?:choose|decide|pick|which|compare|whether)\b"),
)


def goal_kind(goal: str, stage: str, decided: bool) -> str:
    """Sort a goal into one of the seven kinds that weigh categories."""
    low = goal.lower()
    for kind, pattern in _GOALS:
        if re.search(pattern, low):
            return kind
    by_stage = {"returning": "return", "career_changer": "break_in", "founder": "discovery", "executive": "evaluate"}
    return "choose" if decided else by_stage.get(stage, "explore")
