"""Reads any page without an adapter: decides what it is, then lets the reader of that kind offer its facts."""

from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.generic.addresses import find_addresses
from askwell.parsing.generic.articles import looks_like_article, read_article
from askwell.parsing.generic.contacts import find_phones
from askwell.parsing.generic.cues import CueReader
from askwell.parsing.generic.dated import date_on
from askwell.parsing.generic.items import ORGANIZATION_TYPES, THING_TYPES, Item, read_items
from askwell.parsing.generic.mentions import Mention
from askwell.parsing.generic.names import read_name
from askwell.parsing.generic.organization_names import NameCandidate, ends_legally, find_organization_name, name_key
from askwell.parsing.generic.organizations import read_organization
from askwell.parsing.generic.pasted import is_pasted, read_pasted
from askwell.parsing.generic.people import find_people, is_people_page
from askwell.parsing.generic.persons import read_person
from askwell.parsing.generic.subject import Candidate, find_subject
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import plain, words
from askwell.parsing.text import compare_key
from askwell.parsing.walls import find_wall

_FIRM_SIGNS = frozenset(("og:site_name", "copyright", "logo", "profiled"))
_FEED_ENTRIES = 3
_KNOWN_NAME = 0.6
_SURE_NAME = 0.7
_NEWS = frozenset(
    ("NewsArticle", "BlogPosting", "PodcastEpisode", "VideoObject", "OpinionNewsArticle", "ReportageNewsArticle")
)
# Cues from which on a page is read as one person's without looking for a team on it.
_CLEARLY_ONE = 1.2
_NO_NAME = "No person or organization could be told from this page."


def read_generic(document: Document, draft: Draft) -> None:
    """Offer what a page of an unknown site says about its subject."""
    wall = find_wall(document)
    if wall is not None and not (wall.name == "empty" and document.meta.get("og:type") == "profile"):
        draft.kind, draft.reason = wall.kind, wall.reason
        return
    view = View(document)
    if is_pasted(view) and read_pasted(view, draft):
        return
    items = read_items(document)
    subject = find_subject(view, items)
    if subject is not None and not _is_really_article(view, items, subject):
        people = find_people(view) if _may_be_team(view, subject) else []
        if not _is_team_instead(view, subject, people):
            draft.kind = "person"
            read_person(view, subject, draft)
            return
    if looks_like_article(view, items):
        draft.kind = "article"
        read_article(view, items, draft)
        return
    _read_site(view, items, draft)


def _is_really_article(view: View, items: list[Item], subject: Candidate) -> bool:
    """Tell whether a name is only an article's: its writer's, or in its title."""
    if (subject.item is not None and subject.item.role in ("mainEntity", "about")) or (
        subject.cues >= 2.0 and "h1" in subject.signs and "title" in subject.signs
    ):
        return False
    return looks_like_article(view, items) and not _is_biography(items, subject)


def _is_biography(items: list[Item], subject: Candidate) -> bool:
    """Tell whether a page is an encyclopedia's about the person: title, heading and first sentence are about them."""
    if not {"h1", "title", "sentence"} <= set(subject.signs) and not (
        {"h1", "title"} <= set(subject.signs) and subject.cues >= 1.5
    ):
        return False
    return not any(item.is_a(_NEWS) for item in items)


def _may_be_team(view: View, subject: Candidate) -> bool:
    """Tell whether the page may list people after all; one that is clearly a single person's is not searched."""
    if "h1" in subject.signs and ("title" in subject.signs or not is_people_page(view)):
        return False
    return is_people_page(view) or subject.cues < _CLEARLY_ONE


def _is_team_instead(view: View, subject: Candidate, people: list[Mention]) -> bool:
    """Tell whether a page lists people, of whom the subject is at most one, or is its organization."""
    others = [mention for mention in people if compare_key(mention.name) != compare_key(subject.reading.name)]
    if len(others) < 2:
        return False
    return is_people_page(view) or "title" not in subject.signs or len(others) >= 3


