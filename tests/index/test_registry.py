from __future__ import annotations

import enum
import types
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from index.fields import (
    FIELDS,
    MODELS,
    Field,
    Kind,
    export_fields,
    facet_fields,
    field_at,
    fields_of,
    keyword_key,
    kind_of,
    searched,
    sort_fields,
    word_fields,
)
from index.meaning import meaning_of
from tests.index.generated import generated_listing

TYPES: dict[type, set[str]] = {
    bool: {"boolean"},
    int: {"integer"},
    float: {"number"},
    str: {"keyword", "text"},
    Decimal: {"decimal"},
    datetime: {"time"},
    date: {"date"},
    dict: {"counts"},
}


def _shape(annotation: Any) -> tuple[Any, bool]:
    """What an annotation holds, None and tuple taken off, and whether it holds several."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        (only,) = [argument for argument in arguments if argument is not type(None)]
        return _shape(only)
    if origin is tuple:
        return _shape(arguments[0])[0], True
    if origin is Literal or (isinstance(annotation, type) and issubclass(annotation, enum.Enum)):
        return str, False
    return (dict if origin is dict else annotation), False


def _agree(model: type[BaseModel], kind: Kind, prefix: str = "") -> list[str]:
    """Every path of *model*, after checking type and number of each."""
    paths = []
    for name, info in model.model_fields.items():
        path = f"{prefix}{name}"
        field = field_at(kind, path)
        held, many = _shape(info.annotation)
        assert field.many is many, path
        paths.append(path)
        if issubclass(held, BaseModel):
            assert field.type == "record", path
            paths += _agree(held, kind, f"{path}.")
        else:
            assert field.type in TYPES[held], path
    return paths


@pytest.mark.parametrize("kind", MODELS)
def test_registry_and_documents_agree_exactly(kind: Kind) -> None:
    assert [field.path for field in fields_of(kind)] == _agree(MODELS[kind], kind)


def test_registry_says_of_every_field_what_it_means() -> None:
    for field in FIELDS:
        assert meaning_of(field).strip().endswith((".", "…")), field.path


def test_registry_gives_every_amount_and_count_its_unit() -> None:
    without = [f.path for f in FIELDS if f.type in ("decimal", "integer") and f.unit is None]
    assert {path.rpartition(".")[2] for path in without} == {"status", "version"}


@pytest.mark.parametrize("kind", MODELS)
def test_registry_names_never_mix_kinds_of_values(kind: Kind) -> None:
    for name, fields in searched(kind).items():
        assert len({field.type == "text" for field in fields}) == 1, name
        assert name == name.lower(), name


def test_registry_knows_the_names_people_type() -> None:
    names = (
        "model side site source seller state price price_usd currency gpu_count quantity form place contact first_seen"
        " last_seen posted lang condition availability variant server id url title text kind unit"
    )
    assert set(names.split()) <= set(searched("listing"))


def test_registry_sorts_and_counts_only_what_both_stores_can() -> None:
    for kind in MODELS:
        assert all(field.top and not field.many and field.type != "counts" for field in sort_fields(kind).values())
        assert all(field.type in ("keyword", "text", "boolean") for field in facet_fields(kind).values())
        assert all(field.type == "text" and field.names for field in word_fields(kind))
        assert not [field.path for field in export_fields(kind) if field.record]


def test_registry_has_an_elasticsearch_type_for_every_field() -> None:
    known = {"keyword", "text", "long", "double", "date", "boolean", "flattened", "nested", "object"}
    assert {field.elasticsearch_type for field in FIELDS} == known
    assert field_at("listing", "offers").elasticsearch_type == "nested"
    assert field_at("sighting", "offers").elasticsearch_type == "object"


def test_field_values_walk_into_nested_records() -> None:
    listing, _ = generated_listing(3)
    rules = [evidence.rule for offer in listing.offers for evidence in offer.evidence]
    assert field_at("listing", "offers.evidence.rule").values(listing) == rules
    assert field_at("listing", "evidence.status").values(listing) == [200]
    assert field_at("listing", "gone_at").values(listing.model_copy(update={"gone_at": None})) == []


def test_field_of_an_unknown_path_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        field_at("listing", "offers.nothing")
    with pytest.raises(KeyError):
        kind_of(Field)


@pytest.mark.parametrize(
    ("value", "key"), [("RTX 4090 D", "rtx4090d"), ("Ｈ１００", "h100"), ("華強北", "华强北"), (" a b\n", "ab")]
)
def test_keyword_key_ignores_case_width_script_and_spaces(value: str, key: str) -> None:
    assert keyword_key(value) == key
