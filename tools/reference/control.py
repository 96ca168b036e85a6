"""docs/control-status.md: the parts that stand in the rules, the sources and the check of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from extract.catalogue.checking import disagreements
from extract.catalogue.conditions import Bounds, Condition
from extract.catalogue.destinations import Reach
from extract.catalogue.loading import load_catalogue
from extract.catalogue.rules import load_rules
from tools.reference.blocks import DOCS, filled, table

_FIGURES = {
    "tpp": ("TPP", ""),
    "density": ("density", ""),
    "io_gb_s": ("I/O", " GB/s"),
    "memory_gb_s": ("memory bandwidth", " GB/s"),
}
"""Figure → its name and unit."""


def control_page() -> str:
    """The whole page."""
    blocks = {"letters": letters, "disagreements": differences, "sources": sources}
    return filled(DOCS / "control-status.md", blocks)


def letters() -> str:
    """Every letter with its days, what it names and whom it reaches."""
    rows = (
        (
            letter.name,
            f"{letter.from_} to {letter.to or 'further notice'}",
            ", ".join(letter.models),
            " or ".join(map(_condition, letter.or_when)) or "none",
            _reach(letter.destinations),
        )
        for letter in load_rules().letters
    )
    return table(("letter", "in force", "names", "further circuits of the maker", "destinations"), rows)


def _condition(condition: Condition) -> str:
    parts = [
        f"{shown} {_bounds(bounds)}{unit}"
        for name, (shown, unit) in _FIGURES.items()
        if (bounds := getattr(condition, name)) is not None
    ]
    if condition.datacenter is not None:
        parts.append("for datacentres" if condition.datacenter else "not for datacentres")
    return " and ".join(parts)


def _bounds(bounds: Bounds) -> str:
    return " ".join(
        f"{sign} {value}" for sign, value in (("≥", bounds.at_least), ("<", bounds.below)) if value is not None
    )


def _reach(reach: Reach) -> str:
    groups = ", ".join(reach.groups)
    without = f" without {', '.join(reach.except_groups)}" if reach.except_groups else ""
    return ", ".join(filter(None, (groups + without, *reach.countries)))


def differences() -> str:
    """What ``chipwatch catalogue check`` prints."""
    found = disagreements(load_catalogue(), load_rules())
    rows = ((one.name, one.field, one.published, one.ours, one.reason) for one in found)
    return table(("variant", "field", "published", "computed", "why we stand by it"), rows)


def sources() -> str:
    """The sources that rules.yaml names, in the order of the catalogue."""
    cited = set(_cited(load_rules().model_dump()))
    rows = (
        (f"`{key}`", source.title, source.where) for key, source in load_catalogue().sources.items() if key in cited
    )
    return table(("source", "what", "read at"), rows)


def _cited(value: Any) -> Iterator[str]:
    """Keys of sources anywhere in the rules."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "source":
                yield item
            elif name == "see":
                yield from item
            else:
                yield from _cited(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _cited(item)
