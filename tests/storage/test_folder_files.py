"""The key file and the lock of a data folder."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from askwell.domain.errors import DatabaseReadOnlyError, FolderInUseError, SecretFileError
from askwell.storage.folder_lock import FolderLock, holder, is_held
from askwell.storage.secret_file import load_key

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")


def test_a_key_is_made_once(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    key, mended = load_key(path)
    assert (len(key), mended) == (32, None)
    assert load_key(path) == (key, None)
    assert [found.name for found in tmp_path.iterdir()] == ["secret.key"]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o600


@POSIX
def test_a_key_that_others_could_read_is_closed_and_said(tmp_path: Path) -> None:
    path = tmp_path / "secret.key"
    key, _ = load_key(path)
    path.chmod(0o640)
    again, mended = load_key(path)
    assert again == key
    assert mended
    assert "private again" in mended
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "x", "ab" * 31, "ab" * 33, "zz" * 32, "\u00e9" * 64])
def test_a_spoilt_key_is_never_replaced_silently(tmp_path: Path, text: str) -> None:
    path = tmp_path / "secret.key"
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(SecretFileError, match="Delete it to make a new key"):
        load_key(path)
    assert path.read_text(encoding="utf-8") == text


@POSIX
def test_a_key_is_not_followed_to_another_place(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("ab" * 32, encoding="ascii")
    (tmp_path / "secret.key").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(SecretFileError, match="plain file"):
        load_key(tmp_path / "secret.key")


def test_a_folder_is_held_once(tmp_path: Path) -> None:
    path = tmp_path / "askwell.lock"
    assert not is_held(path)
    lock = FolderLock(path)
    lock.take()
    lock.write(8765)
    assert is_held(path)
    assert holder(path) == {"pid": os.getpid(), "port": 8765}
    with pytest.raises(FolderInUseError):
        FolderLock(path).take()
    lock.release()
    lock.release()
    assert not is_held(path)
    again = FolderLock(path)
    again.take()
    again.release()


def test_a_lock_ends_with_its_process(tmp_path: Path) -> None:
    path = tmp_path / "askwell.lock"
    program = (
        "import os, sys; from pathlib import Path; from askwell.storage.folder_lock import FolderLock;"
        "FolderLock(Path(sys.argv[1])).take(); print('held', flush=True); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, check=False)
    assert path.exists()
    lock = FolderLock(path)
    lock.take()
    assert holder(path)["pid"] == os.getpid()
    lock.release()


@pytest.mark.parametrize("text", ["", "[]", "no json", '{"pid": "x", "port": []}'])
def test_a_lock_file_that_says_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "askwell.lock").write_text(text, encoding="utf-8")
    assert holder(tmp_path / "askwell.lock") == {}


def test_a_lock_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(DatabaseReadOnlyError, match="Nothing was changed"):
        FolderLock(tmp_path / "missing" / "askwell.lock").take()


@POSIX
def test_a_lock_is_not_followed_to_another_place(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text(json.dumps("mine"), encoding="utf-8")
    (tmp_path / "askwell.lock").symlink_to(tmp_path / "precious")
    with pytest.raises(DatabaseReadOnlyError):
        FolderLock(tmp_path / "askwell.lock").take()
    assert (tmp_path / "precious").read_text(encoding="utf-8") == '"mine"'
