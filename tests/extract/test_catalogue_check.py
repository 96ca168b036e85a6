"""The published figures against our computation."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from extract.catalogue import Model, Variant, load_catalogue
from extract.catalogue.checking import against_table, check_rules, disagreements
from extract.catalogue.published import compute
from extract.catalogue.rules import load_rules
from foundation.errors import SourceError, UsageError

CATALOGUE, RULES = load_catalogue(), load_rules()
PUBLISHED = [
    pytest.param(model, variant, id=variant.name)
    for model in CATALOGUE.models
    for variant in model.variants
    if variant.published
]


@pytest.mark.parametrize(("model", "variant"), PUBLISHED)
def test_compute_gives_what_is_published(model: Model, variant: Variant) -> None:
    assert variant.published
    ours, theirs = compute(model, variant, RULES).model_dump(), variant.published.model_dump()
    assert {key: ours[key] for key in theirs if key not in variant.differs} == {
        key: value for key, value in theirs.items() if key not in variant.differs
    }


def test_disagreements_are_three_and_explained() -> None:
    found = disagreements(CATALOGUE, RULES)
    assert {(item.name, item.field) for item in found} == {
        ("NVIDIA RTX 5090 D V2", "rule_2022_10_21"),
        ("NVIDIA RTX 6000D (RTX PRO 6000D)", "rule_2022_10_21"),
        ("NVIDIA RTX 5880 Ada", "rule_2022_10_21"),
    }
    assert all(item.reason for item in found)


def test_check_holds_the_table_to_the_catalogue(shared: Path) -> None:
    rows, found = against_table(CATALOGUE, RULES, shared / "data" / "gpu_catalog.csv")
    assert rows == 51
    assert sorted(found, key=str) == sorted(disagreements(CATALOGUE, RULES), key=str)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of one row, right in every column."""
    variant = CATALOGUE.model("H100").variants[0]
    assert variant.published
    row = {
        "model": variant.name,
        "datacenter_marketed": 1,
        "memory_gb": 80,
        "mem_bw_gb_s": 3350,
        "io_gb_s": "900.0",
        "fp16_dense_tflops": "989.5",
        "eightbit_dense_tops": 1979,
        "fp4_dense_tflops": "",
        "die_mm2": 814,
        "tpp": "15832.0",
        "perf_density": "19.45",
        "rule_2022_10_21": "controlled",
        "rule_2023_11_17": "3A090.a.1",
        "china_review_2026_01_15": "case-by-case possible",
        "h100e_8bit": "1.0",
    }
    file = tmp_path / "table.csv"
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, row)
        writer.writeheader()
        writer.writerow(row)
    return file


def test_check_takes_a_right_row(table: Path) -> None:
    assert against_table(CATALOGUE, RULES, table) == (1, [])


@pytest.mark.parametrize(
    ("old", "new", "field", "ours"),
    [
        ("15832.0", "15833", "tpp", "15832"),
        ("19.45", "19.44", "density", "19.45"),
        ("3350", "3360", "memory_gb_s", "3350"),
        ("989.5", "990", "16", "989.5"),
        ("3A090.a.1", "3A090.b.1", "rule_2023_11_17", "3A090.a.1"),
        ("case-by-case possible", "", "review_2026_01_15", "case-by-case possible"),
        ("NVIDIA H100 SXM 80GB", "NVIDIA X100", "model", ""),
    ],
)
def test_check_finds_a_wrong_value(table: Path, old: str, new: str, field: str, ours: str) -> None:
    table.write_text(table.read_text("utf-8").replace(old, new), "utf-8")
    _, found = against_table(CATALOGUE, RULES, table)
    assert [(item.field, item.ours, item.reason) for item in found] == [(field, ours, "")]


def test_check_refuses_another_table(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UsageError, match="has no column 'model'"):
        against_table(CATALOGUE, RULES, tmp_path / "x.csv")
    with pytest.raises(UsageError, match="cannot be read"):
        against_table(CATALOGUE, RULES, tmp_path / "absent.csv")


def test_check_rules_finds_a_model_that_no_longer_exists() -> None:
    check_rules(CATALOGUE, RULES)
    letter = RULES.letters[0].model_copy(update={"models": ("A1000X",)})
    with pytest.raises(SourceError, match="'A1000X'"):
        check_rules(CATALOGUE, RULES.model_copy(update={"letters": (letter,)}))


def test_compute_takes_the_highest_precision() -> None:
    b300 = CATALOGUE.model("B300").variants[0]
    assert compute(CATALOGUE.model("B300"), b300, RULES).tpp == Decimal(56000) == 4 * b300.dense_tops[4]
