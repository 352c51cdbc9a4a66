"""What the web edge may ask the running application for, typed."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from flask import current_app

from askwell.config import Config
from askwell.domain.clocks import Clock

if TYPE_CHECKING:
    from askwell.services.pairings import PairingDesk
    from askwell.services.reading import PageReader
    from askwell.services.signing_in import SignInDesk
    from askwell.storage.database import Database

EXTENSION_KEY = "askwell"


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything `create_app` joins; reached through the functions below."""

    config: Config
    database: Any
    reader: Any
    clock: Clock
    pairing_desk: Any
    sign_in_desk: Any


def parts() -> Parts:
    """Give the parts of the application that answers the current request."""
    return cast("Parts", current_app.extensions[EXTENSION_KEY])


def config() -> Config:
    """Give the settings of the running server."""
    return parts().config


def database() -> "Database":
    """Give the database; views open `.reading()` or `.writing()` on it."""
    return cast("Database", parts().database)


def reader() -> "PageReader":
    """Give the worker that reads pages."""
    return cast("PageReader", parts().reader)


def clock() -> Clock:
    """Give the clock."""
    return parts().clock


def now() -> datetime:
    """Give the time of this request, aware and in UTC."""
    return parts().clock.now()


def pairing_desk() -> "PairingDesk":
    """Give the place where browsers are paired."""
    return cast("PairingDesk", parts().pairing_desk)


def sign_in_desk() -> "SignInDesk":
    """Give the keeper of sign-in links and dashboard sessions."""
    return cast("SignInDesk", parts().sign_in_desk)
