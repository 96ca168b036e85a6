"""Dashboards beside those of kb-dashboard-core, a compiler of Kibana dashboards that knows nothing of ours.

It needs Python 3.12 or later, so it has an environment of its own, which the first run fetches.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kibana.checking import check_file
from kibana.dashboards import saved_dashboard
from kibana.data_views import data_views
from kibana.definitions import Dashboard
from kibana.mapped_fields import index_of
from kibana.saved_objects import to_ndjson

PACKAGE = "kb-dashboard-core==0.4.1"
_HOME = "/var/tmp/chipwatch-kb-dashboard" if os.geteuid() == 0 else "~/.cache/chipwatch-kb-dashboard"
CACHE = Path(os.environ.get("CHIPWATCH_KB_DASHBOARD", _HOME)).expanduser()
COMPILE = """
import json, sys
from kb_dashboard_core.dashboard_compiler import load, render
print(json.dumps(render(load(sys.argv[1])[0]).model_dump(by_alias=True, mode="json")))
"""
LISTING = index_of("listing")
COUNT = {"of": "count", "label": "Listings"}
PANEL = {"width": 24, "height": 12, "kind": "listing"}
MODEL = {"field": "models", "label": "Model", "size": 5}
BANDS = {"field": "gpu_count", "label": "GPUs", "bands": [0, 8]}
OURS = Dashboard.model_validate(
    {
        "name": "oracle",
        "title": "Oracle",
        "description": "The same dashboard by another hand.",
        "time_from": "now-90d",
        "controls": [{"kind": "listing", "field": "models", "title": "Model"}],
        "panels": [
            {**PANEL, "type": "metric", "title": "a", "measure": {"of": "sum", "field": "gpu_count", "label": "GPUs"}},
            {**PANEL, "type": "bar", "title": "b", "across": {"every": "1w"}, "split": MODEL, "measures": [COUNT]},
            {**PANEL, "type": "line", "title": "c", "across": {"every": "1w"}, "measures": [COUNT]},
            {**PANEL, "type": "pie", "title": "d", "slices": MODEL, "measure": COUNT},
            {**PANEL, "type": "table", "title": "e", "rows": [MODEL], "measures": [COUNT]},
            {**PANEL, "type": "bar", "title": "f", "across": BANDS, "measures": [COUNT]},
        ],
    }
)
_LENS = {"data_view": LISTING}
_SIZE = {"size": {"w": 24, "h": 12}}
_WEEKS = {"type": "date_histogram", "field": "first_seen", "minimum_interval": "1w"}
_VALUES = {"type": "values", "field": "models", "size": 5}
_COUNTED = {"aggregation": "count", "label": "Listings"}
_SHARES = {"type": "pie", "breakdowns": [_VALUES], "metrics": [_COUNTED]}
_GPUS = {"aggregation": "sum", "field": "gpu_count", "label": "GPUs"}
_BARS = {"mode": "stacked", "dimension": _WEEKS, "breakdown": _VALUES, "metrics": [_COUNTED]}
_BANDS = {
    "type": "intervals",
    "field": "gpu_count",
    "intervals": [{"from": 0, "to": 8, "label": "0–7"}, {"from": 8, "label": "8 and more"}],
}
THEIRS = {
    "dashboards": [
        {
            "name": "Oracle",
            "description": "The same dashboard by another hand.",
            "time_range": {"from": "now-90d", "to": "now"},
            "controls": [{"type": "options", "label": "Model", "data_view": LISTING, "field": "models"}],
            "panels": [
                {**_SIZE, "title": "a", "lens": {**_LENS, "type": "metric", "primary": _GPUS}},
                {**_SIZE, "title": "b", "lens": {**_LENS, "type": "bar", **_BARS}},
                {**_SIZE, "title": "c", "lens": {**_LENS, "type": "line", "dimension": _WEEKS, "metrics": [_COUNTED]}},
                {**_SIZE, "title": "d", "lens": {**_LENS, **_SHARES}},
                {
                    **_SIZE,
                    "title": "e",
                    "lens": {**_LENS, "type": "datatable", "breakdowns": [_VALUES], "metrics": [_COUNTED]},
                },
                {**_SIZE, "title": "f", "lens": {**_LENS, "type": "bar", "dimension": _BANDS, "metrics": [_COUNTED]}},
            ],
        }
    ]
}  # fmt: skip

OURS_ALONE = (
    "visualization.fittingFunction",
    "visualization.legend.isVisible",
    "panelsJSON[].title",
    "refreshInterval.pause",
    "refreshInterval.value",
)
"""What Kibana itself writes and the compiler leaves out."""
FILLED_IN = (
    "explicitInput.searchTechnique", "explicitInput.sort.", "params.excludeIsRegex", "params.includeIsRegex",
    ".layers.*.sampling", "visualization.applyColorTo", "visualization.layers[].colorMapping.",
    "visualization.layers[].legendPosition", "visualization.layers[].position", "visualization.layers[].showGridlines",
    "visualization.secondary", "embeddableConfig.query.", "embeddableConfig.sync", "attributes.version",
)  # fmt: skip
"""What the compiler writes and Kibana has a value for where it is missing; parts of paths."""


@pytest.fixture(scope="module")
def theirs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    file = tmp_path_factory.mktemp("oracle") / "dashboard.yaml"
    file.write_text(json.dumps(THEIRS), encoding="utf-8")  # JSON is YAML
    done = subprocess.run([_python(), "-c", COMPILE, file], capture_output=True, text=True, check=True, timeout=120)
    found: dict[str, Any] = json.loads(done.stdout)
    return _readable_by_8_8(found)


def _python() -> Path:
    """An interpreter that has the compiler."""
    python = CACHE / "bin" / "python"
    if not (CACHE / PACKAGE).exists():
        base = next((found for found in _candidates() if _is_new_enough(found)), None)
        if base is None:
            pytest.skip("no comparison with kb-dashboard-core: install Python 3.12 or later")
        subprocess.run([base, "-m", "venv", "--clear", CACHE], check=True, timeout=120)
        subprocess.run([python, "-m", "pip", "install", "--quiet", PACKAGE], check=True, timeout=240)
        (CACHE / PACKAGE).touch()
    return python


def _candidates() -> Iterator[str | Path]:
    yield sys.executable
    yield from filter(None, (shutil.which(f"python3.{minor}") for minor in (12, 13, 14)))
    yield from sorted(Path("~/.pyenv/versions").expanduser().glob("3.1[2-9]*/bin/python"))


def _is_new_enough(python: str | Path) -> bool:
    told = subprocess.run(
        [python, "-c", "import sys; sys.exit(sys.version_info < (3, 12))"], capture_output=True, check=False
    )
    return told.returncode == 0


def _readable_by_8_8(dashboard: dict[str, Any]) -> dict[str, Any]:
    """Without what the compiler writes for later versions."""
    for key in ("created_by", "updated_by"):
        dashboard.pop(key)
    dashboard["typeMigrationVersion"] = "8.9.0"
    dashboard["attributes"]["controlGroupInput"].pop("showApplySelections")
    return dashboard


def _shape(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Path and type of everything in *value*: ids are *, what JSON strings hold is looked into."""
    if isinstance(value, str) and path.endswith("JSON"):
        yield path, "str"
        value = json.loads(value)
    if isinstance(value, dict):
        for key, inner in value.items():
            free = path.endswith((".layers", ".columns", "controlGroupInput.panelsJSON"))
            yield from _shape(inner, f"{path}.{'*' if free else key}")
    elif isinstance(value, list):
        for inner in value:
            yield from _shape(inner, f"{path}[]")
    else:
        yield path, type(value).__name__


def _paths(dashboard: dict[str, Any]) -> dict[str, str]:
    return dict(_shape({key: value for key, value in dashboard.items() if key in ("attributes", "references")}))


def test_oracle_dashboard_keeps_every_rule(theirs: dict[str, Any]) -> None:
    file = to_ndjson(data_views()) + json.dumps(theirs)
    assert check_file(file.encode(), target="8.19.8") == []


def test_ours_has_no_shape_that_the_oracle_has_not(theirs: dict[str, Any]) -> None:
    ours, known = _paths(json.loads(to_ndjson([saved_dashboard(OURS)]))), _paths(theirs)
    assert {path for path in set(ours) - set(known) if not path.endswith(OURS_ALONE)} == set()
    assert {path: (kind, known[path]) for path, kind in ours.items() if known.get(path, kind) != kind} == {}


def test_ours_lacks_only_what_kibana_fills_in(theirs: dict[str, Any]) -> None:
    ours, known = _paths(json.loads(to_ndjson([saved_dashboard(OURS)]))), _paths(theirs)
    assert {path for path in set(known) - set(ours) if not any(part in path for part in FILLED_IN)} == set()
