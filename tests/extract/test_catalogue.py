"""What the catalogue holds and which names it knows."""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest

from extract.catalogue import alias_key, load_catalogue

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("text", "model", "label"),
    [
        ("H100", "H100", None),
        ("h 100", "H100", None),
        ("英伟达H100", "H100", None),
        ("輝達 H100", "H100", None),
        ("NVIDIA Tesla H100", "H100", None),
        ("h100sxm", "H100", "SXM5 80GB"),
        ("H100-SXM5-80GB", "H100", "SXM5 80GB"),
        ("H100 PCIe 80G", "H100", "PCIe 80GB"),
        ("900-21010-0000-000", "H100", "PCIe 80GB"),
        ("699-2G506-0201-100", "A100", "SXM4 40GB"),
        ("昇腾910B", "Ascend 910B", None),
        ("昇騰 910B", "Ascend 910B", None),
        ("华为昇腾910C", "Ascend 910C", None),
        ("4090D", "RTX 4090 D", None),
        ("RTX4090D", "RTX 4090 D", None),
        ("GeForce RTX 4090", "RTX 4090", None),
        ("RTX 5090D V2", "RTX 5090 D V2", None),
        ("PRO6000", "RTX PRO 6000", None),
        ("RTX PRO 6000 Server Edition", "RTX PRO 6000", "Server Edition 96GB"),
        ("RTX6000D", "RTX 6000D", None),
        ("RTX6000Ada", "RTX 6000 Ada", None),
        ("5880Ada", "RTX 5880 Ada", None),
        ("A6000", "RTX A6000", None),
        ("MI308", "MI308X", None),
        ("AMD Instinct MI300X", "MI300X", None),
        ("Gaudi2", "Gaudi 2", None),
        ("Quadro RTX 6000", "Quadro RTX 6000", None),
        ("3060 Ti", "RTX 3060 Ti", None),
        ("RTX 5000 Ada", "RTX 5000 Ada", None),
    ],
)
def test_catalogue_finds_spelling(text: str, model: str, label: str | None) -> None:
    found = CATALOGUE.find(text)
    assert found is not None
    assert found.model is not None
    assert found.model.name == model
    assert (found.variant.label if found.variant else None) == label


@pytest.mark.parametrize(
    ("text", "sku", "gpus"),
    [
        ("SYS-821GE-TNHR", "SYS-821GE-TNHR", 8),
        ("821GE", "SYS-821GE-TNHR", 8),
        ("821", "SYS-821GE-TNHR", 8),
        ("超微 821GE-TNHR", "SYS-821GE-TNHR", 8),
        ("8125", "AS-8125GS-TNHR", 8),
        ("戴尔 PowerEdge XE9680", "XE9680", 8),
        ("浪潮NF5688M7", "NF5688M7", 8),
        ("H3C UniServer R5500 G6", "R5500 G6", 8),
        ("新华三 R5500G6", "R5500 G6", 8),
        ("AS-4124GO-NART+", "AS-4124GO-NART+", 8),
        ("DGX H100", "DGX H100", 8),
        ("NVL72", "NVL72", 72),
        ("SYS-741GE-TNRT", "SYS-741GE-TNRT", None),
    ],
)
def test_catalogue_finds_server(text: str, sku: str, gpus: int | None) -> None:
    found = CATALOGUE.find(text)
    assert found is not None
    assert found.server is not None
    assert (found.server.sku, found.server.gpus) == (sku, gpus)


@pytest.mark.parametrize("text", ["H1000", "", "英伟达", "Audi A100 TDI", "RTX", "8x H100", "H100 or H200"])
def test_catalogue_find_takes_a_name_and_nothing_around_it(text: str) -> None:
    assert CATALOGUE.find(text) is None


@pytest.mark.parametrize("text", ["L4", "L2", "A10", "4090", "910B", "821", "9680", "A2", "T4"])
def test_catalogue_marks_short_spellings_as_weak(text: str) -> None:
    found = CATALOGUE.find(text)
    assert found is not None
    assert found.weak


def test_catalogue_spellings_mean_one_thing_each() -> None:
    assert len(CATALOGUE.by_key) > 700
    assert all(key and key == alias_key(alias.text) for key, alias in CATALOGUE.by_key.items())


def test_catalogue_finds_every_variant_by_model_and_label() -> None:
    for model in CATALOGUE.watched:
        for variant in model.variants:
            found = CATALOGUE.find(f"{model.name} {variant.label}")
            assert found is not None
            assert found.variant == variant


def test_catalogue_models_have_variants_when_watched() -> None:
    assert all(model.variants for model in CATALOGUE.watched)
    assert not any(model.variants for model in CATALOGUE.models if model.scope == "out")


def test_catalogue_form_follows_bus() -> None:
    by_bus = {
        (variant.bus or "")[:3]: variant.form
        for model in CATALOGUE.watched
        for variant in model.variants
        if variant.bus in {"PCIe", "NVL", "OAM"} or (variant.bus or "").startswith("SXM")
    }
    assert by_bus == {"PCI": "card", "NVL": "card", "OAM": "module", "SXM": "module"}
    assert CATALOGUE.model("H100").form is None
    assert CATALOGUE.model("H20").form == "module"


def test_catalogue_fixes_gpu_count_only_where_the_board_does() -> None:
    boards = {board.name: board for board in CATALOGUE.boards}
    for server in CATALOGUE.servers:
        counts = {boards[name].gpus for name in server.boards}
        assert server.gpus == (counts.pop() if len(counts) == 1 else None), server.sku
        assert server.gpus_max >= (server.gpus or 1)


def test_catalogue_has_every_model_of_the_gold_sets(shared: Path) -> None:
    tree = ast.parse((shared / "gold" / "check_offers.py").read_text("utf-8"))
    names = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "MODEL"
    )
    assert set(names) <= {model.name for model in CATALOGUE.watched}


def test_catalogue_has_every_server_of_the_gold_sets(shared: Path) -> None:
    lines = (shared / "gold" / "offers.dev.jsonl").read_text("utf-8").splitlines()
    skus = {entry["server"] for line in lines for entry in json.loads(line)["gold"]} - {None}
    assert skus <= {server.sku for server in CATALOGUE.servers}


def test_catalogue_knows_every_product_of_the_titles(shared: Path) -> None:
    lines = (shared / "gold" / "ebay_titles.jsonl").read_text("utf-8").splitlines()
    unknown = {json.loads(line)["product_id"] for line in lines} - {
        product for product in (json.loads(line)["product_id"] for line in lines) if CATALOGUE.product(product)
    }
    assert unknown == set()