def _read_site(view: View, items: list[Item], draft: Draft) -> None:
    """Read a page of an organization's site, or say that the page is something else."""
    name = find_organization_name(view, items)
    people = find_people(view)
    people = [mention for mention in people if not _is_site_name(mention, name)]
    about_thing = any(item.is_a(THING_TYPES) for item in items if not item.role)
    listed = len(people) >= 2 and not about_thing
    if listed and _is_mostly_people(view, people):
        draft.kind = "people"
    elif listed or _is_organization_page(view, items, name):
        draft.kind = "organization"
    elif len(people) == 1 and is_people_page(view):
        draft.kind = "people"
    else:
        draft.kind, draft.reason = "other", _NO_NAME
        return
    read_organization(view, items, name, people, draft)
    for mention in people:
        _add_person(view, mention, draft)


def _add_person(view: View, mention: Mention, draft: Draft) -> None:
    link = view.document.link(mention.href)
    item = {"name": mention.name, "title": mention.title, "url": link if link.startswith("http") else ""}
    parts = {"title": mention.title_line.node} if mention.title_line is not None else None
    draft.add(
        "/people",
        item,
        mention.line.node,
        source="heuristic",
        confidence=min(0.9, 0.5 + mention.reading.score / 2.5),
        parts=parts,
    )


def _is_site_name(mention: Mention, name: NameCandidate | None) -> bool:
    if name is None or name_key(mention.name) != name_key(name.text):
        return False
    return not mention.title or ends_legally(mention.name)


def _is_mostly_people(view: View, people: list[Mention]) -> bool:
    """Tell whether a page is there to show people: it says so, or they fill it."""
    if is_people_page(view):
        return True
    first, last = people[0].line.index, people[-1].line.index
    return len(people) >= 4 and last - first > 0.35 * len(
        [line for line in view.lines if line.region not in ("nav", "footer")]
    )


def _is_personal(name: NameCandidate) -> bool:
    """Tell whether the page's owner is called like a person, with no sign of a firm."""
    reading = read_name(name.text)
    firm = name.signs & _FIRM_SIGNS or any(sign.startswith("item:") for sign in name.signs)
    return reading is not None and reading.score >= 0.75 and not firm


def _is_organization_page(view: View, items: list[Item], name: NameCandidate | None) -> bool:
    """Tell whether a page presents an organization: its front, about or contact page, or one marked as such."""
    if name is None or _is_personal(name):
        return False
    tops = [item for item in items if not item.role and item.source != "hcard"]
    if any(item.is_a(THING_TYPES) for item in tops):
        return False
    if any(item.is_a(ORGANIZATION_TYPES) for item in tops) or "profiled" in name.signs:
        return True
    if name.weight < _KNOWN_NAME or _is_somebodys_feed(view, name):
        return False
    return _presents(view) or _is_reachable(view, name)


def _is_somebodys_feed(view: View, name: NameCandidate) -> bool:
    """Tell whether a page is a row of dated entries in the first person, without a firm's marks."""
    if _FIRM_SIGNS & name.signs or _is_reachable(view, name):
        return False
    dated = sum(1 for line in view.body if len(line.text) <= 120 and len(date_on(line) or "") == len("2000-01-01"))
    return dated >= _FEED_ENTRIES and CueReader(view).is_first_person


def _presents(view: View) -> bool:
    """Tell whether address, heading or title are those of a front, about or contact page."""
    steps = [plain(step.rsplit(".", 1)[0]) for step in view.document.path]
    if not steps or steps == ["index"] or set(steps) & words("homepages", "company_paths"):
        return True
    sections = {section for line in view.marked_headings[:2] for section in view.sections(line)}
    if sections & {"about", "contact", "people", "values", "locations"}:
        return True
    spoken = " ".join(plain(part) for part in view.title_parts).split()
    return bool(words("homepages", "company_title_words") & set(spoken))


def _is_reachable(view: View, name: NameCandidate) -> bool:
    """Tell whether a page of a firm's site says where the firm is: an address or a labelled number."""
    if name.weight < _SURE_NAME or view.document.meta.get("og:type", "website") not in ("website", "business.business"):
        return False
    lines = [line for line in view.lines if line.region not in ("comment", "quote")]
    return bool(find_addresses(lines)) or any(contact.sure for contact in find_phones(view.document, lines))
