"""Regular expressions that are compiled when they are first used, so that importing the engine stays quick."""

import re
from typing import cast

_METHODS = ("search", "match", "fullmatch", "sub", "split", "findall", "finditer", "pattern")


class _Lazy:
    """Stands in for a compiled expression until it is asked for anything."""

    def __init__(self, source: str, flags: int) -> None:
        self._source, self._flags = source, flags

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        compiled = re.compile(self._source, self._flags)
        self.__dict__.update({method: getattr(compiled, method) for method in _METHODS})
        return getattr(compiled, name)


def regex(source: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """Describe an expression; it is compiled at its first use."""
    return cast("re.Pattern[str]", _Lazy(source, int(flags)))
