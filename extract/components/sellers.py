"""Who offers or lets: a firm before a person, as written."""

from __future__ import annotations

from collections.abc import Callable

from extract.components.contact_places import Span
from extract.components.firms import legal_firm, trade_firm
from extract.components.labelled_names import forum_name, labelled_person, labelled_seller, quoted_record
from extract.components.names_by_contact import asked_for, before_contact, behind_contact, firm_of_person
from extract.components.shops import headed_shop, line_shop, named_shop, signed_shop, tagged_name
from extract.components.signatures import signature
from extract.components.speakers import speaker
from extract.reading import Reading
from extract.records import Party, Side

FINDERS: tuple[tuple[str, Callable[[Reading], Span | None]], ...] = (
    ("a field of a record", quoted_record),
    ("a firm with its legal form", legal_firm),
    ("a name behind a label of sellers", labelled_seller),
    ("a shop in a heading", headed_shop),
    ("a shop by its name", named_shop),
    ("a name with a tag", tagged_name),
    ("a firm by its name", trade_firm),
    ("a firm with its person", firm_of_person),
    ("a name on a forum", forum_name),
    ("a shop before its contact", signed_shop),
    ("a speaker in a chat", speaker),
    ("a shop at the edge of a line", line_shop),
    ("a name behind a label of persons", labelled_person),
    ("a person to ask for", asked_for),
    ("a person before a contact", before_contact),
    ("a person behind a contact", behind_contact),
    ("a signature", signature),
)
"""The first that finds somebody is right: firms before persons, names that say so before those that stand somewhere."""


def seller_of(reading: Reading, side: Side) -> Party | None:
    """The seller of an offer or a rental; buyers are none."""
    if side not in {Side.OFFER, Side.RENTAL}:
        return None
    if reading.hints.seller:
        return Party(name=reading.hints.seller.strip(), role="seller")
    for _, finder in FINDERS:
        found = finder(reading)
        if found is not None and reading.original[slice(*found)].strip():
            start, end = found
            return Party(name=reading.original[start:end].strip(), role="seller", start=start, end=end)
    return None
