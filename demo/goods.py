"""What is traded: names, forms and rough prices, from data/goods.yaml."""

from __future__ import annotations

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from demo.dice import Dice
from demo.profiles import load

Form = Literal["card", "module", "baseboard", "server", "barebone", "rack", "workstation"]
Unit = Literal["card", "module", "baseboard", "server", "rack"]
_UNITS: dict[Form, Unit] = {
    "card": "card",
    "module": "module",
    "baseboard": "baseboard",
    "server": "server",
    "barebone": "server",
    "rack": "rack",
    "workstation": "server",
}


class Good(BaseModel):
    """One kind of goods. All its names state the same facts."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    """Name within the demo."""
    model: str | None
    """Short catalogue name; none for a barebone whose name tells no model."""
    server: str | None = None
    """Server SKU that the names tell."""
    form: Form
    """What the goods are as a thing."""
    gpus: int | None
    """GPUs in one unit, as far as the names fix them."""
    source: Literal["stated", "sku", "convention"] | None = None
    """Where `gpus` comes from."""
    modded: bool = False
    """A re-memoried card."""
    usd: int
    """Price of one unit in US dollars, order of magnitude."""
    low: int
    """Least usual stock, units."""
    high: int
    """Most usual stock, units."""
    pro: float = 1
    """Weight among data-centre goods; no matter for gaming cards."""
    gaming: float = 0
    """Weight among gaming cards; 0 for all else."""
    zh: tuple[str, ...]
    """Names in simplified Chinese."""
    slang: tuple[str, ...] = ()
    """Names that only traders use."""
    hk: tuple[str, ...]
    """Names in traditional Chinese."""
    en: tuple[str, ...]
    """Names in English."""

    @property
    def unit(self) -> Unit:
        """What a count of these goods counts; a chassis or a workstation is counted as a server."""
        return _UNITS[self.form]

    def names(self, lang: str) -> tuple[str, ...]:
        """Names in a language of the demo."""
        return {"zh": self.zh, "hk": self.hk, "en": self.en}[lang]


@cache
def goods() -> tuple[Good, ...]:
    """All goods."""
    return tuple(Good(**entry) for entry in load("goods"))


@cache
def _weighed(shelf: str) -> tuple[tuple[float, Good], ...]:
    """Running sums of weights on a shelf: "gaming", "pro", or "bulk" (what is let, wanted and brokered in numbers)."""
    running, total = [], 0.0
    for good in goods():
        weight = {
            "gaming": good.gaming,
            "pro": 0 if good.gaming else good.pro,
            "bulk": good.pro if good.usd > 90_000 and good.form == "server" and good.gpus else 0,
        }[shelf]
        if weight:
            total += weight
            running.append((total, good))
    return tuple(running)


def pick_good(dice: Dice, name: str, shelf: str) -> Good:
    """One of the goods of a shelf, by weight."""
    shelved = _weighed(shelf)
    mark = dice.real(name) * shelved[-1][0]
    return next(good for running, good in shelved if mark < running)
