"""Mail addresses, telephone numbers and profile links on a page, each with the line that shows it."""

import re
from dataclasses import dataclass

from askwell.parsing.document import Document
from askwell.parsing.evidence import Place
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.words import label_field, phrases, plain
from askwell.parsing.text import fold, host_of

_EMAIL = re.compile(r"(?<![\w.+%@-])[\w.+%-]{1,64}@(?:[\w-]+\.)+[a-z]{2,24}(?![\w@-])", re.I)
_SPELLED = re.compile(
    r"(?<![\w.])([\w.+-]{2,40})\s*[\[({<]\s*(?:at|@|arroba|klammeraffe|a)\s*[\])}>]\s*((?:[\w-]+\s*(?:\."
    r"|[\[({<]\s*(?:dot|punkt|point|punto|\.)\s*[\])}>])\s*){1,4}[a-z]{2,12})\b",
    re.I,
)
_SPELLED_DOT = re.compile(r"\s*(?:[\[({<]\s*(?:dot|punkt|point|punto|\.)\s*[\])}>]|\.)\s*", re.I)
_PHONE = re.compile(r"(?<![\w.,/€$£#-])(?:\+|00)?\(?\d[\d\s().\-–/\u00a0]{6,22}\d(?![\w%]|[.,]\d)")
_LONG_NUMBER = re.compile(r"\d(?:[\s().\-–/]*\d){6}")
_SPELLED_HINT = re.compile(r"[\[({<]\s*(?:at|@|arroba|klammeraffe|a)\s*[\])}>]", re.I)
_DATE_OR_RANGE = re.compile(
    r"^(?:(?:19|20)\d\d\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d)|\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|(?:19"
    r"|20)\d\d[./-]\d{1,2}[./-]\d{1,2})$"
)
_NOT_ADDRESSES = re.compile(
    r"\.(?:png|jpe?g|gif|svg|webp|css|js)$|^(?:example|name|your|you|user|email|someone|noreply|no-reply)@"
    r"|@(?:sentry|2x|3x)",
    re.I,
)
_CUE = re.compile(r"[^\W\d_][^\d@]{0,30}$")
# Hosts on which people and organizations have pages of their own.
PROFILE_HOSTS = frozenset(
    "linkedin.com twitter.com x.com facebook.com instagram.com github.com gitlab.com bitbucket.org "
    "youtube.com vimeo.com medium.com substack.com bsky.app threads.net tiktok.com pinterest.com "
    "flickr.com soundcloud.com orcid.org researchgate.net scholar.google.com academia.edu "
    "stackoverflow.com dribbble.com behance.net keybase.io mastodon.social xing.com angel.co "
    "crunchbase.com goodreads.com speakerdeck.com slideshare.net dblp.org dblp.uni-trier.de huggingface.co "
    "kaggle.com codepen.io dev.to telegram.me t.me last.fm lanyrd.com thisismyjam.com indiewebcamp.com "
    "indieweb.org inaturalist.org about.me linktr.ee wikidata.org wikipedia.org imdb.com".split()
)
_SHARING = re.compile(r"shar(?:e|er|ing)|intent/|/dialog/|addtoany|/submit\?|/plugins/|/hashtag/", re.I)


@dataclass(frozen=True, slots=True)
class Contact:
    """A mail address or telephone number.

    Attributes:
        value: As the page shows it; addresses in their own case.
        line: The line that shows it.
        at: The place of the value: a line's element, or a link's target.
        sure: A link or a label says what it is.
    """

    value: str
    line: Line
    at: Place
    sure: bool


def find_emails(document: Document, lines: list[Line]) -> list[Contact]:
    """List mail addresses, links first within a line, each once."""
    found: dict[str, Contact] = {}
    for line in lines:
        for segment in line.segments:
            if segment.href and segment.href.lower().startswith("mailto:"):
                address = fold(
                    re.split(r"[?&]", segment.href[7:], maxsplit=1)[0].replace("%20", "").replace("%40", "@")
                )
                shown = _EMAIL.search(segment.text)
                _keep(found, shown.group() if shown else address, line, document.where(segment.node, "href"), sure=True)
        for match in _EMAIL.finditer(line.text) if "@" in line.text else ():
            _keep(found, match.group(), line, line.node, sure=True)
        for match in _SPELLED.finditer(line.text) if _SPELLED_HINT.search(line.text) else ():
            host = _SPELLED_DOT.sub(".", match[2])
            _keep(found, f"{match[1]}@{host}".replace(" ", ""), line, line.node, sure=False)
    return list(found.values())


def _keep(found: dict[str, Contact], address: str, line: Line, at: Place, *, sure: bool) -> None:
    address = address.strip(".")
    if _EMAIL.fullmatch(address) and not _NOT_ADDRESSES.search(address):
        found.setdefault(address.lower(), Contact(address, line, at, sure))


