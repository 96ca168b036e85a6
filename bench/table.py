"""The figures of a run, as a table for people."""

from __future__ import annotations

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    """What was measured, with its size."""
    value: float
    unit: str
    peak_mib: float | None = None
    """Most memory of the process that was measured; none where another line has it."""
    ratio: float | None = None
    """To the line it is compared with."""
    note: str = ""
    """What the ratio is to, the goal, or what was slowest."""


def show(figures: list[Figure]) -> None:
    """Print the table on stdout."""
    table = Table(box=None, pad_edge=False)
    for column in ("measured", "value", "unit", "peak MiB", "ratio", "note"):
        table.add_column(column, justify="right" if column in ("value", "peak MiB", "ratio") else "left")
    for figure in figures:
        table.add_row(
            figure.what,
            f"{figure.value:,.2f}" if figure.value < 100 else f"{figure.value:,.0f}",
            figure.unit,
            f"{figure.peak_mib:,.0f}" if figure.peak_mib is not None else "",
            f"{figure.ratio:.2f}" if figure.ratio is not None else "",
            figure.note,
        )
    console = Console()
    console.width = max(console.width, 140)
    console.print(table)
