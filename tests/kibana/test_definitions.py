"""Definitions of dashboards and searches: what they may say, and what becomes of it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kibana.columns import bands_column, measure_column, terms_column, time_column
from kibana.conditions import filters, kql
from kibana.controls import control_group
from kibana.dashboards import named_panels, saved_dashboard
from kibana.definitions import (
    Bands,
    Condition,
    Dashboard,
    Measure,
    OverTime,
    SearchPanel,
    Terms,
    Where,
    dashboards,
    searches,
)
from kibana.grid import COLUMNS, places
from kibana.saved_objects import to_ndjson
from kibana.searches import search_id

METRIC = {"type": "metric", "title": "A", "width": 12, "height": 6, "kind": "listing"}
COUNT = {"of": "count", "label": "Listings"}
COUNTED = Measure(of="count", label="Listings")


def _dashboard(**panel: Any) -> Dashboard:
    return Dashboard.model_validate(
        {"name": "d", "title": "D", "description": "", "time_from": "now-1d", "panels": [{**METRIC, **panel}]}
    )


def test_definitions_are_the_four_dashboards() -> None:
    assert [dashboard.name for dashboard in dashboards()] == ["crawl-health", "events", "leads", "market"]


def test_definitions_use_every_saved_search() -> None:
    shown = {panel.search for d in dashboards() for panel in d.panels if isinstance(panel, SearchPanel)}
    assert shown | {"gone"} == set(searches())


def test_definitions_have_plain_titles_once_a_dashboard() -> None:
    titles = [search.title for search in searches().values()] + [dashboard.title for dashboard in dashboards()]
    assert len(set(titles)) == len(titles)
    assert all(dashboard.description.endswith(".") for dashboard in dashboards())


@pytest.mark.parametrize(
    "panel",
    [
        {},
        {"measure": {"of": "count"}},
        {"measure": {**COUNT, "colour": "red"}},
        {"measure": {**COUNT, "of": "average"}},
        {"measure": COUNT, "width": 49},
        {"measure": COUNT, "height": 0},
        {"measure": COUNT, "kind": "lot"},
        {"measure": COUNT, "type": "gauge"},
        {"measure": COUNT, "where": {"side": {"most": 3}}},
        {"type": "table", "rows": [], "measures": [COUNT]},
        {"type": "bar", "across": {"field": "score", "label": "Score", "bands": [0]}, "measures": [COUNT]},
    ],
)
def test_definitions_refuse_what_they_do_not_know(panel: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        _dashboard(**panel)


@pytest.mark.parametrize(
    ("measure", "told"),
    [
        (Measure(of="sum", label="a"), "needs a field"),
        (Measure(of="sum", field="colour", label="a"), "needs a field of listing, and colour is none"),
        (Measure(of="sum", field="models", label="a"), "is keyword"),
        (Measure(of="median", field="first_seen", label="a"), "is date"),
        (Measure(of="unique_count", field="title", label="a"), "is text"),
        (Measure(of="sum", field="offers.gpu_count", label="a"), "long in a nested record"),
    ],
)
def test_columns_refuse_fields_that_do_not_fit(measure: Measure, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        measure_column("listing", measure)


def test_columns_refuse_buckets_that_do_not_fit() -> None:
    with pytest.raises(ValueError, match="is text"):
        terms_column("listing", Terms(field="title", label="a"), COUNTED, "m")
    with pytest.raises(ValueError, match="is flattened"):
        terms_column("run", Terms(field="counts", label="a"), COUNTED, "m")
    with pytest.raises(ValueError, match="is keyword"):
        time_column("listing", OverTime(every="1w", field="side"))


def test_bands_are_named_by_their_first_and_last_number() -> None:
    bands = Bands(field="score", label="Score", bands=(0, 20, 50))
    assert bands.named == (("0–19", 0, 20), ("20–49", 20, 50), ("50 and more", 50, None))
    column = bands_column("lead", bands)
    assert column["params"]["ranges"][2] == {"from": 50, "to": None, "label": "50 and more"}
    with pytest.raises(ValueError, match=r"range cannot be made of lead\.status, which is keyword"):
        bands_column("lead", Bands(field="status", label="a", bands=(0, 1)))


def _paths(value: Any) -> set[str]:
    """Every field that a definition names to be shown or chosen."""
    if isinstance(value, dict):
        named = {value["field"]} if isinstance(value.get("field"), str) else set()
        return named.union(*map(_paths, value.values()))
    return set().union(*map(_paths, value)) if isinstance(value, tuple | list) else set()


def test_definitions_never_show_what_is_claimed_without_its_standing() -> None:
    panels = [panel.model_dump() for d in dashboards() for panel in (*d.panels, *d.controls)]
    shown = [_paths(panel) for panel in panels if panel.get("kind") == "event"]
    assert any("claim" in paths for paths in shown)
    assert not any("kind" in paths for paths in shown)
    for search in searches().values():
        if search.kind == "event":
            assert search.columns[0] == "claim"
            assert "kind" not in search.columns


def test_definitions_of_events_add_up_no_money() -> None:
    measures = [m for d in dashboards() for p in d.panels if getattr(p, "kind", "") == "event" for m in _measures(p)]
    assert {measure.of for measure in measures if measure.field == "value_usd"} == {"max", "median"}


def _measures(panel: Any) -> tuple[Measure, ...]:
    return panel.measures if hasattr(panel, "measures") else (panel.measure,) if hasattr(panel, "measure") else ()


def test_columns_count_the_values_of_a_text_that_is_kept_whole() -> None:
    assert terms_column("listing", Terms(field="seller", label="Seller"), COUNTED, "m")["sourceField"] == "seller"


def test_columns_rank_the_values_of_a_median_by_how_many_documents_they_have() -> None:
    models = Terms(field="models", label="Model")
    ranked = terms_column("listing", models, Measure(of="median", field="price_usd", label="Price"), "m")["params"]
    assert (ranked["orderBy"], ranked["orderAgg"]["operationType"]) == ({"type": "custom"}, "count")
    assert terms_column("listing", models, COUNTED, "m")["params"]["orderBy"] == {"type": "column", "columnId": "m"}


def test_columns_of_dates_say_that_they_are_dates() -> None:
    assert measure_column("listing", Measure(of="max", field="last_seen", label="a"))["dataType"] == "date"
    assert measure_column("listing", Measure(of="max", field="gpu_count", label="a"))["dataType"] == "number"


def test_conditions_say_the_same_to_kibana_and_to_elasticsearch() -> None:
    where: Where = {
        "side": "offer",
        "state": ("live", 'g"o\\ne'),
        "place": "Shenzhen",
        "gpu_count": Condition(least=8),
        "price_usd": Condition(exists=True),
        "gone_at": Condition(exists=False),
        "offers": Condition(one_has={"form": ("card", "module"), "modded": True}),
    }
    assert kql("listing", where) == {
        "language": "kuery",
        "query": (
            'side: "offer" and state: ("live" or "g\\"o\\\\ne") and place: "Shenzhen" and gpu_count >= 8'
            " and price_usd: * and not gone_at: *"
            ' and offers: { form: ("card" or "module") and modded: true }'
        ),
    }
    assert filters("listing", where) == [
        {"terms": {"side": ["offer"]}},
        {"terms": {"state": ["live", 'g"o\\ne']}},
        {"terms": {"place": ["Shenzhen"]}},
        {"bool": {"filter": [{"range": {"gpu_count": {"gte": 8}}}]}},
        {"bool": {"filter": [{"exists": {"field": "price_usd"}}]}},
        {"bool": {"filter": [{"bool": {"must_not": [{"exists": {"field": "gone_at"}}]}}]}},
        {
            "nested": {
                "path": "offers",
                "query": {
                    "bool": {
                        "filter": [
                            {"terms": {"offers.form": ["card", "module"]}},
                            {"terms": {"offers.modded": [True]}},
                        ]
                    }
                },
            }
        },
    ]
    with pytest.raises(KeyError):
        kql("listing", {"offers": Condition(one_has={"colour": "red"})})


@given(st.lists(st.tuples(st.integers(1, COLUMNS), st.integers(1, 30)), max_size=30))
def test_grid_places_panels_side_by_side_and_never_over_each_other(sizes: list[tuple[int, int]]) -> None:
    taken: set[tuple[int, int]] = set()
    for place in places(sizes):
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert not cells & taken
        assert max(x for x, _ in cells) < COLUMNS
        taken |= cells


def test_grid_leaves_no_hole_on_a_line_of_the_dashboards() -> None:
    for dashboard in dashboards():
        lines: dict[int, int] = {}
        for place in places((panel.width, panel.height) for panel in dashboard.panels):
            lines[place["y"]] = lines.get(place["y"], 0) + place["w"]
        assert set(lines.values()) == {COLUMNS}, dashboard.name


def test_dashboards_name_panels_of_one_title_apart() -> None:
    one = _dashboard(measure=COUNT, title="A & b")
    two = one.model_copy(update={"panels": one.panels * 2})
    assert [name for name, _ in named_panels(two)] == ["a-b", "a-b-2"]


def test_dashboards_without_controls_have_an_empty_group() -> None:
    assert saved_dashboard(_dashboard(measure=COUNT)).attributes["controlGroupInput"] == control_group(())


def test_dashboards_are_the_same_bytes_every_time() -> None:
    assert to_ndjson(map(saved_dashboard, dashboards())) == to_ndjson(map(saved_dashboard, dashboards()))


def test_searches_have_ids_only_where_they_exist() -> None:
    assert search_id("live-offers") == "chipwatch-live-offers"
    with pytest.raises(KeyError):
        search_id("nothing")
