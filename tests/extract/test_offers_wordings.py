"""Wordings of sellers and buyers in many tongues and trades."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.reading_of import offer, read


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("Продаю A100 80GB PCIe, 3 шт, Казань", "offer"),
        ("Куплю L40S 5 шт до 600000 руб", "wanted"),
        ("Cần bán RTX 4090 24GB còn mới", "offer"),
        ("Thu mua A100 80GB số lượng lớn", "wanted"),
        ("Untuk dijual L40S 2 unit, Johor", "offer"),
        ("Dicari RTX 6000 Ada 48GB", "wanted"),
        ("รับซื้อ RTX 4090 24GB", "wanted"),
        ("A100 40GB 팝니다", "offer"),
        ("H100 80GB 구합니다", "wanted"),
        ("L40S 48GB 売ります", "offer"),
        ("Verkaufe zwei L40S, 6.900 €", "offer"),
        ("Suche H100 PCIe, bis 20.000 €", "wanted"),
        ("A vendre A100 40Go, 4 200 €", "offer"),
        ("Busco RTX 6000 Ada", "wanted"),
        ("Vermiete H100 Server, 8 GPU, 9.000 € pro Monat", "rental"),
        ("Who could quote L40S 48GB, 120 pcs? We are the end user", "wanted"),
        ("三台DGX H100 systems are in search of a new home", "offer"),
        ("H100 80G 8张 已锁价，有单艾特我", "offer"),
        ("拆机房打包估价 V100 A100 显卡，秒结款", "wanted"),
        ("[徵/高雄] L40S 48G 一張", "wanted"),
        ("更正：上午那批L40S 40张报价作废，请勿转发", "none"),
        ("Kawasaki V100 scooter, 12,000 km, logbook, test ride ok, $900", "none"),
        ("收 A100 40G PCIe 坏卡勿扰 每张 3.1万", "wanted"),
    ],
)
def test_offers_side_in_many_wordings(text: str, side: str) -> None:
    assert read(text).side.value == side


@pytest.mark.parametrize(
    ("text", "price", "currency"),
    [
        ("Selling A100 40GB PCIe, four and a half grand each, GBP", "4500", "GBP"),
        ("L40S 48GB for sale at seven thousand two hundred dollars each", "7200", "USD"),
        ("H100 PCIe, nineteen k USD per card, 4 pcs", "19000", "USD"),
        ("WTS RTX 4090 sixteen hundred bucks", "1600", "USD"),
        ("DGX A100 for a quarter of a million euros", "250000", "EUR"),
        ("L40S 48GB, 2 Stück, je 7'350.-", "7350", "CHF"),
        ("求购 4090 24G 单价超1.3万不看", None, "CNY"),
        ("出 L40S 48G 别问4万卖不卖 一口价46500", "46500", "CNY"),
        ("双5090工作站 14900K/64G 整机6w2 一口价", "62000", "CNY"),
        ("A100 80G，8张，单价5.1万，RFQ 3310/BX", "51000", "CNY"),
    ],
)
def test_offers_price_in_many_wordings(text: str, price: str | None, currency: str) -> None:
    read_offer = offer(text)
    assert read_offer.price == (Decimal(price) if price else None)
    assert read_offer.currency == currency


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("出 5090 32G 零拿 2.15万 整箱 2.08万", "20800", "21500"),
        ("L40S 48GB, singles $7,400, by the carton $7,150", "7150", "7400"),
        ("收 V100 16G 950~1150 一片", "950", "1150"),
    ],
)
def test_offers_price_of_a_few_and_of_a_box_are_ends_of_a_range(text: str, low: str, high: str) -> None:
    assert (offer(text).price, offer(text).price_max) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "quantity", "gpus"),
    [
        ("出A100 80G PCIe 12张，2张花屏不卖，10张好的一起走", 10, 10),
        ("12x L40S 48GB, three sold, nine left, $7k each", 9, 9),
        ("出H100 NVL 94G 三对，5万美金一对", 3, 6),
        ("WTS 3×8 H200 nodes, $270k each", 3, 24),
        ("4x PCIe server with L40S 48GB, 6 units, $41k each", 6, 24),
        ("RTX 4090 24GB, $1,700, last 4, pickup only", 4, 4),
        ("H200 NVL 141GB for sale: batch A 20 cards at $31k", 20, 20),
        ("L4 24GB, three dozen available, $1,900 each", 36, 36),
        ("A100 40G PCIe 2.9万 80+ 现货", 80, 80),
        ("ISO two GB300 NVL72 racks, budget USD 4M each", 2, 144),
        ("WTS 60 V100s 16GB SXM2, $300 each", 60, 60),
    ],
)
def test_offers_quantity_in_many_wordings(text: str, quantity: int, gpus: int) -> None:
    assert (offer(text).quantity, offer(text).gpu_count) == (quantity, gpus)


@pytest.mark.parametrize(
    ("text", "seller"),
    [
        ("出租方 青禾智联 H800 8卡 12台 月租5万", "青禾智联"),
        ("@rack_otter 发布于 昨天\n出 L40S 48G 6张 4.6万", "rack_otter"),
        ("南浦租赁（虚构）：A800 8卡 月租 2.6万/台", "南浦租赁（虚构）"),
        ("西岭拍卖 受托处置 A100 8卡服务器 3台 起拍价 50万/台", "西岭拍卖"),
        ("L40S 48G 20张 4.5万 深圳自提 有意联系我--阿勇", "阿勇"),
        ("A100 80GB, 20 pcs, $8k each, DAP Chennai @demo_desk_9", None),
    ],
)
def test_offers_seller_in_many_wordings(text: str, seller: str | None) -> None:
    party = read(text).seller
    assert (party.name if party else None) == seller


def test_offers_account_that_holds_the_name_of_a_model_is_a_contact() -> None:
    extraction = read("出 H20 96G 8卡 3台，98万，V信 shop_h20_xian")
    assert [contact.kind for contact in extraction.contacts] == ["wechat"]
    assert len(extraction.offers) == 1


def test_offers_evidence_of_a_price_holds_its_sign() -> None:
    spans = {span.field: span.text for span in offer("Selling L40S 48GB, US$7,100 each, 4 pcs").evidence}
    assert spans["price"].startswith("US$7,100")


def test_offers_last_clause_of_a_line_speaks_for_all_whatever_stands_below() -> None:
    text = "准系统：G493-SB0 4台，3.8w；装八张5090的G493-SB0 2台，46w。通通未税"
    assert [o.tax for o in read(text).offers] == [o.tax for o in read(f"{text}\n祝周末愉快").offers] == ["excl", "excl"]


@pytest.mark.parametrize("line", ["今天天气不错，祝大家周末愉快", "小区门口新开的面馆味道不错"])
def test_offers_talk_of_cards_is_none_whatever_stands_below_it(line: str) -> None:
    text = "实测：5090出图一张2.1秒，4090一张3.4秒，跑500张5090全程575W没降频，供参考"
    assert read(f"{text}\n{line}").offers == ()


@pytest.mark.parametrize("line", ["", "\n今天天气不错，祝大家周末愉快"])
def test_offers_data_sheet_of_a_machine_is_none(line: str) -> None:
    sheet = "R5500 G6：支持8颗H100/H200 SXM，双路至强，32条DDR5内存，10个PCIe插槽，3+3冗余电源"
    assert read(sheet + line).offers == ()


@pytest.mark.parametrize(
    ("text", "side", "read_as"),
    [
        ("昇腾910C 128G 8卡机 十几台 价格电议 找 昇腾老郭 VX：ascend_demo_8", "offer", ("server", None, None)),
        ("L40S 48G 出 12张 找小王 微信demo_123", "offer", ("card", 12, None)),
        ("找 H100 8卡整机 3台 微信 demo_456", "wanted", ("server", 3, None)),
        ("A100 80GB PCIe from $8,900, better price over 20 pcs", "offer", ("card", None, 8_900)),
        ("A100 40GB PCIe $3,000 each, discount for 10 units", "offer", ("card", None, 3_000)),
        ("清一台 AS-4124GS-TNR，插满 8 张 A40 48G，双路 7543，整机 148000", "offer", ("server", 1, 148_000)),
        ("昇腾910B 八卡服务器 64G×8 全新 108万/台 含税", "offer", ("server", None, 1_080_000)),
        ("H100 SXM5 80GB modules (no baseboards), 48 pcs, USD 13,400 ea", "offer", ("module", 48, 13_400)),
        ("收5090FE 一张，心理价21000", "wanted", ("card", 1, 21_000)),
    ],
)
def test_offers_what_is_no_wish_no_count_and_no_price(
    text: str, side: str, read_as: tuple[str, int | None, int | None]
) -> None:
    found = read(text).offers[0]
    assert found.side.value == side
    assert (found.form, found.quantity, found.price) == read_as


def test_offers_ceiling_with_a_full_stop() -> None:
    found = read("Our lab wants to buy one A100 80GB PCIe, max. EUR 7.500 ex VAT").offers[0]
    assert found.price is None
    assert found.price_max == 7_500
