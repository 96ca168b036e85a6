"""``chipwatch plan``: what the next crawl visits, in which order, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from cli.context import settings_of
from cli.output import Format, FormatOption, say, write_json, write_table, write_text
from cli.shipped_sources import NO_SOURCES

if TYPE_CHECKING:
    from crawlers.revisits.outlook import Outlook


def register(app: typer.Typer) -> None:
    """Adds ``plan``."""
    app.command("plan")(plan)


def plan(
    ctx: typer.Context,
    source: Annotated[str | None, typer.Argument(help="Name of a source; none means all.")] = None,
    limit: Annotated[int, typer.Option(help="Most visits shown of each source in the table.", min=1)] = 20,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show what the next crawl of a source visits, in which order, and why. Nothing is asked of any site."""
    from crawlers.revisits.outlook import outlook
    from crawlers.source_file import load_source, source_files

    settings = settings_of(ctx)
    names = [source] if source else list(source_files(settings))
    sources = [load_source(settings, name) for name in names]
    found = [outlook(settings, one) for one in sources if one.status != "tips-only"]
    if format is Format.JSON:
        write_json(found)
        return
    for number, one in enumerate(found):
        if number:
            write_text()
        _show(one, limit)
    if not found:
        say(NO_SOURCES)


def _show(one: Outlook, limit: int) -> None:
    from crawlers.revisits.plan import budget_spent_on

    lists, items = budget_spent_on(one.visits)
    budget = f"budget {one.budget:,} requests a day, {one.spent:,} spent" if one.budget else "no budget: all is visited"
    write_table(
        ("rank", "item", "due", "why", "days waiting", "next crawl"),
        [
            (
                rank,
                visit.title if visit.what == "item" else f"[{visit.title}] {visit.url}",
                f"{visit.due:%Y-%m-%d %H:%M}",
                visit.why,
                "–" if visit.score > 1e5 else f"{visit.score:.2f}",
                "yes" if visit.planned else "no",
            )
            for rank, visit in enumerate(one.visits[:limit], start=1)
        ],
        title=f"{one.source}: {budget}; next crawl reads {lists:,} lists and {items:,} items",
        right=("rank", "days waiting"),
        whole=("due", "next crawl"),
    )
    if len(one.visits) > limit:
        write_text(f"… and {len(one.visits) - limit:,} more; --limit shows them")
