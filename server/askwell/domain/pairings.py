"""Browsers that may speak to this server."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Pairing:
    """One paired browser, without its secret.

    Attributes:
        origin: The extension's origin as recorded when it was paired.
    """

    id: str
    name: str
    origin: str
    created_at: datetime
    last_used_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewPairing:
    """A fresh pairing with the only copy of its token.

    Attributes:
        token: Shown once; the server keeps its hash.
        server_key: Hex key with which the server proves itself to this browser.
    """

    pairing: Pairing
    token: str
    server_key: str
