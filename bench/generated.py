"""Listings without end: number k is always the same, and costs the same however many there are.

They are texts that a crawl brings and the extractor reads, made by the hundred thousand. The documents of
``tests/index/generated.py`` are another thing: every field filled in some way, with histories, for the contract of the
stores. One maker of both would be too slow here, or leave out fields there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from hashlib import blake2b
from importlib import resources
from typing import Any

import yaml

from crawlers.records import Capture, Evidence, ListingPage
from extract.records import Offer, Side
from foundation.ids import natural_id, sha256_hex
from index.documents import CaptureRef, Listing, Sighting

START = datetime(2026, 1, 1, tzinfo=UTC)
SOURCE = "bench"
RUN = "20260302T080000Z-bench-0001"
_MOST_VISITS = 6
_BETWEEN_VISITS = timedelta(days=5)


@dataclass(frozen=True)
class Item:
    """One made-up listing and what it offers."""

    number: int
    title: str
    text: str
    seller: str
    place: str
    seen: datetime
    offer: Offer

    @property
    def url(self) -> str:
        """Its address."""
        return f"https://bench.example/item/{self.number}"


def items(count: int, start: int = 0) -> Iterator[Item]:
    """Items *start* to *start* + *count*."""
    return (item(number) for number in range(start, start + count))


def item(number: int) -> Item:
    """Item of a number."""
    words = _words()
    digits = int.from_bytes(blake2b(str(number).encode(), digest_size=16).digest())

    def pick(name: str) -> Any:
        nonlocal digits
        digits, place = divmod(digits, len(words[name]))
        return words[name][place]

    good, place, seller = pick("goods"), pick("places"), pick("sellers")
    quantity = 1 + digits % 97
    price = Decimal(good["price"]) * (80 + digits // 97 % 40) // 100
    told = {
        "model": good["model"],
        "quantity": quantity,
        "place": place,
        "price": price,
        "wan": price / 10_000,
        "usd": price // 7,
        "number": number,
        "tail": f"{number % 10_000:04d}",
    }
    return Item(
        number=number,
        title=pick("titles").format(**told),
        text=f"{pick('bodies').format(**told)} #{number}",
        seller=f"{seller} {digits % 5000}",
        place=place,
        seen=START + timedelta(minutes=number % 86_400),
        offer=Offer(
            model=good["model"],
            form=good["form"],
            quantity=quantity,
            unit=good["form"],
            gpus_per_unit=good["gpus"],
            gpu_count=quantity * good["gpus"],
            price=price,
            currency="CNY",
            price_basis="each",
            goods_location=place,
            verbatim=good["model"],
        ),
    )


def listing(subject: Item) -> Listing:
    """The item as the index keeps it."""
    return Listing(
        id=natural_id("listing", SOURCE, str(subject.number)),
        source=f"{SOURCE}-{subject.number % 7}",
        source_kind="marketplace",
        item_key=str(subject.number),
        url=subject.url,
        urls=(subject.url,),
        title=subject.title,
        text=subject.text,
        lang="zh",
        side=Side.OFFER,
        state="live",
        offers=(subject.offer,),
        models=(str(subject.offer.model),),
        gpu_count=subject.offer.gpu_count,
        price=subject.offer.price,
        currency="CNY",
        price_basis="each",
        price_usd=Decimal(subject.offer.price or 0) / 7,
        seller=subject.seller,
        place=subject.place,
        first_seen=subject.seen,
        last_seen=subject.seen,
        last_checked=subject.seen,
        sightings=1,
        changes=0,
        extractor="bench",
        evidence=CaptureRef(
            capture_id=natural_id("capture", RUN, SOURCE, str(subject.number)),
            run_id=RUN,
            url=subject.url,
            fetched_at=subject.seen,
            status=200,
            sha256=sha256_hex(subject.text.encode()),
        ),
    )


def sightings(subject: Item) -> Iterator[Sighting]:
    """One to six visits of the item, five days apart; what it has left and its price go down."""
    listing_id = natural_id("listing", SOURCE, str(subject.number))
    offer = subject.offer
    for visit in range(1 + subject.number % _MOST_VISITS):
        run = f"{RUN}-{visit}"
        left = max(1, int(offer.quantity or 1) - visit * (subject.number % 4))
        price = Decimal(offer.price or 0) * (100 - visit * (subject.number % 3)) // 100
        shown = offer.model_copy(
            update={"quantity": left, "gpu_count": left * int(offer.gpus_per_unit or 1), "price": price}
        )
        seen = subject.seen + visit * _BETWEEN_VISITS
        yield Sighting(
            id=natural_id("sighting", listing_id, run),
            listing_id=listing_id,
            source=f"{SOURCE}-{subject.number % 7}",
            run_id=run,
            observed_at=seen,
            state="live",
            url=subject.url,
            title=subject.title,
            side=Side.OFFER,
            seller=subject.seller,
            price=price,
            currency="CNY",
            quantity=left,
            gpu_count=shown.gpu_count,
            offers=(shown,),
            digest=sha256_hex(subject.text.encode()),
            evidence=CaptureRef(
                capture_id=natural_id("capture", run, SOURCE, str(subject.number)),
                run_id=run,
                url=subject.url,
                fetched_at=seen,
                status=200,
                sha256=sha256_hex(subject.text.encode()),
            ),
        )


def capture(subject: Item) -> Capture:
    """The item as a crawl hands it on."""
    return Capture(
        id=natural_id("capture", RUN, SOURCE, str(subject.number)),
        run_id=RUN,
        source=SOURCE,
        source_kind="marketplace",
        item_key=str(subject.number),
        state="content",
        page=ListingPage(
            item_key=str(subject.number),
            url=subject.url,
            title=subject.title,
            text=subject.text,
            seller=subject.seller,
            place=subject.place,
        ),
        evidence=Evidence(
            url=subject.url,
            final_url=subject.url,
            fetched_at=subject.seen,
            status=200,
            sha256=sha256_hex(subject.text.encode()),
        ),
    )


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = yaml.safe_load(resources.files("bench").joinpath("texts.yaml").read_text("utf-8"))
    return words
