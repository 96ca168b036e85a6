"""Rules 9 and 11 on Lens charts: within a dashboard, and saved by themselves."""

from __future__ import annotations

from typing import Any

import pytest

from kibana.checking import check_file
from kibana.definitions import LensPanel, SearchPanel, dashboards
from kibana.panels import lens_of
from kibana.saved_objects import SavedObject, to_ndjson
from tests.kibana.broken import GOOD, MARKET, Case, Change, attributes, file_of, rules_broken, within

PANELS: dict[str, LensPanel] = {
    f"{dashboard.name}: {panel.title}": panel
    for dashboard in dashboards()
    for panel in dashboard.panels
    if not isinstance(panel, SearchPanel)
}


def _chart(visualization_type: str, change: Change) -> Change:
    """Changes the first chart of a type."""

    def find(panels: Any) -> None:
        change(
            next(
                held
                for panel in panels
                if (held := panel["embeddableConfig"].get("attributes"))
                and held["visualizationType"] == visualization_type
            )
        )

    return within(attributes, "panelsJSON", find)


def _state(visualization_type: str, change: Change) -> Change:
    return _chart(visualization_type, lambda held: change(held["state"]))


def _drawn(visualization_type: str, change: Change) -> Change:
    return _state(visualization_type, lambda state: change(state["visualization"]))


def _layer(visualization_type: str, change: Change) -> Change:
    return _state(visualization_type, lambda state: change(state["datasourceStates"]["formBased"]["layers"]["layer"]))


def _column(name: str, visualization_type: str = "lnsXY", **values: Any) -> Change:
    return _layer(visualization_type, lambda layer: layer["columns"][name].update(values))


BROKEN: list[Case] = [
    ("unknown attribute", 9, _chart("lnsXY", lambda held: held.update(colour="red"))),
    ("no title", 9, _chart("lnsXY", lambda held: held.pop("title"))),
    ("unknown chart", 9, _chart("lnsXY", lambda held: held.update(visualizationType="lnsTreemap"))),
    ("no state", 9, _chart("lnsXY", lambda held: held.pop("state"))),
    ("no reference", 9, _chart("lnsXY", lambda held: held.update(references=[]))),
    ("state with more", 9, _state("lnsXY", lambda state: state.update(colour="red"))),
    ("no internal references", 9, _state("lnsXY", lambda state: state.pop("internalReferences"))),
    ("data views a list", 9, _state("lnsXY", lambda state: state.update(adHocDataViews=[]))),
    ("query a text", 9, _state("lnsXY", lambda state: state.update(query=""))),
    ("no layers", 9, _state("lnsXY", lambda state: state["datasourceStates"]["formBased"].update(layers={}))),
    ("column left out of the order", 9, _layer("lnsXY", lambda layer: layer["columnOrder"].pop())),
    ("column twice in the order", 9, _layer("lnsXY", lambda layer: layer["columnOrder"].append("across"))),
    ("incomplete columns", 9, _layer("lnsXY", lambda layer: layer.update(incompleteColumns={"a": {}}))),
    ("no columns", 9, _layer("lnsXY", lambda layer: layer.pop("columns"))),
    ("column without a label", 9, _layer("lnsXY", lambda layer: layer["columns"]["across"].pop("label"))),
    ("column without a scale", 9, _layer("lnsXY", lambda layer: layer["columns"]["across"].pop("scale"))),
    ("bucketed a word", 9, _column("across", isBucketed="yes")),
    ("neither field nor params", 9, _column("across", sourceField=None, params=None)),
    ("a count of a field", 9, _column("measure-1", sourceField="gpu_count")),
    ("a filter without a language", 9, _column("measure-1", filter={"query": ""})),
    ("ordered by nothing", 9, _column("split", params={"orderBy": {"type": "column", "columnId": "a"}})),
    ("ordered by no measure", 9, _column("split", params={"orderBy": {"type": "custom"}})),
    ("draws another layer", 9, _drawn("lnsXY", lambda drawn: drawn["layers"][0].update(layerId="a"))),
    ("draws no layer", 9, _drawn("lnsXY", lambda drawn: drawn.update(layers=[]))),
    ("axis of nothing", 9, _drawn("lnsXY", lambda drawn: drawn["layers"][0].update(xAccessor="a"))),
    ("split by nothing", 9, _drawn("lnsXY", lambda drawn: drawn["layers"][0].update(splitAccessor="a"))),
    ("no bars", 9, _drawn("lnsXY", lambda drawn: drawn["layers"][0].update(accessors=[]))),
    ("number of nothing", 9, _drawn("lnsMetric", lambda drawn: drawn.update(metricAccessor="a"))),
    ("no number", 9, _drawn("lnsMetric", lambda drawn: drawn.pop("metricAccessor"))),
    ("no slices", 9, _drawn("lnsPie", lambda drawn: drawn["layers"][0].pop("primaryGroups"))),
    ("slices of nothing", 9, _drawn("lnsPie", lambda drawn: drawn["layers"][0].update(metrics=["a"]))),
    ("table of nothing", 9, _drawn("lnsDatatable", lambda drawn: drawn["columns"][0].update(columnId="a"))),
    ("unknown field", 11, _column("across", sourceField="seen")),
    ("histogram of a keyword", 11, _column("across", sourceField="source")),
    ("values of a text", 11, _column("split", sourceField="title")),
    ("values of a nested field", 11, _column("split", sourceField="offers.model")),
    ("unknown operation", 11, _column("split", operationType="rare")),
    ("sum of a keyword", 11, _column("measure-1", operationType="sum", sourceField="models")),
    ("field of another index", 11, _column("measure-1", "lnsMetric", operationType="sum", sourceField="pages_read")),
]


@pytest.mark.parametrize(("rule", "change"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_lens_broken_is_told_with_its_line(rule: int, change: Change) -> None:
    assert rule in rules_broken(MARKET, change)


@pytest.mark.parametrize("panel", PANELS.values(), ids=PANELS)
def test_lens_chart_keeps_every_rule_as_an_object_of_its_own(panel: LensPanel) -> None:
    lens = lens_of(panel)
    alone = SavedObject(
        id="chart",
        type="lens",
        attributes=lens.attributes(),
        references=(lens.reference,),
        type_migration_version="8.6.0",
    )
    chart = to_ndjson([alone]).encode()
    assert check_file(file_of(GOOD) + b"\n" + chart) == []
    assert {p.rule for p in check_file(file_of(GOOD) + b"\n" + chart.replace(b"layer-layer", b"layer-a"))} == {9}
