"""Facts put into phrases. Whatever is said is noted as told; what no phrase says stays untold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from demo.dice import Dice
from demo.money import masked, ten_thousands, tidy
from demo.posts import Line, Post
from demo.profiles import SITES, load
from demo.told import Told

_ROUGH_FROM = 20
_ROUGH_SHARE = 0.12
_LOT_DISCOUNT = 0.94
_WAN = 10_000
_DOLLAR_TRADE_USD = 90_000
_DOLLAR_PLACES = ("香港", "新加坡")
_SIDES = {"wanted": "wanted", "rental": "rental"}


class Sayings(dict[str, str]):
    """The placeholders of a wording for one line of goods. Each is worked out, and noted, when it is first used."""

    def __init__(self, post: Post, line: Line, dice: Dice) -> None:
        super().__init__()
        self._post, self._line, self._dice = post, line, dice
        self._phrases: dict[str, Any] = load("phrases")[SITES[post.site].lang]
        self._lang = SITES[post.site].lang
        self._counter = dice.pick("counter", self._phrases["counters"][line.good.unit])
        each = self._phrases.get("each", self._phrases["counters"])
        self._each = dice.pick("counter", each[line.good.unit])
        self.told = Told(line.good, _SIDES.get(post.kind, "offer"))

    def __missing__(self, name: str) -> str:
        self[name] = said = getattr(self, f"_{name}")()
        return str(said)

    def _phrase(self, name: str, choices: list[str], **values: object) -> str:
        counter = self._each if values.get("n") == 1 else self._counter
        return self._plain(name, choices).format(c=counter, e=self._each, **values)

    def _plain(self, name: str, choices: Sequence[str]) -> str:
        return self._dice.pick(name, choices)

    def _amount(self, name: str, choices: str, amount: int) -> str:
        count = self._line.quantity
        return self._phrase(name, self._phrases[choices], w=ten_thousands(amount), y=amount, yc=f"{amount:,}", n=count)

    def _goods(self) -> str:
        return self._plain("goods", self._line.good.names(self._lang))

    def _slang(self) -> str:
        return self._plain("slang", self._line.good.slang)

    def _qty(self) -> str:
        count = self._line.quantity
        exact = self._post.kind == "lot_price"
        if not exact and count >= _ROUGH_FROM and self._dice.chance("rough", _ROUGH_SHARE):
            count = round(count, -1)
            self.told.quantity_approx = True
        self.told.quantity = count
        kind = "about" if self.told.quantity_approx else "quantity"
        return self._phrase("quantity", self._phrases[kind], n=count)

    def _price(self) -> str:
        post, line = self._post, self._line
        if post.site == "demo-forum" and line.good.usd > _DOLLAR_TRADE_USD and post.place in _DOLLAR_PLACES:
            dollars = tidy(line.price / load("phrases")["rates"]["CNY"])
            self.told.asks(dollars, "USD")
            return self._amount("price", "price_usd", dollars)
        self.told.asks(line.price, SITES[post.site].currency)
        return self._amount("price", "price_large" if line.price >= _WAN else "price_small", line.price)

    def _ceiling(self) -> str:
        ceiling = tidy(self._line.price * 0.95)
        self.told.price_max, self.told.currency, self.told.price_basis = (
            ceiling,
            SITES[self._post.site].currency,
            "each",
        )
        return self._amount("ceiling", "ceiling" if ceiling >= _WAN else "ceiling_small", ceiling)

    def _lot_price(self) -> str:
        total = self.lot_total()
        self.told.quantity = self._line.quantity
        self.told.asks(total, SITES[self._post.site].currency, "lot")
        return self._amount("lot price", "lot_price", total)

    def lot_total(self) -> int:
        """One sum for all units together."""
        return tidy(self._line.price * self._line.quantity * _LOT_DISCOUNT)

    def _masked(self) -> str:
        said = self._phrase("masked", self._phrases["masked"], m=masked(self._line.price))
        token = re.search(r"\d*X+[万萬w]?", said)
        self.told.masked_price = token and token.group()
        return said

    def _rent(self) -> str:
        self.told.rental_price = self._post.rent
        self.told.rental_currency = SITES[self._post.site].currency
        self.told.rental_unit = f"{self._line.good.unit}_month"
        return self._amount("rent", "rent", self._post.rent)

    def _cond(self) -> str:
        self.told.condition = self._post.condition
        return self._plain("condition", self._phrases["condition"][self._post.condition])

    def _avail(self) -> str:
        if self._post.weeks is None:
            self.told.availability = "spot"
            return self._plain("spot", self._phrases["spot"])
        self.told.availability = "forward"
        first, last = self._post.weeks
        return self._phrase("forward", self._phrases["forward"], a=first, b=last)

    def _tax(self) -> str:
        self.told.tax = self._post.tax
        return self._plain("tax", self._phrases["tax"][self._post.tax])

    def _place(self) -> str:
        self.told.place = self._post.place
        return self._phrase("place", self._phrases["place"], p=self._post.place)

    def _contact(self) -> str:
        seller = self._post.seller
        value = seller.contacts[0].value if seller.contacts else ""
        return self._phrase("contact", self._phrases["contact"][seller.style], v=value)

    def _chat(self) -> str:
        return self._plain("chat", self._phrases["chat"])
