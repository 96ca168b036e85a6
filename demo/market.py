"""The size of the market and its calendar: how many items each site has on a day, and since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log
from typing import Literal

from demo.dice import Dice
from demo.profiles import SITES

EPOCH = datetime(2026, 3, 1, 8, tzinfo=UTC)
"""Day 0 of the demo, at the hour of its daily crawl."""
_ARRIVALS_PER_DAY = 0.04
_MEAN_LIFE_DAYS = 18
_OLDEST_DAYS = 14


@dataclass(frozen=True)
class Market:
    """What is fixed by the options of the demo. Everything else follows from them."""

    seed: int = 1
    """Another seed, another market."""
    listings: int = 180
    """Items on the five trading sites on day 1."""
    day: int = 1
    """Day shown; day 1 is the first."""
    layout: Literal["v1", "v2"] = "v1"
    """v2: the sites behave as in `demo.layout`, and the profiles of v1 no longer fit them."""

    @property
    def now(self) -> datetime:
        """The time of the crawl on the day shown, UTC."""
        return EPOCH + timedelta(days=self.day)

    def dice(self, *key: object) -> Dice:
        """Chance of this market under a key."""
        return Dice(self.seed, *key)

    def initial(self, site: str) -> int:
        """Items of a site on day 1."""
        return max(8, round(self.listings * SITES[site].share))

    def arrivals(self, site: str) -> int:
        """New items of a site on every later day."""
        return max(2, round(self.initial(site) * _ARRIVALS_PER_DAY))

    def count(self, site: str) -> int:
        """Items that a site has ever had by the day shown; they are numbered from 0, newest last."""
        return self.initial(site) + self.arrivals(site) * (self.day - 1)

    def first_day(self, site: str, index: int) -> int:
        """Day on which an item was first posted; 0 or less for items older than the demo."""
        if index < self.initial(site):
            return 1 - self.dice(site, index).below("age", _OLDEST_DAYS)
        return 2 + (index - self.initial(site)) // self.arrivals(site)

    def last_day(self, site: str, index: int) -> int:
        """Last day on which an item is on sale. Day 0 for the few that sold on the eve of the demo."""
        if index < self.initial(site) and SITES[site].fate(self.dice, site, index) == "sold_before":
            return 0
        start = max(1, self.first_day(site, index))
        return start + int(-log(1 - self.dice(site, index).real("life")) * _MEAN_LIFE_DAYS)

    def posted_at(self, site: str, index: int) -> datetime:
        """Minute of first posting, UTC."""
        minutes = self.dice(site, index).below("minute", 8 * 60)
        return EPOCH + timedelta(days=self.first_day(site, index), hours=-8, minutes=minutes)
