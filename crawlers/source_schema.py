"""The JSON schema that editors check source files by: ``python -m crawlers.source_schema`` writes it anew."""

from __future__ import annotations

import ast
import inspect
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

from crawlers import source, source_background, source_model

_MODULES = (source_model, source_background, source)
FILE = Path(__file__).parent / "sources" / "schema.json"


def schema_text() -> str:
    """What belongs into `FILE`."""
    schema = source.Source.model_json_schema()
    for name, attributes in _docstrings().items():
        part = schema if name == "Source" else schema["$defs"].get(name, {})
        for attribute, text in attributes.items():
            _property(part, attribute)["description"] = text
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "chipwatch source",
        **{key: value for key, value in schema.items() if key != "title"},
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _docstrings() -> dict[str, dict[str, str]]:
    """Class → attribute → the string under it. Pydantic can read these too, but does so whenever a program starts."""
    found: dict[str, dict[str, str]] = {}
    parts = [part for module in _MODULES for part in ast.parse(inspect.getsource(module)).body]
    for part in parts:
        if not isinstance(part, ast.ClassDef):
            continue
        for line, following in pairwise(part.body):
            if (
                isinstance(line, ast.AnnAssign)
                and isinstance(line.target, ast.Name)
                and isinstance(following, ast.Expr)
            ):
                text = ast.literal_eval(following.value)
                found.setdefault(part.name, {})[line.target.id] = inspect.cleandoc(text).replace("\n", " ")
    return found


def _property(part: dict[str, Any], attribute: str) -> dict[str, Any]:
    properties: dict[str, dict[str, Any]] = part.get("properties", {})
    return properties.get({"json_path": "json"}.get(attribute, attribute), {})


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
