"""What is said of the control status of goods on a day for a destination, with the grounds for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import PlainSerializer

from extract.catalogue.schema import Confidence, Entry


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_number, when_used="json")]
"""A figure that is shown rounded; a JSON number."""


class ControlStatus(StrEnum):
    """The answer in a word."""

    CONTROLLED = "controlled"
    """A US licence, or a licence exception, is needed."""
    NOT_CONTROLLED = "not controlled"
    """None of the rules and letters that are computed asks for a licence."""
    UNKNOWN = "unknown"
    """A figure or rule that would decide is not known."""
    NOT_APPLICABLE = "not applicable"
    """The circuit is no US export."""
    DEPENDS = "depends on the variant"
    """The variants of the model differ."""


class Cited(Entry):
    """A source, resolved."""

    key: str
    """Key in sources.yaml."""
    title: str
    """What it is."""
    where: str
    """Where it stands."""


class Ground(Entry):
    """A rule or letter that asks for a licence."""

    rule: str
    """Its name."""
    paragraph: str | None = None
    """ECCN paragraph; none for letters."""
    window_from: date | None
    """First day of the rule."""
    window_to: date | None
    """Last day; none while it lasts."""
    source: Cited
    """Where it stands."""
    note: str | None = None
    """Doubts."""


class ExceptionNote(Entry):
    """A licence exception that may serve."""

    symbol: str
    """NAC or ACA."""
    condition: str
    """What it asks."""
    source: Cited
    """Where it stands."""


class Outlook(Entry):
    """How a licence application fares."""

    outlook: str
    """For example ``presumption of denial``."""
    condition: str | None = None
    """What else it asks."""
    source: Cited
    """Where it stands."""


class Report(Entry):
    """An import block or an announcement: beside US control status, never part of it."""

    on: date
    """Its day."""
    text: str
    """What is reported."""
    source: Cited
    """Where it stands."""
    confidence: Confidence | None = None
    """How sure the report is."""


class ControlAnswer(Entry):
    """Control status of a model or variant on a day for a destination. No legal advice."""

    model: str
    """Short catalogue name."""
    variant: str | None
    """Full name of the variant; none for a model whose variants are taken together."""
    on: date
    """The day that is asked for."""
    to: str
    """Destination, ISO 3166."""
    status: ControlStatus
    """The answer in a word."""
    paragraph: str | None = None
    """ECCN paragraph that is met on that day, for example ``3A090.a.1``."""
    system_paragraph: str | None = None
    """ECCN paragraph of computers that hold it, for example ``4A090.a``."""
    would_meet: str | None = None
    """Paragraph that a circuit which is no US export would meet."""
    exceptions: tuple[ExceptionNote, ...] = ()
    """Licence exceptions that may serve instead of a licence, for some variant at least."""
    tpp: Number | None = None
    """Total processing performance; lowest of the variants."""
    tpp_max: Number | None = None
    """Highest of the variants, where they differ."""
    tpp_basis: str | None = None
    """How the TPP was come by."""
    density: Number | None = None
    """Performance density, two decimals; lowest of the variants."""
    density_max: Number | None = None
    """Highest of the variants, where they differ."""
    h100e: Number | None = None
    """H100 equivalents, three decimals; lowest of the variants."""
    h100e_max: Number | None = None
    """Highest of the variants, where they differ."""
    die_mm2: Number | None = None
    """Die area behind the performance density; none where the variants differ."""
    io_gb_s: Number | None = None
    """Aggregate bidirectional I/O in GB/s; none where the variants differ."""
    memory_gb_s: Number | None = None
    """DRAM bandwidth in GB/s; none where the variants differ."""
    rule: str
    """The rule or letter that decides, and its outcome."""
    window_from: date | None = None
    """First day of that rule."""
    window_to: date | None = None
    """Last day of that rule; none while it lasts."""
    source: Cited
    """Where that rule stands."""
    see: tuple[Cited, ...] = ()
    """Further sources of the performance rule: amendments, the text as it stands."""
    grounds: tuple[Ground, ...] = ()
    """Every rule and letter that asks for a licence; the first decides."""
    outlook: tuple[Outlook, ...] = ()
    """How licence applications fare."""
    import_blocks: tuple[Report, ...] = ()
    """Blocks by the destination itself."""
    notices: tuple[Report, ...] = ()
    """Announcements up to the day."""
    unknowns: tuple[str, ...] = ()
    """What is not known, and why it matters."""
    caveats: tuple[str, ...] = ()
    """What to know before it is quoted."""
    figure_sources: tuple[Cited, ...] = ()
    """Where the figures come from."""
    confidence: Confidence | None = None
    """How far the figures can be trusted; lowest of the variants."""
    variants: tuple[ControlAnswer, ...] = ()
    """Answers by variant, where there are several."""

    @property
    def controlled(self) -> bool:
        """Whether a licence or a licence exception is needed, for every variant."""
        return self.status is ControlStatus.CONTROLLED

    def as_json(self) -> dict[str, Any]:
        """The answer as JSON values."""
        return self.model_dump(mode="json")
