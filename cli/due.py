"""``chipwatch run-due`` and ``watch``: what cron, systemd timers and CronJobs run, and the same in one process."""

from __future__ import annotations

import signal
import threading
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import settings_of, store_of
from cli.output import Format, FormatOption, say, write_json, write_table
from cli.shipped_sources import NO_SOURCES

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawlers.schedule import Shard
    from crawlers.source import Source
    from foundation.settings import Settings
    from ingest.due import DueReport

ShardOption = Annotated[
    str | None,
    typer.Option("--shard", metavar="K/N", help="Only the K-th of N parts of the sources; each source is in one part."),
]
IngestOption = Annotated[
    bool, typer.Option("--ingest/--no-ingest", help="Without it another machine reads the spool of this one.")
]
AtOnceOption = Annotated[int, typer.Option(help="Most sources crawled at the same time.", min=1, max=64)]


def register(app: typer.Typer) -> None:
    """Adds ``run-due`` and ``watch``."""
    app.command("run-due")(run_due)
    app.command("watch")(watch)


def run_due(  # noqa: PLR0917 (each is an option)
    ctx: typer.Context,
    shard: ShardOption = None,
    at_once: AtOnceOption = 2,
    ingest: IngestOption = True,
    list_only: Annotated[bool, typer.Option("--list", help="Show when each source is due, and do nothing.")] = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Crawl the sources that are due and ingest them. Started several times at once, it does the work once."""
    from crawlers.due import AtWorkError
    from crawlers.source_file import source_files

    settings = settings_of(ctx)
    part = _part(shard)
    if list_only:
        _show_standings(settings, part, format)
        return
    work = _work(ctx, settings, part, _stop_on_signals(), at_once=at_once, ingest=ingest)
    try:
        report = work()
    except AtWorkError:
        say("another process does what is due in this home; nothing is left to do")
        return
    _show(report, format, has_sources=bool(source_files(settings)))
    raise typer.Exit(report.exit_code)


def watch(
    ctx: typer.Context,
    shard: ShardOption = None,
    at_once: AtOnceOption = 2,
    ingest: IngestOption = True,
    every_s: Annotated[float, typer.Option(help="Seconds between two looks at what is due.", min=1, max=3600)] = 60,
) -> None:
    """Do what is due, again and again, until asked to stop (Ctrl-C, SIGTERM). A crawl under way is paused."""
    from ingest.watching import watch as watch_until

    settings = settings_of(ctx)
    stop = _stop_on_signals()
    work = _work(ctx, settings, _part(shard), stop, at_once=at_once, ingest=ingest)
    say(f"watching, every {every_s:g} seconds; Ctrl-C stops")
    watch_until(work, stop, every_s=every_s, tell=_tell)
    say("stopped; what was captured is kept, and the next start goes on")


def _stop_on_signals() -> threading.Event:
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda number, frame: stop.set())
    return stop


def _work(
    ctx: typer.Context, settings: Settings, part: Shard | None, stop: threading.Event, *, at_once: int, ingest: bool
) -> Callable[[], DueReport]:
    from ingest.due import do_due

    def work() -> DueReport:
        store = (lambda: store_of(ctx, settings)) if ingest else None
        return do_due(settings, _sources(settings), store, stop, shard=part, at_once=at_once)

    return work


def _part(shard: str | None) -> Shard | None:
    from crawlers.schedule import Shard

    return Shard.parse(shard) if shard else None


def _sources(settings: Settings) -> list[Source]:
    """Sources that can be read; a mistake in one stops no other, and is told each time."""
    from crawlers.source_file import read_source, source_files
    from foundation.errors import SourceError

    found = []
    for file in source_files(settings).values():
        try:
            found.append(read_source(file))
        except SourceError as error:
            say(str(error))
    return found


def _show(report: DueReport, format: Format, *, has_sources: bool) -> None:
    if format is Format.JSON:
        write_json(report)
        return
    _tell(report)
    if not report.crawled and not report.stopped:
        say("nothing is due" if has_sources else NO_SOURCES)


def _tell(report: DueReport) -> None:
    from cli.crawl import show_results
    from cli.ingest import show_report

    if report.crawled:
        show_results(report.crawled)
    if report.ingested is not None:
        show_report(report.ingested, Format.TABLE)


def _show_standings(settings: Settings, part: Shard | None, format: Format) -> None:
    from crawlers.schedule import standing

    found = [
        standing(settings, source)
        for source in _sources(settings)
        if source.status != "tips-only" and (part is None or part.has(source.name))
    ]
    if format is Format.JSON:
        write_json(found)
        return
    if not found:
        say(NO_SOURCES)
        return
    write_table(
        ("source", "last finished", "last outcome", "due", "why"),
        [
            (
                one.source,
                f"{one.last_finished:%Y-%m-%d %H:%M}" if one.last_finished else None,
                one.last_outcome,
                "now" if one.is_due else f"{one.due_at:%Y-%m-%d %H:%M}",
                one.why,
            )
            for one in sorted(found, key=lambda one: (one.due_at, one.source))
        ],
        whole=("source", "last finished", "due"),
    )
