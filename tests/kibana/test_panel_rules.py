"""Rule 8."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kibana.broken import MARKET, Case, Change, attributes, rules_broken, within


def _panels(change: Change) -> Change:
    return within(attributes, "panelsJSON", change)


def _first(change: Change) -> Change:
    return _panels(lambda panels: change(panels[0]))


def _place(**sides: Any) -> Change:
    return _first(lambda panel: panel["gridData"].update(sides))


def _last(change: Change) -> Change:
    return _panels(lambda panels: change(panels[-1]))


def _unlinked(ending: str) -> Change:
    return lambda found: found.update(references=[r for r in found["references"] if not r["name"].endswith(ending)])


BROKEN: list[Case] = [
    ("no object", 8, _panels(lambda panels: panels.append(1))),
    ("unknown key", 8, _first(lambda panel: panel.update(id="a"))),
    ("no type", 8, _first(lambda panel: panel.pop("type"))),
    ("no index", 8, _first(lambda panel: panel.pop("panelIndex"))),
    ("same index twice", 8, _panels(lambda panels: panels.append(panels[0]))),
    ("another index in the grid", 8, _place(i="a")),
    ("no grid", 8, _first(lambda panel: panel.pop("gridData"))),
    ("no height", 8, _first(lambda panel: panel["gridData"].pop("h"))),
    ("height 0", 8, _place(h=0)),
    ("half a column", 8, _place(w=11.5)),
    ("width true", 8, _place(w=True)),
    ("left of the grid", 8, _place(x=-1)),
    ("above the grid", 8, _place(y=-1)),
    ("wider than the grid", 8, _place(w=49)),
    ("beyond the grid", 8, _panels(lambda panels: panels[3]["gridData"].update(x=37))),
    ("over each other", 8, _place(w=13)),
    ("over the one below", 8, _place(h=7)),
    ("no embeddableConfig", 8, _first(lambda panel: panel.pop("embeddableConfig"))),
    ("shows nothing", 8, _first(lambda panel: panel.update(embeddableConfig={}))),
    ("search of another name", 8, _last(lambda panel: panel.update(panelRefName="panel_a"))),
    ("search without a reference", 8, _unlinked(":panel_live-offers-2")),
    ("chart without a reference", 8, _unlinked("indexpattern-datasource-layer-layer")),
]


@pytest.mark.parametrize(("rule", "change"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_panel_broken_is_told_with_its_line(rule: int, change: Change) -> None:
    assert rule in rules_broken(MARKET, change)
