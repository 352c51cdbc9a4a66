"""The scripts are no package: their folder goes onto the path for these tests only."""

import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
PAGE = """<!DOCTYPE html><html lang="en"><head><title>Signe Thorvaldsen — Guildhall</title><script>var viewer = "Quentin Oakhurst";</script>
<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Person", "name": "Signe Thorvaldsen", "url": "https://guildhall.example/m/signe"}</script>
<style>.x {color: red}</style></head><body onload="go()"><header>Quentin Oakhurst</header><main><h1>Signe Thorvaldsen</h1>
<p>Timber joints</p><a href="mailto:signe@thorvaldsen.no">signe@thorvaldsen.no</a> <a href="tel:+47 555 01 234">+47 555 01 234</a>
<section id="bench"><h2>Experience</h2><ul><li><h3>Master Joiner</h3><p>Fjordwood Cooperative</p><time datetime="2018-03-01">Mar 2018 - Present</time></li>
<li><h3>Journeyman</h3><p>Harbour Trust</p><p>2012 - 2018</p></li></ul></section>
<input type="hidden" name="csrf" value="c5rf"></main><!-- Signe was here --></body></html>"""


@pytest.fixture(autouse=True)
def scripts_on_the_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(SCRIPTS), *sys.path])


@pytest.fixture
def saved() -> str:
    """A saved page of an invented site."""
    return PAGE
