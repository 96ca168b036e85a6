"""What doctor finds: one kind each of ``kinds.yaml``, in whose order findings stand."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

Urgency = Literal["urgent", "warning", "note"]
"""urgent: what is collected is wrong or lost while this waits; warning: it may become so; note: good to know."""
EXIT_CODES: dict[Urgency, int] = {"urgent": 2, "warning": 1, "note": 0}
"""As plugins of monitors have it."""
_KINDS = Path(__file__).with_name("kinds.yaml")


class Kind(BaseModel):
    """A kind of finding."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    urgency: Urgency
    means: str
    """What such a finding says, for the docs."""
    way_out: str
    """What to do about it, one sentence with ``{source}``, ``{fields}`` and ``{detail}``."""


class Finding(BaseModel):
    """One thing that is not as it should be."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    urgency: Urgency
    kind: str
    """A key of ``kinds.yaml``."""
    source: str | None = None
    """Name of the source; none where it concerns the house."""
    fields: tuple[str, ...] = ()
    """Fields that it concerns, worst first."""
    problem: str
    """What is wrong, with the figures, one sentence."""
    way_out: str
    """What to do, one sentence."""
    run_id: str | None = None
    """The run in which it was seen."""


@cache
def kinds() -> dict[str, Kind]:
    """Every kind by name, most urgent first."""
    read: dict[str, Any] = yaml.safe_load(_KINDS.read_text("utf-8"))
    return {name: Kind.model_validate(kind) for name, kind in read.items()}


def finding(
    kind: str,
    problem: str,
    *,
    source: str | None = None,
    fields: Iterable[str] = (),
    run_id: str | None = None,
    detail: str | None = None,
) -> Finding:
    """A finding of *kind*; *detail* is its way out where the kind has no sentence of its own."""
    names = tuple(fields)
    known = kinds()[kind]
    way_out = known.way_out.format(source=source, fields=", ".join(names) or "its fields", detail=detail)
    return Finding(
        urgency=known.urgency,
        kind=kind,
        source=source,
        fields=names,
        problem=problem,
        way_out=" ".join(way_out.split()),
        run_id=run_id,
    )


def by_urgency(findings: Iterable[Finding]) -> list[Finding]:
    """*findings*, what costs most while it waits first."""
    places = {name: place for place, name in enumerate(kinds())}
    order: tuple[Urgency, ...] = ("urgent", "warning", "note")
    return sorted(findings, key=lambda one: (order.index(one.urgency), places[one.kind], one.source or ""))


def exit_code(findings: Iterable[Finding]) -> int:
    """0 fine, 1 warnings, 2 urgent."""
    return max((EXIT_CODES[one.urgency] for one in findings), default=0)
