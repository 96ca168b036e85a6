"""A month of the demo market under a fifth of a full crawl's requests: what of its changes is seen in time.

Every order starts from the same full crawl of day 1 and has the same budget on each later day. The market knows days,
no hours: what changes on a day shows in that day's crawl, and was seen in time by it or by one of the next two.
"""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import takewhile
from operator import eq
from pathlib import Path

from bench.jobs.month import Month
from bench.measuring import job
from bench.table import Figure
from crawlers.records import Capture, ListingPage
from crawlers.revisits.plan import Order
from crawlers.spool import SpoolReader
from demo.endings import item_state
from demo.market import EPOCH, Market
from demo.posts import Post, make_post
from demo.profiles import SITES as PROFILES
from demo.server import bind
from demo.truth import Row, origins, truth
from demo.wording import word
from foundation.errors import ChipwatchError

DAYS = 30
LISTINGS = 600
SEEDS = (1, 2, 3, 4)
"""Markets: the parameters of revisits were chosen while looking at the first; the others show whether they hold."""
_ALL_SEEDS_FROM_SIZE = 0.5
SHARES = {
    "demo-forum": 0.44,
    "demo-market": 0.093,
    "demo-shop": 0.093,
    "demo-b2b": 0.17,
    "demo-hk": 0.185,
    "demo-news": 0.02,
}
"""How an operator divides the budget: most to the forum, whose lists show no prices, then to the site whose lists go on
showing what is gone, least to the news."""
SITES = tuple(SHARES)
_SHARE = 0.2
_IN_TIME_DAYS = 2
_ORDERS: tuple[tuple[str, Order, bool], ...] = (
    ("chipwatch", "worth", True),
    ("uniform order, prices read off lists", "uniform", True),
    ("uniform order, item pages alone", "uniform", False),
)
_GOALS = {"price changes": 0.9, "each price": None, "sales": 0.95}
"""price changes: a capture shows another price than before the change. each price: it shows the very price, which
another may follow the next day. sales: it shows that the item is gone."""


@dataclass(frozen=True)
class Event:
    """Something that happened to an item."""

    what: str
    """One of the goals."""
    site: str
    key: str
    day: int
    """First day on which it shows."""
    days: tuple[int, ...]
    """Days within the time on which a capture shows it."""


def revisits(directory: Path, size: float) -> list[Figure]:
    """Shares of price changes and sales seen within two days, for each order; *size* is a share of days and items."""
    days, listings = max(7, round(DAYS * min(1.0, size * 4))), max(100, round(LISTINGS * size))
    figures: list[Figure] = []
    for seed in SEEDS if size >= _ALL_SEEDS_FROM_SIZE else SEEDS[:1]:
        market = Market(seed=seed, listings=listings, day=days)
        orders = _ORDERS if seed == SEEDS[0] else _ORDERS[:1]
        figures += _month(directory / f"market-{seed}", market, orders)
    return figures


def _month(directory: Path, market: Market, orders: tuple[tuple[str, Order, bool], ...]) -> Iterator[Figure]:
    """The month that *market* ends, crawled in each of *orders*."""
    directory.mkdir(parents=True)
    sockets = bind(0)
    port = sockets[0].getsockname()[1]
    for socket in sockets:
        socket.close()
    first = Month(listings=market.listings, seed=market.seed, first_day=1, last_day=1, sites=SITES, port=port)
    full = _crawl(directory / "full", first)
    total = sum(counts[0] for counts in full.values())
    budgets = {site: max(3, int(_SHARE * total * share)) for site, share in SHARES.items()}
    budget = sum(budgets.values())
    which = "" if market.seed == SEEDS[0] else f", market {market.seed}"
    note = (
        f"{budget / total:.0%} of a full crawl's {total:,}; {market.listings} listings, {market.day} days; never"
        f" exceeded; in time: seen on the day of the change or one of the {_IN_TIME_DAYS} after it"
    )
    yield Figure(f"budget of a day{which}", budget, "requests", note=note)
    events = list(happened(market))
    for name, order, glimpses in orders:
        home = directory / name.replace(",", "").replace(" ", "-")
        shutil.copytree(directory / "full", home)
        month = first.model_copy(
            update={"first_day": 2, "last_day": market.day, "budgets": budgets, "order": order, "glimpses": glimpses}
        )
        spent = _crawl(home, month)
        if over := {site: counts for site, counts in spent.items() if max(counts) > budgets[site]}:
            raise ChipwatchError(f"the budget was exceeded: {over}", where=name)
        seen = list(in_time(home, market, events))
        for what, goal in _GOALS.items():
            yield _figure(f"{name}{which}", what, goal if order == "worth" else None, events, seen)


