"""Bringing people in, by keyboard, in a real browser: a look first, whom one knows there, taking it back, taking it out.

Pictures go to `build/screens`, to be looked at.
"""

import io
import zipfile
from pathlib import Path

import pytest
import vobject
from openpyxl import load_workbook
from playwright.sync_api import Browser, FileChooser, Locator, Page
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

from tests.browser.test_dashboard_screens import (
    PICTURES,
    Dashboard,
    look_at,
    serious_violations,
    serve,
    signed_in,
    window_of,
)

COMPANY = "Lanternfield Cooperative"
HEADING = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
CONNECTIONS = (
    'Notes:\n"When exporting your connection data, you may notice that some addresses are missing, because members choose."\n\n'
    + HEADING
    + "Ines,Sampleton,https://www.linkedin.com/in/ines-sampleton,,LANTERNFIELD COOPERATIVE,Treasurer,12 Mar 2024\n"
    + "Kofi,Testley,https://www.linkedin.com/in/kofi-testley,kofi@example.com,\"Lanternfield Cooperative, Ltd.\",Electrician,3 Jan 2020\n"
    + "Mila,Placeholder,https://www.linkedin.com/in/mila-placeholder,,The Lanternfield Cooperative,Home Visitor,30 Nov 2019\n"
    + "Omar,Elsewhere,https://www.linkedin.com/in/omar-elsewhere,,Lanternfield Ventures,Analyst,1 Feb 2022\n"
    + ",,https://www.linkedin.com/in/nobody,,Acme,,\n"
)  # fmt: skip
TABLE = "wer,wo,seit wann\nIda Example,Hollow Works,2019\nJon Example,Hollow Works and a company name that goes on and on,2020\n"
LOOKS = [("light", 1280), ("dark", 1280), ("light", 320), ("dark", 320)]

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def dashboard(
    plain_browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Dashboard:
    """A signed-in dashboard in which one company and one person were captured."""
    server = serve(tmp_path_factory.mktemp("bringing") / "folder")
    request.addfinalizer(server.stop)
    found = Dashboard(server, signed_in(plain_browser, server), {})
    with window_of(plain_browser, found) as window:
        page = window.new_page()
        for sample in ("company", "person"):
            page.goto(f"{server.site}/start")
            page.get_by_role("button", name=f"Read the sample {sample}").click()
            found.places[sample] = page.url.removeprefix(server.site).partition("?")[0]
    return found


def reach(page: Page, wanted: Locator) -> None:
    """Go on with the Tab key until something has the focus."""
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {wanted}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    reach(page, wanted)
    page.keyboard.press(key)


def opened_chooser(page: Page) -> FileChooser:
    """Open the file chooser by keyboard; a browser under load may miss a key right after a page appeared."""
    reach(page, page.get_by_label("The file"))
    for key in ("Enter", "Space", "Enter"):
        try:
            with page.expect_file_chooser(timeout=8_000) as chooser:
                page.keyboard.press(key)
        except PlaywrightTimeoutError:
            continue
        return chooser.value
    raise AssertionError("the file chooser does not open by keyboard")


def choose(page: Page, name: str, content: str) -> None:
    """Open the file chooser by keyboard, choose a file, and go on to look at it."""
    chooser = opened_chooser(page)
    chooser.set_files({"name": name, "mimeType": "text/csv", "buffer": content.encode()})
    press(page, page.get_by_role("button", name="Look at this file"))
    page.get_by_role("heading", name="What this file brings").wait_for()


def taken_out(page: Page, name: str) -> bytes:
    """Choose everybody on the page and take them out in one format, by keyboard."""
    choice = page.get_by_label("Take the chosen out as")
    reach(page, choice)
    page.keyboard.press("Home")
    for _ in range(choice.locator("option").count()):
        if choice.input_value() != name:
            page.keyboard.press("ArrowDown")
    assert choice.input_value() == name
    with page.expect_download() as download:
        press(page, page.get_by_role("button", name="Export chosen"))
    return Path(download.value.path()).read_bytes()


def test_people_are_brought_in_seen_taken_back_and_taken_out_by_keyboard(
    plain_browser: Browser, dashboard: Dashboard
) -> None:
    site = dashboard.server.site
    with window_of(plain_browser, dashboard) as window:
        page = window.new_page()
        page.goto(f"{site}/people")
        press(page, page.get_by_role("link", name="Bring in people you know"))
        page.get_by_role("heading", name="Bring in people you already know").wait_for()
        choose(page, "Connections.csv", CONNECTIONS)
        assert page.get_by_role("row", name="Kofi Testley").is_visible()
        assert page.get_by_role("row", name="9 no name There is no name in it.").is_visible()
        press(page, page.get_by_role("button", name="Bring in 4 people"))
        page.get_by_role("heading", name="Brought in 4 people").wait_for()
        undo = page.get_by_role("button", name="Undo")
        assert undo.is_visible()

        page.goto(site + dashboard.places["company"])
        assert page.get_by_text("You know 3 people here").is_visible()
        page.goto(site + dashboard.places["person"])
        assert page.get_by_text(f"You know 3 people at {COMPANY}").is_visible()
        assert not page.get_by_text("Omar Elsewhere").is_visible()

        page.goto(f"{site}/import")
        press(page, page.get_by_role("button", name="Undo: Brought in 4 people"))
        page.get_by_text("Undone. Everything is as it was before.").wait_for()
        page.goto(site + dashboard.places["company"])
        assert not page.get_by_text("You know 3 people").is_visible()

        page.goto(f"{site}/people")
        press(page, page.get_by_role("checkbox", name="Choose").last, "Space")
        (card,) = vobject.readComponents(taken_out(page, "vcard4").decode())
        book = load_workbook(io.BytesIO(taken_out(page, "xlsx")))
        names = {cell.value for row in book.worksheets[0].iter_rows() for cell in row}
        assert card.fn.value in names


def test_it_looks_right(plain_browser: Browser, dashboard: Dashboard) -> None:
    """Every page on the way, light and dark, narrow and wide."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    site, found = dashboard.server.site, {}
    looks = {
        "file": (CONNECTIONS, "Connections.csv"),
        "columns": (TABLE, "a table with a rather long name of its own.csv"),
    }
    with window_of(plain_browser, dashboard) as window:
        for name, (content, file) in looks.items():
            page = window.new_page()
            page.goto(f"{site}/import")
            choose(page, file, content)
            looks[name] = (page.url, file)
        page.goto(f"{looks['columns'][0]}&column=name&column=employer&column=&heading=1")
        looks["mapped"] = (page.url, "")
    for scheme, width in LOOKS:
        with window_of(
            plain_browser, dashboard, color_scheme=scheme, viewport={"width": width, "height": 900}
        ) as window:
            for name, address in {
                "choose": f"{site}/import",
                **{name: held[0] for name, held in looks.items()},
            }.items():
                page = window.new_page()
                look_at(page, address, PICTURES / f"import-{name}-{scheme}-{width}.png")
                found[name, scheme, width] = serious_violations(page)
                page.close()
    with window_of(plain_browser, dashboard, color_scheme="light", viewport={"width": 320, "height": 900}) as window:
        page = window.new_page()
        page.goto(looks["file"][0])
        page.get_by_role("button", name="Bring in 4 people").click()
        page.get_by_role("heading", name="Brought in 4 people").wait_for()
        page.screenshot(path=PICTURES / "import-done-light-320.png", full_page=True)
        found["done"] = serious_violations(page)
        page.goto(f"{site}/import")
        page.screenshot(path=PICTURES / "import-again-light-320.png", full_page=True)
    assert not {name: violations for name, violations in found.items() if violations}


def test_a_long_list_shows_how_far_it_is(plain_browser: Browser, dashboard: Dashboard) -> None:
    rows = "".join(f"Ada,Number {number},,,Works {number % 90},Engineer,1 May 2020\n" for number in range(3_000))
    with window_of(plain_browser, dashboard) as window:
        page = window.new_page()
        page.goto(f"{dashboard.server.site}/import")
        choose(page, "Connections.csv", HEADING + rows)
        button = page.get_by_role("button", name="Bring in 3,000 people")
        button.click(no_wait_after=True)
        page.get_by_role("heading", name="Brought in 3,000 people").wait_for()
        page.get_by_role("button", name="Undo").click()
        page.get_by_text("Undone.").wait_for()


def test_it_works_without_scripts(plain_browser: Browser, dashboard: Dashboard) -> None:
    with window_of(plain_browser, dashboard, java_script_enabled=False) as window:
        page = window.new_page()
        page.goto(f"{dashboard.server.site}/import")
        content = zipfile_of(CONNECTIONS)
        page.get_by_label("The file").set_input_files(
            {"name": "Basic.zip", "mimeType": "application/zip", "buffer": content}
        )
        page.get_by_role("button", name="Look at this file").click()
        page.get_by_role("link", name="My list").click()
        page.get_by_role("button", name="Bring in 4 people").click()
        page.get_by_role("link", name="See my list").click()
        assert page.get_by_role("link", name="Kofi Testley").is_visible()


def zipfile_of(connections: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("Connections.csv", connections)
        file.writestr("Skills.csv", "Name\nListening\n")
    return held.getvalue()
