"""``chipwatch search`` and ``articles``: ask the index."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import global_options, settings_of, store_of
from cli.output import Format, FormatOption, cut, marked, money, say, short_name, write_json, write_table, write_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.text import Text

    from foundation.clock import Clock
    from index.documents import Article, Event, Lead, Listing
    from index.fields import Kind as DocumentKind
    from index.store import Page, Query, Store
    from index.suggesting import Meant

TITLE_WIDTH = 44
"""Columns of a terminal for a title; a Han character takes two."""
_TEXT_LOOKED_AT = 400
DEFAULT_FACETS = ("model", "side", "site", "state")
"""Fields of listings whose values are counted where nobody names others."""
_FACET_SHOWN = 6

QueryArgument = Annotated[str, typer.Argument(help="Search language (docs/search.md); empty finds everything.")]
SortOption = Annotated[str | None, typer.Option(help="Field to order by, - before it for descending.")]
LimitOption = Annotated[int, typer.Option(help="Results a page, 1 to 1000.")]
AfterOption = Annotated[str | None, typer.Option(help="Token of the page before, as it was shown there.")]
FacetOption = Annotated[list[str] | None, typer.Option(help="Field whose values are counted; give it several times.")]
ExactOption = Annotated[bool, typer.Option("--exact", help="Count every match: takes longer where they are many.")]


class Kind(StrEnum):
    """What is searched."""

    LISTING = "listing"
    ARTICLE = "article"
    EVENT = "event"
    LEAD = "lead"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command()(search)
    app.command()(articles)


def search(
    ctx: typer.Context,
    query: QueryArgument = "",
    *,
    kind: Annotated[Kind, typer.Option(help="What to search: events and leads have fields of their own.")] = (
        Kind.LISTING
    ),
    sort: SortOption = None,
    limit: LimitOption = 20,
    after: AfterOption = None,
    facet: FacetOption = None,
    exact: ExactOption = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Find listings, newest first, with how many match and what they are.

    With --kind event, what articles say happened, each claim with its standing; with --kind lead, the leads that
    `chipwatch leads --keep` has put into the index, best first.

    More than 2,000 matches are counted with --exact only; until then the total is a lower bound, and says so.
    Finding nothing is no error: exit code 0 and a message. A mistake in the query ends with code 2 and its column.
    """
    from index.store import COUNTED, Query

    most = None if exact else COUNTED
    if kind is not Kind.LISTING:
        facets = tuple(facet) if facet else ()
        _search_kind(ctx, kind, Query(query, sort, limit, after, facets, most), format)
        return
    facets = tuple(facet) if facet else DEFAULT_FACETS
    settings = settings_of(ctx)
    with store_of(ctx, settings) as store:
        page = store.search(Query(text=query, sort=sort, limit=limit, after=after, facets=facets, count_to=most))
        meant = _meant(store, query, "listing", settings.clock) if not page.total else ()
    if format is Format.JSON:
        write_json(_as_json(page))
        return
    if page.documents:
        write_listings(page)
    _tell(ctx, page, "listing", query, command=("search",), sort=sort, limit=limit, exact=exact)
    _offer(meant)


def articles(
    ctx: typer.Context,
    query: QueryArgument = "",
    *,
    sort: SortOption = None,
    limit: LimitOption = 20,
    after: AfterOption = None,
    facet: FacetOption = None,
    exact: ExactOption = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also articles in which nothing of the trade was read.")
    ] = False,
    copies: Annotated[bool, typer.Option("--copies", help="Every copy of a story by itself.")] = False,
    format: FormatOption = Format.TABLE,
) -> None:
    """Find news articles, press releases and court papers, newest first: each story once, by its first article.

    Shown are stories in which the extractor read a fact or an event. Words of copies' headlines, and the names of
    their sources and publishers, find the story too; `show` lists its copies.
    """
    from cli.stories import story_query
    from index.store import COUNTED, Query

    most = None if exact else COUNTED
    settings = settings_of(ctx)
    text = story_query(query, now=settings.clock.now(), relevant=not everything, first=not copies)
    asked = Query(text, sort, limit, after, tuple(facet) if facet else (), most)
    options = [*(["--all"] if everything else []), *(["--copies"] if copies else [])]
    typed = Typed(query, "article" if copies else "story", ("articles", *options))
    if not _search_kind(ctx, Kind.ARTICLE, asked, format, typed) and not everything and format is not Format.JSON:
        say("  `--all` looks through articles in which nothing of the trade was read, too")


@dataclass(frozen=True)
class Typed:
    """What a person typed, where it is not what the store is asked."""

    query: str
    what: str
    """What is found, one of it."""
    command: tuple[str, ...]
    """Leads to the next page."""


