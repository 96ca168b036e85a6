"""How well an index holds against the truth: items found, field by field and site by site."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from demo.addresses import key_in
from demo.truth import Row

CORE = ("side", "model", "form", "quantity", "unit", "gpu_count", "price", "currency")
"""Fields that a listing must have right to count as right."""
OFFER_FIELDS = (
    *CORE,
    "price_max",
    "price_basis",
    "masked_price",
    "rental_price",
    "rental_unit",
    "moq",
    "server",
    "tax",
    "condition",
    "availability",
    "place",
)
"""Fields of one line of goods."""
LISTING_FIELDS = ("state", "offers", "seller", "contacts")
"""Fields of a listing as a whole; offers is the number of its lines of goods."""
_ONLY_IN_THE_PICTURE = {"quantity", "unit", "gpu_count", "price", "price_max", "currency", "price_basis"}
_TOLERANCE = 0.005
_OFFER_ON_SALE = "offer"
Listing = Mapping[str, Any]
"""An exported listing: id, urls, site, title, seller, state, offers; item_key and contacts where there are any."""


@dataclass
class Tally:
    """A count of right answers."""

    right: int = 0
    """Right."""
    total: int = 0
    """Asked."""

    def add(self, *, right: bool) -> None:
        """Count one answer."""
        self.right += right
        self.total += 1

    @property
    def share(self) -> float | None:
        """Right answers among all; none where nothing was asked."""
        return self.right / self.total if self.total else None


@dataclass
class SiteScore:
    """The score of one site, or of all together."""

    rows: Tally = field(default_factory=Tally)
    """Truth rows found in the index: recall."""
    listings: Tally = field(default_factory=Tally)
    """Listings of the index that are in the truth, once each: precision. Those that are gone or offer nothing
    do not count."""
    false_supply: int = 0
    """Items that offer nothing and were read as an offer."""
    whole: Tally = field(default_factory=Tally)
    """Found listings whose `CORE` fields are all right."""
    fields: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    """Answers by field."""


@dataclass(frozen=True)
class Mistake:
    """One wrong answer."""

    site: str
    """Source name."""
    url: str
    """Canonical address of the item."""
    field: str
    """Field, or ``item`` where the whole item is missing."""
    truth: Any
    """What is true."""
    read: Any
    """What the index says."""


@dataclass
class Score:
    """Scores by site and in total, with every mistake."""

    sites: dict[str, SiteScore] = field(default_factory=lambda: defaultdict(SiteScore))
    """By source name."""
    total: SiteScore = field(default_factory=SiteScore)
    """All sites together."""
    mistakes: list[Mistake] = field(default_factory=list)
    """In the order of the truth."""

    def both(self, site: str) -> tuple[SiteScore, SiteScore]:
        """The score of a site and the total, to count in both."""
        return self.sites[site], self.total


def score(truth: Iterable[Row], listings: Iterable[Listing]) -> Score:
    """Hold exported listings to the truth of the same day. Articles are found or not; they have no fields here."""
    result, indexed = Score(), _by_item(listings)
    for row in truth:
        found = indexed.pop((row["site"], row["item_key"]), [])
        for one in result.both(row["site"]):
            one.rows.add(right=bool(found))
            for number, _ in enumerate(found):
                one.listings.add(right=number == 0)
        if not found:
            result.mistakes.append(Mistake(row["site"], row["url"], "item", row["title"], None))
        elif row["kind"] == "listing":
            _score_listing(result, row, found[0])
    for (site, _), left in indexed.items():
        for listing in left:
            if listing.get("state", "live") == "live" and _supplies(listing):
                for one in result.both(site):
                    one.listings.add(right=False)
    return result


def _by_item(listings: Iterable[Listing]) -> dict[tuple[str, str], list[Listing]]:
    """Listings by site and the site's own number, which every address of an item tells."""
    items: dict[tuple[str, str], list[Listing]] = defaultdict(list)
    for listing in listings:
        addresses = [*(listing.get("urls") or ()), *([listing["url"]] if listing.get("url") else ())]
        keys = (key_in(listing["site"], address) for address in addresses)
        key = next((found for found in keys if found), None) or listing.get("item_key") or listing["id"]
        items[listing["site"], str(key)].append(listing)
    return items


