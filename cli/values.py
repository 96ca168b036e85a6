"""``chipwatch values``: what can be searched for in a field."""

from __future__ import annotations

from typing import Annotated

import typer

from cli.context import settings_of, store_of
from cli.output import Format, FormatOption, say, write_json, write_table
from cli.search import Kind


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(values)


def values(
    ctx: typer.Context,
    field: Annotated[str, typer.Argument(help="Name of the field, as in the search language: model, seller, place …")],
    beginning: Annotated[str, typer.Argument(help="How the values begin; empty shows the most frequent ones.")] = "",
    *,
    kind: Annotated[Kind, typer.Option("--kind", help="Documents whose field it is.")] = Kind.LISTING,
    limit: Annotated[int, typer.Option(min=1, max=100, help="Most values shown.")] = 20,
    exact: Annotated[
        bool, typer.Option("--exact", help="Count every document: takes longer where they are many.")
    ] = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show which values a field has, the most frequent first: what completes a word that is being typed.

    Sellers and places are found by any of their words. Capital letters, spaces and script make no difference.
    """
    from index.store import COUNTED
    from index.suggesting import suggest

    with store_of(ctx, settings_of(ctx)) as store:
        count_to = None if exact else COUNTED
        found = suggest(store, field, beginning, kind=kind.value, limit=limit, count_to=count_to)
    if format is Format.JSON:
        write_json(found)
        return
    documents = f"{kind.value}s"
    if not found.values:
        say(
            f"no value of {field} begins with {beginning!r}" if beginning else f"no {kind.value} has a value in {field}"
        )
        return
    write_table((field, documents), [(one.value, one.documents) for one in found.values], right=(documents,))
    if found.counted_over is not None:
        say(f"counted over the newest {found.counted_over:,} that match; --exact counts them all")
