"""Where Askwell lives on this machine; the only reader of the environment."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path

FIRST_PORT = 8765
LAST_PORT = 8774
LOOPBACK = "127.0.0.1"
DASHBOARD_HOST = "askwell.localhost"
"""Its own host name keeps the dashboard's cookies away from every other program on 127.0.0.1."""


@dataclass(frozen=True, slots=True)
class Config:
    """Settings of one running server.

    Attributes:
        data_dir: Folder of everything Askwell keeps; 0700 where the system has modes.
        port: The port that is really listened on.
        host: The loopback address; Askwell listens nowhere else.
    """

    data_dir: Path
    port: int = FIRST_PORT
    host: str = LOOPBACK

    @property
    def api_url(self) -> str:
        """Address the extension speaks to, without a trailing slash."""
        return f"http://{self.host}:{self.port}"

    @property
    def dashboard_url(self) -> str:
        """Origin of the dashboard, without a trailing slash."""
        return f"http://{DASHBOARD_HOST}:{self.port}"

    @property
    def database_path(self) -> Path:
        """The one database file."""
        return self.data_dir / "askwell.db"

    @property
    def secret_path(self) -> Path:
        """The key of this installation; apart from the database, so that a copy of that holds no key."""
        return self.data_dir / "secret.key"

    @property
    def lock_path(self) -> Path:
        """Held by the one server that uses the folder."""
        return self.data_dir / "askwell.lock"

    @property
    def log_path(self) -> Path:
        """The current log file."""
        return self.data_dir / "logs" / "askwell.log"


def default_data_dir() -> Path:
    """Give the folder named by `ASKWELL_DATA_DIR`, or this user's own data folder (never a roaming one)."""
    named = os.environ.get("ASKWELL_DATA_DIR", "").strip()
    return Path(named).expanduser() if named else user_data_path("askwell", appauthor=False, roaming=False)


def has_screen() -> bool:
    """Say whether a browser window can be opened from here."""
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
