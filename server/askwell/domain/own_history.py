"""Turns the user's own history, read like anybody's profile, into what the question engine asks about a seeker."""

from collections.abc import Iterable

from askwell.domain.profiles import Experience, PersonFacts
from askwell.domain.questions import SeekerDocument

MAX_SKILLS = 30
MAX_EMPLOYERS = 12


def seeker_from_person(person: PersonFacts) -> SeekerDocument:
    """Give the fields of a seeker that a history settles; goals, decisions and beliefs stay the user's to write."""
    seeker: SeekerDocument = {}
    roles = list(person.get("experience") or [])
    running = next((role for role in roles if role.get("current")), None)
    if running and running.get("title"):
        seeker["current_role"] = _role(running)
    elif person.get("headline"):
        seeker["current_role"] = person["headline"]
    past = _distinct(role.get("organization") or "" for role in roles if role is not running)
    if past:
        seeker["past_employers"] = past[:MAX_EMPLOYERS]
    for study in (person.get("education") or [])[:1]:
        if study.get("school"):
            seeker["school"] = study["school"]
        degree = " ".join(part for part in (study.get("degree"), study.get("field")) if part)
        if degree:
            seeker["degree"] = degree
    if person.get("skills"):
        seeker["skills"] = _distinct(person["skills"])[:MAX_SKILLS]
    if person.get("location"):
        seeker["location"] = person["location"]
    return seeker


def _role(role: Experience) -> str:
    organization = role.get("organization")
    return f"{role['title']} at {organization}" if organization else role["title"]


def _distinct(values: Iterable[str]) -> list[str]:
    """Keep each text once, in order, and drop empty ones."""
    return list(dict.fromkeys(value for value in values if value))
