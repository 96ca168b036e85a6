"""``chipwatch crawl``: crawl sources into the spool."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import settings_of
from cli.output import Format, FormatOption, progress, say, write_json, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawlers.crawl_result import CrawlResult
    from crawlers.source import Source
    from foundation.settings import Settings

_COUNTS = ("pages", "items", "gone", "blocked", "retries", "errors")


def register(app: typer.Typer) -> None:
    """Adds ``crawl``."""
    app.command("crawl")(crawl)


def crawl(
    ctx: typer.Context,
    sources: Annotated[list[str] | None, typer.Argument(help="Names of sources; none means all.")] = None,
    at_once: Annotated[int, typer.Option(help="Most sources crawled at the same time.", min=1, max=64)] = 2,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin from the start where an earlier crawl was interrupted.")
    ] = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Crawl sources into the spool. Stopped by Ctrl-C or killed, the same command goes on where it stopped."""
    from crawlers.crawl_result import exit_code
    from crawlers.running import crawl_sources

    settings = settings_of(ctx)
    chosen = _chosen(settings, sources or [])
    with ExitStack() as stack:
        advance = stack.enter_context(progress("pages"))
        seen: dict[str, int] = {}

        def told(name: str, counts: dict[str, int]) -> None:
            advance(counts["pages"] - seen.get(name, 0))
            seen[name] = counts["pages"]

        results = crawl_sources(settings, chosen, at_once=at_once, told=told, afresh=fresh)
    if format is Format.JSON:
        write_json(results)
        say_troubles(results)
    else:
        show_results(results)
    raise typer.Exit(exit_code(results))


def _chosen(settings: Settings, names: Sequence[str]) -> list[Source]:
    from crawlers.source_file import load_source, source_files
    from foundation.errors import CrawlError, SourceError

    found = [load_source(settings, name) for name in dict.fromkeys(names or source_files(settings))]
    if not found:
        raise SourceError("there are no sources", way_out="`chipwatch source add NAME` turns on one that ships")
    for source in found if names else ():
        if source.status == "tips-only":
            raise CrawlError(
                "this site forbids crawling or needs a login, so it is never crawled",
                where=source.name,
                way_out="save its pages by hand, read them with `chipwatch source check FILE --url URL --source NAME`",
            )
    return found if names else [source for source in found if source.status != "tips-only"]


def show_results(results: list[CrawlResult]) -> None:
    """What became of each source: a table, and its troubles as messages."""
    write_table(
        ["source", "outcome", *_COUNTS, "seconds"],
        [
            [result.source, result.outcome, *(result.counts.get(name, 0) for name in _COUNTS), result.duration_s]
            for result in results
        ],
        right=[*_COUNTS, "seconds"],
        whole=["source"],
    )
    say_troubles(results)


def say_troubles(results: list[CrawlResult]) -> None:
    """Problems and errors of each source, as messages."""
    for result in results:
        for problem in result.problems:
            say(f"{result.source}: {problem}")
        if result.error:
            say(result.error)
