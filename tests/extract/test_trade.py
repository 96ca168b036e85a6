"""Why a text trades nothing: what is told, and what outweighs it."""

from __future__ import annotations

import pytest

from tests.extract.reading_of import read


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("避雷！卖H100的那个骗子收了定金就跑路", "fraud"),
        ("寄修A100，芯片级维修，修不好不收费", "service"),
        ("H100训练营，学费3980，扫码报名", "course"),
        ("中标公告：H800服务器6台，中标金额1380万元", "tender"),
        ("招聘H100集群运维，月薪2万", "job"),
        ("算力券九折，可抵A100机时", "vouchers"),
        ("法拍结果：DGX A100两台，落槌价66万", "result of a sale"),
        ("转发抽奖送RTX 5090一张，周五开奖", "prize"),
        ("机房失窃，A100服务器3台下落不明", "lost"),
        ("H200整机分期，年化5%，贷款额度300万", "finance"),
        ("H100整机香港专线，双清包税", "carriage"),
        ("RTX 5090跑分出炉，70B模型31 tok/s", "test report"),
        ("检方称四人走私H100芯片，已被起诉", "news"),
        ("4090渠道价跌到1.4，据说还会跌", "prices"),
        ("昨天花了两万入手了5090，晒一下", "story"),
        ("请问4090值得买吗？", "question"),
        ("H100 datasheet: bandwidth 3.35 TB/s, TDP 700W", "data sheet"),
        ("H100 防尘贴 15元", "far below"),
    ],
)
def test_trade_tells_the_reason(text: str, reason: str) -> None:
    extraction = read(text)
    assert extraction.side.value == "none"
    assert any(reason in u.reason for u in extraction.undetermined if u.field == "side")


@pytest.mark.parametrize(
    "text",
    [
        "出H100整机4台，210万一台，免费上门安装调试，微信 setup_demo_1",
        "A100 80G PCIe 20张 5.2w 现货，骗子勿扰，电话 138-0000-0777",
        "转让4090一张，去年送修过一次，10500，包邮",
        "DGX H100 two units, USD 225k each, in stock, training course included, sales@dgx-demo.example",
        "Not a scam: selling 2x A6000, $2,900 each, PayPal, timestamps on request",
        "H200整机 10台 现货 深圳 228万/台 含税，跑分视频可发",
    ],
)
def test_trade_outweighs_a_word_in_passing(text: str) -> None:
    assert read(text).side.value == "offer"


def test_trade_gives_use_of_machines_the_side_rental_without_offers() -> None:
    for text in ("满血API，自建H20集群，1.5元/百万tokens", "Colocation, 40kW racks, $120 per kW, bring your own GPU"):
        extraction = read(text)
        assert extraction.side.value == "rental"
        assert not extraction.offers


def test_trade_needs_more_signs_the_more_is_talked() -> None:
    assert read("A800 PCIe 7万3一张").side.value == "offer"
    assert read("他们怎么知道我的A800 PCIe是7万3一张").side.value == "none"
