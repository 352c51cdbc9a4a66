"""The process that reads pages: quick when warm, killed when a page is hostile, and never the end of a capture."""

import logging
import time
from datetime import UTC, datetime

import pytest

from askwell.domain.errors import PageTooSlowError, PageUnreadableError, ReaderBusyError
from askwell.domain.pages import CapturedPage
from askwell.services import reading
from askwell.services.reading import PageProblemError, PageReader
from askwell.services.reading_worker import _Warnings, pack, unpack

NOW = datetime(2026, 3, 4, tzinfo=UTC)
HTML = "<html><head><title>Ada Example</title></head><body><h1>Ada Example</h1></body></html>"


def page(html=HTML):
    return CapturedPage(url="https://example.com/ada", html=html, captured_at=NOW, title="Ada")


@pytest.fixture
def reader():
    opened = PageReader()
    yield opened
    opened.close()


def worker_program(body):
    """Give a worker that answers the start-up and then does what the test says."""
    return (
        "import sys, time, os; sys.path.insert(0, {!r});"
        "from askwell.services.reading_worker import read_frame, write_frame, pack, _report_failures;"
        "out = sys.stdout.buffer; _report_failures(out); write_frame(out, pack({{'ready': True}}));"
        "read_frame(sys.stdin.buffer);" + body
    )


def test_a_page_is_read_in_another_process(reader):
    document = reader.read(page())
    assert document["page"]["url"] == "https://example.com/ada"
    started = time.monotonic()
    assert reader.read(page()) == document
    assert time.monotonic() - started < 2


def test_what_the_other_process_warns_of_reaches_the_log(monkeypatch, caplog):
    told = "write_frame(out, pack({{'document': {{}}, 'warnings': ['an adapter stumbled']}})); read_frame(sys.stdin.buffer)"
    with monkeypatch.context() as warning:
        warning.setattr(reading, "_PROGRAM", worker_program(told))
        reader = PageReader()
    try:
        assert reader.read(page()) == {}
    finally:
        reader.close()
    assert "an adapter stumbled" in caplog.text


def test_warnings_are_told_once():
    warnings = _Warnings()
    log = logging.Logger("askwell.parsing")
    log.addHandler(warnings)
    log.info("nothing")
    log.warning("stumbled in %s", "here")
    assert (warnings.taken(), warnings.taken()) == (["stumbled in here"], [])


def test_text_that_is_no_proper_text_goes_through(reader):
    planted = '<script type="application/ld+json">{"@type": "Person", "name": "Ada\\\\u0000 \\\\ud800"}</script>'
    assert reader.read(page("<title>x</title>" + planted))["page"]
    told = unpack(pack({"a": "\0 \ud800 ü"}))
    assert told == {"a": "\ufffd \ufffd\ufffd\ufffd ü"}


def test_a_page_over_the_limits_is_explained(reader):
    with pytest.raises(PageProblemError) as problem:
        reader.read(page("<i>" * 200_000))
    assert problem.value.slug == "page-too-complex"
    assert reader.read(page())


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("time.sleep(60)", PageTooSlowError),
        ("os._exit(9)", PageUnreadableError),
        ("raise MemoryError", PageUnreadableError),
        ("out.write(b'xx'); out.flush()", PageUnreadableError),
    ],
)
def test_a_failing_process_is_replaced(monkeypatch, body, error):
    with monkeypatch.context() as broken:
        broken.setattr(reading, "_PROGRAM", worker_program(body))
        reader = PageReader(seconds=0.5)
    try:
        with pytest.raises(error):
            reader.read(page())
        assert reader.read(page())
    finally:
        reader.close()


def test_when_all_processes_are_busy_the_page_waits():
    reader = PageReader(workers=0, wait_seconds=0.01)
    with pytest.raises(ReaderBusyError):
        reader.read(page())


def test_only_one_thread_works_on_a_capture():
    reader = PageReader(workers=0)
    with reader.turn("a"), reader.turn("b"):
        assert set(reader._turns) == {"a", "b"}
    assert reader._turns == {}
