"""People and companies in addresses and words: both nouns have the same pages."""

from dataclasses import dataclass

from askwell.domain.subjects import Subject, SubjectKind


@dataclass(frozen=True, slots=True)
class Noun:
    """One of the two.

    Attributes:
        path: Address of the list, and beginning of the address of each.
        one: What one of them is called when counted.
        second: Heading of the list's second column.
    """

    kind: SubjectKind
    path: str
    title: str
    one: str
    second: str
    search: str
    empty: str

    def page_of(self, subject_id: str) -> str:
        """Give the address of one person or company."""
        return f"{self.path}/{subject_id}"


PEOPLE = Noun(
    "person",
    "/people",
    "People",
    "person",
    "Works at",
    "Name, role, company, or words from your notes",
    "Nobody is here yet. Open the page of somebody whose work you want to understand, and click the Askwell button.",
)
COMPANIES = Noun(
    "organization",
    "/companies",
    "Companies",
    "company",
    "Where",
    "Name, industry, or words from your notes",
    "No company is here yet. Open a company’s own page about itself, and click the Askwell button.",
)
NOUNS = {"people": PEOPLE, "companies": COMPANIES}
RULE = "/<any(people, companies):noun>"
"""Beginning of every address that both share."""


def noun_of(kind: SubjectKind) -> Noun:
    """Give the words of one kind."""
    return PEOPLE if kind == "person" else COMPANIES


def page_of(subject: Subject) -> str:
    """Give the address of somebody's page."""
    return noun_of(subject.kind).page_of(subject.id)
