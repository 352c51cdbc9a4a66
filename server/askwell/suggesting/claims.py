"""Finds the sentences of a person that are worth giving back, in a form that can be said to their face."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from askwell.suggesting.address import gerund_of, second_person
from askwell.suggesting.cleaning import calm_capitals, clean, is_hostile, spoken_case
from askwell.suggesting.halves import halves
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.regexes import regex
from askwell.suggesting.speakable import is_speakable
from askwell.suggesting.words import number_value, sentences, tokens, with_article

_DEICTIC = regex(
    r"^(?:it|it's|this|that|these|those|they|they're|he|she|here|there|there's|so|but|and|or|because|then|also|yes|no|ok|well|plus|"
    r"what|which|who|why|how|when|where|if|as|while|now|today|yesterday|tomorrow|thanks|thank|congratulations|welcome|please)\b",
    re.IGNORECASE,
)
_EQUATION = regex(
    r"^((?:[\w'’-]+\s+){0,4}[\w'’-]+?)\s+(?:is|are)\s+((?:mostly |mainly |really |usually )?(?:an?|"
    r"the)\s+(?:[\w'’-]+\s*){1,5})$",
    re.IGNORECASE,
)
_TURN = regex(
    r"\b(?:found out|realised|realized|learned|learnt|discovered|noticed|understood)\s+(?:that\s+)?(.+)$", re.IGNORECASE
)
_FIRST = regex(r"^((?:[A-Za-z-]+\s){0,2}[A-Za-z-]+) first(?:, .*)?$", re.IGNORECASE)
_TURNED = regex(
    r"^(?:an?\s+)?((?:[A-Za-z-]+\s){0,2}[A-Za-z-]+) turned ((?:[A-Za-z-]+\s){0,2}[A-Za-z-]+)$", re.IGNORECASE
)
_WITHOUT_OBJECT = frozenset({"and", "but", "so", "or", "because"})
_NO_SUBJECT = regex(
    r"^(?!\w+ (?:me|us|him|her|them)\b)"
    r"(?!(?:Based|Located|Known|Born|Driven|Obsessed|Interested|Certified|Licensed|Qualified|Experienced|Focused|Committed|"
    r"Dedicated|Married|Retired|Raised|Used|Trained|Educated|Motivated|Excited|Thrilled|Honou?red)\b)[A-Z][a-z]+ "
    r"(?:an?|the|my|our|some|every|each|\d[\d,]*|two|three|four|five|six|seven|eight|nine|ten|twelve|for|in|at|with|on|"
    r"to|from|across|through|no|back|nothing|into|over|up|down|off|out|because|when|after|before|until|by) |"
    r"^(?:Left|Lost|Took|Came|Went|Said|Got|Gave|Made|Wrote|Sold|Bought|Met|Saw|Heard|Spent|Began|Became|Started|Stopped|"
    r"Moved|Joined|Learned|Learnt|Asked|Told|Grew|Quit|Cooked|Taught|Worked) (?!me\b|us\b|him\b|her\b|them\b)[a-z]"
)
_STILL_AT = regex(r"^(?:Still|Always|Currently) [a-z]+ing\b")
_LIKE_BASE = frozenset("let cut put set hit shut split quit".split())
_LOOSE_OBJECT = frozenset({"it", "this", "that", "them", "so", "too", "both"})
_HABIT = regex(r"^(?:i|we)\s+(still|always|never|no longer|rarely|seldom)\s+([a-z]+)\b(.*)$", re.IGNORECASE)
_STILL_ING = regex(r"^(?:i am|i'm|we are|we're)\s+(?:still|always)\s+[a-z]+ing\b.+$", re.IGNORECASE)
_LOOSE_TOLD = regex(r"\b(?:it|they|them|none|those|these)\b", re.IGNORECASE)
_POINTS_BACK = regex(
    r"\bof the (?:two|three|four|five|six|seven|eight|nine|ten|others?)\b|"
    r"\bthe (?:next|other|last|second) one\b|\bthe others?\b|\b(?:that|it) means\b",
    re.IGNORECASE,
)
_SUBJECT = regex(
    r"^(?:i|we)\s+(?:(?:usually|often|now|mostly|mainly|simply|just|tend to)\s+)?([a-z]+)\b",
    re.IGNORECASE,
)
_STANDARD = frozenset(
    "skip look check read start ask begin go prefer refuse avoid measure test want write hire plan count watch "
    "listen walk "
    "open draw cook taste weigh call trust judge grade pick choose stop say".split()
)
_REMIT = frozenset(
    "look lead run manage teach design build help support make oversee coordinate work serve develop create bring turn "
    "advise connect deliver handle supervise head direct represent specialise specialize focus research study train "
    "keep love enjoy like hold have am lose win answer spend sit walk wait listen ask meet count".split()
)
_TAIL = regex(r",\s+(?:not|never|rather than|instead of)\s+.+$", re.IGNORECASE)
_TOPIC = regex(r"^((?:[A-Za-z'-]+\s+){0,2}[A-Za-z'-]+):\s+(?=(?:I|we)\b)", re.IGNORECASE)


_NOW_AFTER = regex(r";\s+(?=(?:now|today|these days),? (?:I|we)\b)", re.IGNORECASE)
_WAS_THEN = regex(r"^((?:[A-Z][a-z]+)(?: [a-z]+){0,2}) for ((?:[a-z]+|\d+) years), then (.+)$")
_WAS_FOR = regex(r"^I was (?:an?|the) .+$")
_ING_FIRST = regex(r"^[A-Z]?[a-z]+ing (?!.*\b(?:is|are|was|were|taught|means|takes|costs|makes|gives)\b)")
_NOW_I = regex(
    r"^(?:Now|Today|These days),? (I|we) ([^,;:.]+?)(?:,? and (?:I|we)\b.*|,? but\b.*)?[.!]?$", re.IGNORECASE
)

_EASY_SENTENCE, _LONGEST_SHIFT, _LONGEST_EVENT, _LONGEST_HABIT, _LONGEST_VIEW, _THIN = 14, 24, 20, 18, 20, 4


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence worth giving back.

    `reported` follows "You wrote that"; `quote` is verbatim and short or empty; `parts` holds what its kind brings
    (x and y, the turn, the habit, the identity, the event and its forms).
    """

    kind: str
    sentence: str
    reported: str
    quote: str
    parts: tuple[tuple[str, str], ...] = ()

    def part(self, name: str) -> str:
        """Give one of the forms that this kind of claim brings, or nothing."""
        return dict(self.parts).get(name, "")


