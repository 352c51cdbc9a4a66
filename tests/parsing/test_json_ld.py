"""JSON-LD as real pages write it: what can be read is read, and one bad block never hides a good one."""

import pytest

from askwell.parsing.json_ld import MAX_BLOCK_CHARACTERS, decode_block, decode_blocks, types_of, value_at, walk_nodes

ADA = {"@type": "Person", "name": "Ada Example"}


@pytest.mark.parametrize(
    "text",
    [
        '{"@type":"Person","name":"Ada Example"}',
        '\ufeff {"@type":"Person","name":"Ada Example"} ',
        '<!-- {"@type":"Person","name":"Ada Example"} -->',
        '//<![CDATA[\n{"@type":"Person","name":"Ada Example"}\n//]]>',
        '/* <![CDATA[ */{"@type":"Person","name":"Ada Example"}/* ]]> */',
        '{"@type":"Person","name":"Ada Example"};',
        '{"@type":"Person","name":"Ada Example"}}',
        '{"@type":"Person","name":"Ada Example",}',
        '{"@type":"Person", /* who */ "name":"Ada Example" // here\n}',
        "{&quot;@type&quot;:&quot;Person&quot;,&quot;name&quot;:&quot;Ada Example&quot;}",
    ],
)
def test_what_pages_get_wrong_is_forgiven(text: str) -> None:
    assert decode_block(text) == ADA


def test_control_characters_in_texts_are_read() -> None:
    assert decode_block('{"name":"Ada\nExample\t!"}') == {"name": "Ada\nExample\t!"}


def test_slashes_in_texts_are_no_comments() -> None:
    assert decode_block('{"url":"https://example.org/a", "x": 1,}') == {"url": "https://example.org/a", "x": 1}


@pytest.mark.parametrize(
    "text", ["", "null", "[", "{", '"text"', "[" * 200_000, '{"a":' * 50_000, "9" * 10_000, "/*" * 90_000]
)
def test_what_cannot_be_read_is_left_out(text: str) -> None:
    assert decode_block(text) is None


def test_a_bad_block_hides_nothing() -> None:
    assert decode_blocks(iter(['{"broken":', '{"@type":"Person","name":"Ada Example"}'])) == [ADA]


def test_number_and_size_of_blocks_are_limited() -> None:
    huge = '{"a":"' + "x" * MAX_BLOCK_CHARACTERS + '"}'
    assert decode_blocks(iter([huge, '{"a":1}'])) == [{"a": 1}]
    assert len(decode_blocks(iter(['{"a":1}'] * 500))) == 50


def test_nodes_are_found_in_graphs_and_their_places_lead_back() -> None:
    blocks = [{"@graph": [{"@type": "WebPage", "about": {"@type": ["schema:Person", "Thing"], "a/b": {"@type": "X"}}}]}]
    found = dict(walk_nodes(blocks))
    assert [types_of(node) for node in found.values()] == [["WebPage"], ["Person", "Thing"], ["X"]]
    assert all(value_at(blocks, where) is node for where, node in found.items())
    assert value_at(blocks, "jsonld:0/@graph/7/name") is None
    assert value_at(blocks, "jsonld:9") is None
