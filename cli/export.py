"""``chipwatch export``: listings, leads and claims of articles as files."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cli.context import settings_of, store_of
from cli.output import progress, say


class What(StrEnum):
    """What is exported."""

    LISTINGS = "listings"
    """Every listing that the query finds."""
    LEADS = "leads"
    """Listings that deserve a look, with score and reasons."""
    CLAIMS = "claims"
    """Facts and events of the articles that the query finds, each with its publisher and the worth of its source."""


class To(StrEnum):
    """Form of the file."""

    CSV = "csv"
    """For spreadsheets: a line a record, no cell that runs as a formula."""
    JSONL = "jsonl"
    """For programs: everything, with the evidence of each value."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="export")(export)


def export(
    ctx: typer.Context,
    what: Annotated[What, typer.Argument(help="What to export.")],
    query: Annotated[str, typer.Argument(help="Search language; empty exports everything.")] = "",
    *,
    to: Annotated[To, typer.Option(help="Form of the file.")] = To.CSV,
    out: Annotated[
        Path | None, typer.Option(help="File to write, replaced whole or left as it is; - for standard output.")
    ] = None,
    min_score: Annotated[int, typer.Option(min=1, max=100, help="Least score of a lead.")] = 1,
    bom: Annotated[bool, typer.Option("--bom", help="Begin a CSV with a byte order mark, for Excel.")] = False,
) -> None:
    """Write exactly the listings, leads or claims that QUERY finds to a file, with a manifest FILE.meta.json beside it.

    Claims are the facts and events of articles; for each story once, ask for is_first:true.

    Contact details are hashed and masked unless the setting `contacts` is raw; the manifest says which.
    """
    from foundation.errors import UsageError
    from leads.export.exporting import Request
    from leads.export.exporting import export as write
    from leads.weights import load_weights

    settings = settings_of(ctx)
    if bom and to is To.JSONL:
        raise UsageError("JSON lines have no byte order mark", where="--bom", way_out="leave --bom out")
    path = out or settings.data.exports / f"{what.value}.{to.value}"
    request = Request(
        what=what.value,
        to=to.value,
        contacts=settings.contacts,
        now=settings.clock.now(),
        query=query,
        min_score=min_score,
        bom=bom,
    )
    to_stdout = str(path) == "-"
    with store_of(ctx, settings) as store, progress(f"exporting {what.value}") as advance:
        manifest = write(store, request, load_weights(), None if to_stdout else path, advance)
    place = "standard output" if to_stdout else f"{path} (described in {path.name}.meta.json)"
    say(f"{manifest.count:,} {what.value} to {place}; contacts {manifest.contacts}; sha256 {manifest.sha256}")
