"""One item of a trading site: every fact about it on the day shown, before anybody puts it into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from demo.dice import Dice
from demo.goods import Good, pick_good
from demo.market import Market
from demo.money import in_currency, tidy
from demo.profiles import BLOCK, SITES, Fate, Kind, load
from demo.sellers import Seller, seller

_BROKERED_EVERY = 8
_BROKERED_PLACE = 3
_TRIES = 8
_PULLED_FROM_MACHINES = ("card", "module", "baseboard")
LISTED_AFTER_END_DAYS = 3
"""Most lists and the sitemap go on showing an ended item for this long."""


@dataclass(frozen=True)
class Line:
    """One line of goods of a post."""

    good: Good
    """What it is."""
    quantity: int
    """Units left on the day shown."""
    price: int
    """Price of one unit on the day shown, full units of the site's currency."""


@dataclass(frozen=True)
class Post:
    """An item as it stands on the day shown."""

    site: str
    """Source name."""
    index: int
    """Number within the site, from 0."""
    key: str
    """The site's own number of the item."""
    kind: Kind
    """What sort of post it is."""
    fate: Fate
    """What happens to who asks for it."""
    seller: Seller
    """Who posted it."""
    returned: bool
    """The seller is back under a new name with goods offered before."""
    lot: str
    """The goods; brokers that re-post a lot share it."""
    lines: tuple[Line, ...]
    """Goods; none in a look-alike."""
    first_day: int
    """Day of posting."""
    last_day: int
    """Last day on sale."""
    posted_at: datetime
    """UTC."""
    ending: Literal["noted", "removed"]
    """Whether the site keeps a note of the sale or takes the page away."""
    condition: str
    """new, opened, pulled or used."""
    weeks: tuple[int, int] | None
    """Lead time in weeks; none for goods in stock."""
    tax: str
    """incl or excl."""
    place: str
    """Where the goods are, in the language of the site."""
    rent: int
    """Rent of one unit for a month, full units of the site's currency."""

    def live(self, day: int) -> bool:
        """Whether the item is on sale on a day."""
        return self.first_day <= day <= self.last_day

    def listed(self, day: int) -> bool:
        """Whether lists or sitemaps still show the item on a day."""
        prompt = self.site == "demo-shop" or (self.site == "demo-market" and self.ending == "removed")
        linger = 0 if prompt else LISTED_AFTER_END_DAYS
        return self.first_day <= day <= self.last_day + linger


def make_post(market: Market, site: str, index: int) -> Post:
    """The item of a site by its number. Costs the same however large the market is."""
    profile, dice = SITES[site], market.dice(site, index)
    previous = _former(market, site, index)
    lot = _lot(market, site, index, previous)
    kind: Kind = "offer" if lot.startswith("lot-") else profile.kind(market.dice, site, index)
    if previous is not None:
        kind = "offer"
    fate = profile.fate(market.dice, site, index)
    trader = _trader(market, site, index if previous is None else previous)
    lines = _lines(market, site, index, lot, kind)
    loose = all(line.good.unit in _PULLED_FROM_MACHINES for line in lines)
    condition = dice.pick("condition", ("new", "new", "opened", "pulled" if loose else "used", "used"))
    lead = dice.between("weeks", 2, 8)
    forward = condition == "new" and site != "demo-shop" and dice.chance("forward", 0.2)
    return Post(
        site=site,
        index=index,
        key=item_key(site, index),
        kind=kind,
        fate=fate,
        seller=seller(market.seed, site, trader, generation=0 if previous is None else 1),
        returned=previous is not None,
        lot=lot,
        lines=lines,
        first_day=market.first_day(site, index),
        last_day=market.last_day(site, index),
        posted_at=market.posted_at(site, index),
        ending=_ending(fate, index, dice),
        condition=condition,
        weeks=(lead, lead + dice.between("more weeks", 1, 2)) if forward else None,
        tax=dice.pick("tax", ("incl", "excl")),
        place=load("phrases")["places"][profile.lang][_place(market, site, index, lot)],
        rent=tidy(in_currency(dice.between("rent", 5_200, 9_800), profile.currency)),
    )


