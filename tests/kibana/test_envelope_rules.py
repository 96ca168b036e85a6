"""Rules 2 to 5."""

from __future__ import annotations

import pytest

from kibana.checking import check_file
from kibana.mapped_fields import index_of
from tests.kibana.broken import GOOD, Case, Change, changed, rules_broken

VIEW = index_of("listing")

BROKEN: list[Case] = [
    ("unknown key", 2, lambda view: view.update(migrationVersion={})),
    ("empty type", 2, lambda view: view.update(type="")),
    ("no attributes", 2, lambda view: view.pop("attributes")),
    ("references no list", 2, lambda view: view.update(references={})),
    ("reference with more", 2, lambda view: view.update(references=[{"name": "a", "type": "t", "id": "i", "x": 1}])),
    ("reference with less", 2, lambda view: view.update(references=[{"type": "t", "id": "i"}])),
    ("reference no object", 2, lambda view: view.update(references=["a"])),
    ("dangling reference", 4, lambda view: view.update(references=[{"name": "a", "type": "index-pattern", "id": "x"}])),
    ("dangling search", 4, lambda view: view.update(references=[{"name": "a", "type": "search", "id": VIEW}])),
    ("old core version", 5, lambda view: view.update(coreMigrationVersion="7.0.0")),
    ("no core version", 5, lambda view: view.pop("coreMigrationVersion")),
    ("newer type version", 5, lambda view: view.update(typeMigrationVersion="8.10.0")),
    ("type version no version", 5, lambda view: view.update(typeMigrationVersion="new")),
    ("no type version", 5, lambda view: view.pop("typeMigrationVersion")),
    ("unknown type", 5, lambda view: view.update(type="canvas-workpad")),
    ("same id twice", 3, lambda view: view.update(id=index_of("sighting"))),
]


@pytest.mark.parametrize(("rule", "change"), [case[1:] for case in BROKEN[:-1]], ids=[case[0] for case in BROKEN[:-1]])
def test_envelope_broken_is_told_with_its_line(rule: int, change: Change) -> None:
    assert rule in rules_broken(VIEW, change)


def test_envelope_same_id_twice_is_told_of_the_second() -> None:
    assert (2, 3) in {(p.line, p.rule) for p in check_file(changed(VIEW, BROKEN[-1][2]))}


def test_envelope_without_an_id_is_told() -> None:
    assert 2 in {p.rule for p in check_file(changed(VIEW, lambda view: view.pop("id")))}


@pytest.mark.parametrize("value", GOOD, ids=[value["id"] for value in GOOD])
def test_envelope_of_generated_objects_has_what_kibana_asks_for(value: dict[str, object]) -> None:
    assert set(value) == {
        "id", "type", "attributes", "references", "coreMigrationVersion", "typeMigrationVersion",
    }  # fmt: skip
