"""The GPUs in one unit, said as a clause."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import offer


@pytest.mark.parametrize(
    ("text", "quantity", "gpus"),
    [
        ("出浪潮NF5468M6 共14台，每台插A40 8片，整体卖", 14, 8),
        ("出超聚变G5500V7插8张L40S，整机6套，53.8万/套", 6, 8),
        ("采购AI服务器2台，每台须配RTX 6000 Ada 48GB显卡4块，限价30万/台", 2, 4),
        ("出整机5台，里面插着8块A100 PCIe，45万一台", 5, 8),
        ("9 x Dell PowerEdge R760xa for sale, each with four L40S", 9, 4),
        ("two Fujitsu GX2560M7 for sale, four H100-SXM 80GB in each, EUR 94,900 per machine", 2, 4),
        ("Lenovo SR675 V3 with L40S 8 card inside, 3 machine for sale", 3, 8),
        ("selling three G593-ZD2 (H100 x8 apiece), 168k USD for each", 3, 8),
        ("WTB one (1) 8U system with eight (8) AMD Instinct MI355X OAM accelerators", 1, 8),
        ("Selling a dozen XE8545 (quad A100 40GB SXM), $17,500 a node", 12, 4),
        ("出租 5 x 8-card H200 node，S$19,500/node/月", 5, 8),
        ("64 × H100 SXM in 8 boxes for sale, $180k per box", 8, 8),
        ("【企业汰换】出售 HPE XL675d Gen10+，每台 A100 SXM4 80GB 8颗，共3台", 3, 8),
    ],
)
def test_contents_are_read_from_clauses(text: str, quantity: int, gpus: int) -> None:
    found = offer(text)
    assert (found.quantity, found.gpus_per_unit, found.gpu_count) == (quantity, gpus, quantity * gpus)


@pytest.mark.parametrize(
    "text",
    [
        "H100整机 超微8U风冷 23.8万（含13个点） 5台",
        "出H100整机 5台 质保5个工作日内处理 180万",
        "selling 5 H100 servers, 24x 64GB RAM, $180k each",
    ],
)
def test_contents_are_no_tax_time_or_memory(text: str) -> None:
    assert offer(text).gpus_per_unit is None


def test_contents_of_a_rack_are_those_of_its_machines() -> None:
    found = offer("Selling two racks, each pre-integrated with 8 × SYS-421GE-TNHR2-LCC (H100), USD 2.3M per rack")
    assert (found.form, found.quantity, found.gpus_per_unit, found.gpu_count) == ("rack", 2, 64, 128)


def test_contents_of_a_rack_may_be_counted() -> None:
    found = offer("出 GB300 整机柜（72颗）三柜，柜价USD 4.15M")
    assert (found.form, found.gpus_per_unit, found.gpu_count) == ("rack", 72, 216)


def test_contents_of_a_board_are_no_stock() -> None:
    found = offer("出H20 141G HGX板（8颗连体）三块，整板88.8万")
    assert (found.form, found.quantity, found.gpus_per_unit) == ("baseboard", 3, 8)


def test_contents_memory_does_not_beat_what_touches_the_name() -> None:
    assert offer("FS: Lenovo SR675 V3 with 4x H100 NVL 94GB, 24x 64GB 4800, USD 96,500").gpus_per_unit == 4
