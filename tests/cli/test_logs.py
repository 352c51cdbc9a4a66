"""What a log may say: one line per event, no secret, no text of an exception."""

import logging
import os
from contextlib import suppress
from pathlib import Path

import pytest

from askwell.cli.serving import logs
from askwell.cli.serving.logs import HIDDEN, CleanFormatter, PrivateFileHandler, clean
from askwell.services import keys


@pytest.mark.parametrize(
    "secret",
    [
        keys.make_secret(keys.TOKEN_PREFIX),
        keys.make_secret(keys.SESSION_PREFIX),
        keys.make_secret(keys.FORM_PREFIX),
        "askw_l_19f.abc.Lw.0123",
        "0a" * 32,
        "ABCD2345",
    ],
    ids=["token", "session", "form", "link", "key", "code"],
)
@pytest.mark.parametrize("around", ["{}", "Bearer {}", "/sign-in/{}?x", "'{}'", "a\n{}\n"])
def test_secrets_are_hidden(secret: str, around: str) -> None:
    written = clean(around.format(secret))
    assert secret not in written
    assert HIDDEN in written


@pytest.mark.parametrize("text", ["GET /api/v1/prospects 200 4 ms", "12345678", "EXAMPLES", "2026-03-01T09:00:00Z"])
def test_ordinary_lines_stay(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize("bad", ["\r\n", "\n", "\x1b[31m", "\x00", "\x85", "\u2028", "\u202e"])
def test_nothing_starts_a_line_or_colours_a_terminal(bad: str) -> None:
    assert bad[0] not in clean(f"before{bad}after")


def record(error: BaseException) -> logging.LogRecord:
    return logging.LogRecord(
        "askwell", logging.ERROR, __file__, 1, "it broke", None, (type(error), error, error.__traceback__)
    )


def test_an_exception_says_where_but_not_what() -> None:
    try:
        raise ValueError("the page of Ada Example, ada@example.com")
    except ValueError as error:
        written = CleanFormatter("%(message)s").format(record(error))
    assert "ValueError at test_logs.py:" in written
    assert "Ada" not in written
    assert "\n" not in written


def test_log_files_are_private_and_few(tmp_path: Path) -> None:
    handler = PrivateFileHandler(tmp_path / "askwell.log", maxBytes=1000, backupCount=2, encoding="utf-8")
    handler.setFormatter(CleanFormatter("%(message)s"))
    logger = logging.Logger("alone")
    logger.addHandler(handler)
    for _ in range(100):
        logger.info("x" * 100)
    handler.close()
    files = sorted(tmp_path.iterdir())
    assert len(files) == 3
    if os.name == "posix":
        assert {path.stat().st_mode & 0o777 for path in files} == {0o600}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_log_that_cannot_be_written_breaks_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handler = PrivateFileHandler(tmp_path / "askwell.log", encoding="utf-8")
    whole, handler.stream = handler.stream, open("/dev/full", "w", encoding="utf-8")  # noqa: SIM115, PTH123
    handler.emit(logging.LogRecord("askwell", logging.INFO, __file__, 1, "lost", None, None))
    with suppress(OSError):
        handler.stream.close()
    handler.stream = whole
    handler.close()
    assert capsys.readouterr().err == ""


def test_logging_starts_with_a_private_folder(tmp_path: Path) -> None:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    try:
        logs.start_logging(tmp_path / "logs" / "askwell.log")
        logging.getLogger("askwell.test").info("hello")
        assert "hello" in (tmp_path / "logs" / "askwell.log").read_text(encoding="utf-8")
    finally:
        for handler in set(root.handlers) - set(before):
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)
