"""Options that the commands of ``chipwatch demo`` share: together they fix one market."""

from __future__ import annotations

from typing import Annotated, Literal

import typer

PortOption = Annotated[int, typer.Option(min=0, max=65529, help="Port of the overview; the six sites follow it.")]
DayOption = Annotated[int, typer.Option(min=1, max=3650, help="Day of the market. From day to day it changes.")]
ListingsOption = Annotated[int, typer.Option(min=1, max=1_000_000, help="Listings on day 1.")]
SeedOption = Annotated[int, typer.Option(min=0, help="Another seed, another market.")]
LayoutOption = Annotated[
    Literal["v1", "v2"],
    typer.Option(help="v2: two sites have changed their HTML, one blocks, one lies; see what `chipwatch doctor` says."),
]
PORT = 8800
DAY = 1
LISTINGS = 180
SEED = 1
LAYOUT: Literal["v1"] = "v1"
