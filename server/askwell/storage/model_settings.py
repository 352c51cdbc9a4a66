"""The settings of the optional model: a private file beside the database, so that no copy of that holds the key."""

import json
from dataclasses import asdict
from pathlib import Path

from askwell.domain.model_settings import ModelSettings
from askwell.storage.folder import write_private

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
    write_private(folder / FILE, json.dumps(asdict(settings)))