def _search_kind(ctx: typer.Context, kind: Kind, query: Query, format: Format, typed: Typed | None = None) -> int:
    """Search what is no listing; how many match."""
    from cli.kinds import KINDS
    from index.fields import MODELS

    shown = KINDS[kind.value]
    asked = replace(query, facets=query.facets or shown.facets, sort=query.sort or shown.sort)
    typed = typed or Typed(query.text, kind.value, ("search", "--kind", kind.value))
    settings = settings_of(ctx)
    with store_of(ctx, settings) as store:
        page = store.find(MODELS[kind.value], asked)
        meant = _meant(store, typed.query, kind.value, settings.clock) if not page.total else ()
    if format is Format.JSON:
        write_json(_as_json(page))
        return page.total
    if page.documents:
        write_table(
            shown.columns,
            [shown.row(document, page.highlights) for document in page.documents],
            right=shown.right,
            whole=shown.whole,
        )
        _write_facets(page)
    _tell(
        ctx, page, typed.what, typed.query, command=typed.command,
        sort=query.sort, limit=query.limit, exact=query.count_to is None,
    )  # fmt: skip
    _offer(meant)
    return page.total


def write_listings(page: Page[Listing]) -> None:
    """A page of listings as a table, with the counted values of its facets below."""
    write_table(
        ("id", "site", "title", "model", "quantity", "GPUs", "price", "place", "seller", "state", "first seen"),
        [_row(listing, page.highlights) for listing in page.documents],
        right=("GPUs",),
        whole=("id", "first seen"),
    )
    _write_facets(page)


def _as_json(page: Page[Any]) -> dict[str, Any]:
    return {
        "total": page.total,
        "total_is_exact": page.total_is_exact,
        "next": page.next,
        "facets": page.facets,
        "facets_over": page.facets_over,
        "highlights": page.highlights,
        "documents": page.documents,
    }


def _row(listing: Listing, highlights: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        listing.id[:8],
        listing.source,
        title_of(listing, highlights),
        ", ".join(listing.models) or None,
        _quantity(listing),
        f"{listing.gpu_count:,}" if listing.gpu_count is not None else None,
        money(listing.price, listing.currency, listing.price_basis),
        short_name(listing.place),
        short_name(listing.seller),
        listing.state if listing.side == "offer" else f"{listing.state} {listing.side}",
        f"{listing.first_seen:%Y-%m-%d}",
    )


def title_of(document: Listing | Article | Event | Lead, highlights: Mapping[str, str]) -> Text:
    """The title; below it the piece of text that matched, where the title does not show the match itself."""
    from rich.text import Text

    whole = " ".join((document.title or str(getattr(document, "text", ""))[:_TEXT_LOOKED_AT]).split())
    title = cut(whole, TITLE_WIDTH)
    piece = highlights.get(document.id)
    if piece is None:
        return Text(title or "–")
    shown = marked(piece)
    if " ".join(shown.plain.strip("… ").split())[:12] in whole:
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


def _write_facets(page: Page[Any]) -> None:
    for name, values in page.facets.items():
        if values:
            shown = " · ".join(f"{cut(value, 24)} {count:,}" for value, count in values[:_FACET_SHOWN])
            more = f" · {len(values) - _FACET_SHOWN} more" if len(values) > _FACET_SHOWN else ""
            write_text(f"{name:>9}  {shown}{more}")
    if page.facets and page.facets_over is not None:
        write_text(f"{'':>9}  counted over the newest {page.facets_over:,}")


def _meant(store: Store, query: str, kind: DocumentKind, clock: Clock) -> Sequence[Meant]:
    from index.suggesting import did_you_mean

    return did_you_mean(store, query, kind, now=clock.now())


def _offer(meant: Sequence[Meant]) -> None:
    for one in meant:
        say(f"nothing has {one.asked}; did you mean {' or '.join(one.instead)}?")


def _tell(
    ctx: typer.Context,
    page: Page[Any],
    what: str,
    query: str,
    *,
    command: Sequence[str],
    sort: str | None,
    limit: int,
    exact: bool,
) -> None:
    several = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    if not page.total:
        say(f"no {what} matches {query!r}" if query else f"the index holds no {what} yet")
        return
    if page.total_is_exact:
        say(f"{len(page.documents):,} of {page.total:,} {several if page.total > 1 else what}")
    else:
        say(f"{len(page.documents):,} of more than {page.total:,} {several}; --exact counts them all")
    if page.next:
        options = [query] if query else []
        options += ["--sort", sort] if sort else []
        options += ["--limit", str(limit)] if limit != 20 else []
        options += ["--exact"] if exact else []
        words = ["chipwatch", *global_options(ctx).typed(), *command, *options, "--after", page.next]
        say(f"next page: {shlex.join(words)}")
