"""Every page of the dashboard in a real browser: light and dark, narrow and wide, empty and full.

Pictures go to `build/screens`, to be looked at. Each page must fit its width, run no code that the policy refuses, and pass axe.
"""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import text

from askwell.domain.known_people import KnownPerson
from askwell.services.known_people import store_known_people
from askwell.storage.database import Database

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "build" / "screens"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
EMPTY = (
    "/pair",
    "/start",
    "/people",
    "/people/twice",
    "/known",
    "/companies",
    "/me",
    "/add",
    "/export",
    "/browsers",
    "/settings",
    "/keeping",
    "/privacy",
    "/problems/database-busy",
    "/nowhere",
)
FULL = ("/", "/start", "/people", "/people/twice", "/known", "/companies", "/me", "/export", "/settings", "/keeping", "{person}", "{person}/brief", "{person}/message", "{person}/erase",
        "{company}", "{listing}", "/samples/person", "/samples/company")  # fmt: skip
LOOKS = [("light", 1280), ("light", 320), ("dark", 1280), ("dark", 320), ("light", 1400), ("light", 768)]
NARROW_AND_WIDE = ("/", "/people", "{person}")
TEAM = (
    "<!doctype html><html lang='en'><title>Our team</title><body><main><h1>Our team</h1><ul>"
    "<li><h3>Amara Testley</h3><p>Home Energy Adviser</p></li><li><h3>Bo Sampleton</h3><p>Workshop Coordinator</p></li>"
    "<li><h3>Cleo Fictional</h3><p>Member Secretary</p></li><li><h3>Dara Placeholder</h3><p>Bookkeeper</p></li></ul></main>"
)
PASTED = "NAME\nHome Energy Adviser at Invented Works\n\nExperience\n\nHome Energy Adviser\nInvented Works\nMar 2021 - Present\n"

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@dataclass
class Server:
    """A running Askwell with a folder of its own."""

    process: subprocess.Popen[bytes]
    site: str
    link: str
    folder: Path

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(20)
        if self.process.stdout:
            self.process.stdout.close()


