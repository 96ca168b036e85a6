"""``chipwatch settings``: every setting, its value, and where the value came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from cli.context import global_options, settings_of
from cli.output import Format, FormatOption, say, write_json, write_table

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from foundation.settings import Settings


def register(app: typer.Typer) -> None:
    """Adds ``settings``."""
    app.command("settings")(show_settings)


def show_settings(ctx: typer.Context, format: FormatOption = Format.TABLE) -> None:
    """Print every setting with its value, default, unit and where the value came from. Secrets are masked."""
    from foundation.settings import origins

    settings = settings_of(ctx)
    given = origins(global_options(ctx).given())
    rows = [
        _describe(name, field, settings, given.get(name, "default"))
        for name, field in type(settings).model_fields.items()
    ]
    for variable in _strangers(type(settings)):
        say(f"{variable} is set, but no setting has this name")
    if format is Format.JSON:
        write_json(rows)
    else:
        write_table(
            ["setting", "value", "default", "unit", "from", "what it does"],
            [list(row.values()) for row in rows],
            whole=["setting", "from"],
        )


def _describe(name: str, field: FieldInfo, settings: Settings, origin: str) -> dict[str, Any]:
    extra = field.json_schema_extra
    return {
        "setting": name,
        "value": _shown(getattr(settings, name)),
        "default": _shown(field.default),
        "unit": extra.get("unit") if isinstance(extra, dict) else None,
        "from": origin,
        "description": field.description,
    }


def _strangers(settings_type: type[Settings]) -> list[str]:
    import os

    names = {f"CHIPWATCH_{name}".upper() for name in settings_type.model_fields}
    return sorted(v for v in os.environ if v.upper().startswith("CHIPWATCH_") and v.upper() not in names)


def _shown(value: Any) -> Any:
    """*value* without its secrets: a password inside a URL, or a pydantic secret."""
    from urllib.parse import urlsplit, urlunsplit

    from pydantic import SecretStr

    if isinstance(value, SecretStr):
        return "********"
    if isinstance(value, str) and "://" in value and "@" in value:
        parts = urlsplit(value)
        if parts.password:
            host = parts.netloc.rpartition("@")[2]
            return urlunsplit(parts._replace(netloc=f"{parts.username}:********@{host}"))
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
