"""``chipwatch sources --shipped`` and ``chipwatch source add``: the library of source files that ship."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import settings_of
from cli.output import Format, say, write_json, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from crawlers.source import Source

NO_SOURCES = "no source is turned on\n  way out: `chipwatch sources --shipped` lists those that ship"
"""Said by every command that has nothing to work on."""


def show_sources(files: Mapping[str, Path], format: Format) -> int:
    """List *files* with what they hold; how many have a mistake, which is told."""
    from crawlers.source_file import read_source
    from foundation.errors import SourceError

    rows: list[dict[str, Any]] = []
    mistakes = 0
    for file in files.values():
        try:
            rows.append(_row(read_source(file)))
        except SourceError as error:
            say(str(error))
            mistakes += 1
    if format is Format.JSON:
        write_json(rows)
    elif rows:
        write_table(list(rows[0]), [list(row.values()) for row in rows], whole=["name"], right=["every_hours"])
    elif not mistakes:
        say(NO_SOURCES)
    return mistakes


def add(
    ctx: typer.Context,
    names: Annotated[list[str], typer.Argument(help="Names of sources that ship.")],
    *,
    as_name: Annotated[str | None, typer.Option("--as", help="Another name for it; for one source.")] = None,
    site: Annotated[str | None, typer.Option(help="Address of the shop, where the source is a pattern.")] = None,
) -> None:
    """Turn on sources that ship: copy their files into your directory of sources, and show what their terms say.

    A pattern serves many shops: `source add ecshop-shop --as huaqiang-cards --site https://www.shop.example`.
    """
    from crawlers.source_file import read_source
    from crawlers.source_library import add_source
    from foundation.errors import UsageError

    settings = settings_of(ctx)
    if as_name and len(names) > 1:
        raise UsageError("one name for several sources", where="--as", way_out="add them one by one")
    for name in names:
        file = add_source(settings, name, as_name=as_name, site=site)
        source = read_source(file)
        say(f"{source.name}: copied to {file}; yours to change")
        say(f"  terms: {source.terms}")
        if source.access:
            say(f"  key: set {' and '.join(source.access.variables)}; {source.access.how}")
        if source.status == "tips-only":
            say("  never crawled: its saved pages are read by `chipwatch source check FILE --url URL --source NAME`")
        elif source.status == "unverified":
            say("  unverified: nobody has tried this file on the site; look at its first crawl")


def _row(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "kind": source.kind,
        "languages": " ".join(source.languages),
        "country": source.country,
        "entries": " ".join(dict.fromkeys(entry.kind for entry in source.entries)),
        "rendering": "browser" if source.needs_browser else "http",
        "every_hours": source.period_hours,
        "quality": source.quality,
        "status": source.status,
        "homepage": source.homepage,
    }
