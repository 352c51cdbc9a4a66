"""What is installed and shipped: few things, each with a reason, exact to the byte, and nothing from elsewhere."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "scripts").glob("*.lock"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~;\[ ]", one, maxsplit=1)[0].lower() for one in requirements}


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    needed = text.partition("## What the server needs")[2].partition("## What the extension needs")[0]
    explained = dict(re.findall(r"^\| ([a-z][a-z0-9-]+) \| (.+) \|$", needed, re.MULTILINE))
    explained.pop("package", None)
    assert set(explained) == names(PROJECT["dependencies"])
    assert all(len(reason) > 20 for reason in explained.values())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_is_exact_hashed_and_names_no_place(lock: Path) -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", lock.read_text(encoding="utf-8").strip())
    for entry in entries:
        assert re.match(r"[A-Za-z0-9._-]+==\S+", entry), f"{entry[:60]} is not exact"
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), f"{entry[:60]} has no digest"
        assert not re.search(r"://|git\+|@ |--index-url|--find-links", entry), f"{entry[:60]} names a place"


def test_the_lock_holds_what_the_project_asks_for() -> None:
    locked = set(
        re.findall(r"^([A-Za-z0-9._-]+)==", (ROOT / "scripts" / "requirements.lock").read_text(), re.MULTILINE)
    )
    assert names(PROJECT["dependencies"]) <= locked


def test_the_extension_needs_nothing_at_run_time() -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    assert not package.get("dependencies")
    for path in (ROOT / "extension").rglob("*.js"):
        imported = re.findall(r"""(?:from|import)\s*\(?\s*["']([^"']+)["']""", path.read_text(encoding="utf-8"))
        assert all(one.startswith(("./", "../")) for one in imported), f"{path.name} imports from elsewhere"


def packed(source: Path, out: Path, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, str(source / "scripts" / "zip_extension.py"), "--out", str(out)]
    subprocess.run(
        command,
        check=True,
        capture_output=True,
        env={**os.environ, **environment},
        umask=int(environment.get("MASK", "022"), 8),
    )
    return {path.name: path.read_bytes() for path in out.glob("*.zip")}


def test_the_extension_packs_to_the_same_bytes_everywhere(tmp_path: Path) -> None:
    """Another folder, order of files, time, time zone, language and mask: the same zips."""
    first = packed(ROOT, tmp_path / "one")
    assert sorted(first) == ["askwell-chromium.zip", "askwell-firefox.zip"]
    other = tmp_path / "elsewhere"
    (other / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "zip_extension.py", other / "scripts")
    for path in sorted((ROOT / "extension").rglob("*"), reverse=True):
        if path.is_file():
            target = other / "extension" / path.relative_to(ROOT / "extension")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
            target.chmod(0o777)
            os.utime(target, (1_000_000_000, 1_000_000_000))
    second = packed(other, tmp_path / "two", TZ="Pacific/Kiritimati", LC_ALL="C", MASK="077", PYTHONHASHSEED="7")
    assert second == first


def test_an_audit_says_what_it_knows() -> None:
    import audit

    assert audit.verdict(0, '{"vulnerabilities": []}') == ""
    assert "CVE" in audit.verdict(1, '{"vulnerabilities": [{"id": "CVE-1"}]}')
    assert "CVE" in audit.verdict(0, '{"vulnerabilities": [{"id": "CVE-1"}]}')
    assert audit.verdict(2, "error: no connection") is None
    assert "click==" in " ".join(audit.pins(ROOT / "scripts" / "requirements.lock"))
    assert len(audit.pins(ROOT / "scripts" / "requirements.lock")) >= 30
