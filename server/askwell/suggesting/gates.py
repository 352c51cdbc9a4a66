"""The lints that every question must pass, from whatever source it comes; each refusal is counted by its name."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from askwell.suggesting import tuning
from askwell.suggesting.asks import (
    CLOSED,
    WH,
    ask_clause,
    before_ask,
    grade,
    is_closed_after_front,
    is_polite,
    longest_run,
    opener,
)
from askwell.suggesting.cleaning import is_hostile
from askwell.suggesting.regexes import regex
from askwell.suggesting.words import sounds_like_vowel, stem, stems, tokens

_ANY = re.IGNORECASE
CONTENT_GATES: dict[str, re.Pattern[str]] = {
    "job_ask": regex(
        r"\b(?:hiring(?! manager)|hire me|openings?\b(?! (?:minutes|hours|line|question|of))|open (?:roles?|"
        r"positions?)|vacanc\w*|refer me|recommend me|"
        r"(?:pass|send|forward) (?:on |along )?my (?:resume|résumé|cv|profile|application)|(?:look at|review|"
        r"read) my (?:resume|résumé|cv)|consider me|"
        r"(?:put in a )?good word|chances of (?:getting|landing|being)|my chances|get (?:me )?(?:a|the|this) (?:job|"
        r"role|position|internship)|"
        r"apply (?:for|to)|job offers?|any positions?|internships? available|take me on|join your team|work for you|"
        r"room for (?:me|someone like me)|"
        r"be my (?:mentor|reference)|mentor me|introduce me to (?:the|your) (?:hiring|recruit|manager|hr))\b",
        _ANY,
    ),
    "pay": regex(
        r"\b(?:salar(?:y|ies)|how much (?:do|does|did|would|can|could) (?:you|people|someone|one|they|i) (?:make|"
        r"earn|get|charge|expect)|earnings|(?:you|they|people|i) earn\b|"
        r"compensation|pay (?:range|band|rise|raise|you|scale|cut|grade)|(?:your|the|their|starting) pay\b|"
        r"paid (?:well|enough|more|less)|equity|stock options|"
        r"bonus(?:es)?|commission|runway|valuation|burn rate|day rate|hourly rate|your (?:rates?|fees?)|net worth|"
        r"wages?|income|what (?:you|they) charge)\b",
        _ANY,
    ),
    "private": regex(
        r"\b(?:how old|your age|at your age|married|single\?|children|kids|your (?:son|daughter|wife|husband|partner|"
        r"parents|mother|father|family)|family|"
        r"religio\w*|church|mosque|faith|god|politic\w*|vote[ds]?|health (?:issues?|problems?|condition)|your health|"
        r"illness|disabilit\w*|pregnan\w*|"
        r"maternity(?! (?:care|wards?|units?|nurs\w+|assistants?|support|services?)\b)|"
        r"paternity|parental leave|visa|citizenship|why did you (?:leave|quit|stop|resign)|why you left|"
        r"what made you (?:leave|quit)|"
        r"gap in your|your (?:career )?(?:gap|break)\b|the career (?:gap|break)\b|fired|laid off|ethnic\w*|"
        r"your accent|originally from|really from|divorc\w*|"
        r"sexual\w*|gender|(?:your|in|into|needed|had|through|seen?|tried) (?:a )?therap(?:y|ist)|burn-?out|photo|"
        r"look like in|weight|menopause|where you live|home address|"
        r"phone number)\b",
        _ANY,
    ),
    "flattery": regex(
        r"\b(?:impress\w*|inspir\w*|amazing\w*|incredibl\w*|fascinat\w*|outstanding|remarkabl\w*|stellar|admir\w*|brillian\w*|awesome|wonderful\w*|"
        r"congratulations|congrats|extraordinar\w*|so successful|huge fan|big fan|legend\w*|visionary|honou?red|"
        r"thrilled|love what you|"
        r"great (?:work|career|success|job)|phenomenal|exceptional|brave|courageous|enviable|dream job)\b",
        _ANY,
    ),
    "leading": regex(
        r"(?:\b(?:don'?t|isn'?t|aren'?t|wouldn'?t|doesn'?t|didn'?t|haven'?t|won'?t) (?:you|it|that|they|this|"
        r"there)\b|\bright\?|,? correct\?|must have (?:been|felt|had)|\bsurely\b|"
        r"\bobviously\b|\bof course\b|\bclearly\b|you (?:would|must|have to) agree|\beveryone knows\b|\bno doubt\b|"
        r"\bundoubtedly\b|agree that|how (?:hard|great|difficult|awful|nice|bad) (?:was|is) it)",
        _ANY,
    ),
    "hypothetical": regex(
        r"(?:do you think i|\bshould i\b|would you (?:hire|use|buy)\b|(?:^|[.!?]\s+)would you\b|if you were (?:me|"
        r"in my|a |an |i)|\bif i were\b|"
        r"(?<!as )if you had (?:your|to)|if you could|would i (?:be|get|have|fit|make|pass|qualify|stand|need)\b|"
        r"is it (?:worth|a good idea|wise)|"
        r"am i (?:right|too|ready|good)|was it worth|\bimagine |\bsuppose |what would you do if)",
        _ANY,
    ),
    "googleable": regex(
        r"(?:what (?:does|do) (?:your|the|this|their) (?:company|firm|organi[sz]ation|team|employer|charity|"
        r"agency) do\b|(?:^|[.!?]\s+)what (?:is|are) (?!(?:they|you|we|those|these|people)\b)"
        r"(?:an? |the )?[\w -]{3,40}\?$|when was [\w&' .-]+ founded|"
        r"who founded|"
        r"how (?:long|many years) have you (?:been|worked)|how (?:many|large|big) (?:people|employees|offices|is)|"
        r"where (?:is|are) (?:the |your )?(?:company|headquarters|office|based|located)|"
        r"what (?:did you study|is your (?:title|degree|job title|role|position|name))|where did you (?:study|"
        r"go to (?:school|college|university)|work before)|"
        r"what (?:products|services) (?:do|does)|which (?:school|university|college) did you|what year did|"
        r"who is (?:the|your) (?:ceo|boss|founder)|"
        r"what does [\w&' .-]+ (?:mean|stand for)|what is the (?:size|mission|website)|how did you (?:hear|"
        r"find out) about (?:the )?(?:job|company))",
        _ANY,
    ),
    "generic": regex(
        r"(?:typical day|day[- ]to[- ]day look|day in (?:the|your) life|what do you (?:like|love|enjoy|dislike|"
        r"hate) (?:most|best|least|about)|biggest challenges?|"
        r"what (?:are|is) the (?:challenges?|culture|company culture|work-life|best part|worst part|hardest part)|"
        r"any (?:advice|tips|recommendations)|what advice (?:would|do|can) you|"
        r"what skills? (?:are|is|do|should)|(?:your )?career path\b|how (?:did|do) you (?:get|got|become|"
        r"end up) (?:to )?(?:where|so|into|here|started)|"
        r"what trends|(?:where|how) do you see (?:yourself|the industry|the field)|what (?:drew|attracted|"
        r"brought) you to|work-life balance|words of wisdom|"
        r"what was that like|how (?:does|did) that feel|how do you feel about|what do you miss|secret (?:to|of)|"
        r"strengths and weaknesses|five years from now|what motivates you|"
        r"is there anyone else|what is it like (?:to|working)|what keeps you up|one piece of advice|"
        r"tell me about yourself)",
        _ANY,
    ),
    "imperative": regex(
        r"(?:^|[.!?]\s+)(?:please |kindly |just )?(?:tell|describe|walk|explain|share|give|show|talk|name|list|help|"
        r"send|introduce)\b",
        _ANY,
    ),
    "failure": regex(
        r"\b(?:your (?:biggest |worst |greatest )?(?:failure|mistake|regret|weakness|failures|mistakes|regrets)|"
        r"did you fail|you failed|go(?:ne)? wrong for you|"
        r"layoffs?|redundanc\w*|lawsuit|scandal|toxic|bad boss|worst (?:boss|colleague|job))\b",
        _ANY,
    ),
    "third_person": regex(r"\b(?:he|she|him|his|her|hers|herself|himself)\b", _ANY),
}
_SHOUT_STRICT = regex(r"\b[A-Z]{4,}(?:[ -]+[A-Z]{3,})+\b|!|\b10X\b")
_SLOGAN = regex(
    r"\b(?:game[- ]chang\w*|world[- ]class|best[- ]in[- ]class|cutting[- ]edge|synerg\w*|disrupt(?:or|ive|ing)|"
    r"next level|rockstar|ninja|guru|move the needle|thought leader\w*)\b",
    _ANY,
)
_BRACES = regex(
    r"[{}<>\[\]]|\bNone\b|\bnull\b|\bNaN\b|\bnan\b|\bundefined\b|\bTrue\b|\bFalse\b|%s|\$\{|&(?:amp|nbsp|lt|gt|quot|#\d+);|https?:|www\.|\\n"
)
_SPACING = regex(r"  |\s[,.;:?!]|[,;:](?=[A-Za-z])|\.(?=[A-Z][a-z])|…|\.\.|,,|\?\?|\s[|•·]\s|[|•]|\( | \)|“ | ”|[\t\n]")
_EMPTY = regex(r"\b(?:and|the|a|an|as|between|than)\s*[.,;?!]|“”|\(\)|''|\"\"", _ANY)
_EMPTY_OK = regex(r"\b(?:from|than|at|between)\?$", _ANY)
_DOUBLED = regex(r"\b(\w+) \1\b(?! that)", _ANY)
_ARTICLE = regex(r"(?:\b(?=a)|(?:^|[.?!]\s+)(?=A))(an?|An?) ([\w“'’][\w&'’.-]*)")
_ARTICLES = regex(r"\b(?:a|an|the) (?:a|an|the|my|your|our|this|that|these|those|their)\b", _ANY)
_POSSESSIVE_SELF = regex(
    r"\byou (?:is|was|has|does|am)\b|\bI (?:is|are|has|does|were)\b|\byour (?:you|i)\b|\bthey was\b|\bpeople is\b|"
    r"\bdoes (?:you|we|they|I|people)\b|"
    r"\bpeople has\b|\bto to\b|\bof of\b|\byou you\b|\ba your\b|\byou\b[^.?!]*\band am\b",
    _ANY,
)
_ECHO = regex(
    r"\b(?:you wrote|your page says|you say) (?:that )?(?:you|in [\w ]+ you) (?:wr(?:ite|ote|itten)|say|said)\b", _ANY
)
_MULTI = regex(
    r"\?.*\?|[,;]?\s+(?:and|or|but)\s+(?:so\s+)?(?:what|how|why|which|where|when|who)\b(?:(?![.!]\s+[A-Z])[^?])*\?$|"
    r"[,;]?\s+(?:and|or|but)\s+(?:did|do|does|is|are|was|were|would|could|can|have|has)\s+(?:you|they|it|we|people|that|this|the|a|an|your)\b(?:(?![.!]\s+[A-Z])[^?])*\?$",
    _ANY,
)
_MULTI_INNER = regex(
    r"\b(?:what|which|how|where|who|why)\b[^?,.;]*?,? (?:and|or) (?:then )?(?:what|which|how|where|who|why|when)\b",
    _ANY,
)
_NOT_OF_ASIDES = frozenset({"generic", "googleable", "imperative", "hypothetical"})
_ALLOWED_NUMBERS = regex(r"(?:15|20|30|45|90)")
_STARTERS = frozenset(
    "I I've I'm I'd I'll What Which Where When Who How Why Whose The A An In On At As Of For With Without From To "
    "And But So If Since After Before "
    "Between Behind Across Moving Coming Having Looking Working Being Your You You've You're You'd One My We Last "
    "This That These Those It Is Are Most "
    "Some People Someone Part During Through Given By Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Not "
    "No Until Among Both Each Every Once "
    "Going Early Now Today Over Then January February March April May June July August September October November "
    "December "
    "Outside Inside Earlier Later Back While Within Against Toward Towards Under Up Down Out Off Only Just "
    "Even Still".split()
)
_QUOTED, _QUOTE_MARK = regex(r"[“\"]([^”\"]{3,})[”\"]"), regex(r"[“\"]")
_STOP, _OF_SOMEBODY, _SPACES = regex(r"(?<=[.!?])\s+"), regex(r"['’]s$"), regex(r"\s+")
_SENTENCE = regex(r"(?<=[.!?])\s+(?=[A-Z“])")
_NAMES = regex(r"[^\Wa-z_]")
_START_FREE, _PLAIN_START = regex(r"^[A-Z][a-z'’-]+$"), regex(r"^[A-Z][a-z'’-]+(?:\W|$)")


@dataclass(frozen=True, slots=True)
class Ground:
    """What a question may name: everything captured and everything the seeker said, folded for comparison."""

    haystack: str
    private: frozenset[str]

    @classmethod
    def of(cls, profile: object, seeker: object, private: frozenset[str] = frozenset(), more: str = "") -> "Ground":
        """Fold both documents; private constraints count as unsaid."""
        shown = (
            {key: entry for key, entry in seeker.items() if key != "constraints"} if isinstance(seeker, Mapping) else {}
        )
        page = _flat(profile)
        return cls(_norm(f"{page} {_flat(shown)} {more}"), private - stems(page))

    def ungrounded(self, text: str) -> list[str]:
        """List names, numbers and quotations that stand in neither document."""
        found = [
            quote
            for quote in (_QUOTED.findall(text) if _QUOTE_MARK.search(text) else ())
            if _norm(quote.rstrip(".,")) not in self.haystack
        ]
        for sentence in _STOP.split(text):
            found += _unnamed(self.haystack, sentence)
        return found


@lru_cache(maxsize=512)
def _unnamed(haystack: str, sentence: str) -> tuple[str, ...]:
    """List the names and numbers of one sentence that the folded documents do not hold."""
    if not _NAMES.search(sentence[1:]) and _PLAIN_START.match(sentence):
        return ()
    return tuple(
        word
        for place, word in enumerate(tokens(sentence))
        if _NAMES.match(word) and not _grounded(haystack, word, place)
    )


def _grounded(haystack: str, word: str, place: int) -> bool:
    bare = _OF_SOMEBODY.sub("", word)
    if bare[:1].isdigit():
        return bool(_ALLOWED_NUMBERS.fullmatch(bare)) or _norm(bare) in haystack
    if not bare[:1].isupper() or bare in _STARTERS:
        return True
    folded = _norm(bare)
    known = folded in haystack or folded.rstrip("s") in haystack
    return known or (place == 0 and bool(_START_FREE.match(bare)))


def _flat(node: object) -> str:
    if isinstance(node, Mapping):
        return " ".join(_flat(value) for value in node.values())
    if isinstance(node, list | tuple):
        return " ".join(_flat(value) for value in node)
    return "" if node is None else str(node)


def _norm(text: str) -> str:
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))


def content_problems(text: str) -> tuple[str, ...]:
    """Name the matters that a text touches and must not: jobs, pay, private life, praise and the like."""
    said = [_matters(sentence) for sentence in _SENTENCE.split(text)]
    return said[0] if len(said) == 1 else tuple(dict.fromkeys(name for names in said for name in names))


@lru_cache(maxsize=8192)
def _matters(sentence: str) -> tuple[str, ...]:
    """Look at one sentence alone: many questions of a plan share theirs."""
    return tuple(name for name, pattern in CONTENT_GATES.items() if pattern.search(sentence))


@lru_cache(maxsize=8192)
def form_problems(text: str) -> tuple[str, ...]:
    """Name what is wrong with the form of a text: braces, spacing, empty slots, articles, shouting, emoji."""
    found = []
    tests = (
        ("braces", _BRACES.search(text)),
        ("spacing", _SPACING.search(text)),
        ("empty_slot", _has_hole(text)),
        ("doubled_word", _DOUBLED.search(text)),
        ("article", _wrong_article(text)),
        ("agreement", _POSSESSIVE_SELF.search(text)),
        ("shout", _SHOUT_STRICT.search(text)),
        ("jargon", _SLOGAN.search(text)),
        ("emoji", not text.isascii() and any(unicodedata.category(c) in {"So", "Cs", "Co"} for c in text)),
        ("injected", is_hostile(text)),
        ("echo", _ECHO.search(text)),
        ("quotes", text.count("“") != text.count("”") or '"' in text),
    )
    found += [name for name, hit in tests if hit]
    return tuple(found)


def _has_hole(text: str) -> bool:
    return any(not _EMPTY_OK.search(found[0]) for found in _EMPTY.finditer(text))


def _wrong_article(text: str) -> bool:
    if _ARTICLES.search(text):
        return True
    return any(
        (found[1].lower() == "an") is not sounds_like_vowel(found[2])
        for found in _ARTICLE.finditer(text)
        if found[2].lower() not in {"a", "an"}
    )


@lru_cache(maxsize=8192)
def ask_problems(text: str) -> tuple[str, ...]:
    """Name what is wrong with the asking: closed, more than one ask, too long, no question."""
    found = []
    asked = opener(text)
    clause = ask_clause(text)
    if not text.endswith("?"):
        found.append("no_question")
    late = not is_polite(text) and not any(word.lower() in WH for word in tokens(clause)[:6])
    if asked in CLOSED or asked == "why" or late or is_closed_after_front(text):
        found.append("closed")
    if _MULTI.search(text) or _MULTI_INNER.search(clause):
        found.append("multi")
    if len(tokens(text)) > tuning.MOST_WORDS:
        found.append("too_long")
    if (
        len(tokens(clause)) > tuning.MOST_ASK_WORDS
        or before_ask(text) > tuning.MOST_BEFORE_ASK
        or longest_run(text) > tuning.MOST_RUN
    ):
        found.append("ask_too_long")
    if grade(text) > tuning.MOST_GRADE:
        found.append("hard_to_read")
    return tuple(found)


def question_problems(text: str, ground: Ground) -> list[str]:
    """Name every gate that a question does not pass; an empty list lets it through.

    Args:
        text: the realised question.
        ground: what it may name.
    """
    found = [*form_problems(text), *ask_problems(text), *content_problems(text)]
    if ground.ungrounded(text):
        found.append("ungrounded")
    if ground.private and leaks(text, ground.private):
        found.append("private_field")
    return found


def leaks(text: str, private: frozenset[str]) -> bool:
    """Say whether a text speaks a word that stands only in the seeker's private constraints."""
    return any(stem(word) in private for word in tokens(text))


def aside_problems(text: str, ground: Ground) -> list[str]:
    """Name the gates that a why-line or follow-up does not pass; length and openness are not asked of them."""
    found = [*form_problems(text), *(name for name in content_problems(text) if name not in _NOT_OF_ASIDES)]
    if ground.ungrounded(text):
        found.append("ungrounded")
    if ground.private and leaks(text, ground.private):
        found.append("private_field")
    return found
