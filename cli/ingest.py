"""`chipwatch ingest` and `reextract`: from the spool to the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import settings_of, store_of
from cli.output import Format, FormatOption, progress, say, write_json, write_table

if TYPE_CHECKING:
    from ingest.report import Report


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(ingest)
    app.command()(reextract)


SpoolOption = Annotated[
    list[Path] | None,
    typer.Option("--spool", help="Spool of another machine to read as well; may be given several times."),
]


def ingest(ctx: typer.Context, spool: SpoolOption = None, format: FormatOption = Format.TABLE) -> None:
    """Read what is new in the spool into the store. Running it twice changes nothing."""
    from ingest.lock import ingest_lock
    from ingest.opening import open_ingest

    settings = settings_of(ctx, spools=tuple(spool) if spool else None)
    with ingest_lock(settings.data), store_of(ctx, settings) as store, progress("reading the spool") as advance:
        report = open_ingest(settings)(store, advance)
    show_report(report, format)


def reextract(ctx: typer.Context, spool: SpoolOption = None, format: FormatOption = Format.TABLE) -> None:
    """Rebuild the store from the spool with today's extractor. Until it is done, the old content is served."""
    from ingest.lock import ingest_lock
    from ingest.opening import open_ingest
    from leads.keeping import carry_leads

    settings = settings_of(ctx, spools=tuple(spool) if spool else None)
    with (
        ingest_lock(settings.data),
        store_of(ctx, settings) as store,
        store.rebuilding() as fresh,
        progress("reading the spool again") as advance,
    ):
        report = open_ingest(settings)(fresh, advance)
        carry_leads(store, fresh)
    show_report(report, format)


def show_report(report: Report, format: Format) -> None:
    """What an ingest did, and what of the spool it could not read."""
    from cli.extract import say_what_was_lost

    for damage in report.damage:
        say(f"damage: {damage}")
    say_what_was_lost()
    if format is Format.JSON:
        write_json(report)
        return
    columns = ("captures", "blocked", "new", "changed", "gone", "articles")
    write_table(
        ("source", *columns),
        [(name, *(getattr(source, column) for column in columns)) for name, source in sorted(report.sources.items())],
        right=columns,
    )
    say(f"{report.records:,} records read, {report.written:,} documents written")
