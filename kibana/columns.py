"""Columns of a Lens layer: what it counts (measures) and by what (buckets)."""

from __future__ import annotations

from typing import Any

from index.fields import Kind
from kibana.conditions import kql
from kibana.definitions import Bands, Measure, OverTime, Terms
from kibana.mapped_fields import NUMBERS, RECORDS, MappedField, mapped_fields, time_field

Column = dict[str, Any]


def measure_column(kind: Kind, measure: Measure) -> Column:
    """Column of a number. Raises `ValueError` where the field does not fit what is asked of it."""
    if measure.of == "count":
        path, number = RECORDS, "number"
    else:
        field = _fitting(kind, measure.field, _TYPES[measure.of], measure.of)
        path, number = field.path, "date" if measure.of == "max" and field.type == "date" else "number"
    column: Column = {
        "label": measure.label,
        "customLabel": True,
        "dataType": number,
        "operationType": measure.of,
        "isBucketed": False,
        "scale": "ratio",
        "sourceField": path,
        "params": {} if measure.of in ("median", "max") else {"emptyAsNull": True},
    }
    if measure.where:
        column["filter"] = kql(kind, measure.where)
    return column


def terms_column(kind: Kind, terms: Terms, measure: Measure, by: str) -> Column:
    """Column of values, largest *measure* first, whose column has the id *by*. Raises `ValueError`.

    Values of a median are ranked by how many documents they have: the dearest goods are often the rarest.
    """
    field = _fitting(kind, terms.field, _TYPES["terms"], "terms")
    by_column = {"type": "column", "columnId": by}
    return {
        "label": terms.label,
        "customLabel": True,
        "dataType": {"keyword": "string", "boolean": "boolean"}.get(field.type, "number"),
        "operationType": "terms",
        "isBucketed": True,
        "scale": "ordinal",
        "sourceField": field.path,
        "params": {
            "size": terms.size,
            **(
                {"orderBy": {"type": "custom"}, "orderAgg": _RANK} if measure.of == "median" else {"orderBy": by_column}
            ),
            "orderDirection": "desc",
            "otherBucket": False,
            "missingBucket": False,
            "parentFormat": {"id": "terms"},
        },
    }


def time_column(kind: Kind, across: OverTime) -> Column:
    """Column of periods. Raises `ValueError` where the field is no date."""
    field = _fitting(kind, across.field or time_field(kind), _TYPES["date_histogram"], "date_histogram")
    return {
        "label": {"1d": "Day", "1w": "Week", "1M": "Month"}[across.every],
        "customLabel": True,
        "dataType": "date",
        "operationType": "date_histogram",
        "isBucketed": True,
        "scale": "interval",
        "sourceField": field.path,
        "params": {"interval": across.every, "includeEmptyRows": True, "dropPartials": False},
    }


def bands_column(kind: Kind, across: Bands) -> Column:
    """Column of bands of a number. Raises `ValueError` where the field is no number."""
    field = _fitting(kind, across.field, _TYPES["range"], "range")
    return {
        "label": across.label,
        "customLabel": True,
        "dataType": "string",
        "operationType": "range",
        "isBucketed": True,
        "scale": "ordinal",
        "sourceField": field.path,
        "params": {
            "type": "range",
            "ranges": [{"from": low, "to": end, "label": name} for name, low, end in across.named],
            "maxBars": _MAX_BARS,
            "parentFormat": {"id": "range", "params": {"template": "arrow_right", "replaceInfinity": True}},
        },
    }


_MAX_BARS = 499.5
"""What Kibana writes where bands are given; it means something only where Kibana chooses them."""
_RANK: Column = {
    "label": "Count of records",
    "dataType": "number",
    "operationType": "count",
    "isBucketed": False,
    "scale": "ratio",
    "sourceField": RECORDS,
}
_COUNTABLE = frozenset({"keyword", "date", "boolean", *NUMBERS})
_TYPES: dict[str, frozenset[str]] = {
    "sum": NUMBERS,
    "median": NUMBERS,
    "max": NUMBERS | {"date"},
    "unique_count": _COUNTABLE,
    "terms": _COUNTABLE - {"date"},
    "date_histogram": frozenset({"date"}),
    "range": NUMBERS,
}


def types_for(operation: str) -> frozenset[str]:
    """Elasticsearch types of which Lens can make *operation*; empty for an operation that is not known here."""
    return _TYPES.get(operation, frozenset())


def _fitting(kind: Kind, path: str | None, types: frozenset[str], operation: str) -> MappedField:
    if path is None or path not in mapped_fields(kind):
        raise ValueError(f"{operation} needs a field of {kind}, and {path} is none")
    field = mapped_fields(kind)[path]
    if field.type not in types or not field.aggregatable:
        raise ValueError(f"{operation} cannot be made of {kind}.{path}, which is {_described(field)}")
    return field


def _described(field: MappedField) -> str:
    return f"{field.type} in a nested record" if field.nested else field.type