@lru_cache(maxsize=512)
def claims(text: str, title: bool = False) -> tuple[Claim, ...]:
    """Read every usable sentence of a post, about text, headline or (with `title`) of a talk's title."""
    body = clean(text)
    if is_hostile(body):
        return ()
    said = [part for sentence in sentences(body) for part in _NOW_AFTER.split(sentence)]
    parts = [re.split(r"[:–—]\s", body)[0]] if title else [half for part in said for half in halves(part)]
    found = [_claim(part, title) for part in parts]
    if not title:
        shifts = [shift for before, after in pairwise(said) if (shift := _shift(before, after, body))]
        told = [
            claim for claim in found if claim and not any(one.sentence.startswith(claim.sentence) for one in shifts)
        ]
        return (*told, *shifts)
    return tuple(claim for claim in found if claim)


def _shift(before: str, after: str, body: str) -> Claim | None:
    """Read two sentences that tell a change: "I used to count kelp. Now I count minutes."."""
    now = _NOW_I.match(after)
    then = before.rstrip(".").strip()
    if (
        not now
        or not re.match(r"^(?:I|We)\s+\w+", then)
        or not (is_speakable(then, before) and is_speakable(now[2], after))
    ):
        return None
    first, second = second_person(then), second_person(f"{now[1]} {now[2]}")
    said = f"{first}, and now {second}"
    told = next((both for both in (f"{before} {after}", f"{before}; {after}") if both in body), "")
    if not told or len(tokens(said)) > _LONGEST_SHIFT or _event_word(then) is None:
        return None
    return Claim("shift", told, said, "", (("shift", said),))


def _event_word(then: str) -> str | None:
    """Give the past verb that opens a sentence about oneself."""
    word = then.split()[1].lower()
    return word if word in lexicons().verbs or word in {"used", "had", "was", "thought", "could"} else None


def _claim(raw: str, title: bool) -> Claim | None:
    sentence = calm_capitals(raw).strip()
    topic = _TOPIC.match(sentence)
    body = sentence[topic.end() :] if topic else sentence
    body = body.rstrip(".!").strip()
    count = len(tokens(body))
    if not is_speakable(body, sentence) or not 2 <= count <= 26:
        return None
    if (found := _identity(body)) or count < 3 or _DEICTIC.match(body):
        return found
    if (found := _equation(body)) or title:
        return found
    if without := _without_subject(body):
        return (found := _first_person(without, "")) and replace(found, sentence=body, quote="")
    return _was_then(body) or _turn(body) or _first_person(body, topic[1] if topic else "") or _view(body)


