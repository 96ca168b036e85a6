"""The labelled fields of an item's page: price, stock, place. What they state is told as well."""

from __future__ import annotations

from demo.dice import Dice
from demo.money import ten_thousands, tidy
from demo.posts import Post
from demo.profiles import SITES, load
from demo.sayings import Sayings
from demo.words import Words

_UNPRICED = ("wanted", "masked", "picture")
_PLACEHOLDERS = ("1", "9999999", "99999")
_STOCK_SHARE = 0.7
_DEAR_USD = 90_000
_TIER_CUTS = (1.0, 0.97, 0.94)


def add_fields(post: Post, words: Words, sayings: Sayings | None, dice: Dice) -> None:
    """Add the fields of the post's site to its words. The forum has none; a look-alike has no sayings."""
    if post.site == "demo-market":
        words.fields["price"] = _market_price(post, words, sayings, dice)
    elif post.site == "demo-shop":
        _shop(post, words, sayings)
    elif post.site == "demo-b2b":
        _b2b(post, words, sayings, dice)
    elif post.site == "demo-hk":
        _hk(post, words, sayings)


def _asked(post: Post, words: Words, sayings: Sayings | None) -> int:
    """The one number that a price field holds, told as the price of each unit or of the lot."""
    if sayings is None:
        return words.asks or 0
    if post.kind == "rental":
        sayings["rent"]
        return post.rent
    if post.kind == "several":
        return min(line.price for line in post.lines)
    price, basis = post.lines[0].price, "each"
    if post.kind == "lot_price":
        price, basis = sayings.lot_total(), "lot"
    sayings.told.asks(price, SITES[post.site].currency, basis)
    return price


def _market_price(post: Post, words: Words, sayings: Sayings | None, dice: Dice) -> str:
    """A bare number; who does not want to name a price puts in any."""
    if post.kind in _UNPRICED:
        return dice.pick("placeholder", _PLACEHOLDERS)
    return str(_asked(post, words, sayings))


def _shop(post: Post, words: Words, sayings: Sayings | None) -> None:
    if sayings is None or post.kind == "picture":
        words.fields["price"] = f"¥{words.asks:,}" if words.asks else "询价"
        return
    price = _asked(post, words, sayings)
    short = f"¥{ten_thousands(price)}万" if price >= 10_000 else f"¥{price:,}"
    words.fields["price"] = short if post.index % 2 else f"¥{price:,}"
    words.fields["place"] = sayings.told.place = post.place
    if post.kind == "rental":
        words.fields["price"] += "/月"
        return
    sayings.told.quantity, sayings.told.availability = post.lines[0].quantity, "spot"
    words.fields["stock"] = f"库存 {sayings.told.quantity} 件"
    words.fields["condition"] = sayings["cond"]


def _b2b(post: Post, words: Words, sayings: Sayings | None, dice: Dice) -> None:
    if sayings is None or post.kind in ("several", "wanted"):
        return
    line, told = post.lines[0], sayings.told
    each = load("phrases")["en"]["each"][line.good.unit][0].capitalize()
    if post.kind == "rental":
        words.fields["fob"] = f"US$ {_asked(post, words, sayings):,}.00 / {each} / Month"
        return
    told.moq = 1 if post.kind == "tiers" or line.good.usd > _DEAR_USD else dice.pick("moq", (1, 2, 5))
    words.fields["moq"] = f"{told.moq} {each}{'s' if told.moq > 1 else ''}"
    if told.quantity is None and dice.chance("stock", _STOCK_SHARE):
        told.quantity = line.quantity
    if told.quantity is not None:
        about = "approx. " if told.quantity_approx else ""
        words.fields["stock"] = f"{about}{told.quantity} {each}{'s' if told.quantity > 1 else ''}"
    if told.place is None:
        words.fields["port"] = told.place = post.place
    if post.kind == "tiers":
        small = line.good.usd > _DEAR_USD
        sizes = ("1", "2-4", ">=5") if small else ("1-9", "10-49", ">=50")
        words.tiers = tuple((size, tidy(line.price * cut)) for size, cut in zip(sizes, _TIER_CUTS, strict=True))
        told.asks(words.tiers[-1][1], "USD")
        told.price_max = words.tiers[0][1]
        words.fields["fob"] = f"US$ {told.price:,}.00 - {told.price_max:,}.00 / {each}"
        return
    words.fields["fob"] = f"US$ {_asked(post, words, sayings):,}.00 / {each}"


def _hk(post: Post, words: Words, sayings: Sayings | None) -> None:
    sign = "HK$ " if post.index % 3 else "$"
    if post.kind == "several" or post.kind in _UNPRICED:
        words.fields["price"] = "面議"
    else:
        per = " / 月" if post.kind == "rental" else ""
        words.fields["price"] = f"{sign}{_asked(post, words, sayings):,}{per}"
    if sayings is not None and post.kind in ("offer", "lot_price"):
        words.fields["place"] = sayings.told.place = post.place
        words.fields["condition"] = sayings["cond"]
