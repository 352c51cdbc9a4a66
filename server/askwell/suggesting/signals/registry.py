"""Finds the function of every signal in the catalogue and runs each at most once per case."""

from collections.abc import Callable, Iterable
from functools import cache

from askwell.suggesting.case import Case
from askwell.suggesting.facts import Binding
from askwell.suggesting.signals import (
    beginnings,
    beliefs,
    choices,
    crafts,
    crossings,
    crossroads,
    deeds,
    excerpts,
    founding,
    lines,
    meetings,
    organization,
    outputs,
    parts,
    path,
    ranks,
    relationship,
    seeker,
    skills,
    sparse,
    stations,
    study,
    teaching,
    turns,
    voice,
)
from askwell.suggesting.signals.catalogue import CATALOGUE

_MODULES = (
    path,
    ranks,
    founding,
    stations,
    study,
    teaching,
    deeds,
    parts,
    skills,
    outputs,
    voice,
    excerpts,
    lines,
    organization,
    relationship,
    seeker,
    sparse,
    beliefs,
    choices,
    crossings,
    meetings,
    turns,
    beginnings,
    crafts,
    crossroads,
)
_OTHER_NAMES = {"value": "org_value"}
_MOST = 4

Signal = Callable[[Case], Iterable[Binding]]


@cache
def signal_functions() -> dict[str, Signal]:
    """Map every name of the catalogue to its function.

    Raises:
        LookupError: when a name has no function.
    """
    found: dict[str, Signal] = {}
    for name in CATALOGUE:
        wanted = _OTHER_NAMES.get(name, name)
        home = next(
            (
                module
                for module in _MODULES
                if getattr(getattr(module, wanted, None), "__module__", "") == module.__name__
            ),
            None,
        )
        if home is None:
            message = f"no function for the signal {name!r}"
            raise LookupError(message)
        found[name] = getattr(home, wanted)
    return found


class Bindings:
    """The bindings of one case, each signal run once and at most four kept, in the order the signal gives them."""

    def __init__(self, case: Case) -> None:
        """Remember the case."""
        self.case = case
        self._found: dict[str, tuple[Binding, ...]] = {}

    def of(self, name: str) -> tuple[Binding, ...]:
        """Give the bindings of one signal."""
        if name not in self._found:
            self._found[name] = tuple(self.signal(name))[:_MOST]
        return self._found[name]

    def signal(self, name: str) -> Iterable[Binding]:
        """Run one signal."""
        return signal_functions()[name](self.case)