def _was_then(body: str) -> Claim | None:
    """Read "Reporter for twelve years, then the desk was closed" as what somebody was and what came."""
    found = _WAS_THEN.match(body)
    if not found:
        return None
    role = spoken_case(found[1])
    if role.rsplit(maxsplit=1)[-1] not in lexicons().heads and not lexicons().family_of(role):
        return None
    said = f"you were {with_article(role)} for {found[2]}, then {second_person(found[3])}"
    return Claim("event", body, said, "", (("event", said),)) if len(tokens(said)) <= _LONGEST_EVENT else None


def _without_subject(body: str) -> str:
    """Supply the "I" that notes to oneself leave out: "Spent a night in Venlo", "Still learning to wait"."""
    low = f"{body[0].lower()}{body[1:]}"
    if _STILL_AT.match(body):
        return f"I am {low}"
    return f"I {low}" if _NO_SUBJECT.match(body) and _is_past(body) else ""


def _is_past(body: str) -> bool:
    """Say whether a note to oneself opens with what was done: "Spent a night shift in Venlo"."""
    first = body.split(maxsplit=1)[0].lower()
    verb = lexicons().verbs.get(first)
    return first in lexicons().words["told"] or (verb is not None and verb.base != first)


def _identity(body: str) -> Claim | None:
    if found := _FIRST.match(body):
        noun = found[1].lower()
        if noun.split()[-1] in lexicons().heads or lexicons().family_of(noun):
            quote = f"{found[1]} first"
            return Claim("identity", body, "", quote, (("identity", noun),))
    if found := _TURNED.match(body):
        return Claim("identity", body, "", body, (("identity", found[2].lower()),))
    return None


def _equation(body: str) -> Claim | None:
    found = _EQUATION.match(body)
    if (
        not found
        or len(tokens(found[1])) > 4
        or re.search(r"\b(?:i|we|my|our|us|who|that|which|what)\b", body, re.IGNORECASE)
    ):
        return None
    x, y = _small_start(found[1]), found[2].strip()
    return Claim("equation", body, _small_start(body), _quote(body), (("x", x), ("y", y[0].lower() + y[1:])))


def _turn(body: str) -> Claim | None:
    found = _TURN.search(body)
    if not found or not re.match(r"^(?:i|we)\b", body, re.IGNORECASE):
        return None
    rest = _TAIL.sub("", found[1]).strip(" ,")
    if not _is_clause(rest) or not 4 <= len(tokens(rest)) <= 14 or _DEICTIC.match(rest):
        return None
    return Claim("turn", body, "", "", (("turn", second_person(_small_start(rest))),))


def _first_person(body: str, topic: str) -> Claim | None:
    subject = _SUBJECT.match(body)
    if not subject:
        return None
    if (found := _HABIT.match(body)) or _STILL_ING.match(body):
        return _habit(found, body)
    verb = subject[1].lower()
    known = lexicons()
    if verb in _STANDARD and not re.match(r"^(?:i|we)\s+look\s+after\b", body, re.IGNORECASE):
        return _standard(body, topic)
    told = (verb in known.verbs and known.verbs[verb].base != verb) or body[subject.end() :].startswith(" to ")
    if (told and verb in known.verbs) or _is_event(verb, body) or _WAS_FOR.match(body):
        return _event(body)
    if verb in _REMIT or verb in known.verb_forms:
        return Claim("remit", body, second_person(body), "", (("remit_clause", second_person(_TAIL.sub("", body))),))
    return None


def _is_event(verb: str, body: str) -> bool:
    """Past tenses that look like the base form count as events when the sentence names a past time."""
    dated = re.search(
        r"\b(?:in (?:january|february|march|april|may|june|july|august|september|october|november|december|\d{4})|"
        r"last (?:year|week|month|spring|summer|autumn|fall|winter)|ago|yesterday|for \w+ (?:months|years|weeks))\b",
        body,
        re.IGNORECASE,
    )
    return (verb in _LIKE_BASE and bool(dated)) or verb in lexicons().words["told"]


def _habit(found: re.Match[str] | None, body: str) -> Claim | None:
    said = second_person(body)
    if found is None:
        return Claim("habit", body, said, "", (("habit", said),)) if len(tokens(said)) <= _LONGEST_HABIT else None
    adverb, verb, rest = found[1].lower(), found[2].lower(), second_person(found[3]).strip()
    if (verb in lexicons().verbs and lexicons().verbs[verb].base != verb) or verb.endswith("ed"):
        return None
    gerund = f"{gerund_of(verb)} {rest}".strip() if adverb in {"still", "always"} else ""
    return (
        Claim("habit", body, said, "", (("habit", said), ("habit_ger", gerund)))
        if len(tokens(said)) <= _LONGEST_HABIT
        else None
    )


