"""The command that runs the checks: what a new site adapter meets is one command."""

import importlib.util
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest

from tests.scripts.conftest import SCRIPTS


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, without installing anything."""
    spec = importlib.util.spec_from_file_location("checks", SCRIPTS / "test.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ensure", lambda _lock: SCRIPTS.parent / ".venv" / "bin" / "python")
    return module


def run(checks: ModuleType, monkeypatch: pytest.MonkeyPatch, site: str, failing: str = "") -> tuple[int, list[str]]:
    commands: list[str] = []

    def started(command: list[Any], **_options: object) -> subprocess.CompletedProcess[str]:
        commands.append(" ".join(map(str, command)))
        return subprocess.CompletedProcess([], int(bool(failing) and failing in commands[-1]))

    monkeypatch.setattr(checks.subprocess, "run", started)
    monkeypatch.setattr(sys, "argv", ["test.py", "--site", site])
    return checks.main(), commands


def test_a_new_site_meets_everything_in_one_command(checks: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    code, commands = run(checks, monkeypatch, "social_profiles")
    assert code == 0
    for part in ("ruff check", "ruff format --check", "mypy", "lint-imports", "test_sites.py", "test_house.py"):
        assert any(part in command for command in commands), part
    assert any("-k social_profiles or" in command for command in commands)
    assert not any("browser" in command for command in commands)


@pytest.mark.parametrize("failing", ["ruff check", "mypy", "lint-imports", "test_sites.py", "test_house.py"])
def test_what_fails_is_a_failure(checks: ModuleType, monkeypatch: pytest.MonkeyPatch, failing: str) -> None:
    assert run(checks, monkeypatch, "linkedin", failing)[0] == 1


def test_a_site_that_is_not_there_is_said(
    checks: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(checks, monkeypatch, "nowhere")
    assert "There is no site adapter called nowhere" in capsys.readouterr().err
