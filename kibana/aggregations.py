"""What a panel asks of Elasticsearch, and the rows that come back: the same aggregations as Lens makes of it.

Weeks and days are those of UTC, where Kibana takes the time zone of the browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from kibana.columns import Column
from kibana.conditions import filters
from kibana.data_views import computed_fields
from kibana.definitions import LensPanel, Measure, MetricPanel, PiePanel
from kibana.mapped_fields import time_field
from kibana.panels import lens_of
from kibana.panels.lens import Lens

Row = dict[str, Any]
"""Id of a column → its value: text, number, or a time as ISO 8601; None where there is none."""
_COUNT = "_count"
_AGGREGATIONS = {"sum": "sum", "max": "max", "unique_count": "cardinality"}


def request_of(panel: LensPanel, *, time_from: str, now: datetime) -> dict[str, Any]:
    """Body of a search request over the panel's index, from *time_from* (``now-90d``) to *now*."""
    lens = lens_of(panel)
    moment = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    since = {"gte": time_from.replace("now", f"{moment}||", 1), "lte": moment}
    body: dict[str, Any] = {
        "size": 0,
        "track_total_hits": True,
        "query": {"bool": {"filter": [{"range": {time_field(panel.kind): since}}, *filters(panel.kind, panel.where)]}},
        "aggs": _buckets(lens, [name for name, column in lens.columns.items() if column["isBucketed"]]),
    }
    if computed := computed_fields(panel.kind):
        body["runtime_mappings"] = computed
    return {key: value for key, value in body.items() if value}


def rows_of(panel: LensPanel, answer: Mapping[str, Any]) -> list[Row]:
    """Rows of the answer to `request_of`, in the order in which the panel shows them."""
    lens = lens_of(panel)
    buckets = [name for name, column in lens.columns.items() if column["isBucketed"]]
    whole = {**answer.get("aggregations", {}), "doc_count": answer["hits"]["total"]["value"]}
    return list(_rows(lens, buckets, whole, {}))


def _measures(lens: Lens) -> dict[str, Measure]:
    names = [name for name, column in lens.columns.items() if not column["isBucketed"]]
    panel = lens.panel
    measures = (panel.measure,) if isinstance(panel, MetricPanel | PiePanel) else panel.measures
    return dict(zip(names, measures, strict=True))


def _buckets(lens: Lens, names: list[str]) -> dict[str, Any]:
    """Aggregations of the measures, and of the next bucket with all that is within it."""
    found = dict(_measured(lens))
    if names:
        within = _buckets(lens, names[1:])
        found[names[0]] = {**_bucket(lens, lens.columns[names[0]]), **({"aggs": within} if within else {})}
    return found


def _bucket(lens: Lens, column: Column) -> dict[str, Any]:
    parameters = column["params"]
    if column["operationType"] == "date_histogram":
        return {
            "date_histogram": {
                "field": column["sourceField"],
                "calendar_interval": parameters["interval"],
                "min_doc_count": 0,
            }
        }
    if column["operationType"] == "range":
        bands = (
            {"key": band["label"], "from": band["from"], **({} if band["to"] is None else {"to": band["to"]})}
            for band in parameters["ranges"]
        )
        return {"range": {"field": column["sourceField"], "ranges": list(bands)}}
    by = parameters["orderBy"].get("columnId")
    order = _order(lens.columns[by], by) if by else _COUNT
    return {"terms": {"field": column["sourceField"], "size": parameters["size"], "order": {order: "desc"}}}


def _order(column: Column, name: str) -> str:
    if column["operationType"] == "count":
        return name if "filter" in column else _COUNT
    return f"{name}>value" if "filter" in column else name


def _measured(lens: Lens) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, measure in _measures(lens).items():
        column = lens.columns[name]
        wanted = _number(column)
        if measure.where:
            condition = {"filter": {"bool": {"filter": filters(lens.panel.kind, measure.where)}}}
            yield name, {**condition, "aggs": {"value": wanted}} if wanted else condition
        elif wanted:
            yield name, wanted


def _number(column: Column) -> dict[str, Any] | None:
    field = {"field": column["sourceField"]}
    operation = column["operationType"]
    if operation == "count":
        return None
    if operation == "median":
        return {"percentiles": {**field, "percents": [50]}}
    return {_AGGREGATIONS[operation]: field}


def _rows(lens: Lens, names: list[str], found: Mapping[str, Any], row: Row) -> Iterator[Row]:
    if names:
        for bucket in found[names[0]]["buckets"]:
            key = bucket.get("key_as_string", bucket["key"])
            yield from _rows(lens, names[1:], bucket, {**row, names[0]: key})
        return
    yield {**row, **{name: _value(lens.columns[name], name, found) for name in _measures(lens)}}


def _value(column: Column, name: str, found: Mapping[str, Any]) -> Any:
    holder = found
    if "filter" in column:
        holder = found[name]
        name = "value"
    if column["operationType"] == "count":
        return holder["doc_count"]
    if column["operationType"] == "median":
        return holder[name]["values"]["50.0"]
    return holder[name].get("value_as_string", holder[name]["value"])
