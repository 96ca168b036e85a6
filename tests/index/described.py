"""A few listings with every field that the search language asks about."""

from __future__ import annotations

from decimal import Decimal

from extract.records import Contact, Side
from tests.index.documents import day, listing, offer

LISTINGS = [
    listing(
        "h100",
        source="luntan",
        title="出 H100 整機",
        text="现货,深圳,430万/台。支持验机",
        models=("H100",),
        gpu_count=128,
        price=Decimal("4300000"),
        currency="CNY",
        price_usd=Decimal("597000.50"),
        h100e=Decimal("97.856"),
        price_usd_gpu=Decimal("74625.06"),
        cities=("Shenzhen",),
        countries=("CN",),
        seller="老张",
        place="深圳福田",
        offers=(
            offer("H100", form="server", quantity=16, unit="server", server="SYS-821GE-TNHR", condition="new"),
            offer("A100", form="card", quantity=2, unit="card", condition="used", modded=True),
        ),
        contacts=(Contact(kind="wechat", hash="feed", mask="ab***z"),),
        first_seen=day(0),
        posted_at=day(-1),
        lang="zh",
        urls=("https://a.example/h100", "https://a.example/h100?sid=1"),
    ),
    listing(
        "4090d",
        source="hk-class",
        title="RTX 4090 D for sale",
        text="Brand new, delivery in Hong Kong. 伺服器模組",
        models=("RTX 4090 D",),
        gpu_count=5,
        price=Decimal("19999.99"),
        currency="HKD",
        price_usd=Decimal("2560"),
        cities=("Hong Kong",),
        countries=("HK",),
        seller="Example Compute Ltd",
        place="香港",
        offers=(offer("RTX 4090 D", quantity=5, delivery_location="香港", variant="24GB"),),
        first_seen=day(1),
        lang="zh-Hant",
        state="gone",
        gone_at=day(3),
        gone_reason="HTTP 404",
    ),
    listing(
        "wanted",
        source="luntan",
        title="求购 A100",
        text="长期收。全国上门",
        models=("A100",),
        gpu_count=0,
        side=Side.WANTED,
        first_seen=day(2),
        offers=(offer("A100", side=Side.WANTED),),
    ),
    listing("bare", title=None, text="", first_seen=day(3), source="b2b"),
]
