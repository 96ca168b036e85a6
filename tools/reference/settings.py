"""docs/settings.md: every setting."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal, get_args, get_origin

from pydantic import SecretStr
from pydantic.fields import FieldInfo

from foundation.settings import Settings

_INTRODUCTION = """\
# Settings

Every setting. Written from the code by `make docs`; `chipwatch settings` shows the values in force and where each came
from. A setting is read from, later ones win:

1. its default,
2. `chipwatch.toml` in the current directory, for example `delay_s = 2.5`,
3. a variable, for example `CHIPWATCH_DELAY_S=2.5`,
4. an option before the command's name (`--home`, `--store`, `--log-level`).
"""


def settings_page() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *(_section(name, field) for name, field in Settings.model_fields.items())])


def _section(name: str, field: FieldInfo) -> str:
    rows = [("variable", f"`CHIPWATCH_{name.upper()}`"), ("takes", _takes(field)), ("default", _default(field))]
    extra = field.json_schema_extra
    if isinstance(extra, dict) and "unit" in extra:
        rows.append(("unit", str(extra["unit"])))
    rows += [("example", f"`{example}`") for example in field.examples or ()]
    return f"## `{name}`\n\n{field.description}\n\n" + "".join(f"- {key}: {value}\n" for key, value in rows)


_KINDS: dict[type, str] = {
    Path: "a path",
    SecretStr: "a secret",
    str: "text",
    float: "a number",
    int: "a whole number",
    bool: "`true` or `false`",
    datetime: "a UTC time, ISO 8601",
}


def _takes(field: FieldInfo) -> str:
    if get_origin(field.annotation) is Literal:
        return " or ".join(f"`{value}`" for value in get_args(field.annotation))
    if get_origin(field.annotation) is tuple:
        return 'a list of paths, `["…", "…"]` as a variable too'
    kinds = [_KINDS[kind] for kind in get_args(field.annotation) or (field.annotation,) if kind in _KINDS]
    bounds = [f"at least {m.ge}" for m in field.metadata if getattr(m, "ge", None) is not None]
    bounds += [f"at most {m.le}" for m in field.metadata if getattr(m, "le", None) is not None]
    return ", ".join([" or ".join(kinds), *bounds])


def _default(field: FieldInfo) -> str:
    if field.default is None or field.default == ():
        return "unset"
    return f"`{str(field.default).lower() if isinstance(field.default, bool) else field.default}`"
