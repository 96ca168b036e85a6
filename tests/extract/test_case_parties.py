from __future__ import annotations

import pytest

from tests.extract.reading_of import read


def parties(text: str) -> list[tuple[str, str | None]]:
    return [(party.name, party.role) for event in read(text, kind="article").events for party in event.parties]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Prosecutors say Marram Logistics Sdn. Bhd., a freight forwarder, shipped 40 H100 GPUs to China.",
            [("Marram Logistics Sdn. Bhd.", "forwarder")],
        ),
        (
            "Prosecutors say Oakmere Ltd sold 40 H100 GPUs to Tanager Cloud Pte. Ltd. for $2 million.",
            [("Oakmere Ltd", "seller"), ("Tanager Cloud Pte. Ltd.", "buyer")],
        ),
        (
            "Prosecutors say Oakmere Ltd bought 40 H100 GPUs from Tanager Cloud Pte. Ltd. without a license.",
            [("Oakmere Ltd", "buyer"), ("Tanager Cloud Pte. Ltd.", "seller")],
        ),
        (
            "Oakmere Ltd allegedly smuggled 40 H100 GPUs and falsely listed Tanager Cloud LLC as the end user.",
            [("Oakmere Ltd", "exporter"), ("Tanager Cloud LLC", "claimed_end_user")],
        ),
        (
            "Defendant Ada Okonjo, 52, of Reno, was indicted for smuggling H100 GPUs, said U.S. Attorney Lyle Marsden.",
            [("Ada Okonjo", "accused")],
        ),
        (
            "Ada Okonjo, the owner of Oakmere Inc., pleaded guilty to smuggling H100 GPUs.",
            [("Ada Okonjo", "accused"), ("Oakmere Inc.", None)],
        ),
        (
            "Ada Okonjo was charged with smuggling H100 GPUs. Okonjo also shipped 40 H200 GPUs, prosecutors say.",
            [("Ada Okonjo", "accused"), ("Ada Okonjo", "exporter")],
        ),
        (
            "检方指控，货代青禾国际货运有限公司将40块H100走私至中国。",
            [("青禾国际货运有限公司", "forwarder")],
        ),
        (
            "检方指控，松原电子有限公司向云汐数据有限公司出售40块H100，违反出口管制。",
            [("松原电子有限公司", "seller"), ("云汐数据有限公司", "buyer")],
        ),
        ("被告人马俊贤等人因走私H100芯片被起诉。", [("马俊贤", "accused")]),
        ("商务部将松原电子有限公司和云汐数据有限公司列入实体清单。",
         [("松原电子有限公司", "designated"), ("云汐数据有限公司", "designated")]),
    ],
)  # fmt: skip
def test_case_parties_and_roles(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The U.S. Department of Justice charged two men with smuggling Nvidia H100 GPUs to China.",
        "新加坡警方逮捕三人，指控其走私英伟达H100芯片。",
        "The Bureau of Industry and Security seized 40 smuggled Nvidia H100 GPUs in Kuala Lumpur.",
    ],
)
def test_case_parties_agencies_makers_and_places_are_none(text: str) -> None:
    assert parties(text) == []
