"""Each flag on a listing that has it and on one that almost has it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from extract.records import Offer, Side, Undetermined
from index.documents import Listing
from leads.records import Lead, Reason
from leads.score import Scorer
from leads.survey import Survey
from leads.weights import load_weights
from tests.leads.listings import contact, listing, offer, span

WEIGHTS = load_weights()


def scored(subject: Listing, others: Iterable[Listing] = ()) -> Lead | None:
    with Survey(WEIGHTS).read([subject, *others]) as survey:
        return Scorer(WEIGHTS, survey).score(subject)


def flags(subject: Listing, others: Iterable[Listing] = ()) -> dict[str, Reason]:
    lead = scored(subject, others)
    return {reason.flag: reason for reason in lead.reasons} if lead else {}


def saying(text: str, **changes: Any) -> Listing:
    return listing(text=text, **changes)


def test_plain_offer_of_an_old_card_is_no_lead() -> None:
    assert scored(listing()) is None


def test_controlled_model_counts_on_its_date() -> None:
    text = "H20 96G 现货"
    goods = (offer(model="H20", evidence=(span(text, "H20", "model"),)),)
    before = saying(text, offers=goods, posted_at=datetime(2025, 3, 1, tzinfo=UTC))
    after = saying(text, offers=goods, posted_at=datetime(2025, 5, 1, tzinfo=UTC))
    assert "controlled_model" not in flags(before)
    reason = flags(after)["controlled_model"]
    assert reason.value == "H20"
    assert "2025-05-01" in reason.sentence
    assert [(s.start, s.end, s.text) for s in reason.spans] == [(0, 3, "H20")]
    assert reason.sources[0] == "ear-3a090"


def test_gaming_card_under_an_exception_counts_less_than_an_accelerator() -> None:
    cards = flags(listing(offers=(offer(model="RTX 4090"), offer(model="RTX 3090"))))["controlled_model"]
    both = flags(listing(offers=(offer(model="RTX 4090"), offer(model="H100"))))["controlled_model"]
    assert (cards.value, cards.points) == ("RTX 4090", 12)
    assert "exception" in cards.sentence
    assert (both.value, both.points) == ("H100", 30)


def test_goods_that_the_catalogue_lacks_are_no_error() -> None:
    assert scored(listing(offers=(offer(model="GPU of tomorrow", variant="XL"), offer(model=None)))) is None


@pytest.mark.parametrize(("count", "points"), [(99, None), (100, 15), (499, 15), (500, 20), (1000, 25), (64000, 25)])
def test_large_stock_counts_by_steps(count: int, points: int | None) -> None:
    found = flags(listing(offers=(offer(quantity=count, unit="card", gpus_per_unit=1, gpu_count=count),)))
    assert (found["large_stock"].points if "large_stock" in found else None) == points


def test_stock_in_words_counts_without_inventing_a_number() -> None:
    text = "3090上千张现货"
    unread = Undetermined(field="quantity", raw="上千张", reason="vague", start=4, end=7)
    reason = flags(saying(text, offers=(offer(quantity_approx=True, undetermined=(unread,)),)))["large_stock"]
    assert reason.spans[0].text in text
    assert "without a number" in reason.sentence


@pytest.mark.parametrize(
    ("flag", "text"),
    [
        ("no_invoice", "RTX 3090 五千一张 不開票"),
        ("no_invoice", "RTX 3090, $700, No Invoice."),
        ("invoice_mismatch", "可以开其他品类发票"),
        ("proof_offered", "诚意可验SN,提供BMC日志"),
        ("proof_offered", "Serial  numbers on request"),
        ("plug_and_play", "整机柜 上架即用"),
        ("plug_and_play", "Plug-and-Play rack"),
        ("relabelled", "全部套牌,外观看不出"),
        ("relabelled", "boxes relabeled before shipping"),
        ("grey_import", "包双清到门"),
        ("hong_kong_delivery", "一手货源 香港交貨"),
        ("several_cities", "多地现货,随时看"),
    ],
)
def test_wording_fires_with_its_span(flag: str, text: str) -> None:
    reason = flags(saying(text))[flag]
    piece = reason.spans[0]
    assert text[piece.start : piece.end] == piece.text
    assert reason.field == "text"


@pytest.mark.parametrize(
    "text",
    [
        "RTX 3090 含税,可开票",
        "snapdragon 开发板 BMC",
        "prelabelled boxes",
        "无票价更低,无票也可开",
        "香港仔人自用,旺角面交",
    ],
)
def test_ordinary_wording_fires_nothing(text: str) -> None:
    assert flags(saying(text)) == {}


def test_delivery_place_fires_and_home_of_the_seller_does_not() -> None:
    text = "3090 x10 香港交付"
    away = offer(delivery_location="香港", evidence=(span(text, "香港", "delivery_location"),))
    assert flags(saying("3090 x10", offers=(away,)))["hong_kong_delivery"].value == "香港"
    assert flags(saying("3090 旺角交收", offers=(offer(goods_location="旺角"),), place="香港")) == {}


def test_several_cities_need_two() -> None:
    one = listing(offers=(offer(goods_location="深圳"), offer(delivery_location="Shenzhen")))
    two = listing(offers=(offer(goods_location="深圳/上海仓"),))
    assert "several_cities" not in flags(one)
    assert flags(two)["several_cities"].sentence == "goods or delivery in Shanghai, Shenzhen"


def test_masked_price_cites_the_token() -> None:
    text = "3090 主机 34X万"
    goods = offer(price=None, masked_price="34X万", evidence=(span(text, "34X万", "masked_price"),))
    reason = flags(saying(text, offers=(goods,)))["masked_price"]
    assert (reason.value, reason.spans[0].start) == ("34X万", 8)


def test_compute_is_a_weak_lead_only_without_a_model_and_as_goods() -> None:
    compute: dict[str, Any] = {"side": Side.NONE, "offers": ()}
    assert list(flags(saying("出售算力 1000P 整机交货", **compute))) == ["compute_not_model"]
    assert scored(saying("算力 1000P 月租", **compute)) is None
    assert scored(saying("某地建成1000P算力中心", **compute)) is None
    assert "compute_not_model" not in flags(saying("出售算力 1000P 整机", offers=(offer(),)))


@pytest.mark.parametrize("side", [Side.WANTED, Side.RENTAL])
def test_wanted_and_rental_are_never_leads(side: Side) -> None:
    goods = (offer(side=side, model="H100", quantity=900, gpu_count=900, delivery_location="香港"),)
    assert scored(saying("H100 不开票 香港交货 套牌", side=side, offers=goods)) is None


def test_wanted_lines_of_a_mixed_post_do_not_count() -> None:
    goods = (offer(), offer(side=Side.WANTED, model="H100", masked_price="2XX万", delivery_location="香港"))
    assert flags(listing(offers=goods)) == {}


def test_same_text_needs_two_sellers_and_forgives_contacts_and_script() -> None:
    text = "一手渠道现货供应,数量充足价格好谈可以看货验机后再付款,微信 {}。\n其他"
    first = listing("1", text=text.format("abc12345"), seller="甲")
    second = listing("2", text=text.replace("现货", "現貨").format("zzz_98"), seller="乙", source="market")
    again = listing("3", text=text.format("abc12345"), seller="甲", source="market")
    reason = flags(first, [second])["same_text"]
    assert reason.others == (second.id,)
    assert "2 names: 甲, 乙" in reason.sentence or "2 names: 乙, 甲" in reason.sentence
    assert first.text[reason.spans[0].start : reason.spans[0].end] == reason.spans[0].text
    assert "same_text" not in flags(first, [again])


def test_other_stock_is_another_text() -> None:
    text = "一手渠道现货供应 {} 台,数量充足价格好谈可以看货验机后再付款"
    assert "same_text" not in flags(
        listing("1", text=text.format(20)), [listing("2", text=text.format(30), seller="other")]
    )


def test_short_sentences_and_boilerplate_are_alike_by_chance() -> None:
    assert "same_text" not in flags(listing("1", text="全新现货,价格面议"), [listing("2", text="全新现货,价格面议")])
    boilerplate = "本站提醒您交易时请核对商品信息谨防诈骗并保留聊天记录"
    crowd = [listing(str(number), text=boilerplate) for number in range(2, 60)]
    assert "same_text" not in flags(listing("1", text=boilerplate), crowd)


def test_same_contact_needs_two_names() -> None:
    text = "联系 gpu_fan88"
    first = listing("1", text=text, seller="Ann", contacts=(contact(text, "gpu_fan88"),))
    second = listing("2", text=text, seller="Bob", contacts=(contact(text, "gpu_fan88"),))
    again = listing("3", text=text, seller="ann", contacts=(contact(text, "gpu_fan88"),))
    other = listing("4", text=text, seller="Eve", contacts=(contact(text, "gpu_fan88", kind="telegram"),))
    reason = flags(first, [second])["same_contact"]
    assert reason.value == "wechat gp*******"
    assert reason.others == (second.id,)
    assert "same_contact" not in flags(first, [again, other])


def priced(key: str, price: int | str, **changes: Any) -> Listing:
    return listing(key, offers=(offer(price=Decimal(price), **changes),))


@pytest.mark.parametrize(
    ("price", "flag"), [(2400, "price_under_market"), (2500, None), (10000, None), (10001, "price_over_market")]
)
def test_price_is_held_to_the_median(price: int, flag: str | None) -> None:
    market = [priced(str(number), 5000) for number in range(2, 10)]
    assert list(flags(priced("1", price), market)) == ([flag] if flag else [])


def market_of(count: int, **changes: Any) -> Iterator[Listing]:
    return (priced(str(number), 5000, **changes) for number in range(2, 2 + count))


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        ({}, 6),
        ({"currency": "USD"}, 20),
        ({"form": "server"}, 20),
        ({"model": "A100"}, 20),
        ({"price_basis": "lot"}, 20),
    ],
)
def test_price_is_not_held_to_other_goods_or_few_listings(changes: dict[str, Any], count: int) -> None:
    assert "price_under_market" not in flags(priced("1", 100), market_of(count, **changes))


def test_score_is_the_sum_cut_at_the_cap_with_reasons_in_order() -> None:
    text = "H100 大量 香港交货 不开票 套牌 可验SN 即插即用 包双清 开其他品类发票"
    goods: tuple[Offer, ...] = (offer(model="H100", quantity=2000, gpu_count=2000, masked_price="1XX万", price=None),)
    lead = scored(saying(text, offers=goods))
    assert lead is not None
    assert lead.score == 100 < sum(reason.points for reason in lead.reasons)
    assert [r.points for r in lead.reasons] == sorted((r.points for r in lead.reasons), reverse=True)
    assert lead == scored(saying(text, offers=goods))
    assert lead.status == "new"


def test_reasons_pass_no_verdict() -> None:
    words = [flag.label for _, flag in WEIGHTS.flags.items()]
    assert not [w for w in words if any(v in w for v in ("smuggl", "illegal", "guilty", "criminal", "fraud"))]


@pytest.mark.parametrize("place", ["Kuala  Lumpur, Johor", "吉隆坡/新山", "KUALA LUMPUR & johor"])
def test_cities_are_known_in_any_spelling(place: str) -> None:
    reason = flags(listing(offers=(offer(delivery_location=place),)))["several_cities"]
    assert reason.sentence == "goods or delivery in Johor, Kuala Lumpur"


def test_phrases_of_a_site_under_other_goods_are_not_the_same_text() -> None:
    phrase = "本店所有商品均经过七十二小时满载测试后再打包发出请放心购买"
    other = listing("2", text=phrase, seller="other", offers=(offer(model="RTX 5000 Ada"),))
    assert "same_text" not in flags(listing("1", text=phrase), [other])
