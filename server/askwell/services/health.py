"""Everything that may be broken on somebody's machine: one check each, with what to do about it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from askwell.domain.errors import AskwellError
from askwell.domain.pages import CapturedPage
from askwell.services.reading import PageReader
from askwell.storage import backups, examining, folder
from askwell.storage.examining import Examination
from askwell.storage.folder_lock import holder
from askwell.storage.secret_file import KEY_BYTES
from askwell.storage.sqlite import SAFE_VERSION

LEAST_FREE_BYTES = 200 * 1024 * 1024
OLDEST_SENSIBLE = datetime(2025, 1, 1, tzinfo=UTC)
CLOCK_SLACK = timedelta(days=1)
SYNCED_PLACES = ("dropbox", "onedrive", "google drive", "googledrive", "icloud", "mobile documents", "nextcloud")
SAMPLE = (
    "<!doctype html><title>Ada Example</title>"
    '<script type="application/ld+json">{"@type":"Person","name":"Ada Example","jobTitle":"Engineer"}</script>'
    "<h1>Ada Example</h1><p>Engineer at Example Works</p>"
)


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at.

    Attributes:
        detail: What was found, in plain words.
        fix: What to do; empty when nothing needs doing.
    """

    name: str
    ok: bool
    detail: str
    fix: str = ""


def _well(name: str, detail: str) -> Check:
    return Check(name, ok=True, detail=detail)


