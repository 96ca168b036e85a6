"""One pass over the index for what a single listing cannot show: shared texts, shared contacts, prices of the market.

What is gathered lies in a temporary SQLite database that spills to disk, so memory stays the same however large
the index is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from types import TracebackType
from typing import Literal, Self

from extract.normalise import align
from extract.records import Offer, Side
from index.documents import Listing
from leads.similar import Sentences, contact_keys, seller_key
from leads.weights import Weights

Shared = Literal["text", "contact"]

_SCHEMA = """
CREATE TABLE shared (
    kind TEXT NOT NULL, key BLOB NOT NULL, seller TEXT NOT NULL, name TEXT NOT NULL, listing TEXT NOT NULL,
    PRIMARY KEY (kind, key, seller)
) WITHOUT ROWID;
CREATE TABLE price (model TEXT NOT NULL, form TEXT NOT NULL, currency TEXT NOT NULL, amount TEXT NOT NULL);
CREATE TABLE market (
    model TEXT NOT NULL, form TEXT NOT NULL, currency TEXT NOT NULL, median TEXT NOT NULL, listings INTEGER NOT NULL,
    PRIMARY KEY (model, form, currency)
) WITHOUT ROWID;
"""
_MEDIANS = """
INSERT INTO market
SELECT model, form, currency, group_concat(amount, ' '), max(n) FROM (
    SELECT *, count(*) OVER goods AS n,
           row_number() OVER (PARTITION BY model, form, currency ORDER BY CAST(amount AS REAL), amount) AS place
    FROM price WINDOW goods AS (PARTITION BY model, form, currency)
) WHERE place IN ((n + 1) / 2, (n + 2) / 2) GROUP BY model, form, currency
"""


@dataclass(frozen=True)
class Holder:
    """One of several sellers that share something."""

    seller: str
    """Name as compared."""
    name: str
    """Name as shown."""
    listing_id: str
    """The first of its listings that holds it, by id."""


@dataclass(frozen=True)
class Market:
    """What goods cost in the index."""

    median: Decimal
    """Of one unit, in the currency asked for."""
    listings: int
    """How many listings state a price."""


class Survey:
    """Shared texts and contacts and the prices of the supply in an index. Use as a context manager."""

    def __init__(self, weights: Weights) -> None:
        self.sentences = Sentences(weights.flags.same_text)
        self._db = sqlite3.connect("")  # a private file that SQLite deletes, held in memory while small
        self._db.executescript(_SCHEMA)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def read(self, listings: Iterable[Listing], on_progress: Callable[[int], None] = lambda count: None) -> Self:
        """Take in every listing that offers goods; wanted posts and rentals are passed over."""
        for listing in listings:
            on_progress(1)
            if listing.side == Side.OFFER:
                self._take(listing)
        self._db.execute("DELETE FROM market")
        self._db.execute(_MEDIANS)
        return self

    def holders(self, kind: Shared, key: bytes) -> tuple[Holder, ...]:
        """The sellers that share something, by name."""
        rows = self._db.execute(
            "SELECT seller, name, listing FROM shared WHERE kind = ? AND key = ? ORDER BY seller", (kind, key)
        )
        return tuple(Holder(*row) for row in rows)

    def market(self, offer: Offer) -> Market | None:
        """The market of the goods of *offer*, in its currency; none where the offer states no price for one unit."""
        goods = goods_of(offer)
        if goods is None:
            return None
        row = self._db.execute(
            "SELECT median, listings FROM market WHERE model = ? AND form = ? AND currency = ?", goods
        ).fetchone()
        if row is None:
            return None
        middle = [Decimal(amount) for amount in row[0].split()]
        return Market(sum(middle, Decimal(0)) / len(middle), row[1])

    def _take(self, listing: Listing) -> None:
        seller = seller_key(listing)
        if seller and listing.seller:
            holder = (seller, listing.seller, listing.id)
            rows = [
                ("text", sentence.key, *holder) for sentence in self.sentences.of(align(listing.text), listing.models)
            ]
            rows += [("contact", key, *holder) for _, key in contact_keys(listing)]
            self._db.executemany("INSERT OR IGNORE INTO shared VALUES (?, ?, ?, ?, ?)", rows)
        prices = {
            goods: offer.price for offer in reversed(listing.offers) if (goods := goods_of(offer))
        }  # one price a listing and kind of goods: a long list of the same card is one voice
        self._db.executemany(
            "INSERT INTO price VALUES (?, ?, ?, ?)", [(*goods, str(price)) for goods, price in prices.items()]
        )


def goods_of(offer: Offer) -> tuple[str, str, str] | None:
    """Model, form and currency of an offer that states the price of one unit; none for any other."""
    if offer.side != Side.OFFER or not offer.price or offer.price_basis == "lot":
        return None
    if not (offer.model and offer.form and offer.currency):
        return None
    if offer.price_unit not in (None, offer.form) and offer.form != "barebone":
        return None
    return offer.model, offer.form, offer.currency
