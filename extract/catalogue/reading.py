"""YAML files of the catalogue → records, with the line of a mistake.

A broken file raises `SourceError` that names file, line and key. Numbers with a point are read as `Decimal`.
"""

from __future__ import annotations

from decimal import Decimal
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from foundation.errors import SourceError

Record = TypeVar("Record", bound=BaseModel)


class _DecimalLoader(yaml.CSafeLoader):
    """Safe YAML with exact numbers; a key given twice is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """A mapping with every key once."""
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(None, None, f"key {key!r} stands twice", key_node.start_mark)
            seen.add(key)
        mapping: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return mapping


def _decimal(loader: yaml.CSafeLoader, node: yaml.ScalarNode) -> Decimal:
    return Decimal(node.value)


_DecimalLoader.add_constructor("tag:yaml.org,2002:float", _decimal)


def catalogue_directory() -> Traversable:
    """Where the catalogue that ships with chipwatch lives."""
    return resources.files("extract.catalogue")


def read_records(file: Traversable, kind: type[Record]) -> Record:
    """Read a whole file as one record of *kind*. Raises `SourceError`."""
    try:
        text = file.read_text("utf-8")
        data = yaml.load(text, Loader=_DecimalLoader)  # noqa: S506  (a subclass of SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"cannot be read ({error})", where=str(file), way_out="put the file back") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceError(
            f"is not YAML: {error.problem}", where=f"{file}, line {line}", way_out="mend the line"
        ) from error
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file"
        raise SourceError(
            f"{first['msg']} (got {first.get('input')!r:.80})",
            where=f"{file}, line {_line(yaml.compose(text, Loader=_DecimalLoader), first['loc'])}, key {key}",
            way_out="see docs/catalogue.md for the keys and what they take",
        ) from error


def _line(node: yaml.Node | None, path: tuple[int | str, ...]) -> int:
    """Line of the deepest part of *path* that exists, 1-based."""
    line = 1
    for part in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
        elif isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(part)]
            if not found:
                break
            line = found[0][0].start_mark.line + 1
            node = found[0][1]
            continue
        else:
            break
        line = node.start_mark.line + 1
    return line
