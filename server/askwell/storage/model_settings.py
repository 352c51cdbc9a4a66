"""The settings of the optional model: a private file beside the database, so that no copy of that holds the key."""

import json
import os
from dataclasses import asdict
from pathlib import Path

from askwell.domain.model_settings import ModelSettings
from askwell.storage.folder import PRIVATE_FILE

FILE = "model.json"


def load_settings(folder: Path) -> ModelSettings:
    """Read the settings; off when there are none or the file is damaged."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        texts = {name: str(found[name]) for name in ("url", "model", "key")}
        return ModelSettings(found["enabled"] is True, **texts)
    except (OSError, ValueError, KeyError, TypeError):
        return ModelSettings()


def store_settings(folder: Path, settings: ModelSettings) -> None:
    """Write the settings, whole or not at all, readable by their owner only."""
    partial = folder / f"{FILE}.partial"
    partial.unlink(missing_ok=True)
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(asdict(settings), file)
    partial.replace(folder / FILE)
