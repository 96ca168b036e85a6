"""The rules of export control as data: windows, letters, exceptions, review policy, and what stands beside them."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import Literal, Self

from pydantic import Field, model_validator

from extract.catalogue.conditions import Condition
from extract.catalogue.destinations import Code, Reach
from extract.catalogue.reading import catalogue_directory, read_records
from extract.catalogue.schema import Confidence, Entry, Key, Positive, Text


class Span(Entry):
    """Days on which something holds, both ends included."""

    from_: date | None = Field(None, alias="from")
    """First day; none for "since ever"."""
    to: date | None = None
    """Last day; none for "until further notice"."""

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            message = f"ends ({self.to}) before it begins ({self.from_})"
            raise ValueError(message)
        return self

    def includes(self, day: date) -> bool:
        """Whether *day* is one of them."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day <= self.to)


class Paragraph(Entry):
    """A paragraph of an ECCN and when a circuit meets it."""

    paragraph: Text
    """For example ``3A090.a.1``."""
    when: Condition
    """Its parameters."""


class Window(Span):
    """A time in which one set of performance tests holds."""

    id: Key
    """Stable id."""
    name: Text
    """What to call it."""
    source: Key
    """Key in sources.yaml."""
    see: tuple[Key, ...] = ()
    """Further sources: amendments, the text as it stands."""
    system: str | None = None
    """ECCN of computers that hold a controlled circuit, for all paragraphs."""
    system_of: dict[Text, Text] = {}
    """The same by beginning of the circuit's paragraph."""
    destinations: Reach = Reach()
    """Where it reaches."""
    not_for_datacenters_free_below_tpp: Positive | None = None
    """Note 2: items not for datacentres are free under this TPP; from it on NAC or ACA may serve."""
    paragraphs: tuple[Paragraph, ...] = ()
    """Asked in order."""
    note: str | None = None
    """Doubts."""

    def system_paragraph(self, paragraph: str | None) -> str | None:
        """ECCN of computers that hold a circuit of *paragraph*."""
        if paragraph is None or self.system:
            return self.system if paragraph else None
        found = [system for beginning, system in self.system_of.items() if beginning in paragraph]
        return " or ".join(found) or None


class LetterOutlook(Span):
    """How licences under a letter fared in a time."""

    outlook: Text
    """One clause."""
    models: tuple[Text, ...] = ()
    """Only for these, where given."""
    source: Key
    """Key in sources.yaml."""


class Letter(Span):
    """A requirement put to one maker by letter."""

    id: Key
    """Stable id."""
    name: Text
    """What to call it."""
    vendor: Text
    """The maker."""
    models: tuple[Text, ...]
    """Short names of the models it names."""
    or_when: tuple[Condition, ...] = ()
    """Further circuits of that maker: any of these."""
    destinations: Reach
    """Where it reaches."""
    source: Key
    """Key in sources.yaml."""
    note: str | None = None
    """Doubts."""
    outlook: tuple[LetterOutlook, ...] = ()
    """How licences fared."""


class LicenceException(Span):
    """A licence exception that may serve instead of a licence."""

    symbol: Literal["NAC", "ACA"]
    """Its symbol."""
    destinations: Reach
    """Where it may serve."""
    condition: Text
    """What it asks, in a clause."""
    source: Key
    """Key in sources.yaml."""


class Review(Span):
    """How licence applications are reviewed."""

    destinations: Reach
    """Where."""
    when: Condition = Condition()
    """For which circuits."""
    outlook: Text
    """For example ``presumption of denial``."""
    condition: str | None = None
    """What else it asks."""
    source: Key
    """Key in sources.yaml."""


class DesignedElsewhere(Entry):
    """Makers whose circuits are no US exports."""

    countries: tuple[Code, ...]
    """Where they have their headquarters."""
    note: Text
    """What to know all the same."""
    from_: date = Field(alias="from")
    """Day of that guidance."""
    source: Key
    """Key in sources.yaml."""

    def says(self, day: date) -> str:
        """What to say of such a circuit on *day*."""
        return self.note if day >= self.from_ else "no US export"


class Yardstick(Entry):
    """What one H100 equivalent is."""

    bits: Literal[8]
    """Bit length of the rate."""
    tops: Positive
    """Dense rate of the H100 SXM."""
    source: Key
    """Key in sources.yaml."""


class ImportBlock(Span):
    """A block of imports by the destination itself."""

    country: Code
    """Who blocks."""
    models: tuple[Text, ...]
    """Short names."""
    text: Text
    """What is reported."""
    source: Key
    """Key in sources.yaml."""
    confidence: Confidence
    """How sure the report is."""


class Notice(Entry):
    """An announcement that changed no rule on its day."""

    day: date
    """Its day."""
    models: tuple[Text, ...]
    """Short names."""
    text: Text
    """What was announced."""
    source: Key
    """Key in sources.yaml."""


class Rules(Entry):
    """The file rules.yaml."""

    verified_until: date
    """Later answers rest on rules that nobody looked up again."""
    home: Code
    """The exporting country."""
    h100e: Yardstick
    """H100 equivalents."""
    windows: tuple[Window, ...]
    """In order, without gap or overlap."""
    letters: tuple[Letter, ...]
    """In order of time."""
    exceptions: tuple[LicenceException, ...]
    """Asked in order; the first that fits is the one."""
    review: tuple[Review, ...]
    """Asked in order; the first that fits is the one."""
    designed_elsewhere: DesignedElsewhere
    """Circuits that are no US exports."""
    import_blocks: tuple[ImportBlock, ...]
    """Blocks by destinations."""
    notices: tuple[Notice, ...]
    """Announcements."""

    @model_validator(mode="after")
    def _gapless(self) -> Self:
        ends = [self.windows[0].from_, self.windows[-1].to]
        joints = [(before.to, after.from_) for before, after in pairwise(self.windows)]
        if ends != [None, None] or not all(to and start and start - to == timedelta(days=1) for to, start in joints):
            message = "windows must follow each other without gap or overlap, open at both ends"
            raise ValueError(message)
        return self

    def window(self, day: date) -> Window:
        """The window of a day."""
        return next(window for window in self.windows if window.includes(day))


@cache
def load_rules() -> Rules:
    """The rules that ship with chipwatch. Raises `SourceError`."""
    return read_records(catalogue_directory() / "rules.yaml", Rules)
