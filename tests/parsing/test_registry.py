"""Adapters are found by discovery; what is broken or ambiguous stops the start."""

from dataclasses import dataclass
from datetime import UTC, datetime
from types import ModuleType

import pytest

from askwell.domain.pages import CapturedPage
from askwell.parsing import registry
from askwell.parsing.document import Document
from askwell.parsing.evidence import Draft
from askwell.parsing.registry import AdapterClaimError, adapter_for, check_claims, list_adapters, serves


@dataclass(frozen=True)
class Sample:
    name: str
    hosts: tuple[str, ...] = ("sample.test",)
    priority: int = 50

    def accepts(self, document: Document) -> bool:
        return "yes" in document.page.html

    def parse(self, document: Document, draft: Draft) -> None:
        draft.put("/person/name", "Ada", "title")


def page(host: str, html: str = "yes") -> Document:
    return Document(CapturedPage(f"https://{host}/x", html, datetime(2026, 1, 15, tzinfo=UTC)))


def test_adapters_are_found_once_and_asked_in_order() -> None:
    adapters = list_adapters()
    assert "linkedin" in {adapter.name for adapter in adapters}
    assert list(adapters) == sorted(adapters, key=lambda adapter: (-adapter.priority, adapter.name))


@pytest.mark.parametrize(
    "pair",
    [(Sample("a"), Sample("b")), (Sample("a"), Sample("a", ("other.test",)))],
    ids=["one host", "one name"],
)
def test_two_claims_to_the_same_are_refused(pair: tuple[Sample, Sample]) -> None:
    with pytest.raises(AdapterClaimError):
        check_claims(list(pair))


def test_a_host_may_be_shared_at_another_priority() -> None:
    check_claims([Sample("a"), Sample("b", priority=20)])


def test_a_module_without_an_adapter_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "import_module", ModuleType)
    list_adapters.cache_clear()
    with pytest.raises(AdapterClaimError, match="has no ADAPTER"):
        list_adapters()
    list_adapters.cache_clear()


def test_the_first_that_serves_and_accepts_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = Sample("sample")
    monkeypatch.setattr(registry, "list_adapters", lambda: (sample,))
    assert adapter_for(page("sub.sample.test")) is sample
    assert adapter_for(page("sample.test", "no")) is None
    assert adapter_for(page("notsample.test")) is None


def test_hosts_and_their_sub_domains() -> None:
    assert serves(("example.com",), "example.com")
    assert serves(("example.com",), "uk.example.com")
    assert not serves(("example.com",), "badexample.com")
