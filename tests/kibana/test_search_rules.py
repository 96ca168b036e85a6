"""Rules 7, 11 and 12 on saved searches."""

from __future__ import annotations

from typing import Any

import pytest

from tests.kibana.broken import Case, Change, attribute, rules_broken, within, without


def _meta(found: Any) -> Any:
    return found["attributes"]["kibanaSavedObjectMeta"]


BROKEN: list[Case] = [
    ("no index named", 7, within(_meta, "searchSourceJSON", lambda source: source.pop("indexRefName"))),
    ("another index named", 7, within(_meta, "searchSourceJSON", lambda source: source.update(indexRefName="a"))),
    ("no reference", 7, lambda found: found.update(references=[])),
    ("query in another language", 7, within(_meta, "searchSourceJSON", lambda source: source["query"].update(
        language="sql"))),
    ("unknown column", 11, attribute("columns", ["colour"])),
    ("order by a text", 11, attribute("sort", [["title", "asc"]])),
    ("no title", 12, without("title")),
    ("no description", 12, without("description")),
    ("unknown attribute", 12, attribute("colour", "red")),
    ("no columns", 12, attribute("columns", [])),
    ("columns a text", 12, attribute("columns", "title")),
    ("order without a direction", 12, attribute("sort", [["first_seen"]])),
    ("order down", 12, attribute("sort", [["first_seen", "down"]])),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "change"), [case[1:] for case in BROKEN], ids=[case[0] for case in BROKEN])
def test_search_broken_is_told_with_its_line(rule: int, change: Change) -> None:
    assert rule in rules_broken("chipwatch-live-offers", change)
