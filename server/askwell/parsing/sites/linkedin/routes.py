"""What kind of page an address of the network leads to; looks at the address alone."""

from dataclasses import dataclass
from typing import Literal

from askwell.parsing.document import Document
from askwell.parsing.sites.linkedin.links import person_slug

RouteKind = Literal["person", "organization", "people", "article", "feed", "wall", "other"]

_FIRST_STEPS: dict[str, RouteKind] = {
    "feed": "feed",
    "pulse": "article",
    "mynetwork": "people",
    "search": "people",
    "authwall": "wall",
    "login": "wall",
    "uas": "wall",
    "checkpoint": "wall",
    "signup": "wall",
    "posts": "feed",
    "sales": "other",
    "404": "other",
}
_ORGANIZATIONS = ("company", "school", "showcase", "organization-guest")


@dataclass(frozen=True, slots=True)
class Route:
    """Where an address leads.

    Attributes:
        kind: What lives there.
        slug: The name of the person or organization in the address, lower case.
        part: What of it is shown (`details/experience`, `people`, `about`); empty for the main page.
    """

    kind: RouteKind
    slug: str = ""
    part: str = ""


def route_of(document: Document) -> Route:
    """Tell where a page's address leads."""
    steps = [step for step in document.path if len(step) != 2 or step in {"in"}]
    lowered = [step.lower() for step in steps]
    slug = person_slug(document.url)
    if slug:
        opening = "in" if "in" in lowered else "pub"
        rest = lowered[lowered.index(opening) + 2 :]
        return Route("person", slug, "/".join(rest[:2])) if opening == "in" else Route("person", slug)
    for opening in _ORGANIZATIONS:
        if opening in lowered[:-1]:
            at = lowered.index(opening)
            return Route("organization", lowered[at + 1], "/".join(lowered[at + 2 : at + 3]))
    if lowered[:2] == ["pub", "dir"]:
        return Route("people")
    if lowered[:2] == ["profile", "view"]:
        return Route("person")
    return Route(_FIRST_STEPS.get(lowered[0], "other") if lowered else "feed", part="/".join(lowered[1:3]))
