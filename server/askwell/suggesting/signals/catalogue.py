"""The names that bank files may use: every signal with its slots and traits, and the slots that are always at hand."""

from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_suffix(".txt")


ALWAYS = (
    "role org field function people person sector place "  # theirs
    "my_role my_field my_people my_person my_area my_years target_role target_field target_people entry_person "
    "entry_role "
    "my_skill my_skill_a my_skill_b my_skill_c gap gap_a gap_b gap_inf hyp hyp_people deciding choosing must "
    "must_short opt_a opt_b opt_stay "
    "months deadline known known_np my_school introducer introducer_first"
).split()
"""Slots that every wording may use; a wording whose slot is empty is passed over."""

ALWAYS_TRAITS = (
    "stage channel goal kind prospect_type level my_level sparse language has_me years_total "
    "in_target in_mine was_mine near_me changing new_aim has_stake former_me choice belief pushed"
).split()
"""Traits that every condition may test."""


@dataclass(frozen=True, slots=True)
class SignalEntry:
    """One signal as bank files see it."""

    name: str
    theme: str
    meaning: str
    slots: frozenset[str]
    traits: frozenset[str]


_PATH_TRAITS = frozenset("same_org to_current years_ago from_like_me to_like_target same_family".split())
_VOICE_TRAITS = frozenset("kind source months_ago linked decided goes_on forced shape".split())
_WORK_TRAITS = frozenset("class current years_ago rank lead change make teach outcome do ongoing work word".split())
_THEME_TRAITS = {
    "path": _PATH_TRAITS,
    "voice": _VOICE_TRAITS,
    "work": _WORK_TRAITS,
    "joined": _PATH_TRAITS | _VOICE_TRAITS | _WORK_TRAITS | {"artefact", "quick_start"},
}


def _entry(theme: str, line: str) -> SignalEntry:
    name, _, rest = line.partition(":")
    meaning, slots, traits = (part.strip() for part in rest.split("|"))
    named = frozenset(slot.rstrip("*") for slot in slots.split())
    return SignalEntry(name, theme, meaning, named, frozenset(traits.split()) | _THEME_TRAITS.get(theme, frozenset()))


def _catalogue() -> dict[str, SignalEntry]:
    entries: dict[str, SignalEntry] = {}
    theme = ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            theme = line.strip("[]")
        elif line and not line.startswith("#"):
            entry = _entry(theme, line)
            entries[entry.name] = entry
    return entries


CATALOGUE: dict[str, SignalEntry] = _catalogue()
"""Every signal by name."""
