from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("written", "model"),
    [
        ("H100", "H100"), ("h 1 0 0", "H100"), ("H-2-0-0", "H200"), ("H 1OO", "H100"), ("A壹佰", "A100"),
        ("H一百", "H100"), ("H2️⃣0️⃣0️⃣", "H200"), ("Ｈ８００", "H800"), ("英伟达H100", "H100"), ("NVIDIA L40S", "L40S"),
        ("4090D", "RTX 4090 D"), ("RTX 4090 D", "RTX 4090 D"), ("五〇九〇", "RTX 5090"), ("PRO6000", "RTX PRO 6000"),
        ("PRO 6000D", "RTX 6000D"), ("昇腾910B3", "Ascend 910B"), ("Gaudi2", "Gaudi 2"), ("6000 Ada", "RTX 6000 Ada"),
        ("900-21010-0000-000", "H100"),
    ],
)  # fmt: skip
def test_models_every_spelling(written: str, model: str) -> None:
    assert offer(f"出 {written} 显卡 10张 9万一张 全新").model == model


@pytest.mark.parametrize(
    "text",
    [
        "H型钢 H200*200 现货 3000吨 3680元/吨",
        "索尼A100单反套机 九成新 850元",
        "A100 打印纸 80g 5包 12元",
        "H200*200 精密平口钳 755元",
        "a 100 mile drive for $40",
        "M4 screws and an A10 motorway exit, $5 each",
    ],
)
def test_models_lookalikes_are_no_goods(text: str) -> None:
    extraction = read(text)
    assert extraction.side.value == "none"
    assert not extraction.offers


@pytest.mark.parametrize(
    "text",
    [
        "RTX PRO 6000 96GB (NOT RTX 6000 Ada), 10 pcs, US$ 8,850/pc",
        "RTX PRO 6000 10张 6万一张 性能媲美H100",
    ],
)
def test_models_denied_or_compared_are_no_goods(text: str) -> None:
    assert offer(text).model == "RTX PRO 6000"


@pytest.mark.parametrize(
    "text",
    [
        "H100 NVLink桥接器 全新 2300一个",
        "A100 PCIe power cable, new, $14.99, 25 available",
        "4090 空包装盒 30元",
        "服务器电源 适用821GE 120个 1350元 未税",
        "NVIDIA AI Enterprise subscription per GPU (H100), USD 3,600",
        "CX7 400G 网卡 50张 7200元 H100集群拆机",
    ],
)
def test_models_parts_and_licences_are_no_goods(text: str) -> None:
    assert not read(text).offers


def test_models_memory_total_is_no_variant() -> None:
    assert offer("SELL 5 x DGX A100 640GB USD 78k each").variant is None
    assert offer("A100 PCIe 40G 5张 5万一张").variant == "PCIe 40GB"


def test_models_second_memory_with_its_own_price_is_a_second_line() -> None:
    first, second = read("4090 24G 1.3万一张，48G 2.2万一张").offers
    assert (first.variant, second.variant) == ("24GB", "48GB")
    assert second.modded
    assert (first.price, second.price) == (Decimal(13000), Decimal(22000))


@pytest.mark.parametrize(
    ("written", "model"),
    [
        ("氢200", "H200"), ("爱去100", "H100"), ("H💯", "H100"), ("H捌佰", "H800"), ("H two hundred SXM", "H200"),
        ("硼200", "B200"), ("H one hundred SXM", "H100"), ("A一百", "A100"),
    ],
)  # fmt: skip
def test_models_in_disguise(written: str, model: str) -> None:
    assert offer(f"出 {written} 显卡 10张 9万一张 全新").model == model


@pytest.mark.parametrize("text", ["a hundred cards for $40 each", "氢气 200 瓶 出售 50元", "v twenty engine oil $9"])
def test_models_plain_words_are_no_disguise(text: str) -> None:
    assert not read(text).offers


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        ("出 H200 NVL 2-slot 26张 20万", "NVL"),
        ("出 H200 NVL 4片 20万一片", "NVL"),
        ("出 H100 SXM 2台 八卡 200万", "SXM5"),
        ("H800 PCIE 80个G 出 13万", "PCIe 80GB"),
        ("RTX PRO 6000 WS 96GB for sale $8,300", "Workstation Edition 96GB"),
        ("GH200 NVL2 144GB node for sale $40,000", "NVL2 144GB"),
        ("A40 PCIe 4.0 x16 48GB for sale $3,900", "48GB"),
    ],
)
def test_models_variant(text: str, variant: str) -> None:
    assert offer(text).variant == variant


@pytest.mark.parametrize(
    ("text", "server", "gpus"),
    [
        ("出 DGX-1 V100 32G 两台 12,800一台", "DGX-1", 8),
        ("DGX-2 for sale, 1 unit, $60,000", "DGX-2", 16),
        ("DGX Station A100 for sale, 1 unit, $39,500", "DGX Station A100", 4),
        ("出 QuantaGrid S74G-2U GH200 3台 29万", "S74G-2U", None),
    ],
)
def test_models_machines(text: str, server: str, gpus: int | None) -> None:
    found = offer(text)
    assert (found.server, found.gpus_per_unit) == (server, gpus)


def test_models_dgx_that_is_counted_is_no_dgx_1() -> None:
    assert offer("出 NVIDIA DGX 1台 A100 8卡 60万").server is None
