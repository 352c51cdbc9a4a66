"""Which addresses of a file's people are their own pages, and how somebody without a page is recognised again."""

from collections.abc import Iterable, Sequence

from askwell.domain.employers import employer_code
from askwell.domain.identity import person_addresses
from askwell.domain.imports import ImportedPerson
from askwell.domain.known_people import mail_key, name_key


def shared_pages(people: Iterable[ImportedPerson]) -> frozenset[str]:
    """Give the pages that a file names with people of different names: a company's, not theirs."""
    owner: dict[str, str] = {}
    shared: set[str] = set()
    for person in people:
        name = name_key(person.name)
        for url in person.urls:
            for page in person_addresses(url):
                if owner.setdefault(page, name) != name:
                    shared.add(page)
    return frozenset(shared)


def own_pages(person: ImportedPerson, shared: frozenset[str]) -> list[str]:
    """Give the canonical addresses of somebody's own pages; a whole site belongs to a company more often."""
    found = dict.fromkeys(page for url in person.urls for page in person_addresses(url))
    return [page for page in found if "/" in page and page not in shared]


def stand_in_addresses(person: ImportedPerson) -> list[str]:
    """Give addresses under which somebody is known who has no page: the name at a mail address or an employer.

    They look like those of people who are named on a list (`#~`), and are no pages.
    """
    name = name_key(person.name)
    places: Sequence[str] = [f"mail/{mail_key(mail)}" for mail in person.mails]
    employer = employer_code(person.employer)
    return [f"{place}#~{name}" for place in (*places, *([f"employer/{employer}"] if employer else []))] or [
        f"name#~{name}"
    ]
