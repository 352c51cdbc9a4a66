"""The profile document: everything read from one page, or merged from several, as plain JSON values.

The shape is a public contract (`askwell parse` writes it, `askwell suggest` reads it), so it is
typed here as it travels. A field that the page does not give is left out; dates are text of the
page's own precision (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`).
"""

from typing import Any, Literal, NotRequired, TypedDict

JsonValue = Any
"""Whatever JSON can say: text, number, flag, list, object or null."""

PageKind = Literal["person", "organization", "people", "article", "wall", "other"]
SectionState = Literal["complete", "truncated", "not_loaded", "absent"]
Method = Literal["adapter", "jsonld", "microdata", "hcard", "meta", "heuristic"]


class PageFacts(TypedDict, total=False):
    """What the page itself is: address, language, and which reader read it."""

    url: str
    canonical_url: str
    title: str
    kind: PageKind
    language: str
    captured_at: str
    adapter: str
    parser_version: str
    reason: str


class Experience(TypedDict, total=False):
    """One role at one organization; grouped roles become one entry each."""

    title: str
    organization: str
    organization_url: str
    organization_size: str
    employment_type: str
    work_mode: str
    location: str
    start: str | None
    end: str | None
    current: bool
    description: str


class Education(TypedDict, total=False):
    """One course of study."""

    school: str
    degree: str
    field: str
    start: str | None
    end: str | None
    activities: str | list[str]


class PersonFacts(TypedDict, total=False):
    """What the page says about the one person it is about."""

    name: str
    pronouns: str
    headline: str
    location: str
    about: str
    experience: list[Experience]
    education: list[Education]
    skills: list[str]
    languages: list[dict[str, Any]]
    certifications: list[dict[str, Any]]
    volunteering: list[dict[str, Any]]
    publications: list[dict[str, Any]]
    patents: list[dict[str, Any]]
    projects: list[dict[str, Any]]
    awards: list[dict[str, Any]]
    courses: list[str]
    groups: list[str]
    posts: list[dict[str, Any]]
    recommendations: list[dict[str, Any]]
    mutual_connections: dict[str, Any]
    shared: list[str]
    badges: list[str]
    links: list[str]
    emails: list[str]
    phones: list[str]


class OrganizationFacts(TypedDict, total=False):
    """What the page says about an organization."""

    name: str
    tagline: str
    about: str
    industry: str
    size: str
    type: str
    founded: str
    headquarters: str
    locations: list[str]
    website: str
    specialties: list[str]
    products: list[str]
    values: list[str]
    work_mode: str
    news: list[dict[str, Any]]
    job_posts: list[dict[str, Any]]
    posts: list[dict[str, Any]]
    links: list[str]
    emails: list[str]
    phones: list[str]


class PersonMention(TypedDict):
    """A person named on a team, search, staff or people page."""

    name: str
    title: NotRequired[str]
    url: NotRequired[str]


class Section(TypedDict, total=False):
    """How much of a section the page had loaded when it was captured."""

    state: SectionState
    shown: int
    total: int | None


class Evidence(TypedDict, total=False):
    """Where a value came from.

    `where` is a CSS selector (with an optional `@attribute`, or `jsonld:N/path`), which replayed on
    the stored page yields `raw`. `capture` names that page where a profile was merged from several.
    """

    raw: str
    where: str
    method: Method
    confidence: float
    capture: str


class ProfileDocument(TypedDict, total=False):
    """One page read, or one subject's pages merged. `evidence` is keyed by JSON pointer into the document."""

    page: PageFacts
    person: PersonFacts | None
    organization: OrganizationFacts | None
    people: list[PersonMention]
    sections: dict[str, Section]
    evidence: dict[str, Evidence]
