"""Rules 6, 7 and 11 on dashboards and their controls."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kibana.broken import MARKET, Case, Change, attribute, attributes, rules_broken, within, without


def _group(found: Any) -> Any:
    return found["attributes"]["controlGroupInput"]


def _meta(found: Any) -> Any:
    return found["attributes"]["kibanaSavedObjectMeta"]


def _first_control(change: Change) -> Change:
    return within(_group, "panelsJSON", lambda panels: change(next(iter(panels.values()))))


BROKEN: list[Case] = [
    ("unknown attribute", 6, attribute("colour", "red")),
    ("null", 6, attribute("controlGroupInput", None)),
    ("null time", 6, attribute("timeFrom", None)),
    ("no title", 6, without("title")),
    ("no description", 6, without("description")),
    ("time restored without a from", 6, without("timeFrom")),
    ("time restored without a to", 6, attribute("timeTo", "")),
    ("timeRestore a word", 6, attribute("timeRestore", "yes")),
    ("refresh without a value", 6, attribute("refreshInterval", {"pause": True})),
    ("refresh true", 6, attribute("refreshInterval", {"pause": True, "value": True})),
    ("refresh a number", 6, attribute("refreshInterval", 5)),
    ("no options", 6, without("optionsJSON")),
    ("options a list", 6, attribute("optionsJSON", "[]")),
    ("unknown option", 6, within(attributes, "optionsJSON", lambda options: options.update(darkTheme=True))),
    ("option a number", 6, within(attributes, "optionsJSON", lambda options: options.update(useMargins=1))),
    ("no panels", 6, without("panelsJSON")),
    ("panels an object", 6, attribute("panelsJSON", "{}")),
    ("controls a list", 6, attribute("controlGroupInput", [])),
    ("controls of a later Kibana", 6, lambda found: _group(found).update(showApplySelections=False)),
    ("controls without a style", 6, lambda found: _group(found).pop("controlStyle")),
    ("controls without panels", 6, lambda found: _group(found).pop("panelsJSON")),
    ("control of another type", 6, _first_control(lambda control: control.update(type="slider"))),
    ("control with more", 6, _first_control(lambda control: control.update(colour="red"))),
    ("control without a title", 6, _first_control(lambda control: control["explicitInput"].pop("title"))),
    ("control of another id", 6, _first_control(lambda control: control["explicitInput"].update(id="a"))),
    ("control of another view", 6, _first_control(lambda control: control["explicitInput"].update(dataViewId="a"))),
    (
        "control without a reference",
        6,
        lambda found: found.update(references=[r for r in found["references"] if "controlGroup" not in r["name"]]),
    ),
    ("panels do not parse", 7, attribute("panelsJSON", "[")),
    ("options do not parse", 7, attribute("optionsJSON", "{")),
    ("controls do not parse", 7, lambda found: _group(found).update(panelsJSON="{")),
    ("ignored settings do not parse", 7, lambda found: _group(found).update(ignoreParentSettingsJSON="{")),
    ("no search source", 7, without("kibanaSavedObjectMeta")),
    ("search source an object", 7, lambda found: _meta(found).update(searchSourceJSON={})),
    ("search source does not parse", 7, lambda found: _meta(found).update(searchSourceJSON="{")),
    ("search source without a filter", 7, within(_meta, "searchSourceJSON", lambda source: source.pop("filter"))),
    ("filter an object", 7, within(_meta, "searchSourceJSON", lambda source: source.update(filter={}))),
    ("query a text", 7, within(_meta, "searchSourceJSON", lambda source: source.update(query="side: offer"))),
    ("control over a text", 11, _first_control(lambda control: control["explicitInput"].update(fieldName="title"))),
    ("control over nothing", 11, _first_control(lambda control: control["explicitInput"].update(fieldName="colour"))),
]


@pytest.mark.parametrize(("rule", "change"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_dashboard_broken_is_told_with_its_line(rule: int, change: Change) -> None:
    assert rule in rules_broken(MARKET, change)
