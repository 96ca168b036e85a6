"""The records of the catalogue files. Figures are `Decimal`, rates are dense (no sparsity), units stand in names."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from extract.records import Form

Market = Literal["datacenter", "workstation", "gaming"]
Confidence = Literal["high", "medium", "low"]
Scope = Literal["in", "out"]
Text = Annotated[str, Field(min_length=1)]
Positive = Annotated[Decimal, Field(gt=0)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Entry(BaseModel):
    """Base of all catalogue records: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Entry):
    """Where a fact comes from."""

    title: Text
    """What it is, with its date where it has one."""
    where: Text
    """Where it stands: host and path, or who quotes it."""
    use: Text
    """Licence or the use that is made of it."""


class StatedFigure(Entry):
    """A figure that a source states as such, where the inputs to compute it are not known."""

    value: Positive
    """The figure."""
    source: Key
    """Key in sources.yaml."""


class Published(Entry):
    """What a published compilation says of a variant, so that `catalogue check` can recompute it."""

    tpp: Decimal | None = None
    """Total processing performance."""
    density: Decimal | None = None
    """Performance density, two decimals."""
    h100e: Decimal | None = None
    """8-bit rate over that of the H100 SXM, three decimals."""
    rule_2022_10_21: Text | None = None
    """Status under the rule of October 2022."""
    rule_2023_11_17: Text | None = None
    """Status under the rule of October 2023, as in force on 2023-11-17."""
    review_2026_01_15: Text | None = None
    """Review policy for China of January 2026."""


class Variant(Entry):
    """One product: the thing that has figures."""

    id: Key
    """Stable id, for example ``nvidia-h100-sxm-80``."""
    name: Text
    """Full name, for example ``NVIDIA H100 SXM 80GB``."""
    label: Text
    """What tells it from its sisters: bus or edition and memory, for example ``SXM5 80GB``."""
    form: Form
    """Card or module: what it is as a thing when nothing else is said."""
    bus: str | None = None
    """SXM4, SXM5, SXM6, PCIe, NVL, OAM …"""
    aliases: tuple[Text, ...] = ()
    """Spellings that mean this variant and no other."""
    part_numbers: dict[Text, Key] = {}
    """Part number → source key."""
    datacenter_marketed: bool
    """Designed or marketed for use in datacentres (Note 2 to 3A090)."""
    memory_gb: Positive | None = None
    """Memory in GB."""
    memory_gb_s: Positive | None = None
    """Total DRAM bandwidth in GB/s."""
    io_gb_s: Positive | None = None
    """Aggregate bidirectional chip-to-chip I/O in GB/s."""
    die_mm2: Positive | None = None
    """Area of the logic dies in mm², summed over dies."""
    dense_tops: dict[Literal[4, 8, 16, 32], Positive] = {}
    """Bit length → dense rate in 10¹² operations a second."""
    stated_tpp: StatedFigure | None = None
    """TPP as a source states it; used where no rate is known."""
    sources: tuple[Key, ...] = Field(min_length=1)
    """Keys in sources.yaml."""
    confidence: Confidence
    """How far the figures can be trusted."""
    note: str | None = None
    """Doubts and assumptions."""
    published: Published | None = None
    """Published values to recompute."""
    differs: dict[str, Text] = {}
    """Published field → why we stand by another value."""


class Model(Entry):
    """A short-named model and its variants, for example H100 with SXM, PCIe and NVL."""

    name: Text
    """Short name, the one that offers carry."""
    id: Key
    """Stable id."""
    vendor: Text
    """Name in vendors.yaml."""
    family: Text
    """Architecture or product family."""
    market: Market
    """What the model is sold for, by and large; `Variant.datacenter_marketed` is what the rules ask."""
    scope: Scope = "in"
    """``in``: watched. ``out``: known, so that it is never taken for something else."""
    aliases: tuple[Text, ...] = ()
    """Spellings that mean this model wherever they stand. Case, blanks and hyphens do not count."""
    weak_aliases: tuple[Text, ...] = ()
    """Spellings that mean it only where the text is about GPUs (L4 is also a motor way)."""
    product_ids: tuple[Key, ...] = ()
    """Further ids that price trackers use for it; ids of the model and its variants need no mention."""
    variants: tuple[Variant, ...] = ()
    """Reference variant first. None for models out of scope."""
    note: str | None = None
    """Remarks that hold for all variants."""

    @property
    def form(self) -> Form | None:
        """Card or module where all variants agree."""
        forms = {variant.form for variant in self.variants}
        return forms.pop() if len(forms) == 1 else None


class Board(Entry):
    """A way to hold GPUs: HGX or OAM baseboard, PCIe slots, NVL72."""

    name: Text
    """For example ``HGX-8``."""
    gpus: int | None = Field(None, ge=1)
    """GPUs on a full board; none where it varies."""
    holds: Text
    """What it holds, in words."""
    source: Key
    """Key in sources.yaml."""


class Server(Entry):
    """A server or rack by SKU."""

    sku: Text
    """SKU without maker and product line, for example ``XE9680``."""
    id: Key
    """Stable id."""
    maker: Text
    """Name in vendors.yaml."""
    line: str | None = None
    """Product line that stands before the SKU, for example ``PowerEdge``."""
    form: Literal["server", "rack", "workstation"] = "server"
    """A rack is one thing of trade; offers do not carry its name as a server SKU."""
    boards: tuple[Text, ...] = Field(min_length=1)
    """Boards it is built with."""
    gpus: int | None = Field(None, ge=1)
    """GPUs in one server where the SKU fixes it; none for machines with slots."""
    gpus_max: int = Field(ge=1)
    """Most GPUs seen in one."""
    models_seen: tuple[Text, ...] = ()
    """Short model names seen in it. Not a limit."""
    aliases: tuple[Text, ...] = ()
    """Trade shorthand that means this server and no other."""
    weak_aliases: tuple[Text, ...] = ()
    """Shorthand that means it only where the text is about servers, for example ``821``."""
    sources: tuple[Key, ...] = Field(min_length=1)
    """Keys in sources.yaml."""
    confidence: Confidence
    """How far the GPU count can be trusted."""
    note: str | None = None
    """Doubts."""


class Vendor(Entry):
    """A maker of GPUs or servers and how people write its name."""

    name: Text
    """Name used in the catalogue."""
    kind: Literal["gpu", "server"]
    """What it makes, for our purpose."""
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    """ISO 3166 country of its headquarters."""
    names: tuple[Text, ...] = Field(min_length=1)
    """Spellings in Latin and simplified Chinese."""
    family_words: tuple[Text, ...] = ()
    """Words that may stand between maker and model: Tesla, GeForce, PowerEdge."""
