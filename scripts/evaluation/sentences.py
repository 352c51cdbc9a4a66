"""What a sentence must not be, seen from outside: patterns and counts that share no code with the engine they judge."""

import re
import unicodedata

CLOSED = frozenset("is are was were do does did have has had would could should can will may might am shall".split())
PROHIBITED = {
    "job ask": r"\b(?:hiring|vacanc\w+|openings?|open (?:roles?|positions?)|refer me|consider me|good word|job offer|"
    r"pass (?:on )?my (?:resume|résumé|cv)|get (?:me )?a job|apply (?:for|to))\b",
    "pay": r"\b(?:salar(?:y|ies)|compensation|pay (?:range|band)|equity|bonus|runway|valuation|day rate|earn)\b",
    "private": r"\b(?:how old|your age|married|children|kids|pregnan\w*|religio\w*|church|visa|ethnic\w*|gap in your|"
    r"why did you (?:leave|quit)|where are you (?:really |originally )?from|your family|your health)\b",
    "flattery": r"\b(?:impressive|inspir(?:ing|ed)|amazing|incredibl[ey]|fascinating|outstanding|remarkable|admire)\b",
    "leading": r"(?:\bdon'?t you\b|\bisn'?t it\b|\bright\?|must have been|\bsurely\b|\bwouldn'?t you\b)",
    "hypothetical verdict": r"(?:do you think i should|\bshould i\b|would you (?:hire|buy|use) )",
    "dead phrase": r"(?:typical day|any advice|what was that like|biggest challenges?|like (?:best|most) about)",
}
BROKEN = {
    "slot or template": r"[{}\[\]<>]|\b(?:None|null|nan|undefined)\b",
    "spacing": r" {2}| [,.;:?!]|^\s|\s$",
    "cut text": r"…|\.\.\.|\bsee more\b(?! \w)",
    "doubled word": r"\b(?!had had\b|that that\b)(\w+) \1\b",
    "entity": r"&(?:amp|nbsp|lt|gt|#\d+);",
    "separator": r"\s[|•·]\s",
    "article": r"\b(?:a (?=[aeio](?!ne\b|nce\b|ur)\w)|an (?=[bcdfgjkpqtvwyz]\w))",
    "capitals": r"\b[A-Z]{4,} [A-Z]{4,}\b",
    "two questions": r"\?.*\?",
}
COMMON = frozenset(
    """
    a about an and are as at be been before but by did do does doing for from had has have how i if in into is it
    its like me most much my of on one or our out own so some than that the their them then there these they this
    those to was were what when where which while who why will with work would you your
    """.split()
)
MONTHS = frozenset(
    """
    January February March April May June July August September October November December
    """.split()
)  # pages give dates as figures, people say them
OPENERS = frozenset("what which where when who how why whose tell describe walk".split())


def words(text: str) -> list[str]:
    """Split a text into words as they are written."""
    return re.findall(r"[\w'’&+#.-]*\w", text)


def content(text: str) -> frozenset[str]:
    """Give the words of a text that carry meaning, in lower case."""
    return frozenset(word.lower().strip("'’.") for word in words(text)) - COMMON


def plain(text: str) -> str:
    """Fold case, white space and apostrophes, for comparing what a question says with what a page says."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", text).casefold().replace("’", "'"))


def ask_of(text: str) -> str:
    """Give the part of a question that asks: the last sentence from its question word on."""
    sentence = re.split(r"(?<=[.!?])\s+", text.strip())[-1]
    parts = re.split(r"[,;]\s+", sentence)
    for number, part in enumerate(parts):
        head = words(part)
        if head and head[0].lower() in CLOSED | OPENERS:
            return ", ".join(parts[number:])
    return sentence


def opener_of(text: str) -> str:
    """Give the word that opens the ask, leaving out a preposition before it; "through" for a polite request."""
    if re.match(r"(?:could|would) you (?:walk|take|talk) me through\b", ask_of(text), re.IGNORECASE):
        return "through"
    for word in words(ask_of(text))[:3]:
        if word.lower() not in {"in", "at", "to", "from", "for", "on", "by", "with", "of", "about", "among", "and"}:
            return word.lower()
    return ""


def faults(text: str) -> list[str]:
    """Name everything that is wrong with a sentence, whatever it is about."""
    found = [name for name, pattern in PROHIBITED.items() if re.search(pattern, text, re.IGNORECASE)]
    found += [name for name, pattern in BROKEN.items() if re.search(pattern, text)]
    if opener_of(text) in CLOSED:
        found.append("closed")
    if len(words(text)) > 36:
        found.append("over 36 words")
    if len(words(ask_of(text))) > 24:
        found.append("ask over 24 words")
    if any(unicodedata.category(character) in {"So", "Cs", "Co"} for character in text):
        found.append("pictograph")
    return found


def ungrounded(text: str, source: str) -> list[str]:
    """List proper nouns, numbers and quotations of a sentence that its source (already `plain`) does not hold."""
    missing = [quote for quote in re.findall(r"“([^”]{3,})”", text) if plain(quote.rstrip(".,")) not in source]
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        for word in words(sentence)[1:]:
            bare = re.sub(r"['’](?:s|m|ve|d|ll|re)$", "", word)
            named = bare[:1].isupper() and bare not in {"I", "A"} | MONTHS
            if (named or bare[:1].isdigit()) and plain(bare) not in source and bare not in {"15", "20", "30", "45"}:
                missing.append(bare)
    return missing


def reading_grade(text: str) -> float:
    """Estimate the Flesch-Kincaid grade with a plain count of vowel groups."""
    written = words(text)
    sentences = max(1, len(re.findall(r"[.!?]", text)))
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in written)
    return 0.39 * len(written) / sentences + 11.8 * syllables / max(1, len(written)) - 15.59