def _wrong(name: str, detail: str, fix: str) -> Check:
    return Check(name, ok=False, detail=detail, fix=fix)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look.

    Attributes:
        free_ports: Usual ports that could be listened on now.
        port: The usual port.
        in_use: A running server holds the folder.
    """

    data_dir: Path
    database: Path
    secret: Path
    lock: Path
    port: int
    free_ports: list[int]
    in_use: bool


def check_everything(place: Place, *, now: datetime) -> list[Check]:
    """Run every check; nothing is changed, and no check stops another."""
    folder = check_folder(place.data_dir)
    checks = [folder, check_modes(place.data_dir), check_place(place.data_dir)]
    examined = examining.examine(place.database) if folder.ok else Examination(unreadable="the folder cannot be used")
    checks += [*check_database(place.database, examined), check_schema(examined), check_sqlite()]
    checks += [check_secret(place.secret, examined), check_port(place), check_pairing(examined)]
    checks += [check_backups(place.database, examined), check_leftovers(place), check_search(examined)]
    return [*checks, check_disk(place.data_dir), check_clock(examined, now), check_reader()]


def check_folder(data_dir: Path) -> Check:
    """Look whether the data folder can be used."""
    name = "data folder"
    if not data_dir.exists() and not data_dir.is_symlink():
        return _well(name, f"{data_dir} is made at the first start.")
    if not data_dir.is_dir():
        return _wrong(
            name,
            f"{data_dir} is not a folder.",
            "Move that file away, or choose another folder with --data-dir.",
        )
    if not os.access(data_dir, os.R_OK | os.W_OK | os.X_OK):
        return _wrong(
            name,
            f"{data_dir} cannot be read and written by you.",
            "Make yourself its owner and give yourself the right to write in it.",
        )
    return _well(name, str(data_dir))


def check_modes(data_dir: Path) -> Check:
    """Look whether anybody else on this computer could read the files."""
    name = "private files"
    try:
        foreign, public = examining.foreign_files(data_dir), examining.open_files(data_dir)
    except OSError:
        foreign, public = [], []
    if foreign:
        return _wrong(
            name,
            f"{_some(foreign)} belong to another user of this computer.",
            "Make yourself their owner (chown), or choose another folder with --data-dir.",
        )
    if public:
        return _wrong(
            name,
            f"Other users of this computer could open {_some(public)}.",
            f"Run: chmod -R go-rwx '{data_dir}' (or askwell doctor --mend)",
        )
    return _well(name, "Only you can open them.")


def check_place(data_dir: Path) -> Check:
    """Look whether a program that copies files to other computers works on the folder."""
    name = "place"
    found = next((word for word in SYNCED_PLACES if word in str(data_dir).lower()), None)
    if found:
        return _wrong(
            name,
            f"The folder seems to be kept in step with other computers ({found}), which can damage a database.",
            "While Askwell is off, move everything to a folder of this computer alone; name it with --data-dir.",
        )
    network = examining.network_place(data_dir)
    if network:
        return _wrong(
            name,
            f"The folder lies on another computer ({network}), where two programs cannot be kept apart reliably.",
            "While Askwell is off, move everything to a folder of this computer; name it with --data-dir.",
        )
    return _well(name, "On this computer alone, as far as can be seen.")


def check_database(path: Path, examined: Examination) -> Iterator[Check]:
    """Look whether the database and every stored page are sound."""
    name, pages = "database", "stored pages"
    command = f"askwell restore '{examined.newest_backup or 'FILE'}'"
    backup = "the newest sound backup" if examined.newest_backup else "a backup of yours, if you have one"
    if examined.lost:
        yield _wrong(
            name,
            f"{path} is missing or empty although there was a database before.",
            f"Put {backup} in its place, while Askwell is off: {command}",
        )
    elif examined.unreadable or examined.faults:
        found = examined.unreadable or "; ".join(examined.faults)
        yield _wrong(
            name,
            f"{path} is damaged or cannot be read: {found}.",
            f"Put {backup} in its place, while Askwell is off (the damaged file is kept aside): {command}",
        )
    elif not examined.present:
        yield _well(name, "It is made at the first start.")
    else:
        yield _well(name, f"{path} is sound.")
    if examined.damaged_captures:
        yield _wrong(
            pages,
            f"{len(examined.damaged_captures)} of {examined.captures} stored pages are damaged on the disk: "
            f"{', '.join(examined.damaged_captures[:5])}. What was read from them is still there.",
            "Capture these pages again, or restore a backup; then have the disk checked.",
        )
    else:
        yield _well(pages, f"{examined.captures} stored, each as it came.")


def check_backups(path: Path, examined: Examination) -> Check:
    """Look whether the backups are as they were written, and hold nobody who was erased."""
    name = "backups"
    copies = folder.list_backups(path)
    damaged = [one for one in copies if not backups.is_as_written(one)]
    if damaged:
        return _wrong(
            name,
            f"{_some(damaged)} of {len(copies)} backups are damaged.",
            "Delete them and make a new one: askwell backup. Then have the disk checked.",
        )
    if examined.erasing_is_unfinished:
        return _wrong(
            name,
            "Backups are older than your last erasing, which was interrupted; they may still hold whom you erased.",
            "Start Askwell once, or run: askwell doctor --mend",
        )
    return _well(
        name, f"{len(copies)}, each as it was written." if copies else "None yet; the first is made by itself."
    )


def check_leftovers(place: Place) -> Check:
    """Look whether an interrupted program left something behind; while Askwell runs, it may be at work there."""
    found = [] if place.in_use else folder.list_leftovers(place.database)
    if found:
        return _wrong(
            "leftovers",
            f"An interrupted program left {_some(found)} behind; they may hold pieces of your list.",
            "Start Askwell once, or run: askwell doctor --mend",
        )
    return _well("leftovers", "Nothing was left behind.")


def check_search(examined: Examination) -> Check:
    """Look whether search finds everybody."""
    if not examined.search_is_sound:
        return _wrong(
            "search", "The search index does not know everybody. Nothing is lost.", "Run: askwell doctor --mend"
        )
    return _well("search", "It knows everybody.")


def check_schema(examined: Examination) -> Check:
    """Look whether this program can use the database."""
    name = "schema"
    if not examined.schema_is_known:
        return _wrong(
            name,
            f"A newer Askwell wrote this database (schema {examined.version}).",
            "Update Askwell. Nothing is changed until then.",
        )
    if examined.present and examined.version and not examined.schema_is_current:
        return _well(name, f"{examined.version}; the next start brings it up to date, after a backup.")
    return _well(name, examined.version or "None yet.")


def check_sqlite() -> Check:
    """Note the version of SQLite; older ones are safe because only one connection writes."""
    version = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < SAFE_VERSION:
        wanted = ".".join(str(part) for part in SAFE_VERSION)
        return _well(
            "sqlite",
            f"{version}. Versions before {wanted} can damage a database that several programs write; "
            "Askwell writes through one connection only. Do not open the file with other programs while it runs.",
        )
    return _well("sqlite", version)


def check_secret(path: Path, examined: Examination) -> Check:
    """Look whether the key of this installation is there."""
    name = "key"
    if not path.exists():
        if examined.pairings:
            return _wrong(
                name,
                f"{path} is missing, so paired browsers do not recognise this Askwell any more.",
                "Put it back from a backup, or start Askwell and pair each browser again.",
            )
        return _well(name, "It is made at the first start.")
    try:
        sound = path.is_file() and len(bytes.fromhex(path.read_text(encoding="ascii").strip())) == KEY_BYTES
    except (OSError, ValueError):
        sound = False
    if not sound:
        return _wrong(
            name,
            f"{path} cannot be read or is damaged.",
            "Delete it; the next start makes a new one. Then pair each browser again.",
        )
    return _well(name, "Readable by you alone.")


def check_port(place: Place) -> Check:
    """Look whether Askwell can be reached, or could be started."""
    name = "port"
    if place.in_use:
        other = holder(place.lock)
        return _well(name, f"Askwell is running on port {other.get('port')} (process {other.get('pid')}).")
    if place.port in place.free_ports:
        return _well(name, f"{place.port} is free.")
    if place.free_ports:
        return _well(
            name,
            f"Another program uses {place.port}; Askwell will take {place.free_ports[0]}. "
            "Paired browsers find it there by themselves.",
        )
    return _wrong(
        name,
        "All ports that Askwell tries are taken by other programs.",
        "Close one of them, or choose another port with --port.",
    )


def check_pairing(examined: Examination) -> Check:
    """Note how many browsers are paired."""
    if examined.pairings:
        browsers = "one browser" if examined.pairings == 1 else f"{examined.pairings} browsers"
        return _well("pairing", f"Paired with {browsers}.")
    return _well("pairing", "No browser is paired yet; the dashboard's first page shows how.")


def check_disk(data_dir: Path) -> Check:
    """Look whether there is room."""
    there = next(path for path in (data_dir, *data_dir.parents) if path.exists())
    free = shutil.disk_usage(there).free
    if free < LEAST_FREE_BYTES:
        return _wrong(
            "disk space",
            f"Only {free // 1024 // 1024} MB are free.",
            "Free some space. Nothing is lost when the disk is full, but nothing new can be stored.",
        )
    return _well("disk space", f"{free / 1e9:.1f} GB are free.")


def check_clock(examined: Examination, now: datetime) -> Check:
    """Look whether the clock can be right."""
    if now < OLDEST_SENSIBLE or (examined.newest is not None and now < examined.newest - CLOCK_SLACK):
        return _wrong(
            "clock",
            f"This computer says it is {now:%Y-%m-%d %H:%M} UTC, which is before something that was stored.",
            "Set date and time of this computer.",
        )
    return _well("clock", f"{now:%Y-%m-%d %H:%M} UTC")


def check_reader() -> Check:
    """Look whether pages can be read, by reading an invented one."""
    reader = PageReader(seconds=10.0)
    try:
        page = CapturedPage(
            url="https://example.com/ada", html=SAMPLE, captured_at=OLDEST_SENSIBLE, title="Ada Example"
        )
        name = (reader.read(page).get("person") or {}).get("name")
    except AskwellError as error:
        return _wrong("reader", error.detail, "Run the start command again; it repairs what is installed.")
    finally:
        reader.close()
    if name != "Ada Example":
        return _wrong(
            "reader",
            "A sample page was read wrongly.",
            "Run the start command again; it repairs what is installed.",
        )
    return _well("reader", "A sample page was read.")


def _some(paths: list[Path]) -> str:
    shown = ", ".join(path.name for path in paths[:3])
    return f"{shown} and {len(paths) - 3} more" if len(paths) > 3 else shown
