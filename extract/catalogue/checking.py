"""Proves the catalogue: names and references when it loads, published figures against our computation."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from extract.catalogue.destinations import load_countries
from extract.catalogue.lookup import Catalogue
from extract.catalogue.published import compute
from extract.catalogue.rules import Rules
from extract.catalogue.schema import Variant
from foundation.errors import SourceError, UsageError

_COLUMNS = {
    "tpp": "tpp",
    "perf_density": "density",
    "h100e_8bit": "h100e",
    "rule_2022_10_21": "rule_2022_10_21",
    "rule_2023_11_17": "rule_2023_11_17",
    "china_review_2026_01_15": "review_2026_01_15",
}
_INPUTS = {
    "memory_gb": "memory_gb",
    "mem_bw_gb_s": "memory_gb_s",
    "io_gb_s": "io_gb_s",
    "die_mm2": "die_mm2",
    "fp16_dense_tflops": 16,
    "eightbit_dense_tops": 8,
    "fp4_dense_tflops": 4,
}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A published value that is not what the catalogue has or computes."""

    name: str
    """Full name of the variant."""
    field: str
    """What differs."""
    published: str
    """As published; empty where nothing is."""
    ours: str
    """As the catalogue has or computes it; empty where nothing is."""
    reason: str = ""
    """Why we stand by ours, where the catalogue says so; empty for a mistake on one of the sides."""


def disagreements(catalogue: Catalogue, rules: Rules) -> list[Disagreement]:
    """Every published value in the catalogue that our computation does not give."""
    return [
        difference
        for model in catalogue.models
        for variant in model.variants
        if variant.published
        for difference in _compare(variant, variant.published.model_dump(), compute(model, variant, rules).model_dump())
    ]


def against_table(catalogue: Catalogue, rules: Rules, file: Path) -> tuple[int, list[Disagreement]]:
    """Hold the catalogue to a table of GPUs in CSV (one row a variant). Returns rows read and disagreements."""
    found: list[Disagreement] = []
    names = {variant.name: (model, variant) for model in catalogue.models for variant in model.variants}
    rows = list(_rows(file))
    for row in rows:
        if row["model"] not in names:
            found.append(Disagreement(row["model"], "model", row["model"], ""))
            continue
        model, variant = names[row["model"]]
        found += _compare(variant, _inputs(row), _known(variant), only_published=True)
        ours = compute(model, variant, rules).model_dump()
        found += _compare(variant, {name: row[column] for column, name in _COLUMNS.items()}, ours)
    return len(rows), found


def check_rules(catalogue: Catalogue, rules: Rules) -> None:
    """Every source, model and maker that the rules name exists. Raises `SourceError`."""
    sources = [
        rules.h100e.source,
        rules.designed_elsewhere.source,
        load_countries().source,
        *(key for window in rules.windows for key in (window.source, *window.see)),
        *(letter.source for letter in rules.letters),
        *(exception.source for exception in rules.exceptions),
        *(review.source for review in rules.review),
        *(item.source for item in rules.import_blocks),
        *(item.source for item in rules.notices),
        *(time.source for letter in rules.letters for time in letter.outlook),
    ]
    models = [
        *(name for letter in rules.letters for name in letter.models),
        *(name for block in rules.import_blocks for name in block.models),
        *(name for notice in rules.notices for name in notice.models),
    ]
    known = {model.name for model in catalogue.models}
    makers = {vendor.name for vendor in catalogue.vendors}
    strangers = [
        *(f"source {key!r}" for key in sources if key not in catalogue.sources),
        *(f"model {name!r}" for name in models if name not in known),
        *(f"maker {letter.vendor!r}" for letter in rules.letters if letter.vendor not in makers),
    ]
    if strangers:
        raise SourceError(
            f"names the {strangers[0]}, which does not exist",
            where="extract/catalogue/rules.yaml",
            way_out="add it to the catalogue or mend the name",
        )


def _rows(file: Path) -> Iterator[dict[str, str]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            lacking = [name for name in ("model", *_COLUMNS, *_INPUTS) if name not in (reader.fieldnames or ())]
            if lacking:
                raise UsageError(f"has no column {lacking[0]!r}", where=str(file), way_out="name a table of GPUs")
            yield from reader
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"cannot be read ({error})", where=str(file), way_out="name a CSV file in UTF-8") from error


def _inputs(row: dict[str, str]) -> dict[str, str]:
    inputs = {str(ours): row[column] for column, ours in _INPUTS.items()}
    return inputs | {"datacenter_marketed": str(row.get("datacenter_marketed") == "1")}


def _known(variant: Variant) -> dict[str, object]:
    named = {str(ours): getattr(variant, ours) for ours in _INPUTS.values() if isinstance(ours, str)}
    rates = {str(bits): tops for bits, tops in variant.dense_tops.items()}
    return {**named, **rates, "datacenter_marketed": str(variant.datacenter_marketed)}


def _compare(
    variant: Variant, published: Mapping[str, object], ours: Mapping[str, object], *, only_published: bool = False
) -> Iterator[Disagreement]:
    for key, value in published.items():
        left, right = _plain(value), _plain(ours.get(key))
        if left != right and (left or not only_published):
            yield Disagreement(variant.name, key, left, right, variant.differs.get(key, ""))


def _plain(value: object) -> str:
    """*value* so that 2000, 2000.0 and "2000" are one."""
    if value is None or value == "":
        return ""
    try:
        return f"{Decimal(str(value)).normalize():f}"
    except InvalidOperation:
        return str(value)
