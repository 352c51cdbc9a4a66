"""Strict JSON: what two readers could understand differently is refused; what a browser would send is taken."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askwell.api.bodies import DEEPEST, read_json
from askwell.domain.refusals import MalformedJsonError

REFUSED = {
    "nothing": b"",
    "half": b'{"a":',
    "two documents": b"{} {}",
    "trailing comma": b'{"a":1,}',
    "comment": b"{} // no",
    "single quotes": b"{'a':1}",
    "byte order mark": b"\xef\xbb\xbf{}",
    "UTF-16": '{"a":1}'.encode("utf-16"),
    "UTF-32": '{"a":1}'.encode("utf-32"),
    "latin-1": '{"a":"é"}'.encode("latin-1"),
    "overlong": b'{"a":"\xc0\xaf"}',
    "encoded surrogate": b'{"a":"\xed\xa0\x80"}',
    "NaN": b"[NaN]",
    "Infinity": b"[Infinity]",
    "-Infinity": b"[-Infinity]",
    "1e999": b"[1e999]",
    "-1e999": b"[-1e999]",
    "long integer": b"[" + b"9" * 5000 + b"]",
    "long fraction": b"[0." + b"1" * 1_000_000 + b"]",
    "a key twice": b'{"a":1,"a":1}',
    "a key twice below": b'[{"b":{"a":1,"a":2}}]',
    "a key twice in disguise": b'{"a":1,"\\u0061":2}',
    "deep lists": b"[" * 100_000 + b"]" * 100_000,
    "deep objects": b'{"a":' * 900 + b"1" + b"}" * 900,
    "a little too deep": b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1),
    "raw control character": b'{"a":"\x01"}',
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedJsonError) as caught:
        read_json(raw)
    assert len(caught.value.detail) < 200, "a refusal does not repeat the body"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"[" * DEEPEST + b"]" * DEEPEST, None),
        (b'{"a":"\\ud83d\\ude00"}', {"a": "😀"}),
        (b'{"a":"x\\ud83d"}', {"a": "x\ufffd"}),
        (b'{"\\udc00":1}', {"\ufffd": 1}),
        (b'{"a":"\\u0000"}', {"a": "\0"}),
        (b"-0.5e-3", -0.0005),
        (b" null ", None),
    ],
)
def test_what_is_taken(raw: bytes, value: object) -> None:
    read = read_json(raw)
    assert value is None or read == value


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_every_ordinary_document_comes_through(value: object) -> None:
    assert read_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_a_value_or_a_refusal(raw: bytes) -> None:
    try:
        json.dumps(read_json(raw)).encode("utf-8")
    except MalformedJsonError:
        return