def _figure(name: str, what: str, goal: float | None, events: list[Event], seen: list[Event]) -> Figure:
    all_of, seen_of = ([one for one in some if one.what == what] for some in (events, seen))
    by_site = []
    for site in SITES:
        happened_there = sum(one.site == site for one in all_of)
        if not happened_there:
            continue
        share = sum(one.site == site for one in seen_of) / max(1, happened_there)
        by_site.append(f"{site.removeprefix('demo-')} {share:.0%}")
    note = f"{len(seen_of):,} of {len(all_of):,}; {', '.join(by_site)}"
    share = 100 * len(seen_of) / max(1, len(all_of))
    return Figure(f"{name}: {what} in time", share, "%", note=note + (f"; goal ≥ {goal:.0%}" if goal else ""))


def _crawl(home: Path, month: Month) -> dict[str, list[int]]:
    plan = home.with_name(f"{home.name}.json")
    plan.write_text(month.model_dump_json(), "utf-8")
    counts: dict[str, list[int]] = job("month", str(home), str(plan)).result
    return counts


def happened(market: Market) -> Iterator[Event]:
    """Price changes and sales of goods from day 2 on whose two days lie within the month that *market* ends."""
    days = market.day
    prices = [_prices(replace(market, day=day)) for day in range(1, days + 1)]
    for day in range(2, days + 1 - _IN_TIME_DAYS):
        before, now = prices[day - 2], prices[day - 1]
        for (site, key), price in now.items():
            old = before.get((site, key), price)
            if old == price:
                continue
            following = [prices[day - 1 + later].get((site, key)) for later in range(_IN_TIME_DAYS + 1)]
            yield Event("price changes", site, key, day, _days(day, [then not in {None, old} for then in following]))
            lasting = list(takewhile(partial(eq, price), following))
            yield Event("each price", site, key, day, _days(day, [True] * len(lasting)))
    for site in SITES:
        for index in range(market.count(site)) if site in PROFILES else ():
            post = make_post(market, site, index)
            day = post.last_day + 1
            if 2 <= day <= days - _IN_TIME_DAYS and _is_seen_live(post):
                yield Event("sales", site, post.key, day, tuple(range(day, day + _IN_TIME_DAYS + 1)))


def _days(day: int, shows: list[bool]) -> tuple[int, ...]:
    return tuple(day + later for later, holds in enumerate(shows) if holds)


def _is_seen_live(post: Post) -> bool:
    return post.kind != "lookalike" and post.first_day <= post.last_day and item_state(post, post.last_day) == "live"


def _prices(market: Market) -> dict[tuple[str, str], tuple[object, ...]]:
    return {(row["site"], row["item_key"]): _price(row) for row in truth(market, origins(1)) if row["site"] in PROFILES}


def _price(row: Row) -> tuple[object, ...]:
    offers = [row, *row.get("more_offers", ())]
    return tuple((offer.get("price"), offer.get("price_max"), offer.get("rental_price")) for offer in offers)


def in_time(home: Path, market: Market, events: list[Event]) -> Iterator[Event]:
    """The events that a capture of the day, or of one of the two days after it, shows."""
    captures: dict[tuple[str, str], dict[int, list[Capture]]] = defaultdict(lambda: defaultdict(list))
    reader = SpoolReader(home / "spool")
    for segment in reader.segments():
        for record, _ in reader.read(segment):
            if isinstance(record, Capture):
                day = (record.evidence.fetched_at - EPOCH).days
                captures[record.source, record.item_key][day].append(record)
    for event in events:
        shown = captures[event.site, event.key]
        if any(_shows(one, event, replace(market, day=day)) for day in event.days for one in shown[day]):
            yield event


def _shows(capture: Capture, event: Event, market: Market) -> bool:
    """Whether *capture*, taken on the day of *market*, shows what *event* was."""
    if event.what == "sales":
        return capture.state == "gone"
    page = capture.page
    if capture.state != "content" or not isinstance(page, ListingPage):
        return False
    if not page.partial:
        return True
    # A list shows one price; the change may be of another one of the item's.
    return page.price == _on_list(event, market) != _on_list(event, replace(market, day=event.day - 1))


def _on_list(event: Event, market: Market) -> str | None:
    post = make_post(market, event.site, int(event.key) - PROFILES[event.site].first_key)
    fields = word(market, post).fields
    return fields.get("fob") if event.site == "demo-b2b" else fields.get("price")
