from __future__ import annotations

import json
from typing import Any

import pytest

from index.fields import MODELS, Kind, field_at, fields_of
from kibana.checking import check_file
from kibana.data_views import data_views
from kibana.mapped_fields import index_of, kinds_by_index
from kibana.saved_objects import to_ndjson

VIEWS = {view.id: view for view in data_views()}


def test_data_views_keep_every_rule() -> None:
    assert check_file(to_ndjson(data_views()).encode()) == []


def test_data_views_are_the_same_bytes_every_time() -> None:
    assert to_ndjson(data_views()) == to_ndjson(data_views())
    assert to_ndjson(data_views()).count("\n") == len(MODELS)


def test_data_views_exist_for_every_kind() -> None:
    assert set(kinds_by_index().values()) == set(MODELS)
    assert set(VIEWS) == set(kinds_by_index())


@pytest.mark.parametrize(("index", "kind"), kinds_by_index().items())
def test_data_view_names_exactly_the_fields_of_the_registry(index: str, kind: Kind) -> None:
    attributes: dict[str, Any] = VIEWS[index].attributes
    named = json.loads(attributes["fieldAttrs"])
    assert list(named) == sorted(field.path for field in fields_of(kind) if not field.record)
    assert all(field["customLabel"] and field["customDescription"] for field in named.values())
    assert len({field["customLabel"] for field in named.values()}) == len(named)


@pytest.mark.parametrize(("index", "kind"), kinds_by_index().items())
def test_data_view_goes_by_a_date(index: str, kind: Kind) -> None:
    assert field_at(kind, VIEWS[index].attributes["timeFieldName"]).elasticsearch_type == "date"


def test_data_view_formats_amounts_and_addresses() -> None:
    formats = json.loads(VIEWS[index_of("listing")].attributes["fieldFormatMap"])
    assert formats["price_usd"] == {"id": "number", "params": {"pattern": "$0,0"}}
    assert formats["urls"]["id"] == "url"
    assert formats["evidence.warc_length"] == {"id": "bytes"}
    numeric = {"long", "double"}
    for path, shape in formats.items():
        kind = field_at("listing", path).elasticsearch_type
        assert (kind in numeric) == (shape["id"] != "url"), path