def _ending(fate: Fate, index: int, dice: Dice) -> Literal["noted", "removed"]:
    """Items that sold before the demo began end in both ways by turns, so that day 1 has both."""
    if fate == "sold_before":
        return "noted" if index // BLOCK % 2 else "removed"
    return "noted" if dice.chance("ending", 0.6) else "removed"


def item_key(site: str, index: int) -> str:
    """The site's own number of an item. A forum post has the number of its thread and its place in it."""
    number = SITES[site].first_key + index
    if site == "demo-forum":
        return f"{number}{reply_place(index):02d}"
    return str(number)


def reply_place(index: int) -> int:
    """Place of a forum offer within its thread: 1 for the opening post; every sixth offer is a reply further down."""
    return 1 if index % 6 != 5 else 3 + index // 6 % 6


def _trader(market: Market, site: str, index: int) -> int:
    return market.dice(site, index).below("trader", max(8, market.listings // 3))


def _former(market: Market, site: str, index: int) -> int | None:
    """Number of the ended post that this one brings back under a new name; none for most."""
    dice = market.dice(site, index)
    if index < market.initial(site) or site in ("demo-shop", "demo-b2b") or index % 3:
        return None
    for attempt in range(_TRIES):
        candidate = dice.below(f"former {attempt}", market.initial(site))
        kind = SITES[site].kind(market.dice, site, candidate)
        if kind == "offer" and market.last_day(site, candidate) < market.first_day(site, index):
            return candidate
    return None


def _lot(market: Market, site: str, index: int, previous: int | None) -> str:
    """Name of the goods: shared for lots that several brokers post, else the post's own."""
    if previous is not None:
        return _lot(market, site, previous, None)
    number, place = divmod(index, _BROKERED_EVERY)
    if site != "demo-shop" and place == _BROKERED_PLACE and market.dice("lot", number).chance(site, 0.8):
        return f"lot-{number}"
    return f"{site}-{index}"


def _place(market: Market, site: str, index: int, lot: str) -> int:
    """Brokers name the place of the lot; a lot lies in one of the trading hubs, which every language lists first."""
    if lot.startswith("lot-"):
        return market.dice(lot).below("hub", load("phrases")["hubs"])
    return market.dice(site, index).below("place", len(load("phrases")["places"][SITES[site].lang]))


def _lines(market: Market, site: str, index: int, lot: str, kind: Kind) -> tuple[Line, ...]:
    if kind == "lookalike":
        return ()
    dice, profile = market.dice(lot), SITES[site]
    count = dice.between("lines", 2, 4) if kind == "several" else 1
    bulk = kind == "rental" or lot.startswith("lot-")
    shelf = "bulk" if bulk else "gaming" if dice.chance("gaming", profile.gaming) else "pro"
    lines: list[Line] = []
    for number in range(count):
        good = pick_good(dice, f"good {number}", shelf)
        if any(line.good.model == good.model for line in lines):
            continue
        quantity = _stock(market, site, index, dice.between(f"stock {number}", good.low, good.high))
        asked = good.usd * (0.94 + 0.12 * dice.real(f"price {number}")) * _drift(market, site, index)
        lines.append(Line(good, quantity, in_currency(asked, profile.currency)))
    return tuple(lines)


def _stock(market: Market, site: str, index: int, full: int) -> int:
    """Stock shrinks to about a third over the life of an offer."""
    first, last = max(1, market.first_day(site, index)), market.last_day(site, index)
    gone = (min(market.day, last) - first) / max(1, last - first + 1)
    return max(1, round(full * (1 - 0.66 * max(0.0, gone))))


def _drift(market: Market, site: str, index: int) -> float:
    """A broker's own margin, and the moves of his price since the demo began."""
    dice: Dice = market.dice(site, index)
    factor = 0.97 + 0.06 * dice.real("margin")
    for day in range(max(1, market.first_day(site, index)) + 1, min(market.day, market.last_day(site, index)) + 1):
        if dice.chance(f"moves {day}", 0.35):
            factor *= 0.96 + 0.07 * dice.real(f"move {day}")
    return factor