def find_phones(document: Document, lines: list[Line]) -> list[Contact]:
    """List telephone numbers that a link, a label or their own form marks as such; fax numbers are left out."""
    found: dict[str, Contact] = {}
    before: Line | None = None
    for line in lines:
        for segment in line.segments:
            if segment.href and segment.href.lower().startswith("tel:"):
                shown = _PHONE.search(segment.text)
                number = shown.group() if shown else fold(segment.href[4:].replace("%20", " "))
                if not _is_fax(segment.text, line.text):
                    _keep_phone(found, Contact(number.strip(), line, document.where(segment.node, "href"), sure=True))
        for contact in _numbers_on(line, before):
            _keep_phone(found, contact)
        before = line
    return list(found.values())


def _keep_phone(found: dict[str, Contact], contact: Contact) -> None:
    digits = re.sub(r"\D", "", contact.value)
    if 7 <= len(digits) <= 15:
        found.setdefault(digits[-9:], contact)


def _numbers_on(line: Line, before: Line | None) -> list[Contact]:
    if len(line.text) > 400 or not _LONG_NUMBER.search(line.text):
        return []
    found = []
    last = 0
    for match in _PHONE.finditer(line.text):
        number = match.group().strip()
        lead = line.text[last : match.start()]
        last = match.end()
        label = _label_before(lead) or (_label_before(before.text) if before and not lead.strip(" :+") else "")
        placed = line.region in ("footer", "header")
        if label == "fax" or not _is_phone(number, labelled=label == "phone", placed=placed):
            continue
        found.append(Contact(number, line, line.node, sure=label == "phone"))
    return found


def _label_before(lead: str) -> str:
    """Name the field of the label that ends a text: phone, fax or another."""
    text = plain(lead.strip(" :：.()+-–|/"))
    words = text.replace(":", " ").replace("：", " ").split()
    for size in (3, 2, 1):
        if len(words) >= size:
            field = label_field("contact", " ".join(words[-size:]))
            if field:
                return "fax" if any(word in _fax_words() for word in words[-size:]) else field
    return "fax" if any(word.strip(".:") in _fax_words() for word in words[-3:]) else ""


def _fax_words() -> frozenset[str]:
    return phrases("labels", "contact", "fax") | {"efax", "fax"}


def _is_fax(shown: str, whole: str) -> bool:
    return "fax" in plain(whole.split(shown, maxsplit=1)[0] if shown and shown in whole else "")[-12:]


def _is_phone(number: str, *, labelled: bool, placed: bool) -> bool:
    digits = re.sub(r"\D", "", number)
    if not 7 <= len(digits) <= 15 or _DATE_OR_RANGE.match(number) or number.count("(") != number.count(")"):
        return False
    if labelled:
        return True
    if placed and re.match(r"^0\d{1,5}[ /.-]", number) and 9 <= len(digits) <= 12:
        return True
    formed = number.startswith(("+", "00", "(")) or bool(
        re.match(r"^[01]?[\s.-]?\(?\d{3}\)?[\s.-]\s?\d{3}[\s.-]\s?\d{4}$", number)
    )
    return formed and len(digits) >= 9


def profile_links(document: Document, *, of_person: bool, limit: int = 20) -> list[tuple[str, Place]]:
    """List links to pages that a person or an organization has elsewhere, in page order, each once.

    Args:
        document: The page.
        limit: How many at most.
        of_person: Whose links: on an organization's page, links to single people are theirs, not its own.
    """
    found: dict[str, tuple[str, Place]] = {}
    for node, href in document.hrefs:
        if len(found) >= limit:
            break
        owned = "me" in (node.attributes.get("rel") or "").split()
        if not owned and not _may_lead_to_profile(href):
            continue
        link = document.link(href)
        host = host_of(link)
        if not link.startswith("http") or host == document.host or _SHARING.search(link):
            continue
        profile = is_profile_host(host)
        single = bool(_PERSONAL.search(link)) and not of_person
        if not single and (owned or (profile and len(link.rstrip("/").split("/")) > 3)):
            found.setdefault(link.rstrip("/"), (link, document.where(node, "href")))
    return list(found.values())


def _may_lead_to_profile(href: str) -> bool:
    """Tell whether a whole address names a profile host before its path; quicker than to take it apart."""
    start = href.find("//") + 2
    end = href.find("/", start)
    return start > 1 and _PROFILE_MARK.search(href, start, end if end > 0 else len(href)) is not None


def is_profile_host(host: str) -> bool:
    """Tell whether a host is one on which people and organizations have pages of their own."""
    return host in PROFILE_HOSTS or any(host.endswith("." + known) for known in PROFILE_HOSTS)


_PERSONAL = re.compile(r"linkedin\.com/(?:in|pub)/|xing\.com/profile/|orcid\.org/", re.I)
_PROFILE_MARK = re.compile("|".join(re.escape(host) for host in sorted(PROFILE_HOSTS)))
