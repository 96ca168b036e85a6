"""Flags of places: delivery in Hong Kong, goods in several cities."""

from __future__ import annotations

from extract.normalise import normalise
from leads.case import Case, reason
from leads.flags.wording import hits
from leads.records import Reason
from leads.weights import CitiesFlag, PlaceFlag


def hong_kong_delivery(name: str, flag: PlaceFlag, case: Case) -> Reason | None:
    """The goods are handed over in Hong Kong. Where a seller merely lives there, nothing fires."""
    for offer in case.supply:
        place = offer.delivery_location
        if place and hits(flag.places, (), normalise(place)):
            return reason(
                name,
                flag,
                flag.points,
                f"goods are handed over in {place}",
                field="offers.delivery_location",
                value=place,
                spans=case.spans([offer], "delivery_location"),
            )
    found = hits(flag.terms, flag.patterns, case.text.text)
    if not found:
        return None
    spans = [case.cut(*hit) for hit in found]
    return reason(
        name, flag, flag.points, f"the text says {spans[0].text}", field="text", value=spans[0].text, spans=spans
    )


def several_cities(name: str, flag: CitiesFlag, case: Case) -> Reason | None:
    """Goods or delivery in several cities at a time."""
    stated = [place for offer in case.supply for place in (offer.goods_location, offer.delivery_location) if place]
    shown = " ".join(normalise(" / ".join(stated)).split())
    cities = sorted({flag.cities[shown[start:end]] for start, end in hits(tuple(flag.cities), (), shown)})
    if len(cities) >= flag.at_least:
        return reason(
            name,
            flag,
            flag.points,
            f"goods or delivery in {', '.join(cities)}",
            field="offers.delivery_location",
            value=", ".join(dict.fromkeys(stated)),
            spans=case.spans(case.supply, "goods_location", "delivery_location"),
        )
    found = hits(flag.terms, flag.patterns, case.text.text)
    if not found:
        return None
    spans = [case.cut(*hit) for hit in found]
    return reason(
        name, flag, flag.points, f"the text says {spans[0].text}", field="text", value=spans[0].text, spans=spans
    )
