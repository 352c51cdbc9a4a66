"""The key of this installation: made once, readable by its owner only, apart from the database."""

import os
import secrets
from pathlib import Path

from askwell.domain.errors import SecretFileError
from askwell.storage.folder import PRIVATE_FILE, write_private

KEY_BYTES = 32


def load_key(path: Path) -> tuple[bytes, str | None]:
    """Read the key, or make it.

    Returns:
        The key, and a sentence about what was mended (None when nothing was).

    Raises:
        SecretFileError: The file is somebody else's, damaged or cannot be read.
    """
    try:
        if not path.exists() and not path.is_symlink():
            write_private(path, secrets.token_hex(KEY_BYTES))
        mended = _mend(path)
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (OSError, ValueError) as error:
        raise SecretFileError(
            f"{path} cannot be read ({type(error).__name__}). Nothing was changed. Delete it to make a new key; "
            "browsers then have to be paired again."
        ) from error
    if len(key) != KEY_BYTES:
        raise SecretFileError(f"{path} is damaged. Delete it to make a new key; browsers then have to be paired again.")
    return key, mended


def _mend(path: Path) -> str | None:
    """Close a file that others could read; refuse one that belongs to somebody else."""
    if path.is_symlink() or not path.is_file():
        raise SecretFileError(f"{path} must be a plain file. Nothing was changed.")
    if os.name != "posix":
        return None
    found = path.stat()
    if found.st_uid != os.geteuid():
        raise SecretFileError(f"{path} belongs to another user of this computer. Nothing was changed.")
    if not found.st_mode & 0o077:
        return None
    path.chmod(PRIVATE_FILE)
    return f"{path} could be read by other users of this computer; it is private again."