def _standard(body: str, topic: str) -> Claim | None:
    said = second_person(_TAIL.sub("", body))
    halves = re.split(r"\s+and\s+(?=[a-z]+\s)", said, maxsplit=1)
    if len(halves) == 2 and len(tokens(said)) > 12 and halves[1].split()[0] in lexicons().verb_forms.keys() | _STANDARD:
        longer = max(halves, key=lambda half: len(tokens(half)))
        said = longer if longer.startswith("you") else f"you {longer}"
    if topic and not _DEICTIC.match(topic) and len(topic.split()) <= 3:
        said = f"in {topic[0].lower()}{topic[1:]} {said}"
    return Claim("standard", body, said, "") if len(tokens(said)) <= 17 else None


def _event(body: str) -> Claim | None:
    kept = body if len(tokens(body)) <= _EASY_SENTENCE else _TAIL.sub("", body)
    said = second_person(kept)
    words = said.split()
    loose = len(words) > 2 and words[2] in _WITHOUT_OBJECT | _LOOSE_OBJECT
    if len(words) > _LONGEST_EVENT or loose:
        return None
    known = lexicons().verbs.get(words[1].lower())
    timeless = re.sub(
        r"\s+(?:in|last|this)\s+(?:[A-Z]\w+|\d{4}|year|month|week|spring|summer|autumn|fall|winter)(?:\s+\d{4})?$",
        "",
        " ".join(words[2:]),
    )
    forms: tuple[tuple[str, str], ...] = (("event", said),)
    if known:
        forms += (("event_inf", f"{known.base} {timeless}"), ("event_ger", f"{known.gerund} {' '.join(words[2:])}"))
    return Claim("event", body, said, _quote(body), forms)


def _view(body: str) -> Claim | None:
    low = word_list(body)
    if (
        not _is_clause(body.split(",", maxsplit=1)[0] if number_value(low[0]) is not None else body)
        or _is_past(body)
        or _ING_FIRST.match(body)
        or _POINTS_BACK.search(body)
        or low[0] in lexicons().words["base_verbs"]
        or (low[0] in lexicons().verb_forms and low[0] == lexicons().verb_forms[low[0]].base)
    ):
        return None
    if len(low) <= _THIN and _LOOSE_OBJECT & set(low):
        return None
    said = second_person(_small_start(body))
    kind = "view" if any(_is_present(word) for word in word_list(_IN_MAY.sub(" ", body))[1:]) else "told"
    if kind == "told" and _LOOSE_TOLD.search(said):
        return None
    return (
        Claim(kind, body, _without_loose_pronouns(said), _quote(body)) if len(tokens(said)) <= _LONGEST_VIEW else None
    )


def _is_present(word: str) -> bool:
    known = lexicons()
    if word in known.words["finite"] and word not in {"was", "were", "had"}:
        return True
    base = re.sub(r"(?:es|s)$", "", word)
    form = known.verb_forms.get(base) or known.verb_forms.get(f"{base}e")
    return word.endswith("s") and form is not None


def _without_loose_pronouns(said: str) -> str:
    """Write "the" for their and its when nothing plural stands before them in the sentence."""
    head, found, tail = said.partition(" their ")
    if found and not re.search(r"\b\w+s\b", head.split(" cost ")[0]):
        return f"{head} the {tail}"
    return said


def _quote(body: str) -> str:
    return (
        body
        if len(tokens(body)) <= 12
        and not re.search(r"\b(?:this|these|those|here|it|they|he|she|yesterday|today)\b", body, re.IGNORECASE)
        else ""
    )


_IN_MAY = regex(r"\b(?:in|until|till|by|since|of|from|before|after|to|next|last|this|early|late|mid)\s+May\b")


def _is_clause(text: str) -> bool:
    known = lexicons()
    words = word_list(_IN_MAY.sub(" ", text))[1:]  # the month is no verb
    return any(
        word in known.words["finite"]
        or word in known.words["told"]
        or word in known.verbs
        or word in {"is", "are", "was", "were", "does", "do", "has", "have", "can", "will"}
        for word in words
    )


def _small_start(text: str) -> str:
    first, _, rest = text.partition(" ")
    known = lexicons()
    low = first.lower().strip(",.'’")
    stays = (
        first == "I"
        or (first.isupper() and len(first) > 1)
        or re.search(r"[a-z][A-Z]|\d", first)
        or low in known.proper
        or low in known.acronyms
    )
    inner_name = rest[:1].isupper()
    return text if stays or inner_name else f"{first[:1].lower()}{first[1:]} {rest}".strip()
