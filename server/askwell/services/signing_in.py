"""Signing in to the dashboard: links that work once within a minute, and the sessions they open.

A link is signed with the key of the installation, so that a second start of the program can give one to its owner
without asking the running server. Sessions live in memory: a restart signs every window out.
"""

import base64
import binascii
import hmac
import re
import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

from askwell.domain.clocks import Clock
from askwell.domain.refusals import LinkUsedError
from askwell.services import keys

LINK_SECONDS = 60
CLOCK_SLACK_SECONDS = 5
SESSION_IDLE_SECONDS = 12 * 3600
MOST_SESSIONS = 64
LOCAL_PATH = re.compile(r"/(?:[A-Za-z0-9_.~!$&'()*+,;=:@%?-][A-Za-z0-9_.~!$&'()*+,;=:@%?/-]*)?")


@dataclass(frozen=True, slots=True)
class DashboardSession:
    """One signed-in window.

    Attributes:
        key: Digest of the cookie; the cookie itself is not kept.
        csrf_token: What every form of this session carries.
    """

    key: str
    csrf_token: str


def safe_next(path: str | None) -> str:
    """Give the path if it stays inside the dashboard, else the start page."""
    return path if path and len(path) <= 500 and LOCAL_PATH.fullmatch(path) else "/"


def make_link(key: bytes, now: datetime, next_path: str = "/") -> str:
    """Make the secret part of a sign-in address.

    Args:
        key: Key of the installation.
        now: Aware time from which the minute counts.
        next_path: Page to open afterwards.
    """
    target = base64.urlsafe_b64encode(safe_next(next_path).encode("ascii")).decode("ascii").rstrip("=")
    issued = int(now.timestamp() * 1000)
    claim = f"{issued:x}.{secrets.token_hex(16)}.{target}"
    return f"{keys.LINK_PREFIX}{claim}.{_sign(key, claim)}"


def _sign(key: bytes, claim: str) -> str:
    return hmac.new(keys.derive(key, "sign-in"), claim.encode("ascii"), "sha256").hexdigest()


def read_link(key: bytes, link: str) -> tuple[datetime, str]:
    """Check the signature of a link, and give when it was made and where it leads.

    Raises:
        LinkUsedError: When it is not one of ours.
    """
    claim, _, signature = link.removeprefix(keys.LINK_PREFIX).rpartition(".")
    if not link.isascii() or not hmac.compare_digest(_sign(key, claim), signature):
        raise LinkUsedError
    issued, _, target = claim.split(".")
    try:
        path = base64.urlsafe_b64decode(target + "=" * (-len(target) % 4)).decode("ascii")
    except (binascii.Error, UnicodeDecodeError) as error:  # pragma: no cover - signed by ourselves
        raise LinkUsedError from error
    return datetime.fromtimestamp(int(issued, 16) / 1000, UTC), safe_next(path)


class SignInDesk:
    """Gives out links, takes each once, and keeps the sessions."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        """Begin with nobody signed in; `key` is that of the installation."""
        self._key = key
        self._clock = clock
        self._used: OrderedDict[str, float] = OrderedDict()
        self._sessions: OrderedDict[str, tuple[DashboardSession, float]] = OrderedDict()
        self._lock = threading.Lock()

    def issue_link(self, next_path: str = "/") -> str:
        """Make a link that opens the dashboard once within a minute."""
        return make_link(self._key, self._clock.now(), next_path)

    def redeem(self, link: str) -> tuple[str, str]:
        """Open a session with a link.

        Returns:
            The cookie's value and the path to show.

        Raises:
            LinkUsedError: When the link was used, is too old or not ours.
        """
        issued, path = read_link(self._key, link)
        age = (self._clock.now() - issued).total_seconds()
        with self._lock:
            if keys.digest(link) in self._used or not -CLOCK_SLACK_SECONDS <= age <= LINK_SECONDS:
                raise LinkUsedError
            self._remember_use(link)
            cookie = keys.make_secret(keys.SESSION_PREFIX)
            session = DashboardSession(keys.digest(cookie), keys.make_secret(keys.FORM_PREFIX))
            self._sessions[session.key] = (session, self._clock.monotonic())
            while len(self._sessions) > MOST_SESSIONS:
                self._sessions.popitem(last=False)
        return cookie, path

    def _remember_use(self, link: str) -> None:
        """Keep used links twice as long as one could be valid, by a clock that nobody can set back."""
        now = self._clock.monotonic()
        self._used[keys.digest(link)] = now
        while self._used and now - next(iter(self._used.values())) > 3600:
            self._used.popitem(last=False)

    def find(self, cookie: str | None) -> DashboardSession | None:
        """Give the session of a cookie, and note that it is in use; None when there is none."""
        if not cookie:
            return None
        key = keys.digest(cookie)
        with self._lock:
            found = self._sessions.get(key)
            if found is None:
                return None
            session, last_used = found
            if self._clock.monotonic() - last_used > SESSION_IDLE_SECONDS:
                del self._sessions[key]
                return None
            self._sessions[key] = (session, self._clock.monotonic())
            self._sessions.move_to_end(key)
            return session

    def sign_out(self, session: DashboardSession) -> None:
        """End one session."""
        with self._lock:
            self._sessions.pop(session.key, None)

    def sign_out_everywhere(self) -> None:
        """End every session, on this machine and in every browser."""
        with self._lock:
            self._sessions.clear()
