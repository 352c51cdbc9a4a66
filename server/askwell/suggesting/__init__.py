"""Turns a profile document and a seeker into a question plan; pure and deterministic."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from askwell.suggesting.planner import suggest_plan
    from askwell.suggesting.swaps import alternatives

__all__ = ["alternatives", "suggest_plan"]


def __getattr__(name: str) -> object:
    """Import the planner when it is first asked for, so that reading this package costs nothing."""
    if name == "alternatives":
        from askwell.suggesting.swaps import alternatives as offered

        return offered
    if name == "suggest_plan":
        from askwell.suggesting.planner import suggest_plan as planner

        return planner
    raise AttributeError(name)
