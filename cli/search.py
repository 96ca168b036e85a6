"""``chipwatch search`` and ``articles``: ask the index."""

from __future__ import annotations

import shlex
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import settings_of, store_of
from cli.output import Format, FormatOption, marked, plain, say, write_json, write_table, write_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.text import Text

    from index.documents import Article, Listing
    from index.store import Page

TITLE_WIDTH = 44
"""Columns of a terminal for a title; a Han character takes two."""
_NAME_WIDTH = 18
_DEFAULT_FACETS = ("model", "side", "site", "state")
_FACET_SHOWN = 6

QueryArgument = Annotated[str, typer.Argument(help="Search language (docs/search.md); empty finds everything.")]
SortOption = Annotated[str | None, typer.Option(help="Field to order by, - before it for descending.")]
LimitOption = Annotated[int, typer.Option(help="Results a page, 1 to 1000.")]
AfterOption = Annotated[str | None, typer.Option(help="Token of the page before, as it was shown there.")]
FacetOption = Annotated[list[str] | None, typer.Option(help="Field whose values are counted; give it several times.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(search)
    app.command()(articles)


def search(
    ctx: typer.Context,
    query: QueryArgument = "",
    *,
    sort: SortOption = None,
    limit: LimitOption = 20,
    after: AfterOption = None,
    facet: FacetOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Find listings, newest first, with how many match and what they are.

    Finding nothing is no error: exit code 0 and a message. A mistake in the query ends with code 2 and its column.
    """
    from index.store import Query

    facets = tuple(facet) if facet else _DEFAULT_FACETS
    with store_of(ctx, settings_of(ctx)) as store:
        page = store.search(Query(text=query, sort=sort, limit=limit, after=after, facets=facets))
    if format is Format.JSON:
        write_json(_as_json(page))
        return
    if page.documents:
        write_listings(page)
    _tell(page, "listing", query, command="search", sort=sort, limit=limit)


def articles(
    ctx: typer.Context,
    query: QueryArgument = "",
    *,
    sort: SortOption = None,
    limit: LimitOption = 20,
    after: AfterOption = None,
    facet: FacetOption = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Find news articles, press releases and court papers, newest first."""
    from index.store import Query

    facets = tuple(facet) if facet else ("model", "site")
    with store_of(ctx, settings_of(ctx)) as store:
        page = store.search_articles(Query(text=query, sort=sort, limit=limit, after=after, facets=facets))
    if format is Format.JSON:
        write_json(_as_json(page))
        return
    if page.documents:
        write_table(
            ("id", "site", "title", "models", "published", "url"),
            [_article_row(article, page.highlights) for article in page.documents],
            whole=("id", "published"),
        )
        _write_facets(page.facets)
    _tell(page, "article", query, command="articles", sort=sort, limit=limit)


def write_listings(page: Page[Listing]) -> None:
    """A page of listings as a table, with the counted values of its facets below."""
    write_table(
        ("id", "site", "title", "model", "quantity", "GPUs", "price", "place", "seller", "state", "first seen"),
        [_row(listing, page.highlights) for listing in page.documents],
        right=("GPUs",),
        whole=("id", "first seen"),
    )
    _write_facets(page.facets)


def cut(text: str, width: int) -> str:
    """*text* in one line of at most *width* columns of a terminal."""
    from rich.cells import cell_len

    line = " ".join(plain(text, keep=" \n\t").split())
    if cell_len(line) <= width:
        return line
    while line and cell_len(line) > width - 1:
        line = line[:-1]
    return f"{line}…"


def money(price: Decimal | None, currency: str | None, basis: str | None = None) -> str | None:
    """An amount for people: ``CNY 1,850,000 each``."""
    if price is None:
        return None
    amount = f"{price:,.2f}".removesuffix(".00")
    return " ".join(part for part in (currency or "?", amount, basis) if part)


def _as_json(page: Page[Any]) -> dict[str, Any]:
    return {
        "total": page.total,
        "next": page.next,
        "facets": page.facets,
        "highlights": page.highlights,
        "documents": page.documents,
    }


def _row(listing: Listing, highlights: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        listing.id[:8],
        listing.source,
        _title(listing, highlights),
        ", ".join(listing.models) or None,
        _quantity(listing),
        f"{listing.gpu_count:,}" if listing.gpu_count is not None else None,
        money(listing.price, listing.currency, listing.price_basis),
        cut(listing.place, _NAME_WIDTH) if listing.place else None,
        cut(listing.seller, _NAME_WIDTH) if listing.seller else None,
        listing.state if listing.side == "offer" else f"{listing.state} {listing.side}",
        f"{listing.first_seen:%Y-%m-%d}",
    )


def _article_row(article: Article, highlights: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        article.id[:8],
        article.source,
        _title(article, highlights),
        ", ".join(article.models) or None,
        f"{article.published_at:%Y-%m-%d}" if article.published_at else None,
        article.url,
    )


def _title(document: Listing | Article, highlights: Mapping[str, str]) -> Text:
    """The title; below it the piece of text that matched, where the title does not show the match itself."""
    from rich.text import Text

    title = cut(document.title or document.text, TITLE_WIDTH)
    piece = highlights.get(document.id)
    if piece is None:
        return Text(title or "–")
    shown = marked(piece)
    if " ".join(shown.plain.strip("… ").split())[:12] in " ".join((document.title or "").split()):
        shown.truncate(TITLE_WIDTH, overflow="ellipsis")
        return shown
    shown.truncate(TITLE_WIDTH, overflow="ellipsis")
    return Text("\n").join([Text(title), shown])


def _quantity(listing: Listing) -> str | None:
    """Units of the first counted offer; more offers are told by a plus."""
    counted = [offer for offer in listing.offers if offer.quantity is not None and offer.side == listing.side]
    if not counted:
        return None
    first = counted[0]
    about = "~" if first.quantity_approx else ""
    more = f" +{len(counted) - 1}" if len(counted) > 1 else ""
    return f"{about}{first.quantity:,} {first.unit or ''}{more}".strip()


def _write_facets(facets: Mapping[str, tuple[tuple[str, int], ...]]) -> None:
    for name, values in facets.items():
        if values:
            shown = " · ".join(f"{cut(value, 24)} {count:,}" for value, count in values[:_FACET_SHOWN])
            more = f" · {len(values) - _FACET_SHOWN} more" if len(values) > _FACET_SHOWN else ""
            write_text(f"{name:>9}  {shown}{more}")


def _tell(page: Page[Any], what: str, query: str, *, command: str, sort: str | None, limit: int) -> None:
    if not page.total:
        say(f"no {what} matches {query!r}" if query else f"the index holds no {what} yet")
        return
    say(f"{len(page.documents):,} of {page.total:,} {what}{'s' if page.total > 1 else ''}")
    if page.next:
        options = [query] if query else []
        options += ["--sort", sort] if sort else []
        options += ["--limit", str(limit)] if limit != 20 else []
        say(f"next page: {shlex.join(['chipwatch', command, *options, '--after', page.next])}")
