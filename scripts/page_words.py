"""Which words of a saved page are somebody's name, and which are steps of the site's own paths."""

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from inventor import MAIL, WORD

LABELS = ("dt", "th", "label", "button", "option", "legend", "summary", "h2")
_BETWEEN_NAMES = re.compile(r"(?:\s|-|[’']|\.\s)?")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;|·—–\"“(])\s*$")
_LEAST_LINKS = 3


def words_like_names(texts: Iterable[tuple[str, bool]]) -> set[str]:
    """Collect words that are written like names: with a capital wherever they stand, and not only as a label.

    Args:
        texts: Each text of the page, with whether its element is a label or a heading.
    """
    lower: set[str] = set()
    names: set[str] = set()
    for text, label in texts:
        words = list(WORD.finditer(text))
        lower.update(found.group() for found in words if found.group().islower())
        names.update(found.group().casefold() for found in _names_in(text, words, label=label))
    return names - lower


def _names_in(text: str, words: list[re.Match[str]], *, label: bool) -> Iterable[re.Match[str]]:
    for number, found in enumerate(words):
        if len(found.group()) < 2 or not found.group()[0].isupper():
            continue
        beside = words[max(number - 1, 0) : number] + words[number + 1 : number + 2]
        paired = any(_is_beside(text, found, other) for other in beside)
        inside = number > 0 and not _SENTENCE_END.search(text[: found.start()])
        if paired or inside or (len(words) == 1 and not label):
            yield found


def _is_beside(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = sorted((one, other), key=lambda found: found.start())
    between = text[first.end() : second.start()]
    return other.group()[0].isupper() and bool(_BETWEEN_NAMES.fullmatch(between))


def mail_words(texts: Iterable[str]) -> set[str]:
    """Collect the words before the @ of every mail address."""
    mails = (found.group() for text in texts for found in MAIL.finditer(text))
    return {part.casefold() for mail in mails for part in WORD.findall(mail.partition("@")[0]) if len(part) > 2}


def steps_of(address: str) -> list[str]:
    """List the steps of an address's path; none where it is no address."""
    try:
        return [unquote(step) for step in urlsplit(address).path.split("/") if step]
    except ValueError:
        return []


def path_words(addresses: Iterable[str], own: str, person: Iterable[str]) -> set[str]:
    """Collect the steps that lead to many pages ("folk" in /folk/ada), where the page's own address proves them.

    A site that puts people first (/ada/posts) looks the same for whoever posts a lot. So a step counts only where the
    person of the page stands below such a step in the page's own address, by name or by number.

    Args:
        addresses: Every link of the page.
        own: The address of the page.
        person: The parts of the name of the person the page is about.
    """
    subject = {part.casefold() for part in person if len(part) > 1}
    own_steps = steps_of(own)
    place = next((number for number, step in enumerate(own_steps) if number and _is_person(step, subject)), 0)
    below: dict[str, set[str]] = defaultdict(set)
    for steps in [own_steps, *map(steps_of, addresses)]:
        for number in range(min(place, len(steps) - 1)):
            below[steps[number].casefold()].add(steps[number + 1])
    return {step for step, pages in below.items() if len(pages) >= _LEAST_LINKS and WORD.fullmatch(step)}


def _is_person(step: str, subject: set[str]) -> bool:
    return (step.isdigit() and len(step) >= 3) or any(part.casefold() in subject for part in WORD.findall(step))
