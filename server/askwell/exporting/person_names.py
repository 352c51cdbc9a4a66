"""Given and family names, for formats that want them apart; what cannot be told stays together."""

_PARTICLES = frozenset(
    "al ap ben bin da dal de degli dei del della den der di do dos du el ibn la las le los ter van vom von y zu zum zur"
    .split()
)  # fmt: skip
_TITLES = frozenset("dr prof mr mrs ms mx sir dame rev ing dipl".split())


def split_name(name: str) -> tuple[str, str]:
    """Give a name as given and family name; a name of one word is a given name."""
    words = name.split()
    if len(words) < 2 or (len(words) == 2 and words[0].rstrip(".").casefold() in _TITLES):
        return name.strip(), ""
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return " ".join(words[:start]), " ".join(words[start:])


def given_name(name: str) -> str:
    """Give the given name."""
    return split_name(name)[0]


def family_name(name: str) -> str:
    """Give the family name; empty when there is only one."""
    return split_name(name)[1]
