"""The articles of the news site: press, and press releases of an invented court."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from demo.addresses import slug
from demo.market import EPOCH, Market
from demo.profiles import load

NEWS = "demo-news"
NEWS_OFFSET = 6
_FIRST_KEY = 4100
_AGENCY_EVERY = 4
_OLDEST_DAYS = 10
_ARRIVALS_PER_DAY = 2


@dataclass(frozen=True)
class Article:
    """One article. The AMP page and the short link lead to the same one."""

    index: int
    """Number from 0, oldest first."""
    key: str
    """The site's own number."""
    section: str
    """Section of the site."""
    agency: bool
    """A press release of the court, not a report."""
    title: str
    """Headline."""
    paragraphs: tuple[str, ...]
    """Body."""
    author: str
    """Byline."""
    published_at: datetime
    """UTC."""

    @property
    def path(self) -> str:
        """Canonical address within the site."""
        return f"/{self.published_at:%Y/%m/%d}/{slug(self.title)}-{self.key}.html"

    @property
    def amp_path(self) -> str:
        """Address of the AMP duplicate."""
        return f"/amp{self.path}"

    @property
    def short_path(self) -> str:
        """Address that the feed gives; it redirects to the canonical one."""
        return f"/go/{self.key}?utm_source=rss"


def article_count(market: Market) -> int:
    """Articles published by the day shown."""
    return max(12, market.listings // 15) + _ARRIVALS_PER_DAY * (market.day - 1)


def make_article(market: Market, index: int) -> Article:
    """An article by its number."""
    data, dice = load("news"), market.dice(NEWS, index)
    agency = index % _AGENCY_EVERY == 1
    story = dice.pick("story", data["agency" if agency else "press"])
    values: dict[str, object] = {name: dice.pick(name, choices) for name, choices in data["values"].items()}
    values |= {"n": dice.between("n", 6, 400), "m": dice.between("m", 18, 64), "usd": dice.between("usd", 2, 90)}
    initial = article_count(Market(market.seed, market.listings))
    if index < initial:
        published = EPOCH + timedelta(days=1 - (initial - 1 - index) * _OLDEST_DAYS / initial)
    else:
        days, place = divmod(index - initial, _ARRIVALS_PER_DAY)
        published = EPOCH + timedelta(days=2 + days, hours=4 * (place + 1 - _ARRIVALS_PER_DAY))
    published -= timedelta(minutes=30 + dice.below("minute", 25))
    return Article(
        index=index,
        key=str(_FIRST_KEY + index),
        section=story["section"],
        agency=agency,
        title=dice.pick("title", story["titles"]).format_map(values),
        paragraphs=tuple(paragraph.format_map(values) for paragraph in story["paragraphs"]),
        author="Office of Public Affairs" if agency else f"By {dice.pick('author', ('A. Demo', 'B. Sample'))}",
        published_at=published.replace(microsecond=0),
    )
