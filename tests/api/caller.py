"""Speaks to a server as a paired extension does."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from tests.abuse.live_server import Reply, capture_body, profile
from tests.server.local_server import LocalServer, Paired


@dataclass
class Caller:
    """One paired browser."""

    server: LocalServer
    paired: Paired

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Reply:
        return self.server.request(method, f"/api/v1/{path}", body, **{**self.paired.headers(), **headers})

    def capture(self, name: str, **changes: Any) -> Reply:
        """Capture a page about an invented person."""
        address = f"https://example.com/people/{quote(name.lower().replace(' ', '-'), safe='')}"
        body = capture_body(profile(name), address) | changes
        return self("POST", "captures", body, Idempotency_Key=str(body["id"]))

    def person(self, name: str) -> str:
        """Give the id of a captured person."""
        found = self.capture(name).document["subject"]
        return str(found["id"])
