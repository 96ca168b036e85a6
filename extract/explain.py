"""Shows a text with the spans its values were read from, and why each value was or was not read."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from extract.records import Evidence, Extraction, Undetermined

STYLES = {
    "model": "bold green",
    "server": "bold green",
    "variant": "green",
    "form": "cyan",
    "quantity": "bold yellow",
    "gpus_per_unit": "yellow",
    "price": "bold magenta",
    "rental_price": "bold magenta",
    "currency": "magenta",
    "tax": "blue",
    "condition": "blue",
    "availability": "blue",
    "goods_location": "bright_cyan",
    "delivery_location": "bright_cyan",
}
"""Field → style of its span; other fields are underlined."""

_DOUBT = "red reverse"


def explained(text: str, extraction: Extraction) -> Iterator[Text]:
    """Lines for a terminal: the coloured text, then every value with its rule, then what was not read."""
    evidence = [e for offer in extraction.offers for e in offer.evidence]
    evidence += [e for fact in extraction.facts for e in fact.evidence]
    doubts = [*extraction.undetermined, *(u for offer in extraction.offers for u in offer.undetermined)]
    yield _coloured(text, evidence, doubts)
    yield Text(f"side {extraction.side.value}   lang {extraction.lang}   extractor {extraction.version}", style="bold")
    for number, offer in enumerate(extraction.offers, 1):
        yield Text(f"offer {number}: {offer.verbatim}", style="bold")
        shown = offer.model_dump(exclude={"evidence", "undetermined", "verbatim", "alt_prices"}, exclude_none=True)
        yield from _values({k: v for k, v in shown.items() if v is not False}, offer.evidence)
        for price in offer.alt_prices:
            yield Text(f"  also {price.amount} {price.currency or '?'} {price.basis or ''}")
    for number, fact in enumerate(extraction.facts, 1):
        yield Text(f"fact {number}: {fact.verbatim}", style="bold")
        yield from _values(fact.model_dump(exclude={"evidence", "verbatim"}, exclude_none=True), fact.evidence)
    if extraction.seller:
        yield Text(f"seller {extraction.seller.name}")
    for contact in extraction.contacts:
        yield Text(f"contact {contact.kind}: {contact.value or contact.mask}")
    for doubt in doubts:
        yield Text(f"  not read: {doubt.field} in {doubt.raw!r}: {doubt.reason}", style="red")


def _values(values: dict[str, object], evidence: tuple[Evidence, ...]) -> Iterator[Text]:
    by_field: dict[str, list[Evidence]] = {}
    for item in evidence:
        by_field.setdefault(item.field, []).append(item)
    for name, value in values.items():
        sources = "; ".join(f"{e.text!r} by {e.rule} ({e.confidence:.0%})" for e in by_field.get(name, ()))
        yield Text.assemble(
            (f"  {name} ", STYLES.get(name, "")), f"{value}", (f"   {sources}" if sources else "", "dim")
        )


def _coloured(text: str, evidence: list[Evidence], doubts: list[Undetermined]) -> Text:
    shown = Text(text)
    for item in evidence:
        shown.stylize(STYLES.get(item.field, "underline"), item.start, item.end)
    for doubt in doubts:
        if doubt.end - doubt.start < 40:
            shown.stylize(_DOUBT, doubt.start, doubt.end)
    return shown
