from __future__ import annotations

import pytest

from extract.pipeline import Extractor
from tests.extract.reading_of import read

GOODS = "出H100 PCIe 5张 18万一张 "


@pytest.mark.parametrize(
    ("text", "contacts"),
    [
        ("V❤: abc_demo_1", [("wechat", "abc_demo_1")]),
        ("绿泡泡：abc_demo_1", [("wechat", "abc_demo_1")]),
        ("扣扣 1000000000", [("qq", "1000000000")]),
        ("138-0000-0404 微信同号", [("phone", "138-0000-0404"), ("wechat", "138-0000-0404")]),
        ("微信同号 138-0000-0717", [("phone", "138-0000-0717"), ("wechat", "138-0000-0717")]),
        ("+852 0000 0064（WhatsApp 同號）", [("phone", "+852 0000 0064"), ("whatsapp", "+852 0000 0064")]),
        ("WhatsApp +60 00-000 0066", [("whatsapp", "+60 00-000 0066")]),
        ("tg @desk_demo", [("telegram", "@desk_demo")]),
        ("mail desk@fictional-racks.example", [("email", "desk@fictional-racks.example")]),
        ("电话 138****6600", []),
        ("256G内存 7985WX 4T固态", []),
    ],
)
def test_contacts_disguises(text: str, contacts: list[tuple[str, str]]) -> None:
    assert [(c.kind, c.value) for c in read(GOODS + text).contacts] == contacts


def test_contacts_are_hashed_and_masked_unless_raw() -> None:
    text = GOODS + "电话 138-0000-0404"
    hashed, again = (Extractor(contact_key=b"k" * 32).read(text).contacts[0] for _ in range(2))
    other = Extractor(contact_key=b"x" * 32).read(text).contacts[0]
    assert hashed.value is None
    assert hashed.normalised is None
    assert hashed.mask
    assert "0000" not in hashed.mask
    assert hashed.hash == again.hash != other.hash


@pytest.mark.parametrize(
    ("text", "seller"),
    [
        ("小马哥 加v: jitou_demo_5", "小马哥"),
        ("联系人 老秦 138-0000-0515", "老秦"),
        ("聯絡 阿Ken +852 0000 0064", "阿Ken"),
        ("贴吧id：夜航船_demo", "夜航船_demo"),
        ("云岫智算科技（虚构）有限公司", "云岫智算科技（虚构）有限公司"),
        ("Shenzhen Lanchuan Demo Technology Co., Ltd.", "Shenzhen Lanchuan Demo Technology Co., Ltd."),
        ("Danny WhatsApp +60 00-000 0066", "Danny"),
        ("Call 00-000 0123 (Farid)", "Farid"),
        ("微信：abc_demo_1 价格可议", None),
    ],
)
def test_sellers(text: str, seller: str | None) -> None:
    found = read(f"{GOODS}\n{text}").seller
    assert (found.name if found else None) == seller


def test_sellers_page_field_wins_and_buyers_are_none() -> None:
    page = read(GOODS, seller="某某数码").seller
    assert page is not None
    assert page.name == "某某数码"
    assert read("求购H100 5张 联系人 老秦 138-0000-0515").seller is None
