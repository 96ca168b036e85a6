"""Counts of articles that are denied, and counts that only say by how much another one changed."""

from __future__ import annotations

import pytest

from tests.extract.test_fact_wordings import facts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("网传公司囤积5万张H100，公司回应称该消息不实。", []),
        ("对于“买下两万颗H20”的说法，英伟达予以否认。", []),
        ("公司否认采购过3000台H800服务器。", []),
        ("没有2000张H100，公司训练不出这样的模型。", []),
        ("并非外界所传的一万张，实际到货H100只有1,200张。", [1200]),
        ("创始人说自己手上有2,100张H100，外界说的一万张纯属谣言。", [2100]),
        ("该公司号称拥有8000张H100，记者看到的只有700张。", [700]),
        ("海关查获没有报关单的H100显卡40张。", [40]),
        ("被告否认走私320张A100的指控。", [320]),
    ],
)
def test_fact_counts_leave_out_what_is_denied(text: str, counts: list[int]) -> None:
    assert [fact[1] for fact in facts(text)] == counts


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("今年进口A100共计560片，同比减少120片。", [560]),
        ("在架的H800约五千二百片，比去年同期多出一千八百片。", [5200]),
        ("公司持有A800三千余张，较年初减少四百余张。", [3000]),
        ("H20订单增加5000颗，累计达2.1万颗。", [5000, 21_000]),
    ],
)
def test_fact_counts_leave_out_what_a_count_changed_by(text: str, counts: list[int]) -> None:
    assert [fact[1] for fact in facts(text)] == counts
