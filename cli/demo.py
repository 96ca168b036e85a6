"""``chipwatch demo``: a market of made-up sites, what is really on sale in it, and how the index holds against it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import settings_of, store_of
from cli.demo_options import (
    DAY,
    LAYOUT,
    LISTINGS,
    PORT,
    SEED,
    DayOption,
    LayoutOption,
    ListingsOption,
    PortOption,
    SeedOption,
)
from cli.demo_run import run
from cli.output import Format, FormatOption, say, write_json, write_json_line, write_table, write_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from demo.market import Market
    from demo.score import Score, SiteScore, Tally


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="A small market of made-up web sites to try chipwatch on.", no_args_is_help=True)
    group.command("run")(run)
    group.command("serve")(serve)
    group.command("truth")(truth)
    group.command("score")(score)
    app.add_typer(group, name="demo")


def serve(
    *,
    port: PortOption = PORT,
    day: DayOption = DAY,
    listings: ListingsOption = LISTINGS,
    seed: SeedOption = SEED,
    layout: LayoutOption = LAYOUT,
    log: Annotated[Path | None, typer.Option(help="File to which each request is added as a line of JSON.")] = None,
) -> None:
    """Serve the market on this machine until Ctrl-C or SIGTERM. The first site is on the port after PORT.

    Port 0 takes ports that are free. The address of the overview is printed once all sites answer. To crawl it, set
    `private_hosts` to `127.0.0.1:*`.
    """
    import asyncio
    from contextlib import ExitStack
    from dataclasses import replace

    from foundation.errors import UsageError

    try:
        from demo.server import serve as serve_market
    except ModuleNotFoundError as error:
        raise UsageError(
            f"the demo market needs the package {error.name}",
            way_out='install the extra: pip install "chipwatch[demo]"',
        ) from error
    with ExitStack() as opened:
        try:
            stream = opened.enter_context(log.open("a", buffering=1, encoding="utf-8")) if log else None
        except OSError as error:
            raise UsageError(
                f"the log cannot be written ({error.strerror})", where=str(log), way_out="give another file with --log"
            ) from error
        market = replace(_market(day, listings, seed), layout=layout)
        asyncio.run(serve_market(market, port, log=stream, ready=_announce))
    say("The demo market is closed.")


def truth(
    port: PortOption = PORT, day: DayOption = DAY, listings: ListingsOption = LISTINGS, seed: SeedOption = SEED
) -> None:
    """Print what is really on sale, wanted, let and reported on a day as JSON lines, one a listing or article."""
    from demo.truth import origins
    from demo.truth import truth as true_rows

    for row in true_rows(_market(day, listings, seed), origins(port)):
        write_json_line(row)


def score(
    ctx: typer.Context,
    *,
    port: PortOption = PORT,
    day: DayOption = DAY,
    listings: ListingsOption = LISTINGS,
    seed: SeedOption = SEED,
    file: Annotated[
        Path | None,
        typer.Option(help="Exported listings (JSON lines) to score instead of the index.", show_default="the index"),
    ] = None,
    mistakes: Annotated[int, typer.Option(min=0, help="Most mistakes listed below the table.")] = 0,
    format: FormatOption = Format.TABLE,
) -> None:
    """Hold the index to the truth of the market, site by site and field by field.

    "whole" counts listings of which side, model, form, quantity, unit, GPUs, price and currency are all right.
    """
    from demo.score import score as hold_to_truth
    from demo.truth import origins
    from demo.truth import truth as true_rows

    indexed = _exported(file) if file else _indexed(ctx)
    result = hold_to_truth(true_rows(_market(day, listings, seed), origins(port)), indexed)
    shown = result.mistakes[:mistakes]
    if format is Format.JSON:
        write_json({"sites": result.sites, "total": result.total, "mistakes": shown})
        return
    _write_score(result)
    if shown:
        write_text()
        rows = [(one.field, str(one.truth), str(one.read), one.url) for one in shown]
        write_table(("field", "truth", "read", "item"), rows, title="Mistakes")


def _market(day: int, listings: int, seed: int) -> Market:
    from demo.market import Market

    return Market(seed=seed, listings=listings, day=day)


def _announce(port: int) -> None:
    write_text(f"http://127.0.0.1:{port}/")
    say("The demo market is open. Ctrl-C closes it.")


def _exported(file: Path) -> Iterator[dict[str, Any]]:
    import json

    from foundation.errors import UsageError

    try:
        with file.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())
    except (OSError, ValueError) as error:
        raise UsageError(
            f"not a file of exported listings ({error})",
            where=str(file),
            way_out="make one with `chipwatch export listings --to jsonl --out FILE`",
        ) from error


def _indexed(ctx: typer.Context) -> Iterator[dict[str, Any]]:
    """Listings and articles of the index, in the form of an export."""
    from index.documents import Article, Listing
    from leads.export.objects import listing_object

    settings = settings_of(ctx)
    with store_of(ctx, settings) as store:
        for listing in store.scan(Listing):
            yield listing_object(listing, settings.contacts)
        for article in store.scan(Article):
            yield {"id": article.id, "site": article.source, "url": article.url, "offers": []}


def _write_score(result: Score) -> None:
    """One table: a line a measure, a column a site."""
    from demo.score import LISTING_FIELDS, OFFER_FIELDS

    columns: dict[str, SiteScore] = {**result.sites, "all": result.total}
    measures: list[tuple[str, list[str | None]]] = [
        ("items in the truth", [f"{one.rows.total:,}" for one in columns.values()]),
        ("found (recall)", [_share(one.rows) for one in columns.values()]),
        ("right ones (precision)", [_share(one.listings) for one in columns.values()]),
        ("read as an offer, but none", [str(one.false_supply) for one in columns.values()]),
        ("whole", [_share(one.whole) for one in columns.values()]),
    ]
    measures += [
        (name, [_share(one.fields[name]) if name in one.fields else None for one in columns.values()])
        for name in (*OFFER_FIELDS, *LISTING_FIELDS)
    ]
    names = [name.removeprefix("demo-") for name in columns]
    write_table(("", *names), [(name, *cells) for name, cells in measures], title="Index against truth", right=names)


def _share(tally: Tally) -> str | None:
    share = tally.share
    return None if share is None else f"{100 * share:.1f} %"
