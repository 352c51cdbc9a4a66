"""What the end-to-end tests share: both browsers with the packed extension, invented sites, the real Askwell."""

import importlib.util
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright import sync_api as playwright

from tests.browser.askwell_server import AskwellServer
from tests.browser.chromium import Chromium
from tests.browser.firefox import Firefox
from tests.browser.person import Person
from tests.browser.sites import Sites

ROOT = Path(__file__).resolve().parents[2]
BROWSERS = {"chromium": Chromium, "firefox": Firefox}
Browser = Chromium | Firefox
# The link to the dashboard is good for a minute; a test must still have time to use it.
LINK_SECONDS = 35


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for wanted in ("browser", "own_browser"):
        if wanted in metafunc.fixturenames:
            metafunc.parametrize(
                wanted, list(BROWSERS), indirect=True, scope="session" if wanted == "browser" else None
            )
            return


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the extension of each browser, as it ships."""
    spec = importlib.util.spec_from_file_location("zip_extension", ROOT / "scripts" / "zip_extension.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("zip_extension", module)
    spec.loader.exec_module(module)
    out = tmp_path_factory.mktemp("packed")
    for name in BROWSERS:
        module.pack(name, out)
    return out


@pytest.fixture(scope="session")
def sites() -> Iterator[Sites]:
    served = Sites()
    yield served
    served.stop()


@pytest.fixture(scope="session")
def browser(
    request: pytest.FixtureRequest, packed: Path, sites: Sites, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser that runs through many tests. The sites count as being on the public internet all the time."""
    profile = tmp_path_factory.mktemp(request.param) / "profile"
    started = BROWSERS[request.param](profile, packed / request.param, (sites.port,))
    started.start()
    yield started
    started.stop()


@pytest.fixture
def own_browser(request: pytest.FixtureRequest, packed: Path, sites: Sites, tmp_path: Path) -> Iterator[Browser]:
    """A browser of the test's own, to be ended and started again."""
    started = BROWSERS[request.param](tmp_path / "profile", packed / request.param, (sites.port,))
    started.start()
    yield started
    started.stop()


@pytest.fixture(scope="session")
def plain_browser() -> Iterator[playwright.Browser]:
    """Chromium without the extension, for looking at the dashboard; one for all, because two at a time get in each other's way."""
    with playwright.sync_playwright() as started:
        program = next((path for path in ("/usr/bin/chromium", "/usr/bin/google-chrome") if Path(path).exists()), None)
        opened = started.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def spares(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[AskwellServer]]:
    """Servers that start while the test before runs; each is used once."""
    waiting: list[AskwellServer] = []
    yield waiting
    for server in waiting:
        server.stop()


@pytest.fixture
def askwell(spares: list[AskwellServer], tmp_path_factory: pytest.TempPathFactory) -> Iterator[AskwellServer]:
    server = spares.pop() if spares else AskwellServer(tmp_path_factory.mktemp("server") / "askwell")
    if server.process and time.monotonic() - server.begun > LINK_SECONDS:
        server.stop()
    server.start()
    spares.append(AskwellServer(tmp_path_factory.mktemp("server") / "askwell"))
    spares[-1].begin()
    yield server
    server.stop()


@pytest.fixture
def person(browser: Browser, askwell: AskwellServer, sites: Sites) -> Person:
    """Somebody in front of a browser that knows nothing of Askwell yet."""
    somebody = Person(browser, askwell, sites)
    somebody.begin_anew()
    return somebody
