"""The packed extension: small, the same bytes every time, and for each browser only what it understands."""

import importlib.util
import json
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def packing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("zip_extension", ROOT / "scripts" / "zip_extension.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_a_zip_is_small_and_the_same_every_time(packing: ModuleType, tmp_path: Path, kind: str) -> None:
    first = packing.pack(kind, tmp_path / "one").read_bytes()
    assert packing.pack(kind, tmp_path / "two").read_bytes() == first
    assert len(first) <= 60_000


def test_an_earlier_packing_leaves_nothing_behind(packing: ModuleType, tmp_path: Path) -> None:
    stray = tmp_path / "chromium" / "lib" / "stray.js"
    stray.parent.mkdir(parents=True)
    stray.write_text("", encoding="utf-8")
    packing.pack("chromium", tmp_path)
    assert not stray.exists()


@pytest.mark.case("B01")
@pytest.mark.parametrize("kind", ["chromium", "firefox"])
def test_the_browsers_differ_in_their_manifest_only(packing: ModuleType, tmp_path: Path, kind: str) -> None:
    with zipfile.ZipFile(packing.pack(kind, tmp_path)) as packed:
        names = set(packed.namelist())
        manifest = json.loads(packed.read("manifest.json"))
    common = {"activeTab", "scripting", "storage", "contextMenus", "alarms"}
    assert set(manifest["permissions"]) == (common | {"sidePanel"} if kind == "chromium" else common)
    assert manifest["host_permissions"] == ["http://127.0.0.1/*"]
    assert not [key for key in manifest if key.startswith("optional_")]
    assert not {"content_scripts", "web_accessible_resources"} & set(manifest)
    # Chromium is told that nobody may speak to it; Firefox lets nobody unless it is told to.
    assert manifest.get("externally_connectable") == ({"ids": [], "matches": []} if kind == "chromium" else None)
    assert ("key" in manifest) == (kind == "chromium")
    assert ("browser_specific_settings" in manifest) == (kind == "firefox")
    assert list(manifest["background"]) == [{"chromium": "service_worker", "firefox": "scripts"}[kind], "type"]
    assert names == set(packing.contents("firefox"))
    assert not [name for name in names if name.endswith((".ts", ".md", ".py"))]


def test_code_loses_only_its_comments(packing: ModuleType) -> None:
    shipped = packing.contents("chromium")["lib/browser.js"].decode()
    source = (ROOT / "extension" / "lib" / "browser.js").read_text(encoding="utf-8")
    assert 'origins: ["http://127.0.0.1/*"]' in shipped
    assert "@returns" not in shipped
    kept = [line for line in source.splitlines() if not line.lstrip().startswith(("/**", "*", "*/"))]
    assert shipped.splitlines() == kept
