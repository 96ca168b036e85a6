"""``chipwatch leads``: the listings that deserve a look, best first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import settings_of, store_of
from cli.output import Format, FormatOption, money, progress, say, short_name, write_json, write_table, write_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from foundation.settings import Settings
    from index.store import Store
    from leads.records import Lead

_REASONS_SHOWN = 4


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(name="leads")(leads)


def leads(
    ctx: typer.Context,
    query: Annotated[str, typer.Argument(help="Search language; empty looks at every listing.")] = "",
    *,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most leads shown.")] = 20,
    min_score: Annotated[int, typer.Option(min=1, max=100, help="Least score.")] = 1,
    keep: Annotated[
        bool, typer.Option("--keep", help="First put the leads of all listings into the index, for search and Kibana.")
    ] = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Show leads: offers with red flags, by score, with the reasons.

    A flag says "look here", not "guilty". Wanted posts and rentals are never leads. Leads that were kept are searched
    with `chipwatch search --kind lead`.
    """
    from leads.export.objects import lead_object
    from leads.ranking import rank
    from leads.weights import load_weights

    settings = settings_of(ctx)
    with store_of(ctx, settings) as store, progress("looking at listings") as advance:
        if keep:
            _keep(store, settings, advance)
        found = list(rank(store, load_weights(), query, min_score=min_score, limit=limit, on_progress=advance))
    if format is Format.JSON:
        write_json([lead_object(lead, settings.contacts) for lead in found])
    elif found:
        write_table(
            ("id", "score", "why", "model", "GPUs", "price", "place", "seller", "state", "first seen"),
            [_row(lead) for lead in found],
            right=("score", "GPUs"),
            whole=("id", "first seen"),
        )
    else:
        write_text("No leads: no offer carries a flag of this score.")


def _keep(store: Store, settings: Settings, advance: Callable[[int], None]) -> None:
    from leads.keeping import keep_leads
    from leads.weights import load_weights

    kept = keep_leads(store, load_weights(), settings.clock.now(), advance)
    say(f"kept {kept.leads:,} lead{'' if kept.leads == 1 else 's'}: {kept.new:,} new, {kept.lapsed:,} lapsed")


def _row(lead: Lead) -> tuple[Any, ...]:
    listing = lead.listing
    labels = [reason.label for reason in lead.reasons]
    more = f" +{len(labels) - _REASONS_SHOWN}" if len(labels) > _REASONS_SHOWN else ""
    return (
        listing.id[:8],
        lead.score,
        "; ".join(labels[:_REASONS_SHOWN]) + more,
        ", ".join(listing.models) or None,
        f"{listing.gpu_count:,}" if listing.gpu_count is not None else None,
        _price(lead),
        short_name(listing.place),
        short_name(listing.seller),
        listing.state,
        f"{listing.first_seen:%Y-%m-%d}",
    )


def _price(lead: Lead) -> str | None:
    listing = lead.listing
    if listing.price is not None:
        return money(listing.price, listing.currency, listing.price_basis)
    return next((offer.masked_price for offer in listing.offers if offer.masked_price), None)
