"""Secrets of one kind each, told apart by a prefix so that a log can never show one by accident."""

import hashlib
import hmac
import re
import secrets

TOKEN_PREFIX = "askw_t_"  # noqa: S105 - a prefix, not a secret
LINK_PREFIX = "askw_l_"
SESSION_PREFIX = "askw_s_"
FORM_PREFIX = "askw_c_"
SECRET_PATTERN = re.compile(r"askw_[tlsc]_[A-Za-z0-9_.\-]+")
"""Finds every secret that Askwell makes, except pairing codes, which have a pattern of their own."""

CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8


def make_secret(prefix: str) -> str:
    """Make 256 unguessable bits behind a prefix."""
    return prefix + secrets.token_urlsafe(32)


def make_code() -> str:
    """Make a pairing code without characters that look like one another."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def digest(secret: str) -> str:
    """Give what may be stored of a secret; it has 256 random bits, so no salt and no slowness is needed."""
    return hashlib.sha256(secret.encode("utf-8", "surrogateescape")).hexdigest()


def derive(key: bytes, purpose: str) -> bytes:
    """Give the key of one purpose, so that no two purposes share one."""
    return hmac.digest(key, purpose.encode("ascii"), "sha256")
