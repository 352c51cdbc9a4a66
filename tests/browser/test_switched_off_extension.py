"""The controls of the extension, each switched off in a copy of its code: a test that stands for a case must fail then."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Switch:
    """One control.

    Attributes:
        what: What it is, in words.
        case: The case that it is for.
        file: Where it stands.
        on: Its code.
        off: The code without it.
        test: The file of tests in which one fails.
    """

    what: str
    case: str
    file: str
    on: str
    off: str
    test: str


SWITCHES = (
    Switch("the server proves itself before it is told anything", "K22", "lib/api.js", "body?.proof === expected", "true", "api"),
    Switch("no answer leads anywhere else", "B08", "lib/api.js", 'redirect: "error"', 'redirect: "follow"', "api"),
    Switch("no cookie goes along", "B09", "lib/api.js", 'credentials: "omit"', 'credentials: "include"', "api"),
    Switch("a private window is left alone", "B13", "lib/capturing.js", "tab.incognito && !privateToo", "false", "capturing"),
    Switch("a page is one page at one moment", "B06", "lib/capturing.js", "later.url === page.url && later.title === page.title && later.heading === page.heading", "true", "capturing"),
    Switch("a refused page is kept, not dropped", "B07", "lib/sending.js", 'await amend(item, { state: "refused"', 'await letGo(item); await amend(item, { state: "refused"', "sending"),
    Switch("what is sent says how long it is", "F04", "lib/capturing.js", "html_bytes: bytes.length", "html_bytes: 0", "capturing"),
    Switch("the injected script can speak to nobody", "B03", "capture/page.js", '"use strict";', '"use strict"; fetch("/");', "source"),
    Switch("no permission more than needed", "B01", "manifest.json", '"activeTab",', '"activeTab", "tabs",', "source"),
)  # fmt: skip


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension with its tests, in a folder where it may be changed."""
    folder = tmp_path_factory.mktemp("switched-off")
    shutil.copytree(ROOT / "extension", folder / "extension")
    shutil.copytree(ROOT / "tests" / "extension", folder / "tests" / "extension")
    shutil.copy(ROOT / "package.json", folder)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    return folder


def passes(folder: Path, test: str) -> bool:
    node = shutil.which("node") or "node"
    command = [node, "--test", f"tests/extension/{test}.test.js"]
    return subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False).returncode == 0


@pytest.mark.parametrize("switch", SWITCHES, ids=lambda one: f"{one.case} {one.what}")
def test_without_the_control_a_test_fails(copy: Path, switch: Switch) -> None:
    path = copy / "extension" / switch.file
    whole = path.read_text(encoding="utf-8")
    assert whole.count(switch.on) == 1, f"{switch.file} does not say {switch.on} once"
    path.write_text(whole.replace(switch.on, switch.off), encoding="utf-8")
    try:
        assert not passes(copy, switch.test)
    finally:
        path.write_text(whole, encoding="utf-8")


def test_with_every_control_all_of_them_pass(copy: Path) -> None:
    assert all(passes(copy, test) for test in {switch.test for switch in SWITCHES})


def test_the_document_lists_them() -> None:
    listed = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
    assert [one.what for one in SWITCHES if f"| {one.what} | {one.case} |" not in listed] == []
