"""Whether two ways of writing an employer's name mean the same employer; says nothing about how they are related.

"Acme, Inc." is "ACME", "Google" is not "Google Ventures": forms of law, case, accents, punctuation and what stands in
brackets do not count, every other word does. A unit of a company is another employer for somebody who wants to talk to
the people there. Source of the forms of law: the usual abbreviations of about thirty countries, written by hand.
"""

import re
import unicodedata

LEGAL_FORMS = frozenset(
    """
    ab ad ag aps as asa bv bvba cic co company corp corporation cv doo dd eirl ek eu ev gbr gesmbh gmbh ggmbh inc
    incorporated kft kg kgaa kk limited llc llp lp ltd ltda ltee mbh nv ohg oy oyj plc pc pllc pte pty pvt private
    sa sarl sas sca scop se sia sl slu snc spa srl ug vof zrt
    """.split()
)
# Written after a form of law and a part of it: "GmbH & Co. KG", "Sp. z o.o.", "S.A. de C.V.".
COMPOUND_FORMS = (
    re.compile(r"\bgmbh\s*(?:&|and|und)\s*co\.?\s*(?:kgaa|kg|ohg)?\b"),
    re.compile(r"\bsp\.?\s*z\s*o\.?\s*o\b\.?"),
    re.compile(r"\bs\.?\s?a\.?\s*de\s*c\.?\s?v\b\.?"),
    re.compile(r"\bpty\.?\s*ltd\b\.?"),
    re.compile(r"\bpvt\.?\s*ltd\b\.?"),
)
ARTICLES = frozenset({"the"})
SPELLINGS = {"&": "and", "+": "and", "und": "and", "et": "and", "univ": "university", "intl": "international"}
SPELLINGS |= {"int'l": "international", "technologies": "technology", "hosp": "hospital", "assoc": "associates"}
DOTTED = re.compile(r"\b(?:\w\.){2,}\w?|\b\w/\w\b")
BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*\]")
FORMERLY = re.compile(r"[,;]?\s*\b(?:formerly|previously|f/k/a|fka|ehemals|vormals|ex)\b.*$")
DOMAIN_ENDING = re.compile(r"\.(?:com|org|net|io|ai|co|app|dev|de|fr|nl|it|es|eu)$")
LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d"})


def employer_key(name: str) -> str:
    """Give the form in which two writings of one employer are equal; empty for a name without letters or digits.

    A name that is nothing but a form of law ("SE", "Co") is kept as it is, for somebody chose it.
    """
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", name).casefold()).translate(LETTERS)
    text = "".join(character for character in text if not unicodedata.combining(character))
    text = FORMERLY.sub("", BRACKETS.sub(" ", text)) or text
    text = DOTTED.sub(lambda dotted: re.sub(r"[./]", "", dotted.group()), text)
    for form in COMPOUND_FORMS:
        text = form.sub(" ", text)
    text = DOMAIN_ENDING.sub("", text.strip())
    words = [SPELLINGS.get(word, word) for word in re.findall(r"[^\W_]+|[&+]", text.replace("'", "").replace("’", ""))]
    kept = _without_edges(words)
    return "".join(kept) if len(kept) > 1 and all(len(word) == 1 for word in kept) else " ".join(kept)


def same_employer(one: str, other: str) -> bool:
    """Tell whether two names are two writings of one employer.

    Names that differ only in where their words are joined ("Face Book", "Facebook") are the same.
    """
    first = employer_code(one)
    return bool(first) and first == employer_code(other)


def employer_code(name: str) -> str:
    """Give a text that is equal for two names exactly when they are writings of one employer; for looking up."""
    return employer_key(name).replace(" ", "")


def _without_edges(words: list[str]) -> list[str]:
    """Take articles from the front and forms of law from the end, as long as a word is left."""
    kept = list(words)
    while len(kept) > 1 and kept[0] in ARTICLES:
        kept.pop(0)
    while len(kept) > 1 and (kept[-1] in LEGAL_FORMS or kept[-1] == "and"):
        kept.pop()
    return kept
