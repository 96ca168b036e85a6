"""``chipwatch show``: one listing, article or event with its evidence, its history and why each value was read so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import settings_of, store_of
from cli.output import Format, FormatOption, cut, money, write_json, write_table, write_text
from cli.stories import write_copies

if TYPE_CHECKING:
    from extract.records import Evidence, Offer
    from index.documents import Article, CaptureRef, Event, Listing, Sighting
    from index.store import Store

_SPAN_WIDTH = 48
_TEXT_SHOWN = 2_000
_DERIVED = {"gpu_count": "quantity × gpus_per_unit"}
"""Values that follow from others and have no span of their own."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(show)


def show(
    ctx: typer.Context,
    id: Annotated[str, typer.Argument(help="Id of a listing, article or event, or its beginning.")],
    format: FormatOption = Format.TABLE,
) -> None:
    """Show everything about one listing, article or event: offers, why each value was read so, history, evidence."""
    with store_of(ctx, settings_of(ctx)) as store:
        document = _found(store, id.strip().lower())
        sightings = store.sightings([document.id]).get(document.id, ())
    if format is Format.JSON:
        write_json(_as_json(document, sightings))
        return
    from index.documents import Article, Listing

    if isinstance(document, Listing):
        _write_listing(document, sightings)
    elif isinstance(document, Article):
        _write_article(document)
    else:
        _write_event(document)


def _found(store: Store, id: str) -> Listing | Article | Event:
    """The document whose id begins so. Raises `UsageError` for none or several."""
    from foundation.errors import UsageError
    from index.documents import Article, Event
    from index.fields import field_at
    from index.language import Term, spell
    from index.store import Query

    way_out = "take an id from `chipwatch search`, its first characters will do"
    if not id:
        raise UsageError("an empty id", where="show", way_out=way_out)
    asked = Query(spell(Term(field_at("listing", "id"), id, prefix=True)), limit=5, sort="id")
    listings, articles, events = store.search(asked), store.find(Article, asked), store.find(Event, asked)
    found: list[Listing | Article | Event] = [*listings.documents, *articles.documents, *events.documents]
    if not found:
        raise UsageError(
            f"no listing, article or event has an id that begins with {id!r}", where="show", way_out=way_out
        )
    if len(found) > 1:
        total = listings.total + articles.total + events.total
        raise UsageError(
            f"{total} ids begin with {id!r}: {', '.join(document.id for document in found)}",
            where="show",
            way_out="give more characters",
        )
    return found[0]


def _as_json(document: Listing | Article | Event, sightings: tuple[Sighting, ...]) -> dict[str, Any]:
    from index.documents import Article, Listing
    from index.history import history

    if not isinstance(document, Listing):
        return {"article" if isinstance(document, Article) else "event": document}
    return {"listing": document, "history": history(sightings), "sightings": sightings}


def _write_listing(listing: Listing, sightings: tuple[Sighting, ...]) -> None:
    write_text(f"{listing.title or '(no title)'}")
    write_text(listing.url)
    ended = f" on {listing.gone_at:%Y-%m-%d %H:%M} ({listing.gone_reason})" if listing.gone_at else ""
    _write_facts(
        {
            "id": listing.id,
            "site": f"{listing.source} ({listing.source_kind})",
            "side": listing.side,
            "state": f"{listing.state}{ended}",
            "GPUs": f"{listing.gpu_count:,}" if listing.gpu_count is not None else None,
            "H100 equivalents": f"at least {listing.h100e:,}" if listing.h100e is not None else None,
            "price": money(listing.price, listing.currency, listing.price_basis),
            "in USD": f"{listing.price_usd:,} at the rate of {listing.price_usd_on}" if listing.price_usd else None,
            "one GPU in USD": f"{listing.price_usd_gpu:,}" if listing.price_usd_gpu is not None else None,
            "seller": listing.seller,
            "contacts": ", ".join(f"{c.kind} {c.value or c.mask or (c.hash or '')[:12]}" for c in listing.contacts),
            "place": listing.place,
            "city, country": ", ".join((*listing.cities, *listing.countries)),
            "posted": f"{listing.posted_at:%Y-%m-%d %H:%M}" if listing.posted_at else None,
            "seen": _seen(listing),
            "other addresses": "\n".join(url for url in listing.urls if url != listing.url),
        }
    )
    for number, offer in enumerate(listing.offers, 1):
        _write_offer(number, offer)
    if listing.undetermined:
        write_table(
            ("not read", "as written", "why"),
            [(value.field, cut(value.raw, _SPAN_WIDTH), value.reason) for value in listing.undetermined],
        )
    _write_history(sightings)
    _write_evidence([(f"{s.observed_at:%Y-%m-%d %H:%M}", s.state, s.evidence) for s in sightings])
    _write_body(listing.text)


