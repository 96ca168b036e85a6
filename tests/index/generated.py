"""Synthetic listings with their sightings, runs and articles: the same for the same seed, any number in little memory.

Tests and benchmarks of the store use them. All text is made up here; no firm or person in it is real.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Literal

from extract.rates import Rates
from extract.records import CaseEvent, Contact, Evidence, Offer, Side, Undetermined
from foundation.ids import natural_id, sha256_hex
from index.documents import Article, CaptureRef, Document, Event, Lead, Listing, Reason, ReasonSpan, Run, Sighting
from index.events import events_of
from index.goods import fold_goods
from index.history import fold_history

START = datetime(2026, 1, 5, 8, tzinfo=UTC)
"""A Monday; the first crawl."""
DAYS = 60
GAP = range(20, 34)
"""Days on which nothing was crawled."""
SITES = (
    ("luntan", "forum"),
    ("ershou", "marketplace"),
    ("shangcheng", "shop"),
    ("b2b-hub", "b2b"),
    ("hk-class", "b2b"),
)
MODELS = ("H100", "H200", "H20", "A100", "A800", "B200", "B300", "RTX 4090", "RTX 4090 D", "MI300X", "Ascend 910B")
_SERVERS = ("SYS-821GE-TNHR", "XE9680", "NF5688M7", "DGX H100")
_PLACES = ("深圳", "香港", "上海", "北京海淀", "Singapore", "新加坡", "Kuala Lumpur", "東莞")
_GAZETTEER = {
    "深圳": ("Shenzhen", "CN"),
    "香港": ("Hong Kong", "HK"),
    "上海": ("Shanghai", "CN"),
    "北京海淀": ("Beijing", "CN"),
    "Singapore": ("Singapore", "SG"),
    "新加坡": ("Singapore", "SG"),
    "Kuala Lumpur": ("Kuala Lumpur", "MY"),
    "東莞": ("Dongguan", "CN"),
}
_RATES = Rates()
_SELLERS = ("老张", "算力小王", "Example Compute Ltd", "南山渠道", "華強北商行", "Sample Servers Pte", "匿名用户")
_OPENERS = ("现货出", "出售", "供应", "求购", "出租", "現貨供應", "For sale:", "In stock", "清仓", "一手渠道")
_PHRASES = (
    "全新原箱,支持验机", "含税可开票", "未税香港交货", "现货秒发", "期货4-6周", "模组到港", "接受期货订单",
    "整机带保修", "拆机卡成色好", "面议,实单来谈", "delivery in Hong Kong", "brand new sealed", "price per unit",
    "可看货自提", "數量有限", "伺服器整機", "bulk order welcome", "数据中心退役", "长期收购显卡", "不支持试机",
)  # fmt: skip
_CURRENCIES = (("CNY", 7.2), ("USD", 1.0), ("HKD", 7.8), ("SGD", 1.35), (None, 1.0))


def generated_listing(number: int, seed: int = 0) -> tuple[Listing, tuple[Sighting, ...]]:
    """Listing *number* with its sightings, oldest first."""
    r = random.Random(f"{seed}/{number}")
    source, kind = r.choice(SITES)
    key = f"item={number}"
    listing_id = natural_id("listing", source, key)
    side = r.choices([Side.OFFER, Side.WANTED, Side.RENTAL, Side.NONE], [75, 12, 8, 5])[0]
    offers = tuple(_offer(r, side) for _ in range(r.choices([0, 1, 2, 4], [5, 70, 20, 5])[0]))
    seller = r.choice((*_SELLERS, None))
    place = r.choice((*_PLACES, None, None))
    title = " ".join([r.choice(_OPENERS), *(offer.model or offer.server or "GPU" for offer in offers[:2])])
    text = f"{title}\n" + "。".join(r.choices(_PHRASES, k=r.randint(2, 8))) + f"。{place or ''} {seller or ''}"
    url = f"https://{source}.example/t/{number}.html"
    shown = {"title": title, "side": side, "seller": seller}
    sightings = tuple(_sightings(r, listing_id, source, url=url, shown=shown, offers=offers))
    last = next((s for s in reversed(sightings) if s.state == "live"), sightings[0])
    price, currency = last.price, last.currency
    usd = Decimal(str(round(float(price) / dict(_CURRENCIES)[currency], 2))) if price and currency else None
    listing = Listing(
        id=listing_id,
        source=source,
        source_kind=kind,
        item_key=key,
        url=url,
        urls=tuple(sorted({url, f"{url}?from=search"} if number % 5 == 0 else {url})),
        title=title if number % 17 else None,
        text=text,
        lang=r.choice(["zh", "zh-Hant", "en", "mixed", None]),
        side=side,
        offers=last.offers,
        price=price,
        currency=currency,
        price_basis="each" if price else None,
        price_usd=usd,
        price_usd_on=date(2026, 1, 5) if usd else None,
        seller=seller,
        seller_id=natural_id("seller", source, seller) if seller else None,
        contacts=_contacts(r),
        place=place,
        posted_at=sightings[0].observed_at - timedelta(hours=r.randint(1, 500)) if r.random() < 0.7 else None,
        undetermined=(Undetermined(field="price", raw="面议", reason="no price is stated", start=0, end=2),)
        if r.random() < 0.2
        else (),
        extractor="generated",
        evidence=last.evidence,
        **{**fold_goods(side, last.offers, last.observed_at.date(), _RATES), **_told(offers, last)},
        **fold_history(sightings),
    )
    return listing, sightings


def generated_listings(count: int, seed: int = 0) -> Iterator[Listing]:
    """The first *count* listings."""
    return (generated_listing(number, seed)[0] for number in range(count))


def generated_documents(count: int, seed: int = 0) -> Iterator[Document]:
    """The first *count* listings, each followed by its sightings."""
    for number in range(count):
        listing, sightings = generated_listing(number, seed)
        yield listing
        yield from sightings


def generated_runs(days: int = DAYS) -> Iterator[Run]:
    """A run a day and site; none on the days of `GAP`."""
    for day in range(days):
        for source, _ in SITES if day not in GAP else ():
            started = START + timedelta(days=day)
            yield Run(
                id=f"{started:%Y%m%dT%H%M%SZ}-{source}",
                source=source,
                started_at=started,
                finished_at=started + timedelta(minutes=5),
                duration_s=300.0,
                outcome="finished",
                counts={"pages": 100 + day, "items": 90, "captures": 90, "errors": day % 3},
                user_agent="chipwatch (test)",
            )


def generated_article(number: int, seed: int = 0) -> Article:
    """Article *number*."""
    r = random.Random(f"{seed}/article/{number}")
    url = f"https://news.example/{number}"
    seen = START + timedelta(days=r.randrange(DAYS))
    return Article(
        id=natural_id("article", "news", str(number)),
        source="news",
        source_kind=r.choice(["news", "agency"]),
        item_key=str(number),
        url=url,
        urls=(url, f"{url}/amp"),
        title=f"{r.choice(['Seizure of', 'Charges over', '海关查获'])} {r.choice(MODELS)} {r.choice(_PLACES)}",
        text="。".join(r.choices(_PHRASES, k=4)),
        lang=r.choice(["en", "zh"]),
        author=r.choice(["A. Writer", None]),
        published_at=seen - timedelta(hours=5) if r.random() < 0.8 else None,
        first_seen=seen,
        last_seen=seen,
        models=tuple(sorted(set(r.choices(MODELS, k=r.randrange(3))))),
        events=tuple(_case_event(random.Random(f"{seed}/event/{number}/{n}")) for n in range(number % 3)),
        extractor="generated",
        evidence=_capture(url, "run", seen),
    )


def generated_events(count: int, seed: int = 0) -> Iterator[Event]:
    """What the first *count* articles tell."""
    for number in range(count):
        yield from events_of(generated_article(number, seed), _RATES)


def generated_lead(number: int, seed: int = 0) -> Lead:
    """A lead that listing *number* could be."""
    listing, _ = generated_listing(number, seed)
    r = random.Random(f"{seed}/lead/{number}")
    shared = {
        "source", "source_kind", "url", "title", "state", "models", "gpu_count", "h100e", "price_usd", "price_usd_gpu",
        "seller", "seller_id", "place", "cities", "countries", "posted_at", "first_seen", "last_seen",
    }  # fmt: skip
    points = r.randrange(5, 60, 5)
    return Lead(
        id=natural_id("lead", listing.id),
        listing_id=listing.id,
        listings=(listing.id,),
        score=points,
        status=r.choices(["new", "lapsed"], [9, 1])[0],
        reasons=(
            Reason(
                flag=r.choice(["large_stock", "masked_price", "several_cities"]),
                points=points,
                label="label of a flag",
                sentence="Why it fired.",
                field="gpu_count",
                value=str(listing.gpu_count),
                spans=(ReasonSpan(start=0, end=2, text="现货"),),
                sources=("doj",),
            ),
        ),
        weights_version=1,
        found_at=listing.first_seen,
        changed_at=listing.last_checked,
        **{name: getattr(listing, name) for name in shared},
    )


def _case_event(r: random.Random) -> CaseEvent:
    kind, status = r.choice(
        [("shipment", "allegation"), ("charge", "allegation"), ("plea", "plea"), ("seizure", "press")]
    )
    return CaseEvent.model_validate(
        {
            "kind": kind,
            "status": status,
            "parties": [{"name": r.choice(_SELLERS), "role": r.choice(["accused", "seller", None]), "status": status}],
            "models": [r.choice(MODELS)],
            "quantity": r.choice([None, 10, 400]),
            "unit": r.choice([None, "card"]),
            "value": {"amount": Decimal(r.randrange(1, 900)) * 10_000, "currency": r.choice(["USD", "CNY"])},
            "value_kind": r.choice(["exported", "attempted", None]),
            "route": r.choice([(), ("US", "CN"), ("US", "MY", "CN"), ("SG",)]),
            "methods": r.choice([(), ("relabelling",), ("false_end_user", "shell_company")]),
            "on": r.choice([None, date(2026, 1, 20)]),
            "verbatim": f"{r.choice(_PHRASES)} {r.randrange(10**6)}",
            "evidence": [
                {"field": "kind", "start": 0, "end": 2, "text": "现货", "rule": "cases.kind", "confidence": 0.9}
            ],
        }
    )


def _told(offers: tuple[Offer, ...], last: Sighting) -> dict[str, Any]:
    """Goods that are known beyond the last sighting."""
    return {"models": tuple(sorted({o.model for o in offers if o.model})), "gpu_count": last.gpu_count}


def _offer(r: random.Random, side: Side) -> Offer:
    form = r.choices(["card", "server", "baseboard", "module", "barebone"], [40, 35, 10, 10, 5])[0]
    unit = "server" if form == "barebone" else form
    per_unit = {"card": 1, "module": 1, "server": r.choice([8, 8, None]), "baseboard": 8, "barebone": 0}[form]
    quantity = r.choice([None, 1, 2, 5, 8, 10, 16, 50, 100, 128, 200, 500, 1000])
    currency, rate = r.choice(_CURRENCIES)
    price = Decimal(round(r.uniform(3_000, 45_000) * rate) * (per_unit or 1)) if r.random() < 0.6 else None
    values: dict[str, Any] = {
        "side": side,
        "model": r.choice((*MODELS, None)),
        "variant": r.choice([None, "SXM5 80GB", "PCIe 80GB"]),
        "server": r.choice(_SERVERS) if form == "server" else None,
        "form": form,
        "quantity": quantity,
        "quantity_approx": quantity == 500,
        "unit": unit if quantity else None,
        "gpus_per_unit": per_unit,
        "gpu_count": quantity * per_unit if quantity and per_unit is not None else None,
        "moq": r.choice([None, None, 1, 10]),
        "price": price,
        "price_max": price + 500 if price and r.random() < 0.1 else None,
        "currency": currency if price else None,
        "price_basis": "each" if price else None,
        "price_unit": unit if price else None,
        "condition": r.choice([None, "new", "used", "pulled", "opened"]),
        "availability": r.choice([None, "spot", "forward"]),
        "goods_location": r.choice([None, *_PLACES]),
        "delivery_location": r.choice([None, None, "香港", "深圳福田"]),
        "modded": r.random() < 0.03,
        "verbatim": "现货出 H100",
        "evidence": (
            Evidence(field="model", start=4, end=8, text="H100", rule="model.alias", confidence=0.95),
            Evidence(field="quantity", start=9, end=12, text="50张", rule="quantity.counter", confidence=0.9),
        ),
    }
    values["goods_city"], values["goods_country"] = _GAZETTEER.get(values["goods_location"], (None, None))
    return Offer(**values)


def _sightings(
    r: random.Random, listing_id: str, source: str, *, url: str, shown: dict[str, Any], offers: tuple[Offer, ...]
) -> Iterator[Sighting]:
    day = r.randrange(DAYS - 1)
    ended = False
    for _ in range(r.choices([1, 2, 3, 6], [40, 30, 20, 10])[0]):
        day = GAP.stop if day in GAP else day
        if day >= DAYS:
            return
        state: Literal["live", "gone", "blocked"] = (
            "gone" if ended else r.choices(["live", "blocked", "gone"], [85, 8, 7])[0]  # type: ignore[assignment]
        )
        ended = ended or state == "gone"
        observed = START + timedelta(days=day, minutes=r.randrange(300))
        run_id = f"{START + timedelta(days=day):%Y%m%dT%H%M%SZ}-{source}"
        if r.random() < 0.3:
            offers = tuple(_moved(r, offer) for offer in offers)
        live = state == "live"
        priced = next((offer for offer in offers if offer.price is not None), None)
        counts = [offer.gpu_count for offer in offers if offer.gpu_count is not None]
        yield Sighting(
            id=natural_id("sighting", listing_id, run_id),
            listing_id=listing_id,
            source=source,
            run_id=run_id,
            observed_at=observed,
            state=state,
            reason={"live": None, "gone": "HTTP 404", "blocked": "captcha"}[state],
            url=url,
            price=priced.price if live and priced else None,
            currency=priced.currency if live and priced else None,
            quantity=next((o.quantity for o in offers if o.quantity), None) if live else None,
            gpu_count=sum(counts) if live and counts else None,
            offers=offers if live else (),
            digest=sha256_hex(repr(offers).encode()) if live else None,
            evidence=_capture(url, run_id, observed),
            **(shown if live else {}),
        )
        day += r.randint(1, 7)


def _moved(r: random.Random, offer: Offer) -> Offer:
    price = offer.price and (offer.price * Decimal(r.choice(["0.95", "0.9", "1.05"]))).quantize(Decimal("0.01"))
    return offer.model_copy(update={"price": price})


def _contacts(r: random.Random) -> tuple[Contact, ...]:
    if r.random() < 0.6:
        return ()
    number = f"1380000{r.randrange(10_000):04}"
    mask = f"138****{number[-4:]}"
    return (Contact(kind="phone", hash=sha256_hex(number.encode()), mask=mask, start=0, end=11),)


def _capture(url: str, run_id: str, fetched_at: datetime) -> CaptureRef:
    return CaptureRef(
        capture_id=natural_id("capture", run_id, url),
        run_id=run_id,
        url=url,
        fetched_at=fetched_at,
        status=200,
        sha256=sha256_hex(url.encode()),
        warc_file=f"{run_id}-1.warc.gz",
        warc_offset=len(url) * 1000,
        warc_length=2048,
    )
