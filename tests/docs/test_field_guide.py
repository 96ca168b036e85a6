"""The guide of fields names every field, and the extractor reads its texts as it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cli.extract import plain_extraction
from extract import records
from extract.pipeline import Extractor
from tools.reference.field_guide import Example, guide

_HELD_IN = {"Offer": "offers", "Money": "offers", "Contact": "contacts", "Fact": "facts", "CaseEvent": "events"}
_EXAMPLES = {
    f"{record}.{name}-{number}": (record, example)
    for record, fields in guide().items()
    for name, entry in fields.items()
    for number, example in enumerate(entry.examples)
}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(contacts="raw")


@pytest.mark.parametrize("record", guide())
def test_guide_names_every_field_in_order(record: str) -> None:
    assert list(guide()[record]) == list(getattr(records, record).model_fields)


@pytest.mark.parametrize("record", guide())
def test_guide_shows_or_explains_every_field(record: str) -> None:
    assert [name for name, entry in guide()[record].items() if not entry.examples and not entry.note] == []


@pytest.mark.parametrize(("record", "example"), _EXAMPLES.values(), ids=_EXAMPLES)
def test_guide_texts_are_read_as_it_says(record: str, example: Example, extractor: Extractor) -> None:
    extraction = extractor.read(example.text, kind=example.kind, hints=records.Hints.model_validate(example.hints))
    read = plain_extraction(extraction)
    assert list(_differences(example.text_reads, read)) == []
    if example.reads:
        assert list(_differences(example.records, read[_HELD_IN[record]])) == []
    if example.because:
        doubts = [*read["undetermined"], *(d for offer in read["offers"] for d in offer.get("undetermined", []))]
        assert example.because in {doubt["reason"] for doubt in doubts}


def test_guide_examples_say_something() -> None:
    assert [name for name, (_, shown) in _EXAMPLES.items() if not (shown.reads or shown.text_reads)] == []


def _differences(wanted: Any, read: Any, path: str = "") -> Iterator[str]:
    """Places where what was read is not what is wanted; fields that are not named may hold anything."""
    if isinstance(wanted, dict):
        for name, value in wanted.items():
            yield from _differences(value, (read or {}).get(name), f"{path}.{name}")
    elif isinstance(wanted, list):
        found = read or []
        if len(wanted) != len(found):
            yield f"{path}: {len(found)} records, not {len(wanted)}"
        for number, (value, item) in enumerate(zip(wanted, found, strict=False)):
            yield from _differences(value, item, f"{path}[{number}]")
    elif wanted != read:
        yield f"{path}: {read!r}, not {wanted!r}"
