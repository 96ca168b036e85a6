"""What a post really says of one line of goods: the truth against which readers are held."""

from __future__ import annotations

from dataclasses import dataclass

from demo.goods import Good


@dataclass
class Told:
    """One line of goods as far as the post states it. Keys as in the annotation guide of the gold sets."""

    good: Good
    """The goods, which every name in the post fixes."""
    side: str
    """offer, wanted or rental."""
    quantity: int | None = None
    """Units, if a count is given."""
    quantity_approx: bool = False
    """The count is given as a rough one."""
    moq: int | None = None
    """Least order, units."""
    price: int | None = None
    """Full units of `currency`; low end of tiers."""
    price_max: int | None = None
    """High end of tiers; a buyer's ceiling."""
    currency: str | None = None
    """ISO 4217; none without a price."""
    price_basis: str | None = None
    """each or lot; none without a price."""
    masked_price: str | None = None
    """A price with hidden digits, as written."""
    rental_price: int | None = None
    """Rent, full units of `rental_currency`."""
    rental_currency: str | None = None
    """ISO 4217."""
    rental_unit: str | None = None
    """For example ``server_month``."""
    tax: str | None = None
    """incl or excl."""
    condition: str | None = None
    """new, opened, pulled or used."""
    availability: str | None = None
    """spot or forward."""
    place: str | None = None
    """Where the goods are or are handed over, as written."""

    def asks(self, price: int, currency: str, basis: str = "each") -> None:
        """State a price."""
        self.price, self.currency, self.price_basis = price, currency, basis

    def row(self) -> dict[str, object]:
        """Flat fields of a truth row."""
        unit = None if self.quantity is None else self.good.unit
        gpus = self.good.gpus
        return {
            "side": self.side,
            "model": self.good.model,
            "server": self.good.server,
            "form": self.good.form,
            "quantity": self.quantity,
            "quantity_approx": self.quantity_approx,
            "unit": unit,
            "gpus_per_unit": gpus,
            "gpu_count": None if self.quantity is None or gpus is None else self.quantity * gpus,
            "moq": self.moq,
            "price": self.price,
            "price_max": self.price_max,
            "currency": self.currency,
            "price_basis": self.price_basis,
            "masked_price": self.masked_price,
            "rental_price": self.rental_price,
            "rental_currency": self.rental_currency,
            "rental_unit": self.rental_unit,
            "tax": self.tax,
            "condition": self.condition,
            "availability": self.availability,
            "place": self.place,
            "modded": self.good.modded,
        }
