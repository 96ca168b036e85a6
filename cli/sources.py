"""``chipwatch sources``: the sources and their state."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.context import settings_of
from cli.output import Format, FormatOption
from cli.shipped_sources import show_sources


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command("sources")(list_sources)


def list_sources(
    ctx: typer.Context,
    shipped: Annotated[bool, typer.Option("--shipped", help="Those that ship; `source add` turns one on.")] = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """List your sources with their kind, languages, entries and state. Ends with 4 where a file has a mistake."""
    from crawlers.source_file import source_files
    from crawlers.source_library import shipped_files
    from foundation.errors import SourceError

    if show_sources(shipped_files() if shipped else source_files(settings_of(ctx)), format):
        raise typer.Exit(SourceError.exit_code)
