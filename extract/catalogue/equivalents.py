"""H100 equivalents of goods that a text names, from the figures of the catalogue.

One GPU counts as its dense 8-bit rate over that of the H100 SXM. Where no 8-bit rate is known, as of the RTX 4090 D and
the Ascend 910B, its total processing performance (TPP) over that of the H100 SXM stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache

from extract.catalogue.figures import figures_of
from extract.catalogue.loading import load_catalogue
from extract.catalogue.rules import load_rules
from extract.catalogue.schema import Variant
from extract.normalise import tokens

_TPP_BITS = 8
"""Bit length at which the H100's TPP is reached."""


@lru_cache(maxsize=8192)
def h100_equivalents(model: str, variant: str | None = None, form: str | None = None) -> Decimal | None:
    """H100 SXM that one GPU of *model* stands for, not rounded; None where the catalogue has no figure for it.

    *variant* is as stated (``PCIe 80GB``), *form* as in `Offer.form`. Where they leave several products open, the
    weakest of these counts: the goods are at least that. Unknown models are no error.
    """
    try:
        known = load_catalogue().model(model)
    except KeyError:
        return None
    rates = [_one(product) for product in _of_form(_as_stated(known.variants, variant), form)]
    if not rates or None in rates:
        return None
    return min(rate for rate in rates if rate is not None)


def _one(variant: Variant) -> Decimal | None:
    h100 = load_rules().h100e.tops
    figures = figures_of(variant, h100)
    if figures.h100e is not None:
        return figures.h100e
    return figures.tpp / (h100 * _TPP_BITS) if figures.tpp is not None else None


def _as_stated(variants: Sequence[Variant], stated: str | None) -> Sequence[Variant]:
    """Products whose label has every word that is stated, ``SXM`` for ``SXM5`` too; all of them where none has."""
    words = tokens(stated or "")
    return [
        variant
        for variant in variants
        if all(any(known.startswith(word) for known in tokens(variant.label)) for word in words)
    ] or variants


def _of_form(variants: Sequence[Variant], form: str | None) -> Sequence[Variant]:
    """Products of the form on offer; a baseboard holds modules, and of a server it is not known what it holds."""
    wanted = "module" if form == "baseboard" else form
    return [variant for variant in variants if variant.form == wanted] or variants
