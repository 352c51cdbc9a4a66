"""The rules of the house, each with the rot it keeps out; messages say what to do."""

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SERVER = ROOT / "server" / "askwell"
EXTENSION = ROOT / "extension"
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "data", "info"}
MODULE_LINES = 400
FIXTURE_BYTES = 100_000
EXTENSION_LINES = 3_500
SAFE_DOMAINS = re.compile(r"(^|\.)(example(\.[a-z]+)?|test|invalid|localhost)$")


def tracked(*patterns: str) -> list[Path]:
    """List what git knows, and what it would take: a new file meets the rules before it is committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


MODULES = tracked("server/**/*.py", "server/*.py")
SCRIPTS = tracked("extension/**/*.js", "extension/*.js", "server/**/*.js")
TEXTS = tracked("*.py", "*.js", "*.md", "*.html", "*.css", "*.toml", "*.json", "*.yml")


@pytest.mark.parametrize("path", [*MODULES, *SCRIPTS, *tracked("scripts/*.py", "scripts/**/*.py")], ids=shown)
def test_a_module_holds_one_thing(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= MODULE_LINES, f"{shown(path)} has {lines} lines: split it by noun"


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_a_module_says_what_it_holds(path: Path) -> None:
    if "migrations" in path.parts:
        return
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), f"{shown(path)} has no module docstring"


@pytest.mark.parametrize("path", MODULES, ids=shown)
def test_module_names_can_be_guessed(path: Path) -> None:
    assert path.stem not in BANNED_NAMES, f"{shown(path)}: name it after the noun it holds"
    if path.parent != SERVER / "cli":
        assert path.stem not in sys.stdlib_module_names, f"{shown(path)} shadows the standard library"


@pytest.mark.parametrize("path", SCRIPTS, ids=shown)
def test_browser_code_keeps_its_boundaries(path: Path) -> None:
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    if EXTENSION not in path.parents:
        return
    if path != EXTENSION / "lib" / "browser.js":
        assert not re.search(r"\b(?:chrome|browser)\.[a-z]\w*\.", text), f"{shown(path)}: ask lib/browser.js instead"
    if path != EXTENSION / "lib" / "api.js":
        assert not re.search(r"(?<![.\w])fetch\(", text), f"{shown(path)}: only lib/api.js talks to the server"


def test_the_extension_knows_no_site() -> None:
    for path in tracked("extension/*.js", "extension/**/*.js", "extension/*.json"):
        text = path.read_text(encoding="utf-8").lower()
        for site in ("linkedin", "github.com", "twitter.com", "mastodon", "wikipedia"):
            assert site not in text, f"{shown(path)} names {site}: knowledge of sites belongs to the server"


def test_the_extension_stays_small() -> None:
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in SCRIPTS if EXTENSION in path.parents)
    assert lines < EXTENSION_LINES


def test_the_manifest_asks_for_the_least() -> None:
    manifest = json.loads((EXTENSION / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["permissions"]) <= {
        "activeTab",
        "scripting",
        "storage",
        "contextMenus",
        "alarms",
        "sidePanel",
    }
    assert manifest["host_permissions"] == ["http://127.0.0.1/*"]
    for key in ("content_scripts", "web_accessible_resources", "optional_host_permissions", "optional_permissions"):
        assert key not in manifest, f"the manifest must not have {key}"


@pytest.mark.parametrize("path", tracked("tests/fixtures/**"), ids=shown)
def test_fixtures_are_small_and_hold_invented_people(path: Path) -> None:
    assert path.stat().st_size <= FIXTURE_BYTES, f"{shown(path)}: cut it to the elements that are read"
    text = path.read_text(encoding="utf-8", errors="replace")
    for domain in re.findall(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)", text):
        assert SAFE_DOMAINS.search(domain.lower()), f"{shown(path)}: {domain} may be somebody's; use example.com"


@pytest.mark.parametrize("path", tracked("server/**/*.html"), ids=shown)
def test_pages_carry_no_inline_code_or_style(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>", text), "scripts go into static/"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|\|\s*safe\b", text), f"{shown(path)}: the policy forbids it"


def test_nothing_is_left_open() -> None:
    for path in [*MODULES, *SCRIPTS]:
        found = re.search(r"\b(TODO|FIXME|XXX|NotImplementedError)\b", path.read_text(encoding="utf-8"))
        assert not found, f"{shown(path)}: {found and found.group()}"


def test_locks_carry_hashes_and_no_addresses() -> None:
    for path in tracked("scripts/*.lock", "package-lock.json"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in re.sub(r'"(?:url|funding|homepage)": *"[^"]*"', "", text), f"{shown(path)} names a host"
        assert "sha256:" in text or "sha512-" in text


def test_the_readme_shows_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python3 scripts/start.py" in text
    assert "python3 scripts/test.py" in text
    for name in set(re.findall(r"scripts/(\w+\.py)", text)):
        assert (ROOT / "scripts" / name).is_file(), f"the README names scripts/{name}, which is not there"
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", text):
        assert (ROOT / target).exists(), f"the README points to {target}, which is not there"


def test_documents_point_to_what_is_there() -> None:
    for path in tracked("docs/*.md"):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{shown(path)} points to {target}"
