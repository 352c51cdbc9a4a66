"""Signals of plain lines: what a person does as a rule, and what an organization says of itself."""

import re
from collections.abc import Iterator

from askwell.suggesting.case import Case
from askwell.suggesting.claims import claims
from askwell.suggesting.dates import read_date
from askwell.suggesting.facts import Binding, binding, items, mapping, raw_text, source, spoken, value
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.objects import verb_of
from askwell.suggesting.organization import news_kind
from askwell.suggesting.regexes import regex
from askwell.suggesting.sentence_shapes import shape_of
from askwell.suggesting.words import stems, tokens

_PALE_WORDS = (
    "love enjoy like have am are help support focus specialise specialize believe work serve try want hope study "
    "connect live offer provide deliver strive aim answer"
)
_PALE = regex(rf"^(?:you|we) (?:{'|'.join(_PALE_WORDS.split())})\b", re.IGNORECASE)
_LOOSE_END = regex(r"\b(?:so|it|this|that|them|too|one)$", re.IGNORECASE)
_LEAST_WORDS = 5
_SLOGAN = regex(r"\b(?:leading|solutions|innovative|mission|passionate|excellence|world|best|leader)\b", re.IGNORECASE)


def practice(case: Case) -> Iterator[Binding]:
    """Find a line that tells plainly what somebody does as a rule."""
    for said in case.said:
        rule = said.claim.reported if said.claim.kind == "standard" and said.kind == "about" else ""
        text = said.claim.part("remit_clause") if said.claim.kind == "remit" else rule
        if _LEAST_WORDS <= len(tokens(text)) <= 20 and not _PALE.match(text) and not _LOOSE_END.search(text):
            linked = bool((stems(text) - case.generic_stems) & case.my.wanted)
            worth = 4.0 + linked
            yield binding(
                f"claim:{said.claim.sentence[:40]}",
                {"practice": value(text, said.source), "duty": value(text, said.source)},
                {"linked": linked, "shape": shape_of(text), "word": verb_of(text.removeprefix("you "))},
                worth=worth,
            )


def _verb_inside(said: str) -> bool:
    """Say whether a verb stands inside the sentence: "school runs" at its end is none."""
    known = lexicons()
    return any(
        word in {"is", "are", "has", "have", "does", "do", "can", "gets", "goes", "comes"}
        or (word.endswith("s") and (word[:-1] in known.verb_forms or word[:-2] in known.verb_forms))
        for word in word_list(said)[1:-1]
    )


def org_line(case: Case) -> Iterator[Binding]:
    """Find a sentence in which an organization says how it works, not what it sells."""
    raw = raw_text(case.organization.raw.get("about"))
    name = raw_text(case.organization.raw.get("name"))
    if not raw or len(raw) > 20_000 or case.foreign:
        return
    for claim in claims(raw):
        said = claim.reported if claim.kind in {"view", "equation"} else ""
        own = said and name and word_list(said)[:1] == word_list(name)[:1]
        plain = said and not own and "you" not in said.split() and not _SLOGAN.search(said)
        if plain and "," not in said and _verb_inside(said) and 5 <= len(tokens(said)) <= 16 and claim.sentence in raw:
            held = ("/profile/organization/about", claim.sentence)
            yield binding(f"line:{claim.sentence[:40]}", {"org_claim": value(said, held)})


_NEWS_VERB = regex(
    r"\b(?:opens?|opened|launch(?:es|ed)?|raises?|raised|takes? on|took on|wins?|won|moves?|moved|starts?|started|"
    r"adds?|added|enters?|entered|signs?|signed|introduces?|introduced|begins?|began|joins?|joined|expands?|expanded|"
    r"builds?|built|receives?|received|publishes|published|takes over|took over|brings?|brought|switch(?:es|ed)|"
    r"stops?|stopped|doubles?|doubled)\b"
)
_NO_NEWS = regex(
    r"\b(?:award|prize|proud|layoffs?|cut|cuts|million|billion|lawsuit|dies|death|resigns?|steps down)\b", re.IGNORECASE
)
_FRESH_NEWS_MONTHS = 12


def news_line(case: Case) -> Iterator[Binding]:
    """Find a recent line of news about the organization that can be said as it stands."""
    name = raw_text(case.organization.raw.get("name")).strip()
    if case.foreign or not name:
        return
    current = case.current
    if case.is_person and not (current and current.org_key and current.org_key in " ".join(word_list(name))):
        return
    for position, entry in items(case.organization.raw, "news"):
        text = spoken(mapping(entry).get("text")).rstrip(".")
        when = read_date(mapping(entry).get("date"))
        ago = case.now.month - when.month if when and case.now else None
        fresh = ago is None or 0 <= ago <= _FRESH_NEWS_MONTHS
        fits = text.startswith(name) and len(tokens(text)) <= 14 and _NEWS_VERB.search(text[len(name) :])
        if fresh and fits and not _NO_NEWS.search(text) and news_kind(text) != "restructuring":
            held = source(f"/profile/organization/news/{position}/text", mapping(entry).get("text"))
            yield binding(f"news:{text[:40]}", {"news_clause": value(text, held)}, {"months_ago": ago})
            return
