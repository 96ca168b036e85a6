"""Rules 7, 10 and 11 on data views."""

from __future__ import annotations

import pytest

from kibana.mapped_fields import index_of
from tests.kibana.broken import Case, Change, attribute, attributes, rules_broken, within, without

BROKEN: list[Case] = [
    ("fields do not parse", 7, attribute("fields", "[")),
    ("attributes of fields do not parse", 7, attribute("fieldAttrs", "{,}")),
    ("formats are an object", 10, attribute("fieldFormatMap", {})),
    ("runtime fields a list", 10, attribute("runtimeFieldMap", "[]")),
    ("filters missing", 10, without("sourceFilters")),
    ("no title", 10, without("title")),
    ("no name", 10, attribute("name", "")),
    ("unknown attribute", 10, attribute("colour", "red")),
    ("time field is no date", 10, attribute("timeFieldName", "source")),
    ("time field is missing", 10, without("timeFieldName")),
    ("time field is unknown", 10, attribute("timeFieldName", "seen")),
    (
        "computed field without a script",
        10,
        within(attributes, "runtimeFieldMap", lambda fields: fields["pages_read"].pop("script")),
    ),
    ("index is unknown", 11, attribute("title", "logs-*")),
    ("field is unknown", 11, attribute("fieldAttrs", '{"offers.colour": {}}')),
    ("format of an unknown field", 11, attribute("fieldFormatMap", '{"colour": {"id": "number"}}')),
    (
        "computed field of another name",
        11,
        within(attributes, "runtimeFieldMap", lambda fields: fields.update(pages=fields.pop("pages_read"))),
    ),
]


@pytest.mark.parametrize(("rule", "change"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_data_view_broken_is_told_with_its_line(rule: int, change: Change) -> None:
    assert rule in rules_broken(index_of("run"), change)
