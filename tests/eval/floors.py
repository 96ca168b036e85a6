"""The floors: what each figure has to keep, with a digest of the set that it was taken on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from tests.eval.results import Figures, is_worse, lower_is_better

FLOORS = Path(__file__).with_name("floors.toml")
_HEAD = "# Written by `make eval ARGS=--write-floors`. The digest is of the set that the figures were taken on.\n"
_SLACK = 0.005
"""A floor lies this far under the figure that it was taken from: one text more or less is no alarm."""

Floor = dict[str, str | float]
"""Figure → the worst that is allowed; ``digest`` → of the set."""


def read_floors(path: Path = FLOORS) -> dict[str, Floor]:
    """Set → floor; empty where none was written yet."""
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def write_floors(floors: Mapping[str, Floor], path: Path = FLOORS) -> None:
    """Write all floors anew."""
    lines = [_HEAD]
    for name, floor in sorted(floors.items()):
        lines.append(f"\n[{name}]\n")
        lines += [
            f'{key} = "{value}"\n' if isinstance(value, str) else f"{key} = {value}\n" for key, value in floor.items()
        ]
    path.write_text("".join(lines), "utf-8")


def floor_of(figures: Figures, digest: str) -> Floor:
    """The floor that today's figures make."""
    return {"digest": digest, **{figure: _lowered(figure, value) for figure, value in figures.items()}}


def _lowered(figure: str, value: float) -> float:
    return int(value) if lower_is_better(figure) else int(max(0.0, value - _SLACK) * 1000) / 1000


def shortfalls(name: str, figures: Figures, digest: str, floor: Floor | None) -> list[str]:
    """What is wrong with the figures of a set, one line each."""
    if floor is None:
        return [f"{name} has no floor: --write-floors takes one"]
    if floor["digest"] != digest:
        return [f"{name} has changed since its floor was taken: look at its figures, then --write-floors"]
    problems: list[str] = []
    for figure, least in floor.items():
        if figure == "digest" or isinstance(least, str):
            continue
        if figure not in figures:
            problems.append(f"{name} has a floor for {figure}, which is not measured")
        elif is_worse(figure, figures[figure], least):
            problems.append(f"{name} {figure} {figures[figure]:.4f} misses {least}")
    return problems


def lowered(before: Mapping[str, Floor], after: Mapping[str, Floor]) -> list[str]:
    """Floors that *after* holds less high than *before*: whoever writes them is told."""
    return [
        f"{name} {figure}: {old} → {new}"
        for name, floor in before.items()
        for figure, old in floor.items()
        if isinstance(old, int | float)
        and isinstance(new := after.get(name, {}).get(figure), int | float)
        and is_worse(figure, new, old)
    ]