def _seen(listing: Listing) -> str:
    times = f"{listing.first_seen:%Y-%m-%d %H:%M} to {listing.last_seen:%Y-%m-%d %H:%M}"
    count = f"{listing.sightings} sighting{'s' if listing.sightings > 1 else ''}"
    return f"{times} in {count}, last checked {listing.last_checked:%Y-%m-%d %H:%M}"


def _write_article(article: Article) -> None:
    write_text(article.title or "(no title)")
    write_text(article.url)
    _write_facts(
        {
            "id": article.id,
            "site": f"{article.source} ({article.source_kind})",
            "author": article.author,
            "publisher": article.publisher,
            "quality": article.quality,
            "published": f"{article.published_at:%Y-%m-%d %H:%M}" if article.published_at else None,
            "relevant": None if article.relevant else "no: nothing of the trade was read in it",
            "story": _story(article),
            "models": ", ".join(article.models),
            "other addresses": "\n".join(url for url in article.urls if url != article.url),
        }
    )
    if article.facts:
        write_table(
            ("model", "quantity", "price", "relation", "as written"),
            [
                (f.model, f.quantity, money(f.price, f.currency), f.relation, cut(f.verbatim, _SPAN_WIDTH))
                for f in article.facts
            ],
            right=("quantity",),
        )
    if article.events:
        write_table(
            ("event", "status", "day", "parties", "as written"),
            [
                (e.kind, e.status, e.on, ", ".join(p.name for p in e.parties), cut(e.verbatim, _SPAN_WIDTH))
                for e in article.events
            ],
        )
    write_copies(article)
    _write_evidence([(f"{article.evidence.fetched_at:%Y-%m-%d %H:%M}", "content", article.evidence)])
    _write_body(article.text)


def _story(article: Article) -> str | None:
    if article.is_first or article.first_published_at is None:
        return None
    return (
        f"first published by {article.first_publisher} on {article.first_published_at:%Y-%m-%d %H:%M},"
        f" article {article.story_id}"
    )


def _write_event(event: Event) -> None:
    from cli.event_shown import facts_of, write_event

    write_text(event.claim)
    write_text(event.url)
    _write_facts(facts_of(event))
    write_event(event)
    _write_evidence([(f"{event.evidence.fetched_at:%Y-%m-%d %H:%M}", "content", event.evidence)])


def _write_facts(facts: dict[str, str | None]) -> None:
    width = max(len(name) for name in facts)
    for name, value in facts.items():
        for number, line in enumerate((value or "").splitlines()):
            write_text(f"  {name if not number else '':>{width}}  {line}")


def _write_offer(number: int, offer: Offer) -> None:
    """Each value of an offer beside the piece of text and the rule that it comes from."""
    skipped = {"evidence", "undetermined", "verbatim", "alt_prices"}
    spans: dict[str, list[Evidence]] = {}
    for evidence in offer.evidence:
        spans.setdefault(evidence.field, []).append(evidence)
    rows: list[tuple[Any, ...]] = []
    for name, value in offer:
        if name in skipped or value is None or value is False:
            continue
        rows += [
            (
                name if not place else "",
                str(value) if not place else "",
                cut(span.text, _SPAN_WIDTH),
                f"{span.start}–{span.end}",
                f"{span.rule} v{span.version}",
                f"{span.confidence:.0%}",
            )
            for place, span in enumerate(spans.get(name, ()))
        ] or [(name, str(value), _DERIVED.get(name), None, None, None)]
    rows += [(u.field, "?", cut(u.raw, _SPAN_WIDTH), f"{u.start}–{u.end}", u.reason, None) for u in offer.undetermined]
    write_table(
        ("field", "value", "read from", "at", "rule", "sure"),
        rows,
        title=f"offer {number}: {cut(offer.verbatim, 2 * _SPAN_WIDTH)}",
        right=("sure",),
    )


def _write_history(sightings: tuple[Sighting, ...]) -> None:
    from index.history import history

    steps = history(sightings)
    if steps:
        write_table(
            ("when (UTC)", "what", "price", "quantity", "GPUs", "evidence"),
            [
                (f"{s.at:%Y-%m-%d %H:%M}", s.what, money(s.price, s.currency), s.quantity, s.gpu_count, s.reason)
                for s in steps
            ],
            title="history",
            right=("quantity", "GPUs"),
        )


def _write_evidence(captures: list[tuple[str, str, CaptureRef]]) -> None:
    if captures:
        write_table(
            ("seen (UTC)", "state", "status", "WARC file", "offset", "bytes", "SHA-256 of the page", "address"),
            [
                (when, state, ref.status, ref.warc_file, ref.warc_offset, ref.warc_length, ref.sha256[:16], ref.url)
                for when, state, ref in captures
            ],
            title="evidence",
            right=("offset", "bytes"),
        )


def _write_body(text: str) -> None:
    if text:
        write_text("text")
        shown = text[:_TEXT_SHOWN]
        write_text("\n".join(f"  {line}" for line in shown.splitlines()))
        if len(text) > _TEXT_SHOWN:
            write_text(f"  … {len(text) - _TEXT_SHOWN:,} more characters; --format json shows all")
