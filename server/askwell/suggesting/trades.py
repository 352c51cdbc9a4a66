"""Names the line of work of a prospect when the title says it plainly."""

from typing import TYPE_CHECKING

from askwell.suggesting.facts import Source
from askwell.suggesting.lexicons import lexicons
from askwell.suggesting.names import LOOSE_FAMILIES, Role, left_over

if TYPE_CHECKING:
    from askwell.suggesting.career import Row

_BY_SECTOR = {("supply_chain", "retail"): "buying", ("supply_chain", "fashion"): "buying"}


def title_held(row: "Row", foreign: bool) -> tuple[Source, ...]:
    """Point at the title; on a page in another language it counts even when it cannot be said."""
    if row.title:
        return row.title.sources
    at = row.at("title")
    return (at,) if foreign and at[1] else ()


def plainly_named(role: Role) -> bool:
    """Say whether a title names its kind of work so plainly that questions of the trade are safe."""
    label = lexicons().families[role.family].label if role.family else ""
    if role.family in LOOSE_FAMILIES and left_over(role.title):
        return False
    return role.sure >= 0.9 or (bool(label) and label in role.title.lower())


def trade_of(role: Role, sector: str = "") -> str:
    """Name the line of work: a finer trade when the title holds one, else the kind of work."""
    return lexicons().trades.find(role.title) or _BY_SECTOR.get((role.family, sector), "") or role.family
