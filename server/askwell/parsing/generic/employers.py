"""Title lines with their employer: on the line, below it, or at the head of the postal address."""

import re

from askwell.parsing.generic.addresses import place_of
from askwell.parsing.generic.contacts import is_profile_host
from askwell.parsing.generic.degrees import find_degree, is_school
from askwell.parsing.generic.lines import Line
from askwell.parsing.generic.prose import Role, read_role
from askwell.parsing.generic.titles import title_score
from askwell.parsing.generic.view import View
from askwell.parsing.generic.words import plain, words
from askwell.parsing.text import compare_key

_STUDYING = frozenset(
    "student studentin undergraduate graduate pupil etudiant etudiante estudiante estudante studente studentessa "
    "alumno alumna scholar".split()
)


def states_role(text: str, needed: float = 0.5) -> bool:
    """Tell whether a line is a title, alone or before its organization; `needed` is the least title score."""
    if title_score(text) >= needed:
        return True
    head, comma, rest = text.rstrip(".").partition(", ")
    return bool(comma) and title_score(head) >= 0.6 and rest[:1].isupper() and len(rest.split()) <= 10


def role_on_line(text: str, following: list[Line], page: list[Line]) -> Role | None:
    """Read a title line with its employer; None when no employer is found.

    Args:
        text: The title line.
        following: The lines below it.
        page: The page's body, for a postal address that names the place of work.
    """
    role = read_role(text)
    if role is None:
        return None
    employer = role.organization or _after_comma(text, role.title) or _below(following) or _at_address(page)
    return Role(role.title, employer) if employer else None


def is_study(role: Role) -> bool:
    """Tell whether a role is that of a student, which is no employment."""
    return any(plain(word) in _STUDYING for word in role.title.split())


def is_same_role(item: dict[str, object], role: Role) -> bool:
    """Tell whether a known entry is the role already: one employer, and the title agrees or the entry goes on."""
    known, other = compare_key(str(item.get("organization", ""))), compare_key(role.organization)
    title, new = compare_key(str(item.get("title", ""))), compare_key(role.title)
    if title == new and item.get("current") and other.split(" ")[0] in words("organizations", "departments"):
        return True
    known, other = known.removeprefix("the "), other.removeprefix("the ")
    if not known or not (known == other or known.startswith(other) or other.startswith(known)):
        return False
    return title.startswith(new) or new.startswith(title) or bool(item.get("current"))


def employer_of_site(view: View, name: str) -> str:
    """Return the organization whose site has the person's page, when the page lies among its people's.

    Args:
        view: The page.
        name: The person; a site that carries their name is their own.
    """
    own = re.sub(r"[^a-z]", "", plain(name))
    host = re.sub(r"[^a-z]", "", plain(view.host_word))
    if own in host or view.document.meta.get("og:type") == "profile" or is_profile_host(view.document.host):
        return ""
    parts = [part for part in view.title_parts if compare_key(part) != compare_key(name)]
    school = next((part for part in reversed(parts) if is_school(part)), "")
    among = bool(words("homepages", "team_paths") & set(view.path_words[:-1]))
    return school or (view.document.meta.get("og:site_name", "") or (parts[-1] if parts else "") if among else "")


def _after_comma(text: str, title: str) -> str:
    """Return what follows a title after a comma: "Professor of Physics, Example University"."""
    rest = text.split(title, 1)[-1].strip(" ,–—-|@.")
    rest = re.split(r",\s+(?=[A-Z]{2}\b)|\s[|–—]\s", rest)[0].strip(" .")
    return rest if rest and len(rest) <= 90 and title_score(rest) < 0.5 and rest[0].isupper() else ""


def _below(lines: list[Line]) -> str:
    """Return the first of the next lines that names a place of work rather than a department."""
    for line in lines:
        if len(line.text) > 90 or any(char.isdigit() for char in line.text) or _is_sentence(line.text):
            continue
        folded = [plain(word).replace(".", "") for word in line.text.split()]
        if is_school(line.text) or (folded and folded[-1] in words("organizations", "suffixes")):
            return line.text.strip(" ,")
    return ""


def _is_sentence(text: str) -> bool:
    """Tell whether a line says something rather than names a place of work."""
    last = plain(text.rsplit(maxsplit=1)[-1])
    ends = text.endswith((".", "!", "?")) and last not in words("organizations", "suffixes")
    return (ends and len(text.split()) > 4) or find_degree(text) is not None


def _at_address(page: list[Line]) -> str:
    """Return the place of work that heads the postal address, as on staff pages."""
    for line in page:
        if len(line.text) <= 60 and place_of(line.text):
            before = [near for near in page if line.index - 5 <= near.index < line.index]
            return _below(list(reversed(before)))
    return ""
