"""What every case is held to besides its own answer: nothing changed, still alive, no traceback and no secret written."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.abuse.live_server import LiveServer

RSS_GROWTH_MEGABYTES = 60
ALIVE_SECONDS = 1.0


@contextmanager
def watched(live: LiveServer, *, unchanged: bool) -> Iterator[None]:
    """Hold what happens inside to these rules; `unchanged` is for cases after which everything must be as before."""
    before = live.digest() if unchanged else ""
    memory, logged = live.resident_megabytes(), len(live.logged())
    yield
    if unchanged:
        assert live.digest() == before, "something was stored or removed"
    assert live.alive() < ALIVE_SECONDS
    written = live.logged()
    assert "Traceback" not in written[logged:], written[logged:][-2000:]
    for secret in (live.token, live.cookie.partition("=")[2], live.csrf, live.server_key):
        assert not secret or secret not in written, "a secret was logged"
    assert live.resident_megabytes() - memory < RSS_GROWTH_MEGABYTES
