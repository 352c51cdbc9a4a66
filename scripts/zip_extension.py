"""Packs the extension for each browser: `python3 scripts/zip_extension.py [--out DIR]`.

Writes a folder and a zip for Chromium and for Firefox. They differ in their manifest only, the code is the source's
without its comments, and the same source gives the same bytes on every machine. Standard library only.
"""

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "extension"
OUT = ROOT / "build"
SHIPPED = {".js", ".json", ".html", ".css", ".png"}
ZIP_LIMIT = 60_000
# The oldest moment a zip can name: the time of packing must not show.
EPOCH = (1980, 1, 1, 0, 0, 0)

COMMENTS = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.DOTALL | re.MULTILINE)

# What only the other browser understands.
LEFT_OUT: Mapping[str, tuple[str, ...]] = {
    "chromium": ("background.scripts", "sidebar_action", "browser_specific_settings"),
    "firefox": ("background.service_worker", "side_panel", "key", "minimum_chrome_version", "externally_connectable"),
}
CHROMIUM_PERMISSIONS = {"sidePanel"}


def main() -> int:
    """Pack for both browsers and print the sizes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=OUT, metavar="DIR")
    out = parser.parse_args().out
    too_large = False
    for browser in LEFT_OUT:
        path = pack(browser, out)
        size = path.stat().st_size
        too_large = too_large or size > ZIP_LIMIT
        print(f"{path}: {size} bytes")
    if too_large:
        print(f"A zip is larger than {ZIP_LIMIT} bytes.", file=sys.stderr)
    return 1 if too_large else 0


def pack(browser: str, out: Path) -> Path:
    """Write one browser's folder and zip below `out` and return the path of the zip."""
    files = contents(browser)
    folder = out / browser
    for old in sorted(folder.rglob("*"), reverse=True) if folder.is_dir() else []:
        old.rmdir() if old.is_dir() else old.unlink()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    target = out / f"askwell-{browser}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3
            packed.writestr(entry, data)
    return target


def contents(browser: str) -> dict[str, bytes]:
    """Give every file of one browser's extension by its name, in a fixed order."""
    paths = sorted(path for path in SOURCE.rglob("*") if path.is_file() and path.suffix in SHIPPED)
    files = {path.relative_to(SOURCE).as_posix(): shipped(path) for path in paths}
    manifest = manifest_for(browser, json.loads(files["manifest.json"]))
    files["manifest.json"] = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
    return dict(sorted(files.items()))


def shipped(path: Path) -> bytes:
    """Give a file as it ships: code without the comments that stand on lines of their own, line ends of one kind."""
    if path.suffix == ".png":
        return path.read_bytes()
    text = path.read_text(encoding="utf-8")
    return (COMMENTS.sub("", text) if path.suffix in {".js", ".css"} else text).encode()


def manifest_for(browser: str, manifest: dict[str, Any]) -> dict[str, Any]:
    """Take out of the common manifest what this browser does not understand."""
    for dotted in LEFT_OUT[browser]:
        *outer, last = dotted.split(".")
        place = manifest
        for key in outer:
            place = place[key]
        place.pop(last)
    if browser != "chromium":
        manifest["permissions"] = [name for name in manifest["permissions"] if name not in CHROMIUM_PERMISSIONS]
    return manifest


if __name__ == "__main__":
    sys.exit(main())
