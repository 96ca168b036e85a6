"""``chipwatch source``: see what the parsers see on a page, with a source or without; draft a source."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import shipped_sources, source_searches
from cli.context import settings_of
from cli.output import Format, FormatOption, say, write_json_line, write_text
from cli.source_try import try_source

if TYPE_CHECKING:
    from crawlers.generic.inputs import PageInput
    from foundation.settings import Settings


def register(app: typer.Typer) -> None:
    """Adds the group."""
    group = typer.Typer(help="Work on one source.", no_args_is_help=True)
    group.command("add")(shipped_sources.add)
    group.command("check")(check)
    group.command("searches")(source_searches.searches)
    group.command("try")(try_source)
    app.add_typer(group, name="source")


def check(  # noqa: PLR0917 (as they are told in the help)
    ctx: typer.Context,
    pages: Annotated[
        list[str],
        typer.Argument(
            metavar="URL|FILE",
            help="Addresses, saved pages (.html, .html.gz), or a list of pages: .jsonl with {file, url} a line.",
        ),
    ],
    source: Annotated[str | None, typer.Option(help="Source to read them by; left out, as any page.")] = None,
    url: Annotated[
        str | None, typer.Option("--url", "--address", help="Address that the saved file came from.")
    ] = None,
    addresses: Annotated[
        Path | None, typer.Option(help="JSONL with {file, url} a line: addresses that the saved files came from.")
    ] = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show what every parser sees on a page, what was chosen, and why.

    With --format json one object a page, each on a line, in the order given: file, url, kind, name, price, price_max,
    currency, availability, seller, published, language, text. With --source what that source reads off the page:
    its state, items with every field, and where the page leads. A page that cannot be read is of kind other; the
    reason goes to stderr, and the command ends with its exit code.
    """
    from crawlers.generic.inputs import page_inputs
    from foundation.errors import ChipwatchError

    settings = settings_of(ctx)
    failed: list[int] = []
    for number, page in enumerate(page_inputs(pages, url=url, addresses=addresses)):
        if number and format is Format.TABLE:
            write_text()
        try:
            if source is None:
                _check_any(settings, page, format)
            else:
                _check_by_source(settings, page, source, format)
        except ChipwatchError as error:
            say(str(error))
            failed.append(error.exit_code)
            _nothing(page, format)
        except Exception as error:  # one page that nobody foresaw takes nothing from the others
            say(f"{page.file or page.url}: cannot be read ({type(error).__name__}: {error})")
            failed.append(1)
            _nothing(page, format)
    if failed:
        raise typer.Exit(failed[0])


def _check_any(settings: Settings, page: PageInput, format: Format) -> None:
    from cli.shown_page import show_page
    from crawlers.checking import owner_of
    from crawlers.generic.reading import read_input

    reading = read_input(settings, page)
    if format is Format.JSON:
        write_json_line(reading.page)
    else:
        owner = owner_of(settings, reading.page.url) if reading.page.url else None
        show_page(reading, owner.name if owner else None)


def _check_by_source(settings: Settings, page: PageInput, source: str, format: Format) -> None:
    from cli.shown_page import show_reading
    from crawlers.checking import check_page

    checked = check_page(settings, page.url or page.file or "", source_name=source, file=page.path)
    if format is Format.JSON:
        write_json_line({"source": checked.source.name, "reading": checked.reading})
    else:
        write_text(f"source   {checked.source.name}")
        show_reading(checked.reading)


def _nothing(page: PageInput, format: Format) -> None:
    from crawlers.generic.page import SeenPage

    if format is Format.JSON:
        write_json_line(SeenPage(file=page.file, url=page.url, kind="other"))