def serve(folder: Path) -> Server:
    command = [sys.executable, "-m", "askwell", "serve", "--no-browser", "--port", "0", "--data-dir", str(folder)]
    with (folder.parent / f"{folder.name}.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log)
    assert process.stdout
    started = json.loads(process.stdout.readline())
    link = started["dashboard"]
    return Server(process, link.partition("/sign-in/")[0], link, folder)


@dataclass
class Dashboard:
    """A signed-in dashboard, and the addresses of what it holds."""

    server: Server
    cookies: list[dict[str, object]]
    places: dict[str, str]


def signed_in(plain_browser: Browser, server: Server) -> list[dict[str, object]]:
    with plain_browser.new_context() as window:
        window.new_page().goto(server.link)
        return window.cookies()


@pytest.fixture(scope="module")
def empty(
    plain_browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Dashboard:
    server = serve(tmp_path_factory.mktemp("empty") / "folder")
    request.addfinalizer(server.stop)
    return Dashboard(server, signed_in(plain_browser, server), {})


@pytest.fixture(scope="module")
def full(plain_browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Dashboard:
    server = serve(tmp_path_factory.mktemp("full") / "folder")
    request.addfinalizer(server.stop)
    dashboard = Dashboard(server, signed_in(plain_browser, server), {})
    with window_of(plain_browser, dashboard) as window:
        page = window.new_page()
        for sample in ("company", "person"):
            page.goto(f"{server.site}/start")
            page.get_by_role("button", name=f"Read the sample {sample}").click()
            dashboard.places[sample] = page.url.removeprefix(server.site).partition("?")[0]
        page.get_by_role("button", name=re.compile(r"^Keep question 1\b")).click()
        page.get_by_text("Kept ✓").wait_for()
        page.get_by_role("textbox", name="Notes").fill("Warm, direct. Ask about the hospital contract.")
        page.get_by_role("button", name="Save notes").click()
        page.goto(f"{server.site}/add")
        team = {"name": "team.html", "mimeType": "text/html", "buffer": TEAM.encode()}
        page.get_by_label("The file").set_input_files(team)  # type: ignore[arg-type]
        page.get_by_role("button", name="Read this file").click()
        dashboard.places["listing"] = page.url.removeprefix(server.site).partition("?")[0]
        for name in ("Nora Placeholder", "Nora J. Placeholder"):
            page.goto(f"{server.site}/add")
            page.locator("textarea[name=text]").fill(PASTED.replace("NAME", name))
            page.locator("input[name=url]").first.fill(f"https://{name[5:6].lower()}.example.org/nora")
            page.get_by_role("button", name="Read this text").click()
    know(server)
    return dashboard


def know(server: Server) -> None:
    """Bring in people whom the user knows, some of them at the employer of the sample person, and that person."""
    now = datetime(2026, 1, 1, tzinfo=UTC)
    database = Database(next(server.folder.glob("*.db")))
    with database.writing() as session:
        (name, employer), *_ = session.execute(
            text(
                "SELECT name, organization FROM subjects WHERE kind = 'person' AND organization <> '' ORDER BY created_at"
            )
        )
        names = [name, *(f"{given} Inventedname-Withtwoparts" for given in ("Amara", "Bo", "Cleo", "Dara", "Edda"))]
        made = [
            KnownPerson(
                str(uuid4()), one, now, employer, "Adviser", ("https://example.org/",), connected_on="2021-03-04"
            )
            for one in names
        ]
        store_known_people(session, made, "Brought in people", now=now)
    database.close()


def window_of(plain_browser: Browser, dashboard: Dashboard, **options: object) -> BrowserContext:
    window = plain_browser.new_context(**options)  # type: ignore[arg-type]
    window.add_cookies(dashboard.cookies)  # type: ignore[arg-type]
    return window


def look_at(page: Page, address: str, picture: Path) -> None:
    """Open a page, take its picture, and check that it fits and broke no rule."""
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    answer = page.goto(address)
    assert answer
    page.screenshot(path=picture, full_page=True)
    wide, room = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= room, f"{address} is {wide} wide in a window of {room}"
    expected = [text for text in complaints if answer.status == 404 and "404" in text]
    assert complaints == expected, f"{address}: {complaints}"


def serious_violations(page: Page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


def name_of(address: str) -> str:
    return address.strip("{}/").replace("{", "").replace("}", "").replace("/", "-") or "today"


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("state", ["empty", "full"])
def test_every_page_looks_right(
    plain_browser: Browser, request: pytest.FixtureRequest, state: str, scheme: str, width: int
) -> None:
    dashboard: Dashboard = request.getfixturevalue(state)
    PICTURES.mkdir(parents=True, exist_ok=True)
    found: dict[str, list[str]] = {}
    with window_of(plain_browser, dashboard, color_scheme=scheme, viewport={"width": width, "height": 900}) as window:
        every = EMPTY if state == "empty" else FULL
        for address in every if width in {320, 1280} else [one for one in every if one in NARROW_AND_WIDE]:
            page = window.new_page()
            place = address.format(**dashboard.places)
            look_at(page, dashboard.server.site + place, PICTURES / f"{state}-{name_of(address)}-{scheme}-{width}.png")
            if width in {320, 1280}:
                found[address] = serious_violations(page)
            page.close()
    assert not {address: violations for address, violations in found.items() if violations}


def test_an_open_question_and_an_open_fact(plain_browser: Browser, full: Dashboard) -> None:
    for scheme, width in (("light", 1280), ("dark", 320)):
        with window_of(plain_browser, full, color_scheme=scheme, viewport={"width": width, "height": 900}) as window:
            page = window.new_page()
            page.goto(full.server.site + full.places["person"])
            for fold in (
                "details.why",
                "details.more",
                ".knows details",
                ".path details",
                "#add-fact",
                "#history details",
                "#captures details",
            ):
                page.locator(fold).first.evaluate("fold => fold.open = true")
            page.screenshot(path=PICTURES / f"full-person-open-{scheme}-{width}.png", full_page=True)
            assert not serious_violations(page)


def test_high_contrast_and_paper(plain_browser: Browser, full: Dashboard) -> None:
    with window_of(plain_browser, full, forced_colors="active", color_scheme="dark") as window:
        look_at(
            window.new_page(), full.server.site + full.places["person"], PICTURES / "full-person-forced-colours.png"
        )
    with window_of(plain_browser, full) as window:
        page = window.new_page()
        page.emulate_media(media="print")
        page.set_viewport_size({"width": 700, "height": 990})
        look_at(page, f"{full.server.site}{full.places['person']}/brief", PICTURES / "full-brief-paper.png")
        assert not page.get_by_role("link", name="Back to").is_visible()


def test_questions_change_without_loading_the_page(plain_browser: Browser, full: Dashboard) -> None:
    with window_of(plain_browser, full) as window:
        page = window.new_page()
        page.goto(full.server.site + full.places["person"])
        page.evaluate("window.stayed = true")
        asked = page.locator(".question").count()
        page.get_by_label("How long").select_option("10")
        page.get_by_text("10 minutes", exact=True).last.wait_for()
        page.wait_for_url("**minutes=10**")
        second, third = (page.locator(".question").nth(place).get_attribute("id") for place in (1, 2))
        page.locator(f"#{second} button", has_text="Keep").click()
        page.locator(f"#{second} button", has_text="Kept").wait_for()
        page.locator(f"#{third} button", has_text="Swap").click()
        page.locator(f"#{third}").wait_for(state="detached")
        assert page.locator(".question").count() == asked
        assert page.evaluate("window.stayed")


def test_notes_save_themselves(plain_browser: Browser, full: Dashboard) -> None:
    with window_of(plain_browser, full) as window:
        page = window.new_page()
        page.goto(full.server.site + full.places["company"])
        page.get_by_role("textbox", name="Notes").press_sequentially("typed and never saved by hand")
        page.get_by_text("Saved.").wait_for()
        other = window.new_page()
        other.goto(full.server.site + full.places["company"])
        assert other.get_by_role("textbox", name="Notes").input_value() == "typed and never saved by hand"
        page.get_by_role("textbox", name="Notes").fill("from the first window")
        page.wait_for_timeout(1500)
        other.get_by_role("textbox", name="Notes").fill("from the second window")
        other.get_by_text("changed in another window").wait_for()
        other.get_by_role("button", name="Save notes").click()
        assert "from the second window" in other.get_by_role("textbox", name="Notes").input_value()
        assert other.get_by_text("from the first window").is_visible()


def test_everything_works_without_scripts(plain_browser: Browser, full: Dashboard) -> None:
    with window_of(plain_browser, full, java_script_enabled=False) as window:
        page = window.new_page()
        page.goto(full.server.site + full.places["person"])
        page.get_by_label("How long").select_option("15")
        page.get_by_role("button", name="Show").click()
        assert "minutes=15" in page.url
        fourth = page.locator(".question").nth(3).get_attribute("id")
        page.locator(f"#{fourth} button", has_text="Keep").click()
        assert page.locator(f"#{fourth} button", has_text="Kept").is_visible()
        page.get_by_role("textbox", name="Notes").fill("without scripts")
        page.get_by_role("button", name="Save notes").click()
        assert page.get_by_role("textbox", name="Notes").input_value() == "without scripts"


def test_the_keyboard_reaches_the_page_first(plain_browser: Browser, full: Dashboard) -> None:
    with window_of(plain_browser, full) as window:
        page = window.new_page()
        page.goto(full.server.site + full.places["person"])
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "To the page"
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('main') !== null")
