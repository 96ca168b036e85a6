"""What fields mean: the text under each attribute of the documents, read from their source.

The meaning stands once, beside the attribute. Reading source is slow, so only documentation, data views and schemas
ask for it.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from types import ModuleType

import extract.records
import index.documents
from index.fields import MODELS, Field, field_at

_RECORDS = {
    "capture": "CaptureRef",
    "case_event": "CaseEvent",
    "contact": "Contact",
    "copy": "StoryCopy",
    "fact": "Fact",
    "money": "Money",
    "offer": "Offer",
    "party": "Party",
    "piece": "ReasonSpan",
    "reason": "Reason",
    "span": "Evidence",
    "undetermined": "Undetermined",
}
"""Registry file of a nested record → its class."""


def meaning_of(field: Field) -> str:
    """What *field* holds, one sentence or more; units and timezone are named. Raises `KeyError` where none stands."""
    *holders, name = field.path.split(".")
    owner = MODELS[field.kind].__name__
    for depth in range(1, len(holders) + 1):
        owner = record_class(_record_at(field, ".".join(holders[:depth])))
    documented = _documented()
    return documented[owner, name] if (owner, name) in documented else documented["Document", name]


def meaning_in(record: str, attribute: str) -> str:
    """What *attribute* of the class *record* holds. Raises `KeyError` where nothing stands under it."""
    return _documented()[record, attribute]


def record_class(record: str) -> str:
    """Name of the class that a registry file of a nested record describes."""
    return _RECORDS[record]


def _record_at(field: Field, path: str) -> str:
    record = field_at(field.kind, path).record
    if record is None:
        raise KeyError(path)
    return record


@cache
def _documented() -> dict[tuple[str, str], str]:
    return {key: text for module in (extract.records, index.documents) for key, text in _attribute_texts(module)}


def _attribute_texts(module: ModuleType) -> Iterator[tuple[tuple[str, str], str]]:
    for owner in ast.parse(inspect.getsource(module)).body:
        if not isinstance(owner, ast.ClassDef):
            continue
        for attribute, text in zip(owner.body, owner.body[1:], strict=False):
            if (
                isinstance(attribute, ast.AnnAssign)
                and isinstance(attribute.target, ast.Name)
                and isinstance(text, ast.Expr)
                and isinstance(text.value, ast.Constant)
            ):
                yield (owner.name, attribute.target.id), inspect.cleandoc(str(text.value.value)).replace("\n", " ")
