"""Pairing a browser: the code shown by the server, the token it buys, and the proof that this is the same server."""

import hmac
import re
import threading
import uuid
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from askwell.domain.clocks import Clock
from askwell.domain.errors import PairingNotFoundError
from askwell.domain.origins import is_extension_origin
from askwell.domain.pairings import NewPairing, Pairing
from askwell.domain.refusals import (
    OriginNotAllowedError,
    PairingCodeInvalidError,
    PairingLockedError,
    PairingNotOpenError,
    RotationConflictError,
    TokenExpiredError,
    TokenInvalidError,
)
from askwell.services import keys
from askwell.storage import pairings as rows

CODE_SECONDS = 120
MOST_WRONG_CODES = 5
MOST_OPEN_CODES = 4
UNUSED_LIFETIME = timedelta(days=365)
ROTATION_GRACE = timedelta(seconds=60)
TOUCH_AFTER = timedelta(hours=1)
NONCE = re.compile(r"[0-9a-f]{64}")
PROOF_PREFIX = b"askwell-proof:"


class PairingDesk:
    """Keeps the codes of open pairing pages; in memory only, as digests, counted by a clock nobody can set."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        """Begin with no page open; `key` is that of the installation."""
        self._key = key
        self._clock = clock
        self._open: dict[str, float] = {}
        self._spent: set[str] = set()
        self._wrong = 0
        self._lock = threading.Lock()

    def open(self) -> str:
        """Show a pairing page: give its code, good for two minutes and one browser."""
        code = keys.make_code()
        with self._lock:
            self._forget_old()
            while len(self._open) >= MOST_OPEN_CODES:
                self._spend(next(iter(self._open)))
            self._open[keys.digest(code)] = self._clock.monotonic() + CODE_SECONDS
            self._wrong = 0
        return code

    def take(self, code: str) -> None:
        """Use up a code.

        Raises:
            PairingNotOpenError: When no pairing page was opened.
            PairingLockedError: After too many wrong codes, even for the right one.
            PairingCodeInvalidError: When it is wrong, used or too old.
        """
        given = keys.digest(re.sub(r"[\s-]", "", code).upper())
        with self._lock:
            if self._wrong >= MOST_WRONG_CODES:
                raise PairingLockedError
            if not self._open and not self._spent:
                raise PairingNotOpenError
            self._forget_old()
            if given in self._open:
                self._spend(given)
                return
            if given not in self._spent:
                self._wrong += 1
            raise PairingCodeInvalidError

    def _spend(self, code: str) -> None:
        """Remember a code that no longer counts; repeating it is a late click, not a guess."""
        del self._open[code]
        self._spent.add(code)

    def _forget_old(self) -> None:
        now = self._clock.monotonic()
        for code in [code for code, until in self._open.items() if until < now]:
            self._spend(code)

    def server_key(self, pairing_id: str) -> bytes:
        """Give the key by which this server proves itself to one browser; not even the database holds it."""
        return keys.derive(self._key, f"pairing:{pairing_id}")


def open_pairing(desk: PairingDesk) -> str:
    """Open the pairing window and give the code to show."""
    return desk.open()


def claim_pairing(
    session: Session, desk: PairingDesk, *, code: str, origin: str, name: str, now: datetime
) -> NewPairing:
    """Trade a code for a token.

    Args:
        session: Open for writing.
        desk: Where the code was shown.
        code: As typed or read from the page; spaces, dashes and case do not matter.
        origin: Origin of the asking extension; from now on only this one may use the token.
        name: What the user calls the browser.
        now: Aware time of pairing.

    Raises:
        RefusalError: When the origin is no extension's, or the code does not count.
    """
    if not is_extension_origin(origin):
        raise OriginNotAllowedError("Only a browser extension can be paired.")
    desk.take(code)
    token = keys.make_secret(keys.TOKEN_PREFIX)
    pairing = Pairing(id=str(uuid.uuid4()), name=name, origin=origin, created_at=now, last_used_at=None)
    rows.store_pairing(session, pairing, keys.digest(token))
    return NewPairing(pairing, token, desk.server_key(pairing.id).hex())


def prove(session: Session, desk: PairingDesk, pairing_id: str, nonce: str) -> str:
    """Prove to a paired browser that this is the server it was paired with.

    Args:
        session: Open for reading.
        desk: Keeper of the server's key.
        pairing_id: As given at pairing.
        nonce: 32 random bytes in lower-case hex.

    Returns:
        HMAC-SHA256 over `askwell-proof:` and the nonce, in hex.

    Raises:
        TokenInvalidError: When no such pairing exists (any more).
    """
    if not NONCE.fullmatch(nonce) or rows.find_pairing(session, pairing_id) is None:
        raise TokenInvalidError
    return hmac.new(desk.server_key(pairing_id), PROOF_PREFIX + nonce.encode("ascii"), "sha256").hexdigest()


def find_pairing_by_token(session: Session, token: str, *, now: datetime) -> Pairing | None:
    """Give the pairing of a token, or None; a token that was renewed works a minute longer.

    Raises:
        TokenExpiredError: When it was not used for a year.
    """
    wanted = keys.digest(token)
    found = rows.find_by_digest(session, wanted)
    if found is None:
        return None
    renewed = found.previous_digest is not None and hmac.compare_digest(found.previous_digest, wanted)
    if renewed and (found.previous_until is None or now > found.previous_until):
        return None
    if not renewed and not hmac.compare_digest(found.token_digest, wanted):
        return None
    pairing = found.pairing
    if now - (pairing.last_used_at or pairing.created_at) > UNUSED_LIFETIME:
        raise TokenExpiredError
    return pairing


def needs_touch(pairing: Pairing, now: datetime) -> bool:
    """Say whether `last_used_at` is worth a write; an hour is exact enough."""
    return pairing.last_used_at is None or abs(now - pairing.last_used_at) > TOUCH_AFTER


def touch_pairing(session: Session, pairing_id: str, *, now: datetime) -> None:
    """Note that a browser was here."""
    rows.touch_pairing(session, pairing_id, now)


def renew_token(session: Session, pairing: Pairing, token: str, *, now: datetime) -> str:
    """Give a browser a new token; the old one works a minute longer, so that no request on its way is lost.

    Raises:
        RotationConflictError: When another request renewed the same token first.
    """
    fresh = keys.make_secret(keys.TOKEN_PREFIX)
    if not rows.replace_token(session, pairing.id, keys.digest(token), keys.digest(fresh), now + ROTATION_GRACE):
        raise RotationConflictError
    return fresh


def list_pairings(session: Session) -> list[Pairing]:
    """List paired browsers, oldest first."""
    return rows.list_pairings(session)


def recorded_origins(session: Session) -> frozenset[str]:
    """Give the origins that were recorded at pairing."""
    return frozenset(pairing.origin for pairing in rows.list_pairings(session))


def revoke_pairing(session: Session, pairing_id: str) -> None:
    """Take a browser's access away, at once.

    Raises:
        PairingNotFoundError: When there is none with this id.
    """
    if not rows.remove_pairing(session, pairing_id):
        raise PairingNotFoundError
