"""Rule 11 against what a server says of its fields; with a real server: test_real_node.py."""

from __future__ import annotations

from typing import Any

import pytest

from kibana.field_caps import Need, needs, unmet
from kibana.mapped_fields import index_of, kinds_by_index, mapped_fields
from tests.kibana.broken import GOOD

NEEDS = needs(GOOD)


def _caps(view: str) -> dict[str, Any]:
    fields = mapped_fields(kinds_by_index()[view]).values()
    return {"fields": {f.path: {f.type: {"type": f.type, "aggregatable": f.aggregatable}} for f in fields}}


def test_field_caps_of_the_registry_meet_every_need() -> None:
    assert [told for need in NEEDS if (told := unmet(need, _caps(need.view)))] == []
    assert {need.view for need in NEEDS} == set(kinds_by_index())
    assert {need.operation for need in NEEDS} == {
        "date_histogram", "terms", "sum", "median", "max", "unique_count", "range", "show", "sort",
    }  # fmt: skip


def test_field_caps_without_a_field_leave_every_need_of_it_unmet() -> None:
    for need in NEEDS:
        caps = _caps(need.view)
        del caps["fields"][need.path]
        assert unmet(need, caps) == f"{need.view} has no field {need.path}"


@pytest.mark.parametrize("operation", ["sum", "median", "date_histogram", "terms", "sort"])
def test_field_caps_of_a_text_serve_no_aggregation(operation: str) -> None:
    caps = {"fields": {"price": {"text": {"type": "text", "aggregatable": False}}}}
    assert unmet(Need(index_of("listing"), "price", operation), caps)


def test_field_caps_that_differ_between_indices_are_told() -> None:
    double = {"type": "double", "aggregatable": True}
    caps = {"fields": {"price": {"double": double, "keyword": {"type": "keyword", "aggregatable": True}}}}
    assert unmet(Need("v", "price", "sum"), caps) == "v: sum of price, which is keyword"
    assert unmet(Need("v", "price", "sort"), caps) is None
    assert unmet(Need("v", "price", "sum"), {"fields": {"price": {"double": double}}}) is None


def test_field_caps_of_a_chart_saved_by_itself_are_asked_too() -> None:
    layer = {"columns": {"m": {"sourceField": "price", "operationType": "sum"}}}
    chart = {
        "type": "lens",
        "attributes": {"state": {"datasourceStates": {"formBased": {"layers": {"a": layer}}}}},
        "references": [{"name": "indexpattern-datasource-layer-a", "type": "index-pattern", "id": "v"}],
    }
    assert needs([chart]) == {Need("v", "price", "sum")}
