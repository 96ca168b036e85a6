"""Files as a whole; objects of each kind: the other tests of this folder."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibana.checking import check_file
from kibana.rules.envelope import MAX_OBJECTS, OLDEST_KIBANA
from tests.kibana import (
    test_dashboard_rules,
    test_data_view_rules,
    test_envelope_rules,
    test_lens_rules,
    test_panel_rules,
    test_search_rules,
)
from tests.kibana.broken import GOOD, MARKET, changed, file_of


def test_generated_file_keeps_every_rule() -> None:
    assert check_file(file_of(GOOD)) == []
    assert {value["type"] for value in GOOD} == {"index-pattern", "search", "dashboard"}


def test_every_rule_is_shown_to_fail() -> None:
    files = (
        test_envelope_rules,
        test_data_view_rules,
        test_dashboard_rules,
        test_panel_rules,
        test_lens_rules,
        test_search_rules,
    )
    assert {rule for file in files for _, rule, _ in file.BROKEN} | {1} == set(range(1, 13))


@pytest.mark.parametrize("content", [b"", b"\n\n", b"{", b"\xff\xfe", b"[]", b"1", b'"text"', b"[" * 100_000])
def test_a_file_that_is_no_ndjson_breaks_rule_1(content: bytes) -> None:
    assert {problem.rule for problem in check_file(content)} == {1}


def test_too_many_objects_break_rule_3() -> None:
    objects = [{**GOOD[0], "id": str(number)} for number in range(MAX_OBJECTS + 1)]
    assert [(p.line, p.rule) for p in check_file(file_of(objects))] == [(0, 3)]


def test_a_summary_line_is_dropped() -> None:
    assert check_file(file_of([*GOOD, {"exportedCount": 4, "missingRefCount": 0}])) == []


def test_a_version_newer_than_the_target_is_refused() -> None:
    newer = changed(MARKET, lambda found: found.update(typeMigrationVersion="8.9.0"))
    assert {problem.rule for problem in check_file(newer, target=OLDEST_KIBANA)} == {5}
    assert check_file(newer, target="8.19.8") == []


_keys = st.sampled_from(
    ["id", "type", "attributes", "references", "title", "fieldAttrs", "panelsJSON", "state", "layers"]
) | st.text(max_size=5)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["[{}]", '{"a": 1}', "[1]"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_keys, inner, max_size=6),
)


@given(_values)
def test_checking_never_fails_itself(value: Any) -> None:
    assert check_file(file_of([value]))


@given(st.sampled_from(["dashboard", "lens", "search", "index-pattern"]), st.dictionaries(_keys, _values, max_size=6))
def test_checking_never_fails_over_attributes(kind: str, held: dict[str, Any]) -> None:
    assert check_file(file_of([{"id": "a", "type": kind, "attributes": held}]))


@given(st.data())
def test_checking_never_fails_over_a_dashboard_with_a_value_replaced(data: st.DataObject) -> None:
    def replace(found: Any) -> None:
        held = found
        while True:
            keys = list(held) if isinstance(held, dict) else list(range(len(held)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(held[key], dict | list) or not held[key] or data.draw(st.booleans()):
                held[key] = data.draw(_values)
                return
            held = held[key]

    assert isinstance(check_file(changed(MARKET, replace)), list)
