"""What holds for the tests of reading: an adapter that stumbles is a failure here, not a page read plainly."""

import pytest

from askwell.parsing import reader


@pytest.fixture(autouse=True)
def stumbling_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "ADAPTER_SLIPS", ())
