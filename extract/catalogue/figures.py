"""What the regulations ask of a circuit, computed from its dense rates: TPP, performance density, H100 equivalents."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict

from extract.catalogue.schema import Variant

FigureName = Literal["tpp", "density", "io_gb_s", "memory_gb_s"]
_MISSING: dict[FigureName, str] = {
    "tpp": "total processing performance is not known: no source states a dense rate",
    "density": "performance density is not known: TPP or die area is missing",
    "io_gb_s": "chip-to-chip I/O rate is not known",
    "memory_gb_s": "memory bandwidth is not known",
}


class Figures(BaseModel):
    """The figures of one variant that rules ask for. Exact; None where not known."""

    model_config = ConfigDict(frozen=True)

    tpp: Decimal | None
    """Total processing performance: highest of bit length × dense rate, as Technical Notes 1 to 3 of 3A090 say."""
    tpp_basis: str
    """How the TPP was come by, for example ``8 bit × 1979``."""
    density: Decimal | None
    """TPP over die area in mm², not rounded."""
    io_gb_s: Decimal | None
    """Aggregate bidirectional I/O in GB/s."""
    memory_gb_s: Decimal | None
    """DRAM bandwidth in GB/s."""
    h100e: Decimal | None
    """8-bit rate over that of the H100 SXM, not rounded."""
    datacenter: bool
    """Designed or marketed for datacentres."""

    @classmethod
    def unknown(cls, *, datacenter: bool) -> Self:
        """Of a model that the catalogue knows by name only."""
        return cls(
            tpp=None, tpp_basis="", density=None, io_gb_s=None, memory_gb_s=None, h100e=None, datacenter=datacenter
        )


def figures_of(variant: Variant, h100_tops: Decimal) -> Figures:
    """Compute the figures of *variant*; *h100_tops* is the dense 8-bit rate of the H100 SXM."""
    tpp, basis = total_processing_performance(variant)
    rate = variant.dense_tops.get(8)
    return Figures(
        tpp=tpp,
        tpp_basis=basis,
        density=tpp / variant.die_mm2 if tpp is not None and variant.die_mm2 is not None else None,
        io_gb_s=variant.io_gb_s,
        memory_gb_s=variant.memory_gb_s,
        h100e=rate / h100_tops if rate is not None else None,
        datacenter=variant.datacenter_marketed,
    )


def total_processing_performance(variant: Variant) -> tuple[Decimal | None, str]:
    """TPP and how it was come by. A stated TPP serves only where no rate is known."""
    products = [(bits * tops, bits, tops) for bits, tops in variant.dense_tops.items()]
    if products:
        tpp, bits, tops = max(products)
        return tpp, f"{bits} bit × {tops:f} dense TOPS"
    if variant.stated_tpp:
        return variant.stated_tpp.value, f"as stated ({variant.stated_tpp.source})"
    return None, "no dense rate is known"


def missing(name: FigureName) -> str:
    """Says that a figure is not known."""
    return _MISSING[name]


def rounded(value: Decimal | None, places: int) -> Decimal | None:
    """*value* as it is shown: half up, without trailing zeros beyond the point. Never used in a comparison."""
    if value is None:
        return None
    shown = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    return shown.normalize() if shown != shown.to_integral_value() else shown.to_integral_value()