def _supplies(listing: Listing) -> bool:
    return any(offer.get("side", _OFFER_ON_SALE) == _OFFER_ON_SALE for offer in listing.get("offers") or ())


def _score_listing(result: Score, row: Row, listing: Listing) -> None:
    offers = list(listing.get("offers") or ())
    state = listing.get("state", "live")
    _judge(result, row, "state", "live", state, right=state == "live")
    whole = True
    if row["side"] == "none":
        wrong = _supplies(listing)
        _judge(result, row, "side", "none", _OFFER_ON_SALE if wrong else "none", right=not wrong)
        for one in result.both(row["site"]):
            one.false_supply += wrong
            one.whole.add(right=not wrong)
        return
    told = [row, *({**row, **more} for more in row["more_offers"])]
    for truth, read in _paired(told, offers):
        for name in OFFER_FIELDS:
            if row["picture_only"] and name in _ONLY_IN_THE_PICTURE:
                continue
            if truth.get(name) is None and read is None:
                continue
            value = _value(read, name)
            right = _same(name, truth.get(name), value)
            whole &= right or name not in CORE
            _judge(result, row, name, truth.get(name), value, right=right)
    _judge(result, row, "offers", len(told), len(offers), right=len(told) == len(offers))
    if row["side"] != "wanted":
        seller = listing.get("seller")
        _judge(result, row, "seller", row["seller"], seller, right=_alike(row["seller"], seller))
    contacts = listing.get("contacts")
    if contacts is not None and all(contact.get("value") for contact in contacts):
        given, found = _contact_set(row["contacts"]), _contact_set(contacts)
        _judge(result, row, "contacts", sorted(given), sorted(found), right=given == found)
    for one in result.both(row["site"]):
        one.whole.add(right=whole)


def _judge(result: Score, row: Row, name: str, truth: Any, read: Any, *, right: bool) -> None:
    for one in result.both(row["site"]):
        one.fields[name].add(right=right)
    if not right:
        result.mistakes.append(Mistake(row["site"], row["url"], name, truth, read))


def _paired(told: list[Row], offers: list[Listing]) -> list[tuple[Row, Listing | None]]:
    """Each true line with the read line that is most like it."""
    left, pairs = list(offers), []
    for truth in told:
        best = max(left, key=lambda read: _likeness(truth, read), default=None)
        if best is not None:
            left.remove(best)
        pairs.append((truth, best))
    return pairs


def _likeness(truth: Row, read: Listing) -> int:
    weights = {"model": 8, "form": 4, "price": 2, "quantity": 1}
    return sum(weight for name, weight in weights.items() if _same(name, truth.get(name), _value(read, name)))


def _value(read: Listing | None, name: str) -> Any:
    if read is None:
        return None
    if name == "place":
        return [read[key] for key in ("goods_location", "delivery_location") if read.get(key)] or None
    if name == "side":
        return read.get("side") or _OFFER_ON_SALE
    return read.get(name)


def _same(name: str, truth: Any, read: Any) -> bool:
    if truth is None or read is None:
        return truth is None and read is None
    if name == "place":
        return any(_alike(truth, place) for place in read)
    if isinstance(truth, int):
        try:
            return abs(float(read) - truth) <= _TOLERANCE * abs(truth)
        except (TypeError, ValueError):
            return False
    return _fold(truth) == _fold(read)


def _alike(truth: str, read: str | None) -> bool:
    return read is not None and (_fold(truth) in _fold(read) or _fold(read) in _fold(truth))


def _fold(value: Any) -> str:
    return "".join(unicodedata.normalize("NFKC", str(value)).lower().split())


def _contact_set(contacts: Iterable[Mapping[str, Any]]) -> set[tuple[str, str]]:
    return {(contact["kind"], _fold(contact["value"]).replace("-", "")) for contact in contacts}
