"""What a sighting says of supply, as an index holds it beside the sighting, and back.

search.supply.rows      a model, its GPUs, equivalents and price in one value: read, never searched
search.supply.models    models on offer
search.supply.counted   those of them whose GPUs are stated
search.supply.orders    each of these with the order of magnitude of its GPUs (`index.sampling.order_of`)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from index.documents import Sighting
from index.sampling import order_of
from index.trends import Supplied, supplied

ROWS, MODELS, COUNTED, ORDERS = (f"search.supply.{name}" for name in ("rows", "models", "counted", "orders"))
LISTING, MOMENT = "listing_id", "search.moments.observed_at"
READ = (LISTING, MOMENT, ROWS)
"""Values of a sighting that `rows_of` takes."""
_BETWEEN = "\x1f"
_START = datetime(1970, 1, 1, tzinfo=UTC)


def supply_of(sighting: Sighting) -> dict[str, list[str]]:
    """What is indexed under ``search.supply``; nothing of a sighting without supply."""
    rows = supplied(sighting)
    stated = [(row.model, row.gpus) for row in rows if row.gpus is not None]
    found = {
        "rows": [_BETWEEN.join("" if part is None else str(part) for part in _parts(row)) for row in rows],
        "models": [row.model for row in rows],
        "counted": [model for model, _ in stated],
        "orders": [order_term(model, order_of(gpus)) for model, gpus in stated],
    }
    return {name: values for name, values in found.items() if values}


def order_term(model: str, order: int) -> str:
    """The value of ``search.supply.orders``."""
    return f"{model}{_BETWEEN}{order}"


def read_order_term(value: str) -> tuple[str, int]:
    """Model and order of magnitude."""
    model, _, order = value.rpartition(_BETWEEN)
    return model, int(order)


def rows_of(values: Mapping[str, Sequence[Any]]) -> Iterator[Supplied]:
    """Supply by model of a sighting whose values `READ` are given."""
    (listing,), (microseconds,) = values[LISTING], values[MOMENT]
    on = (_START + timedelta(microseconds=microseconds)).date()
    for row in values[ROWS]:
        model, gpus, h100e, price, currency = row.rsplit(_BETWEEN, 4)
        yield Supplied(
            listing,
            on,
            model,
            int(gpus) if gpus else None,
            Decimal(h100e) if h100e else None,
            Decimal(price) if price else None,
            currency or None,
        )


def _parts(row: Supplied) -> tuple[object, ...]:
    return row.model, row.gpus, row.h100e, row.price, row.currency
