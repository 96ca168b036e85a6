from __future__ import annotations

from typing import Any

import pytest

from tests.extract.reading_of import read


def counts(text: str) -> list[tuple[Any, ...]]:
    return [(f.model, f.form, f.quantity) for f in read(text, kind="article").facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("警方在仓库起获 320 台装有 H100 的服务器。", [("H100", "server", 320)]),
        ("海关截获 RTX 5090 显卡 46 张，已移交缉私部门。", [("RTX 5090", None, 46)]),
        ("学校采购 H800 服务器共 96 台。", [("H800", "server", 96)]),
        ("H20 全年出货量预计降到 65 万颗。", [("H20", None, 650_000)]),
        ("园区装有 15 万块 H100、5 万块 H200。", [("H100", None, 150_000), ("H200", None, 50_000)]),
        ("首批 55 万块 GB200 和 GB300 即将上线。", [("GB200", None, 550_000), ("GB300", None, 550_000)]),
        ("英伟达原本预计客户订单将超过 100 万颗。", [(None, None, 1_000_000)]),
        ("Agents pulled 208 H100s out of a container.", [("H100", None, 208)]),
        ("Nvidia has orders for 2 million H200 chips.", [("H200", None, 2_000_000)]),
        ("They tried to smuggle 50 of Nvidia's newer chips, known as the H200.", [("H200", None, 50)]),
        ("It will purchase 400,000 GB200 chips and lease the computing power to OpenAI.", [("GB200", None, 400_000)]),
        ("It bought 600 H100s. The firm runs 250,000 Nvidia GPUs.", [("H100", None, 600), (None, None, 250_000)]),
    ],
)  # fmt: skip
def test_fact_counts_counted_goods(text: str, expected: list[tuple[Any, ...]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "RTX 5090 显卡上的 6 个针脚各约 7A。",
        "NF5688G7 单机可容纳 8 块 H100。",
        "多站点集群可支持 96 万个 Rubin GPU。",
        "该公司向云厂商租用 3 万块英伟达芯片。",
        "TeraFab 每年需生产 2240 万片 Rubin Ultra GPU 晶圆。",
        "在 4 张 A100 上跑完评测集需要 11 小时。",
        "他购买了一张 RTX 5070 Ti 显卡。",
        "新车型搭载两颗英伟达芯片，智驾算力翻倍，今年交付 3000 颗芯片。",
        "Each rack holds 72 Blackwell GPUs.",
        "Orders for Blackwell GPUs run through 2026.",
        "They shipped hundreds of Nvidia GPUs to China.",
    ],
)
def test_fact_counts_no_stock(text: str) -> None:
    assert counts(text) == []
