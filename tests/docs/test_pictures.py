"""The pictures of Kibana's dashboards: they are of today's dashboards, and say what the numbers say."""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kibana.aggregations import Row
from kibana.dashboards import named_panels
from kibana.definitions import Dashboard, LensPanel, MetricPanel, SearchPanel, TablePanel, XYPanel, dashboards
from kibana.panels import lens_of
from tests.conftest import ROOT
from tools.pictures.dashboard import picture
from tools.pictures.figures import figure, period_of, short, steps
from tools.pictures.svg import fitted, width_of

_SVG = "{http://www.w3.org/2000/svg}"


def _texts(svg: str) -> list[str]:
    return [node.text or "" for node in ET.fromstring(svg).iter(f"{_SVG}text")]


def _charts(dashboard: Dashboard) -> dict[str, LensPanel]:
    return {name: panel for name, panel in named_panels(dashboard) if not isinstance(panel, SearchPanel)}


def _rows(panel: LensPanel, count: int) -> list[Row]:
    """Made-up rows: texts in texts, times in times."""
    if isinstance(panel, MetricPanel):
        return [{"measure-1": 1234}]
    made: dict[str, Any] = {"date": "2026-03-02T08:00:00.000Z", "string": "香港 & <co>", "number": 7.5}
    return [{name: made[column["dataType"]] for name, column in lens_of(panel).columns.items()}] * count


@pytest.mark.parametrize("dashboard", dashboards(), ids=lambda dashboard: dashboard.name)
def test_picture_in_the_docs_is_of_the_dashboard_as_it_is(dashboard: Dashboard) -> None:
    shown = _texts((ROOT / "docs" / "pictures" / f"kibana-{dashboard.name}.svg").read_text(encoding="utf-8"))
    assert [panel.title for panel in _charts(dashboard).values() if panel.title not in shown] == []


@pytest.mark.parametrize("count", [0, 1, 40])
@pytest.mark.parametrize("dashboard", dashboards(), ids=lambda dashboard: dashboard.name)
def test_picture_draws_any_number_of_rows(dashboard: Dashboard, count: int) -> None:
    panels = _charts(dashboard)
    svg = picture(dashboard, {name: _rows(panel, count) for name, panel in panels.items()})
    shown = _texts(svg)
    assert "1,234" in shown
    assert "nan" not in svg
    if count == 0:
        assert "Nothing in the time shown" in shown
    if count == 40 and any(isinstance(panel, TablePanel) for panel in panels.values()):
        assert any(text.endswith("more rows") for text in shown)
    if count and any(isinstance(panel, XYPanel | TablePanel) for panel in panels.values()):
        assert "香港 & <co>" in shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "–"),
        (1234567, "1,234,567"),
        (1234.56, "1,235"),
        (9.8275, "9.8"),
        (7.0, "7"),
        ("2026-03-02T08:00:00.000Z", "2026-03-02 08:00"),
        ("H100", "H100"),
    ],
)
def test_figure_is_written_for_people(value: Any, shown: str) -> None:
    assert figure(value) == shown


def test_figures_of_an_axis() -> None:
    assert [short(value) for value in (0, 12.5, 1500, 2e6)] == ["0", "12.5", "1.5k", "2M"]
    assert period_of("2026-03-02T08:00:00.000Z", "month") == "2026-03"
    assert period_of("2026-03-02T08:00:00.000Z", "week") == "03-02"


@given(st.just(0.0) | st.floats(1e-6, 1e12))
def test_steps_reach_the_largest_number_in_few_round_steps(largest: float) -> None:
    scale = steps(largest)
    assert scale[0] == 0
    assert scale[-1] >= largest * 0.999
    assert 2 <= len(scale) <= 6


@given(st.text(max_size=60), st.floats(20, 300))
def test_fitted_text_fits(text: str, width: float) -> None:
    assert width_of(fitted(text, width)) <= width
