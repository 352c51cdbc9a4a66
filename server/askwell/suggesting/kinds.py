"""Kinds of employers, so that a seeker's words ("a bank", "a start-up") can meet the employers on a page."""

from functools import lru_cache

from askwell.suggesting.career import Row
from askwell.suggesting.lexicons import lexicons, word_list
from askwell.suggesting.stints import Stint
from askwell.suggesting.words import stems

FIT = 0.75
_SIZE_WORDS = {
    "small": (
        "start-up",
        "startup",
        "start-ups",
        "startups",
        "small",
        "smaller",
        "early-stage",
        "scale-up",
        "this size",
        "this stage",
    ),
    "large": (
        "large",
        "larger",
        "big",
        "bigger",
        "corporate",
        "corporation",
        "enterprise",
        "established",
        "multinational",
    ),
}
_SIDE_WORDS = {
    "public": (
        "public sector",
        "government",
        "civil service",
        "public service",
        "council",
        "municipality",
        "ministry",
        "state",
    ),
    "charity": ("charity", "charities", "non-profit", "nonprofit", "ngo", "foundation"),
    "academy": ("university", "academia", "phd", "research group", "lab"),
    "advisor": ("consulting", "consultancy", "agency", "agencies"),
    "self": (
        "freelance",
        "freelancing",
        "self-employed",
        "own business",
        "own practice",
        "own studio",
        "own shop",
        "work for myself",
    ),
    "inside": ("in-house", "client side", "client-side"),
    "service": ("army", "navy", "military"),
    "company": ("industry", "company", "private sector"),
}


def _has(padded: str, phrase: str) -> bool:
    return f" {' '.join(word_list(phrase))} " in padded


@lru_cache(maxsize=1024)
def kinds_named(text: str) -> frozenset[str]:
    """Name the kinds of employer or work that a text mentions."""
    padded = f" {' '.join(word_list(text))} "
    known = lexicons()
    found = {
        kind
        for table in (_SIZE_WORDS, _SIDE_WORDS)
        for kind, words in table.items()
        if any(_has(padded, word) for word in words)
    }
    found |= {f"sector:{sector}" for _, _, sector in known.sector_words.find_all(text)}
    return frozenset(found)


def family_named(text: str) -> str:
    """Name the kind of work that an option mentions, as in "stay in nursing"."""
    known = lexicons()
    padded = f" {' '.join(word_list(text))} "
    labels = [
        (len(entry.label), name)
        for name, entry in known.families.items()
        if _has(padded, entry.label) or _has(padded, entry.people)
    ]
    if labels:
        return max(labels)[1]
    found = known.family_of(text)
    return found[0] if found and found[1] >= 0.9 else ""


def kinds_of_row(row: Row) -> frozenset[str]:
    """Name the kinds that one post belongs to."""
    found = set()
    if row.band is not None:
        found.add("small" if row.band <= 2 else "large" if row.band >= 5 else "middle")
    if row.side in {"public", "charity", "academy", "service"}:
        found.add(row.side)
    if row.form == "self":
        found.add("self")
    if row.sector:
        found.add(f"sector:{row.sector}")
    if lexicons().names_any("advisor_words", str(row.raw.get("organization", ""))) or row.role.family == "consulting":
        found.add("advisor")
    elif row.side in {"", "business"} and row.form == "plain":
        found |= {"inside", "company"}
    return frozenset(found)


def kinds_of(stint: Stint) -> frozenset[str]:
    """Name the kinds that a stint belongs to."""
    return frozenset().union(*(kinds_of_row(row) for row in stint.rows))


def fits_only(option: str, other: str, stint: Stint) -> bool:
    """Say whether an employer is plainly an example of one option and not of the other."""
    return matches(option, stint) >= FIT > matches(other, stint)


def row_fit(option: str, other: str, row: Row) -> bool:
    """Say whether a post's title or text names what sets an option apart from the other one."""
    apart = (
        stems(option) - stems(other) - frozenset(part for word in lexicons().words["generic"] for part in stems(word))
    )
    said = stems(" ".join([row.role.title, *(statement.text for statement in row.statements)]))
    return bool(apart & said)


def matches(option: str, stint: Stint) -> float:
    """Weigh how well an option of the seeker fits an employer: employer named 1, sector .9, kind .8, nothing 0."""
    padded = f" {' '.join(word_list(option))} "
    if stint.last.org_key and _has(padded, stint.last.org_key):
        return 1.0
    wanted = kinds_named(option)
    shared = wanted & kinds_of(stint)
    if any(kind.startswith("sector:") for kind in shared):
        return 0.9
    family = family_named(option)
    if family and any(row.role.family == family for row in stint.rows):
        return 0.85
    return 0.8 if shared - {"company", "inside"} else 0.6 if shared else 0.0
