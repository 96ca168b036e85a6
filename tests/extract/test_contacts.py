"""Contact details: the disguises of each channel, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import read

GOODS = "出H100 PCIe 5张 18万一张 "


def contacts(text: str, **hints: str) -> list[tuple[str, str | None]]:
    return [(contact.kind, contact.value) for contact in read(text, **hints).contacts]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("V❤: abc_demo_1", "abc_demo_1"),
        ("绿泡泡：abc_demo_1", "abc_demo_1"),
        ("微❤ abc_demo_1", "abc_demo_1"),
        ("薇：abc_demo_1", "abc_demo_1"),
        ("加微abc_demo_1", "abc_demo_1"),
        ("微 信 号：abc_demo_1", "abc_demo_1"),
        ("卫星：abc_demo_1", "abc_demo_1"),
        ("💚 abc_demo_1", "abc_demo_1"),
        ("VX号：Abc_Demo-1", "Abc_Demo-1"),
        ("企微 abc_demo_1", "abc_demo_1"),
        ("微信：zhangsanfeng", "zhangsanfeng"),
        ("WeChat ID: demotrader", "demotrader"),
        ("加V13800000404", "13800000404"),
        ("v138-0000-0404", "138-0000-0404"),
        ("wxid_demo123456", "wxid_demo123456"),
        ("vxdemo_77 详聊", "demo_77"),
        ("加我 demo_lao8", "demo_lao8"),
        ("滴滴 demo_lao8", "demo_lao8"),
        ("有意戳 demo_lao8", "demo_lao8"),
        ("认准 demo_lao8（微信）", "demo_lao8"),
    ],
)
def test_contacts_disguises_of_wechat(text: str, value: str) -> None:
    assert contacts(GOODS + text) == [("wechat", value)]


@pytest.mark.parametrize(
    ("text", "contact"),
    [
        ("扣扣 1000000000", ("qq", "1000000000")),
        ("q2 1234512345", ("qq", "1234512345")),
        ("wasap +60 00-000 7781", ("whatsapp", "+60 00-000 7781")),
        ("Q1234567890", ("qq", "1234567890")),
        ("企鹅号：1234567890", ("qq", "1234567890")),
        ("扣1234512345", ("qq", "1234512345")),
        ("🐧 1234512345", ("qq", "1234512345")),
        ("tg @desk_demo", ("telegram", "@desk_demo")),
        ("纸飞机：desk_demo", ("telegram", "desk_demo")),
        ("电报 @desk_demo", ("telegram", "@desk_demo")),
        ("t.me/desk_demo", ("telegram", "desk_demo")),
        ("✈️ desk_demo", ("telegram", "desk_demo")),
        ("TG: +852 0000 0064", ("telegram", "+852 0000 0064")),
        ("WhatsApp +60 00-000 0066", ("whatsapp", "+60 00-000 0066")),
        ("WA: +971 00 000 0123", ("whatsapp", "+971 00 000 0123")),
        ("瓦次 +852 0000 0064", ("whatsapp", "+852 0000 0064")),
        ("WhatsApp Sandy +852 0000 0064", ("whatsapp", "+852 0000 0064")),
        ("wa.me/85200000064", ("whatsapp", "85200000064")),
        ("+852 0000 0064 (WhatsApp)", ("whatsapp", "+852 0000 0064")),
    ],
)
def test_contacts_disguises_of_other_channels(text: str, contact: tuple[str, str]) -> None:
    assert contacts(GOODS + text) == [contact]


@pytest.mark.parametrize(
    "number",
    [
        "138 0000 0404",
        "138-0000-0404",
        "138.0000.0404",
        "+86 138 0000 0404",
        "1 3 8 0 0 0 0 0 4 0 4",
        "１３８００００ ０４０４",
        "一三八零零零零零四零四",
        "幺三八 零零零零 零四零四",
        "138零零零零0404",
        "壹叁捌零零零零零肆零肆",
        "+852 0000 0064",
        "+1 (415) 555-0100",
        "(415) 555-0100",
        "0755-0000 0404",
        "00-000 0123",
    ],
)
def test_contacts_telephone_numbers_however_they_are_spaced(number: str) -> None:
    assert contacts(f"H100 PCIe 5 pcs USD 25k each, ready stock. {number}") == [("phone", number)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("mail desk@fictional-racks.example", "desk@fictional-racks.example"),
        ("desk＠fictional-racks.example", "desk＠fictional-racks.example"),
        ("desk(at)racks.example", "desk(at)racks.example"),
        ("desk [at] racks [dot] example", "desk [at] racks [dot] example"),
        ("desk at racks dot com", "desk at racks dot com"),
        ("邮箱：desk艾特racks点com", "desk艾特racks点com"),
    ],
)
def test_contacts_addresses_plain_and_spelt_out(text: str, address: str) -> None:
    assert contacts(GOODS + text) == [("email", address)]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("138-0000-0404 微信同号", ["phone", "wechat"]),
        ("138-0000-0404（V同）", ["phone", "wechat"]),
        ("电话138-0000-0404，微同", ["phone", "wechat"]),
        ("138-0000-0404 同V", ["phone", "wechat"]),
        ("手机同微信 138-0000-0404", ["phone", "wechat"]),
        ("微信同号 138-0000-0404", ["phone", "wechat"]),
        ("电话/微信：138-0000-0404", ["phone", "wechat"]),
        ("手机（微信）138-0000-0404", ["phone", "wechat"]),
        ("+852 0000 0064（WhatsApp 同號）", ["phone", "whatsapp"]),
        ("Tel/WhatsApp: +852 0000 0064", ["phone", "whatsapp"]),
        ("Tel +852 0000 0064 (same number on WhatsApp)", ["phone", "whatsapp"]),
        ("+65 0000 1188, WeChat same", ["phone", "wechat"]),
        ("Call/WhatsApp Jun Hao +65 0000 2323", ["phone", "whatsapp"]),
        ("微信/TG: demo_desk_1", ["telegram", "wechat"]),
    ],
)
def test_contacts_one_number_on_two_channels(text: str, kinds: list[str]) -> None:
    found = contacts(GOODS + text)
    assert sorted(kind for kind, _ in found) == kinds
    assert len({value for _, value in found}) == 1


@pytest.mark.parametrize(
    "text",
    [
        "电话 138****6600",
        "微信 abc***77",
        "256G内存 7985WX 4T固态",
        "超微 Instinct 平台",
        "超微 sys-821ge-tnhr 准系统",
        "轻微 scratch_2 级",
        "内部单号13800002219",
        "订单号：13800002219",
        "SN 13240220011",
        "Ref: 00-000 0123",
        "序列号 1320000 0404",
        "骗子微信 abc_demo_1",
        "scammer telegram: @abc_demo_1",
        "Instagram @abc_demo_1",
        "微博@abc_demo_1",
        "wechat available on request",
        "单价 180000 起 185000 止",
    ],
)
def test_contacts_what_only_looks_like_one(text: str) -> None:
    assert contacts(f"{GOODS}，{text}") == []


@pytest.mark.parametrize("text", ["WhatsApp +971 00 000 5090", "call +65 0000 4090", "Tel: 138-0000-4090"])
def test_contacts_end_of_a_number_is_no_model(text: str) -> None:
    found = read(f"H100 PCIe 80GB, 5 pcs, USD 25,000 each. {text}")
    assert [contact.value for contact in found.contacts] == [text.split(maxsplit=1)[1]]
    assert [offer.model for offer in found.offers] == ["H100"]


@pytest.mark.parametrize(
    "text",
    [
        "骗子避雷：微信 bad_demo_1，收了我8张A100的钱不发货，138-0000-1111",
        "【挂人】卖我4090 48G全是刷的BIOS，扣扣 1000000001",
        "Scam alert: he took $20,000 for 4x H100. WhatsApp +852 0000 0000",
    ],
)
def test_contacts_of_whom_a_text_warns_are_left_out(text: str) -> None:
    assert read(text).contacts == ()


def test_contacts_of_who_wants_no_cheats_stay() -> None:
    assert read("骗子勿扰，出H100 PCIe 5张 16.5万，微信 good_demo_1").contacts


@pytest.mark.parametrize("line", ["骗子绕道", "带原厂质保，骗子绕道", "骗子勿扰"])
def test_contacts_under_a_line_that_wants_no_cheats_are_the_traders_own(line: str) -> None:
    found = read(f"H100 PCIe 47 片 16.5万\n{line}\n薇：demo_gpu_58").contacts
    assert [contact.value for contact in found] == ["demo_gpu_58"]
