"""Ways to tell a number late, or to tell one that is no count and no price of the goods."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extract.records import Fact
from tests.extract.reading_of import offer, read

_Told = tuple[str | None, int | None, int | None]


def _facts(text: str, kind: str = "article") -> list[_Told]:
    facts: tuple[Fact, ...] = read(text, kind=kind).facts
    return [(f.model, f.quantity, int(f.price) if f.price is not None else None) for f in facts]


@pytest.mark.parametrize(
    "text",
    [
        "Two P40s and a 3060 on an X299 mainboard: no POST with above 4G decoding off.",
        "Will a 3090 fit beside an M40 on an X570 motherboard?",
        "老 X99 主板上插 3090 能开机吗",
        "Anyone run 4x P100 and a 3090 on an X79 motherboard? It resets with more than 3 cards.",
    ],
)
def test_the_name_of_a_chipset_counts_nothing(text: str) -> None:
    assert _facts(text, "listing") == []
    assert all(one.quantity is None for one in read(text).offers)


@pytest.mark.parametrize(
    "text",
    [
        "判决书认定，二人共转运 H100 服务器 25 台，不法所得约 4200 万元。",
        "They shipped 40 H200 boards; prosecutors seek forfeiture of $2.2 million.",
        "The court found that they exported 18 B200 servers, criminal proceeds totalling $5.4 million.",
    ],
)
def test_what_a_crime_brought_in_is_no_price(text: str) -> None:
    told = _facts(text)
    assert told
    assert all(price is None for _, _, price in told)


@pytest.mark.parametrize(
    ("text", "code", "prices"),
    [
        ("华擎 RTX 5070 Ti 官方定价由新台币 29,990 元涨至 32,490 元。", "TWD", {29_990, 32_490}),
        ("门市的 RTX 5090 售价从港币 21,800 元降到 19,900 元。", "HKD", {21_800, 19_900}),
    ],
)
def test_a_price_that_moves_stays_in_its_currency(text: str, code: str, prices: set[int]) -> None:
    facts = read(text, kind="article").facts
    assert {fact.currency for fact in facts} == {code}
    assert {int(fact.price) for fact in facts if fact.price is not None} == prices


def test_yuan_after_a_price_abroad_are_yuan() -> None:
    facts = read("RTX 5080 在台湾卖新台币 38,990 元，大陆京东 8,999 元。", kind="article").facts
    assert [fact.currency for fact in facts if fact.price == Decimal(8999)] in ([], ["CNY"])


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("It bought nine HGX B200 systems in three payments of $1m, $1m and $1.2 million, $3.2 million in all.",
         3_200_000),
        ("He ordered 14 H100 servers and paid two installments of $900,000 and $2.1 million, or $3 million in total.",
         3_000_000),
    ],
)  # fmt: skip
def test_instalments_are_no_price_beside_their_total(text: str, total: int) -> None:
    assert [price for _, _, price in _facts(text)] == [total]


@pytest.mark.parametrize(
    "text",
    [
        "Some 150 used V100 32GB cards go as a single lot, with an opening bid of $60,000.",
        "The receiver sells 150 V100 32GB cards in one lot at a reserve price of $60,000.",
        "法院整体拍卖 150 张 V100 32G 显卡，起拍价 60,000 美元。",
    ],
)
def test_the_reserve_of_one_lot_is_asked_for_all_of_it(text: str) -> None:
    facts = read(text, kind="article").facts
    assert [(f.quantity, f.price, f.price_basis) for f in facts] == [(150, Decimal(60_000), "total")]


@pytest.mark.parametrize(
    "text",
    [
        "The contract, worth $48 million, covers the H100 servers in Oslo and the H200 servers still on order.",
        "One order, valued at $48 million, includes both H100 nodes for Oslo and H200 nodes for Bergen.",
    ],
)
def test_an_order_covers_the_goods_behind_its_sum(text: str) -> None:
    assert _facts(text) == [("H100", None, 48_000_000), ("H200", None, 48_000_000)]


@pytest.mark.parametrize(
    "text",
    [
        "The permit covers as many as 9,000 H20 chips for two buyers. To date 3,100 have been delivered.",
        "It may export up to 9,000 H20 chips a year. So far 3,100 have left the plant.",
    ],
)
def test_what_has_left_so_far_is_counted_beside_the_ceiling(text: str) -> None:
    assert [quantity for _, quantity, _ in _facts(text)] == [9000, 3100]


@pytest.mark.parametrize(
    "text",
    [
        "B: still got a100 80gb? A: sure. 14 pcs, usd 9.5k each, cash only",
        "B: any a100 80gb left? A: a few. 14 units, $9,500 each, pick up only",
    ],
)
def test_a_count_heads_the_answer_that_names_its_price(text: str) -> None:
    assert _facts(text) == [("A100", 14, 9500)]


@pytest.mark.parametrize(
    "text",
    [
        "出 A4000 几张自用的，单张 2900 不议价，手上一共 6 张，包邮。",
        "出 A4000，每张 2900 不刀，手里总共 6 张，同城面交。",
    ],
)
def test_a_seller_counts_his_cards_after_the_price(text: str) -> None:
    read_so = read(text)
    told = [(o.model, o.quantity, o.price) for o in read_so.offers] or [
        (f.model, f.quantity, f.price) for f in read_so.facts
    ]
    assert told == [("RTX A4000", 6, Decimal(2900))]


@pytest.mark.parametrize("heading", ["On shelf", "In hand", "Ready stock", "在架", "在库"])
def test_a_column_of_what_is_on_the_shelf_counts(heading: str) -> None:
    table = f"| Model | Price | {heading} |\n|---|---|---|\n| A40 | $2,300 | 17 |\n| L40S | $6,900 | 41 |"
    assert [one.quantity for one in read(table).offers] == [17, 41]


@pytest.mark.parametrize(
    "text",
    [
        "4x A100 node, 99.9% uptime, $0.98/GPU/hr, onboarding fee $400.",
        "8x H200 box, 1 TB RAM. $2.10 per GPU per hour on demand, setup fee $1,800.",
    ],
)
def test_a_machine_by_the_hour_holds_nothing(text: str) -> None:
    read_so = read(text)
    assert read_so.facts == ()
    assert all(one.rental_price is not None for one in read_so.offers)


@pytest.mark.parametrize(
    "text",
    [
        "A6000 和 L40 现在一个价，都是 31000 左右。",
        "A6000 和 L40 同价，都要 31000 上下。",
    ],
)
def test_one_price_is_told_of_two_models(text: str) -> None:
    assert _facts(text) == [("RTX A6000", None, 31_000), ("L40", None, 31_000)]


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("V100 32G 现在没有 4800 拿不到，别想捡漏了。", 4800),
        ("A100 40G 如今没 21000 根本买不到。", 21_000),
    ],
)
def test_below_which_nobody_sells_is_what_is_asked(text: str, price: int) -> None:
    assert [told for _, _, told in _facts(text)] == [price]


@pytest.mark.parametrize(
    "text",
    [
        "V100 SXM2 转 PCIe 转接板 260 一块，带散热，不含卡。",
        "P100 SXM2 转接底板 180 一片，不带显卡。",
        "SXM4 to PCIe carrier board for A100, $310 each, GPU not included.",
    ],
)
def test_a_board_without_the_card_is_no_price_of_the_card(text: str) -> None:
    read_so = read(text)
    assert read_so.facts == ()
    assert [one.price for one in read_so.offers] in ([], [None])


@pytest.mark.parametrize(
    "text",
    [
        "Our warehouse holds twelve HGX H200 8-GPU boards, sealed. USD 250,000 per board, minimum order two boards.",
        "The depot currently holds thirty HGX H100 8-GPU boards. EXW USD 180,000 per board, MOQ three boards.",
        "Dear procurement team,\nwe hold fourteen HGX H200 8-GPU boards. USD 250,000 per board, min order two boards.",
    ],
)
def test_a_minimum_order_is_not_the_stock_told_before(text: str) -> None:
    told = offer(text)
    assert told.side.value == "offer"
    assert told.quantity in {12, 14, 30}
