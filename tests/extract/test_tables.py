"""Tables as text, and the fields of sellers' forms."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize("cut", [";", "|", "\t", " | "])
def test_table_heading_says_what_a_column_holds(cut: str) -> None:
    rows = (("sku", "descr", "onhand", "ask_usd"), ("G593-SD1", "HGX H200 8GPU", "12", "289000"),
            ("G893-ZX1", "MI325X 8x OAM", "3", "214500"), ("G894-SD1", "HGX B200 8GPU", "0", ""))  # fmt: skip
    found = read("\n".join(cut.join(row) for row in rows) + "\nfor sale").offers
    assert [(o.model, o.server, o.quantity) for o in found] == [
        ("H200", "G593-SD1", 12),
        ("MI325X", "G893-ZX1", 3),
    ]


def test_table_row_joins_model_and_machine() -> None:
    text = "H100 SXM5 8-way | Lenovo SR685a V3 | 18 sys | USD 241,000\nH200 8-way | HPE XD670 | 9 sys | USD 302,500"
    assert [(o.model, o.server, o.quantity) for o in read(text).offers] == [
        ("H100", "SR685a V3", 18),
        ("H200", "XD670", 9),
    ]


@pytest.mark.parametrize("heading", ["数量", "库存", "可售", "台数", "qty", "Stock", "avail"])
def test_table_headings_of_stock(heading: str) -> None:
    text = f"型号|{heading}|备注\nA100 80G PCIe|32|全新出售\nA800 80G PCIe|20|全新出售"
    assert [o.quantity for o in read(text).offers] == [32, 20]


@pytest.mark.parametrize(
    "text",
    [
        "[售] RTX PRO 6000\n※[數    量] 3\n※[售    價] NT$268,000",
        "出 RTX PRO 6000\n【数量】3\n【价格】6万",
        "出 RTX PRO 6000\n数 量：3\n6万一张",
    ],
)
def test_form_fields_count(text: str) -> None:
    assert offer(text).quantity == 3
