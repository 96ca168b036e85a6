"""`chipwatch reparse`: captures parsed again from the responses that were kept."""

from __future__ import annotations

import typer

from cli.context import settings_of
from cli.output import Format, FormatOption, progress, say, write_json, write_table


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(reparse)


def reparse(ctx: typer.Context, format: FormatOption = Format.TABLE) -> None:
    """Parse everything ever captured again, from the WARC files, with today's sources and parsers.

    The spool is written anew beside the old one, which stays. Then `chipwatch reextract` rebuilds the store.
    """
    from crawlers.reparse import reparse as parse_again

    with progress("parsing again") as advance:
        report = parse_again(settings_of(ctx), on_progress=advance)
    for problem in report.problems:
        say(problem)
    if format is Format.JSON:
        write_json(report)
        return
    if report.new is None:
        say("nothing was captured yet")
        return
    say(f"the spool is now {report.new}; the old one, {report.old}, stays beside it and may be moved away")
    write_table(
        ("captures", "as before", "changed", "added", "kept as they were"),
        [(report.captures, report.same, report.changed, report.added, report.kept)],
    )
