"""``chipwatch source searches``: what sources search for, and how many requests that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import settings_of
from cli.output import Format, FormatOption, say, write_json, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from foundation.settings import Settings

ShippedOption = Annotated[bool, typer.Option("--shipped", help="Of sources that ship, instead of yours.")]


def searches(
    ctx: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Names of sources; none means all.")] = None,
    *,
    shipped: ShippedOption = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show how many requests each source makes of its searches, a crawl and a day. Nothing is asked for.

    `list pages` is the least and the most of one crawl; items that have a page of their own come on top.
    """
    from crawlers.search_size import search_size
    from crawlers.searches import queries_of
    from crawlers.source_file import read_source

    settings = settings_of(ctx)
    sources = [read_source(file) for file in _files(settings, names or [], shipped=shipped)]
    sizes = [search_size(source, settings.delay_s) for source in sources]
    if format is Format.JSON:
        write_json(
            [
                {
                    "source": size.source,
                    "queries": queries_of(source.queries, source.searches),
                    "list_pages": size.least,
                    "list_pages_most": size.most_allowed,
                    "list_pages_a_day": size.least_a_day,
                    "list_pages_a_day_most": size.most_a_day,
                    "items_apart": size.items_apart,
                    "period_hours": size.period_hours,
                    "hours_most": round(size.hours, 2),
                    "crawled": source.status != "tips-only",
                }
                for source, size in zip(sources, sizes, strict=True)
            ]
        )
        return
    write_table(
        ("source", "queries", "list pages", "every hours", "a day", "longest", "items"),
        [
            (
                size.source,
                size.queries or None,
                "never crawled" if source.status == "tips-only" else _span(size.least, size.most_allowed),
                size.period_hours,
                None if source.status == "tips-only" else _span(size.least_a_day, size.most_a_day),
                None if source.status == "tips-only" else f"{size.hours * 60:.0f} min",
                "a request each" if size.items_apart else "on the list",
            )
            for source, size in zip(sources, sizes, strict=True)
        ],
        whole=("source",),
        right=("queries", "list pages", "every hours", "a day", "longest"),
    )
    if not sources:
        say("no source is turned on\n  way out: `chipwatch source searches --shipped` shows those that ship")


def _files(settings: Settings, names: list[str], *, shipped: bool) -> list[Path]:
    from crawlers.source_file import source_files
    from crawlers.source_library import shipped_files
    from foundation.errors import SourceError

    files = shipped_files() if shipped else source_files(settings)
    for name in names:
        if name not in files:
            raise SourceError(
                f"no source is called {name!r}",
                where="source searches",
                way_out="leave --shipped out for your own" if shipped else "add --shipped for those that ship",
            )
    return [files[name] for name in names] if names else list(files.values())


def _span(least: float, most: float) -> str:
    low, high = f"{least:,.0f}", f"{most:,.0f}"
    return low if low == high else f"{low}–{high}"
