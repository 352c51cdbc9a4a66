"""The values of the look: every pair of text and ground can be read."""

import re
from importlib.resources import files
from itertools import product
from pathlib import Path

import pytest

STATIC = files("askwell.pages") / "static"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
TEXT_ON_GROUND = [
    *product(("ink", "muted", "accent", "danger", "attention"), ("paper", "surface")),
    ("accent", "accent-soft"),
    ("ink", "accent-soft"),
    ("muted", "accent-soft"),
    ("attention", "attention-soft"),
    ("paper", "accent"),
]
LOOK = {
    "light": "paper fbfaf7 surface ffffff ink 1f2328 muted 5c6370 line e4e1da accent 1f6f5c accent-soft e3f0ec "
    "attention 9a5b00 attention-soft fff4e0 danger a3262e",
    "dark": "paper 16181b surface 1e2125 ink e8e6e1 muted a2a8b3 line 32363c accent 6cc3aa accent-soft 1f332d "
    "attention f0b35a attention-soft 33270f danger ff8f94",
}


def tokens(scheme: str) -> dict[str, str]:
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    found = dict(re.findall(r"--([\w-]+): #([0-9a-f]{6})", light))
    if scheme == "dark":
        found.update(re.findall(r"--([\w-]+): #([0-9a-f]{6})", dark))
    return found


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_measure_itself() -> None:
    assert round(contrast("000000", "ffffff"), 1) == 21
    assert round(contrast("777777", "ffffff"), 2) == 4.48


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    found = tokens(scheme)
    assert contrast(found[text], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_the_edge_of_a_field_can_be_seen(scheme: str, ground: str) -> None:
    found = tokens(scheme)
    assert contrast(found["edge"], found[ground]) >= 3


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_values_are_those_of_the_look(scheme: str) -> None:
    words = LOOK[scheme].split()
    wanted = dict(zip(words[::2], words[1::2], strict=True))
    assert {name: tokens(scheme)[name] for name in wanted} == wanted


def test_panel_and_dashboard_share_the_values() -> None:
    panel = Path(__file__).resolve().parents[2] / "extension" / "panel" / "tokens.css"

    def values(text: str) -> list[str]:
        return re.findall(r"--[\w-]+: [^;]+;|@media[^{]+", text)

    assert values(panel.read_text(encoding="utf-8")) == values(TOKENS)


def test_no_colour_stands_outside_the_tokens() -> None:
    for sheet in STATIC.iterdir():
        if sheet.name.endswith(".css") and sheet.name not in {"tokens.css", "sample.css", "brief.css"}:
            assert not re.search(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", sheet.read_text(encoding="utf-8")), sheet.name
