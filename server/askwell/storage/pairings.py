"""Paired browsers: rows in, values out. Tokens are known here by their digests only."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CursorResult, delete, or_, select, update
from sqlalchemy.orm import Session

from askwell.domain.pairings import Pairing
from askwell.storage.models import PairingRow


@dataclass(frozen=True, slots=True)
class StoredPairing:
    """A pairing with what is stored of its tokens."""

    pairing: Pairing
    token_digest: str
    previous_digest: str | None
    previous_until: datetime | None


def _pairing(row: PairingRow) -> Pairing:
    return Pairing(row.id, row.name, row.origin, row.created_at, row.last_used_at)


def store_pairing(session: Session, pairing: Pairing, token_digest: str) -> None:
    """Store a new pairing."""
    session.add(
        PairingRow(
            id=pairing.id,
            name=pairing.name,
            origin=pairing.origin,
            created_at=pairing.created_at,
            last_used_at=pairing.last_used_at,
            token_digest=token_digest,
        )
    )
    session.flush()


def find_pairing(session: Session, pairing_id: str) -> Pairing | None:
    """Find a pairing by its id."""
    row = session.get(PairingRow, pairing_id)
    return None if row is None else _pairing(row)


def find_by_digest(session: Session, digest: str) -> StoredPairing | None:
    """Find the pairing whose present or previous token has this digest."""
    wanted = or_(PairingRow.token_digest == digest, PairingRow.previous_digest == digest)
    row = session.scalars(select(PairingRow).where(wanted)).first()
    if row is None:
        return None
    return StoredPairing(_pairing(row), row.token_digest, row.previous_digest, row.previous_until)


def list_pairings(session: Session) -> list[Pairing]:
    """List pairings, oldest first."""
    rows = session.scalars(select(PairingRow).order_by(PairingRow.created_at, PairingRow.id))
    return [_pairing(row) for row in rows]


def touch_pairing(session: Session, pairing_id: str, now: datetime) -> None:
    """Note when a pairing was used."""
    session.execute(update(PairingRow).where(PairingRow.id == pairing_id).values(last_used_at=now))


def replace_token(session: Session, pairing_id: str, old: str, new: str, previous_until: datetime) -> bool:
    """Put a new token digest in place of the old one; False when the old one was not the present one any more."""
    change = (
        update(PairingRow)
        .where(PairingRow.id == pairing_id, PairingRow.token_digest == old)
        .values(token_digest=new, previous_digest=old, previous_until=previous_until)
    )
    return _changed(session.execute(change))


def remove_pairing(session: Session, pairing_id: str) -> bool:
    """Remove a pairing; False when there is none."""
    return _changed(session.execute(delete(PairingRow).where(PairingRow.id == pairing_id)))


def _changed(result: object) -> bool:
    return isinstance(result, CursorResult) and result.rowcount > 0
