"""What each site of the demo is: shares, currency, language, mix of posts. The numbers stand in data/sites.yaml."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict

from demo.dice import Dice

DATA = Path(__file__).parent / "data"
BLOCK = 20
"""Kinds and fates are dealt in blocks of so many items."""
_STEPS = (1, 3, 7, 9, 11, 13, 17, 19)

Kind = Literal["offer", "several", "wanted", "rental", "masked", "picture", "lookalike", "lot_price", "tiers"]
Fate = Literal["open", "walled", "forbidden", "sold_before"]
Card = TypeVar("Card", bound=str)


class Profile(BaseModel):
    """One trading site."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    offset: int
    """Port of the site, counted from the port of the overview."""
    title: str
    """What the site calls itself."""
    about: str
    """One line for the overview page."""
    share: float
    """Share of all listings."""
    currency: str
    """ISO 4217."""
    lang: Literal["zh", "hk", "en"]
    """Language of names and phrases."""
    contacts: tuple[str, ...]
    """Kinds of contact that sellers give."""
    gaming: float
    """Share of gaming cards among plain offers."""
    first_key: int
    """Number of the first item."""
    kinds: dict[Kind, int]
    """Posts of each kind in a block of twenty."""
    fates: dict[Fate, int]
    """Fates in a block of twenty; the rest is open."""

    def kind(self, dice: Callable[..., Dice], site: str, index: int) -> Kind:
        """Kind of a post; every block of twenty has the full mix."""
        return _dealt(self.kinds, "offer", dice, (site, "kinds"), index)

    def fate(self, dice: Callable[..., Dice], site: str, index: int) -> Fate:
        """What happens to who asks for the item."""
        return _dealt(self.fates, "open", dice, (site, "fates"), index)


def _dealt(mix: dict[Card, int], rest: Card, dice: Callable[..., Dice], key: tuple[str, str], index: int) -> Card:
    """Deal the cards of a block in an order of its own."""
    block, place = divmod(index, BLOCK)
    order = dice(*key, block)
    slot = (place * order.pick("step", _STEPS) + order.below("start", BLOCK)) % BLOCK
    for name, cards in mix.items():
        slot -= cards
        if slot < 0:
            return name
    return rest


@cache
def load(name: str) -> Any:
    """Content of a data file."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


SITES: dict[str, Profile] = {name: Profile(**fields) for name, fields in load("sites").items()}
"""The trading sites by source name, in the order of their ports."""
