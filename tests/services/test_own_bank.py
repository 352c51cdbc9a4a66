"""A coach's own questions: found in the data folder, renewed when edited, left out when broken."""

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from askwell.services.own_bank import bank_for
from askwell.suggesting.bank import load_bank

TRIGGER = """
[[trigger]]
id = "MY01"
name = "our own opener"
needs = []
category = "rapport"
ask = "story"
lived = 1.0
minutes = 2
sensitivity = 0
say = ["{text}"]
why = "Opens the talk the way our centre does."
then = ["What happened next?", "Who else was there?"]
"""


@pytest.fixture
def session(tmp_path: Path) -> SimpleNamespace:
    (tmp_path / "bank").mkdir()
    return SimpleNamespace(info={"data_dir": tmp_path})


def write(session: SimpleNamespace, text: str, at: int) -> None:
    path = session.info["data_dir"] / "bank" / "ours.toml"
    path.write_text(text, encoding="utf-8")
    os.utime(path, ns=(at, at))


def own(session: SimpleNamespace) -> list[str]:
    return [trigger.id for trigger in bank_for(session) or () if trigger.id.startswith("MY")]


def test_without_files_the_built_in_bank_serves(session: SimpleNamespace) -> None:
    assert bank_for(session) is None
    assert bank_for(SimpleNamespace(info={})) is None


def test_a_file_adds_to_the_bank_and_an_edit_counts_at_once(session: SimpleNamespace) -> None:
    write(session, TRIGGER.replace("{text}", "What brought you to this work?"), 1)
    assert own(session) == ["MY01"]
    assert len(bank_for(session) or ()) == len(load_bank()) + 1
    write(session, TRIGGER.replace("MY01", "MY02").replace("{text}", "Where did this work begin for you?"), 2)
    assert own(session) == ["MY02"]


def test_a_broken_file_is_left_out_and_named(session: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    write(session, "[[trigger]]\nid = 5\n", 3)
    assert own(session) == []
    assert "ours.toml" in caplog.text
