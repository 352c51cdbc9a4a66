"""Signals for pages that say little, and for company pages without a person."""

from collections.abc import Iterator

from askwell.suggesting.case import Case
from askwell.suggesting.cleaning import spoken_case
from askwell.suggesting.facts import Binding, Value, binding
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.trades import plainly_named, title_held, trade_of


def family_card(case: Case) -> Iterator[Binding]:
    """Find the card of the prospect's kind of work, or of the seeker's aim on a company page."""
    row = case.current
    role, held = (row.role, title_held(row, case.foreign)) if row else (case.my.target, (case.my.target_source,))
    known = lexicons()
    card = known.cards.get(role.family)
    if not card or (row is None and case.is_person) or not held or not plainly_named(role):
        return
    slots: dict[str, Value | None] = {
        "family": Value(known.families[role.family].label, held),
        "tension": Value(card["tension"], held),
        "misread": Value(card["misread"], held),
        "artefact_of": Value(card["artefact"], held),
        "slice": Value(card["slice"], held),
    }
    yield binding(
        "card",
        slots,
        {
            "sparse": case.sparse,
            "trade": trade_of(role, row.sector if row else ""),
            "round": "all" if case.sparse else str((case.seed + case.my.seed) % 12),
        },
    )


def only_company(case: Case) -> Iterator[Binding]:
    """Find a company page without a person."""
    if not case.is_person and case.organization.name:
        yield binding("company", {"org": case.organization.name})


def unknown_field(case: Case) -> Iterator[Binding]:
    """Find a title whose kind of work no rule knows."""
    row = case.current
    if (
        row
        and row.role.title
        and not row.role.family
        and 1 <= len(row.role.title.split()) <= 5
        and not case.foreign
        and row.role.short
    ):
        yield binding(
            f"row:{row.index}",
            {
                "title": Value(
                    spoken_case(row.role.short),
                    (row.at("title") if row.raw else ("/profile/person/headline", row.role.title),),
                )
            },
        )


def title_only(case: Case) -> Iterator[Binding]:
    """Find hardly more than a title and an employer."""
    row = case.current
    if row and row.title:
        yield binding(f"row:{row.index}", {"role": row.title, "org": row.org}, {"sparse": case.sparse})


def person(case: Case) -> Iterator[Binding]:
    """Find a person, whatever else is known."""
    if case.is_person:
        yield binding("person", {}, {})
