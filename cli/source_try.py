"""What ``chipwatch source try`` does and prints."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import settings_of
from cli.output import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawlers.generic.trying import Tried


def try_source(  # noqa: PLR0917 (an option each)
    ctx: typer.Context,
    page: Annotated[
        str, typer.Argument(metavar="URL|FILE", help="A page that lists goods or threads: its address, or saved.")
    ],
    url: Annotated[str | None, typer.Option(help="Address that the saved file came from.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="File to write, NAME.yaml; left out, the draft goes to stdout.")
    ] = None,
    items: Annotated[int, typer.Option(min=0, max=20, help="Items of the list to look at.")] = 3,
    browser: Annotated[
        bool, typer.Option("--browser", help="Draw the list in Chromium first, and its items if need be.")
    ] = False,
) -> None:
    """Draft a source from a page that lists goods: its items, the way to the next page, and what their pages show.

    Asks for robots.txt, the page and a few of its items, and obeys robots.txt. The draft is a YAML file to look at and
    edit; `chipwatch source check ADDRESS --source NAME` shows what it reads. What was found is told on stderr.
    """
    from crawlers.generic.draft_file import draft_text, write_draft
    from crawlers.generic.inputs import is_address
    from crawlers.generic.trying import try_list
    from foundation.errors import UsageError

    if browser and not is_address(page):
        raise UsageError("a saved page is drawn already", where=page, way_out="leave out --browser")
    if not is_address(url or page):
        raise UsageError("the address of a saved page is not known", where=page, way_out="give it with --url")
    file = None if is_address(page) else Path(page)
    name = out.stem if out else None
    tried = try_list(settings_of(ctx), url or page, file=file, name=name, most_items=items, drawn=browser)
    if out is None:
        typer.echo(draft_text(tried), nl=False)
    else:
        write_draft(tried, out)
    for line in _found(tried):
        say(line)
    if out is not None:
        say(f"written  {out}")


def _found(tried: Tried) -> Iterator[str]:
    yield f"items    {tried.links} links on the page, addressed as {tried.draft['pages']['url']}"
    paging = tried.seen.paging
    yield f"next     {'none found: only this page is read' if paging is None else paging.next or paging.url}"
    if tried.seen.siblings:
        yield f"lists    {len(tried.seen.siblings)} more of the site, addressed alike"
    for item in tried.items:
        shown = item.page
        price = f"{shown.price} {shown.currency or ''}".strip() if shown.price is not None else "no price"
        told = [shown.kind, price, shown.availability, shown.seller]
        yield f"read     {shown.url}: {shown.name} ({', '.join(one for one in told if one)})"
    for trouble in tried.troubles:
        yield f"trouble  {trouble}"
