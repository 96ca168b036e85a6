"""What panels ask of Elasticsearch; what a real one answers: test_real_node.py."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from kibana.aggregations import request_of, rows_of
from kibana.definitions import Bands, Condition, Measure, MetricPanel, OverTime, TablePanel, Terms, XYPanel

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
COUNT = Measure(of="count", label="Listings")
MEDIAN = Measure(of="median", field="price_usd", label="Price")
FROM = {"range": {"first_seen": {"gte": "2026-03-02T08:00:00Z||-90d", "lte": "2026-03-02T08:00:00Z"}}}


def _request(panel: Any) -> dict[str, Any]:
    return request_of(panel, time_from="now-90d", now=NOW)


def test_request_counts_from_the_moment_given_in_any_time_zone() -> None:
    panel = MetricPanel(type="metric", title="A", width=12, height=6, kind="listing", measure=COUNT)
    assert _request(panel)["query"] == {"bool": {"filter": [FROM]}}
    east = NOW.astimezone(timezone(timedelta(hours=8)))
    assert request_of(panel, time_from="now-90d", now=east) == _request(panel)
    assert rows_of(panel, {"hits": {"total": {"value": 7}}}) == [{"measure-1": 7}]


def test_request_splits_before_it_goes_over_time() -> None:
    panel = XYPanel(
        type="line",
        title="A",
        width=24,
        height=12,
        kind="listing",
        where={"side": "offer", "offers": Condition(one_has={"form": "card"})},
        across=OverTime(every="1w"),
        split=Terms(field="models", label="Model", size=3),
        measures=(MEDIAN,),
    )
    body = _request(panel)
    assert body["query"]["bool"]["filter"] == [
        FROM,
        {"terms": {"side": ["offer"]}},
        {"nested": {"path": "offers", "query": {"bool": {"filter": [{"terms": {"offers.form": ["card"]}}]}}}},
    ]
    median = {"percentiles": {"field": "price_usd", "percents": [50]}}
    weeks = {"field": "first_seen", "calendar_interval": "1w", "min_doc_count": 0}
    assert body["aggs"] == {
        "measure-1": median,
        "split": {
            "terms": {"field": "models", "size": 3, "order": {"_count": "desc"}},
            "aggs": {
                "measure-1": median,
                "across": {"date_histogram": weeks, "aggs": {"measure-1": median}},
            },
        },
    }
    week = {"key": 1, "key_as_string": "2026-03-02T00:00:00.000Z", "measure-1": {"values": {"50.0": 5.5}}}
    empty = {"key": 2, "key_as_string": "2026-03-09T00:00:00.000Z", "measure-1": {"values": {"50.0": None}}}
    answer = {
        "hits": {"total": {"value": 2}},
        "aggregations": {"split": {"buckets": [{"key": "H100", "across": {"buckets": [week, empty]}}]}},
    }
    assert rows_of(panel, answer) == [
        {"split": "H100", "across": "2026-03-02T00:00:00.000Z", "measure-1": 5.5},
        {"split": "H100", "across": "2026-03-09T00:00:00.000Z", "measure-1": None},
    ]


def test_request_asks_for_bands_from_the_lowest_to_the_highest() -> None:
    panel = XYPanel(
        type="bar",
        title="A",
        width=24,
        height=12,
        kind="lead",
        across=Bands(field="score", label="Score", bands=(0, 20, 50)),
        measures=(COUNT,),
    )
    bands = [{"key": "0–19", "from": 0, "to": 20}, {"key": "20–49", "from": 20, "to": 50}]
    assert _request(panel)["aggs"]["across"] == {
        "range": {"field": "score", "ranges": [*bands, {"key": "50 and more", "from": 50}]}
    }
    counts = {"0–19": 0, "20–49": 7, "50 and more": 1}
    buckets = [{"key": band, "doc_count": count} for band, count in counts.items()]
    answer = {"hits": {"total": {"value": 8}}, "aggregations": {"across": {"buckets": buckets}}}
    assert {row["across"]: row["measure-1"] for row in rows_of(panel, answer)} == counts


def test_request_of_a_table_narrows_single_measures() -> None:
    live = Measure(of="sum", field="pages_read", label="Pages", where={"outcome": "finished"})
    panel = TablePanel(
        type="table",
        title="A",
        width=24,
        height=12,
        kind="run",
        rows=(Terms(field="source", label="Source"),),
        measures=(live, COUNT, Measure(of="count", label="Failed", where={"outcome": "failed"})),
    )
    body = _request(panel)
    finished = {"bool": {"filter": [{"terms": {"outcome": ["finished"]}}]}}
    assert body["aggs"]["rows-1"]["terms"]["order"] == {"measure-1>value": "desc"}
    assert body["aggs"]["rows-1"]["aggs"]["measure-1"] == {
        "filter": finished,
        "aggs": {"value": {"sum": {"field": "pages_read"}}},
    }
    assert body["runtime_mappings"]["pages_read"]["type"] == "long"
    bucket = {"key": "demo", "doc_count": 4, "measure-1": {"value": {"value": 9.0}}, "measure-3": {"doc_count": 1}}
    answer = {"hits": {"total": {"value": 4}}, "aggregations": {"rows-1": {"buckets": [bucket]}}}
    assert rows_of(panel, answer) == [{"rows-1": "demo", "measure-1": 9.0, "measure-2": 4, "measure-3": 1}]
