"""``chipwatch sources`` and ``chipwatch source check``: the sources, and what they see on a page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import settings_of
from cli.output import Format, FormatOption, say, write_json, write_table, write_text

if TYPE_CHECKING:
    from crawlers.reading_result import Reading

_SHOWN_LINKS = 10
_SHOWN_CHARACTERS = 300


def register(app: typer.Typer) -> None:
    """Adds ``sources`` and the group ``source``."""
    app.command("sources")(list_sources)
    group = typer.Typer(help="Work on one source.", no_args_is_help=True)
    group.command("check")(check)
    app.add_typer(group, name="source")


def list_sources(ctx: typer.Context, format: FormatOption = Format.TABLE) -> None:
    """List the sources with their kind, languages, entries and state. Ends with 4 where a file has a mistake."""
    from crawlers.source_file import read_source, source_files
    from foundation.errors import SourceError

    rows: list[dict[str, Any]] = []
    mistakes = 0
    for name, file in source_files(settings_of(ctx)).items():
        try:
            source = read_source(file)
        except SourceError as error:
            say(str(error))
            mistakes += 1
            continue
        rows.append(
            {
                "name": name,
                "kind": source.kind,
                "languages": " ".join(source.languages),
                "country": source.country,
                "entries": " ".join(dict.fromkeys(entry.kind for entry in source.entries)),
                "rendering": "browser" if source.needs_browser else "http",
                "every_hours": source.period_hours,
                "status": source.status,
                "homepage": source.homepage,
            }
        )
    if format is Format.JSON:
        write_json(rows)
    elif rows:
        write_table(list(rows[0]), [list(row.values()) for row in rows], whole=["name"], right=["every_hours"])
    else:
        say("there are no sources; set `sources` to a directory of source files")
    if mistakes:
        raise typer.Exit(SourceError.exit_code)


def check(
    ctx: typer.Context,
    url: Annotated[str, typer.Argument(help="Address of a page, or a saved HTML or JSON file.")],
    source: Annotated[str | None, typer.Option(help="Source to read it by; left out, the site's own.")] = None,
    address: Annotated[str | None, typer.Option(help="Address that a saved file came from.")] = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show what a source's parsers see on a page: its state, items with every field, and where it leads."""
    from crawlers.checking import check_page

    file = Path(url) if address is not None or not url.startswith(("http://", "https://")) else None
    checked = check_page(settings_of(ctx), address or url, source_name=source, file=file)
    if format is Format.JSON:
        write_json({"source": checked.source.name, "reading": checked.reading})
        return
    write_text(f"source   {checked.source.name}")
    _show(checked.reading)


def _show(reading: Reading) -> None:
    write_text(f"role     {reading.role}")
    write_text(f"state    {reading.state}{f' ({reading.reason})' if reading.reason else ''}")
    if reading.problem:
        write_text(f"problem  {reading.problem}")
    write_text(f"items    {len(reading.items)}")
    for item in reading.items:
        write_text()
        write_text(f"  {item.key}  {item.state}{f' ({item.reason})' if item.reason else ''}")
        shown = item.page.model_dump(mode="json", exclude={"kind", "item_key"}) if item.page else {"url": item.url}
        for name, value in shown.items():
            if value not in (None, "", [], {}):
                text = str(value).replace("\n", "\n" + " " * 17)
                write_text(f"    {name:<12} {text[:_SHOWN_CHARACTERS]}{'…' if len(text) > _SHOWN_CHARACTERS else ''}")
    write_text(f"links    {len(reading.links)}")
    for link in reading.links[:_SHOWN_LINKS]:
        write_text(f"  {link.role:<8} {link.url}")
    if len(reading.links) > _SHOWN_LINKS:
        write_text(f"  … and {len(reading.links) - _SHOWN_LINKS} more")
