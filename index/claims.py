"""How a claim is shown: its standing always comes before what is claimed, so that no cut-off column drops it."""

from __future__ import annotations

from collections.abc import Mapping

STANDINGS: Mapping[str, str] = {
    "press": "reported",
    "allegation": "alleged",
    "plea": "admitted",
    "conviction": "convicted",
    "designation": "designated",
}
"""Status of an event or a party → the word that stands before it."""


def claim(kind: str, status: str) -> str:
    """Kind and standing of an event in one, for example ``alleged: shipment``. Raises `KeyError` for another status."""
    return f"{STANDINGS[status]}: {kind}"
