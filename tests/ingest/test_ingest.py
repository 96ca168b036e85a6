"""Captures through spool, extractor and a real store."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import permutations
from pathlib import Path

import pytest

from crawlers.records import Capture, ListingPage, PageState, RunFinished, RunStarted
from crawlers.spool import SpoolReader, SpoolWriter
from extract.pipeline import Extractor
from extract.rates import Rates
from index.documents import Article, Event, Listing, Run
from index.opening import open_store
from ingest.articles import article_id
from ingest.report import Report
from ingest.run import BATCH_RECORDS, ingest
from ingest.sightings import listing_id
from ingest.text import MAX_CHARACTERS, page_text
from tests.ingest.captures import DAY_ONE, SOURCE, article, capture

EXTRACTOR = Extractor(contacts="hashed", contact_key=b"k" * 32)


def ingested(folder: Path, records: Sequence[Capture | RunStarted | RunFinished], *, segment: str = "a") -> Report:
    """Append *records* to a segment and ingest what is new."""
    spool = folder / "spool"
    spool.mkdir(exist_ok=True, parents=True)
    with SpoolWriter(spool, segment) as writer:
        for record in records:
            writer.append(record)
    with open_store(f"sqlite:///{folder / 'store.db'}") as store:
        return ingest(SpoolReader(spool), store, EXTRACTOR, Rates())


def listing_of(folder: Path, record: Capture) -> Listing | None:
    with open_store(f"sqlite:///{folder / 'store.db'}") as store:
        return store.get(Listing, listing_id(record))


def kept(folder: Path, record: Capture) -> Listing:
    found = listing_of(folder, record)
    assert found is not None
    return found


def test_ingest_reads_an_offer_with_its_evidence(tmp_path: Path) -> None:
    seen = capture()
    ingested(tmp_path, [seen])
    listing = kept(tmp_path, seen)
    assert (listing.side, listing.state, listing.models, listing.gpu_count) == ("offer", "live", ("H100",), 20)
    assert (listing.price, listing.currency, listing.price_basis) == (Decimal(210_000), "CNY", "each")
    assert listing.price_usd is not None
    assert listing.price_usd_on is not None
    assert (listing.price_usd_gpu, listing.h100e) == (listing.price_usd, Decimal("15.291"))
    assert listing.evidence.capture_id == seen.id
    assert all(listing.text[e.start : e.end] == e.text for offer in listing.offers for e in offer.evidence)


def test_ingest_says_in_which_city_and_country_the_goods_are(tmp_path: Path) -> None:
    seen = capture("出 H100 PCIe 80G 20张 21万一张 现货在深圳")
    ingested(tmp_path, [seen])
    listing = kept(tmp_path, seen)
    assert (listing.place, listing.cities, listing.countries) == ("深圳", ("Shenzhen",), ("CN",))


def test_ingest_keeps_what_was_offered_when_it_is_gone(tmp_path: Path) -> None:
    ingested(tmp_path, [capture(), capture(None, day=2, state="gone", reason="http 410")])
    listing = kept(tmp_path, capture())
    assert (listing.state, listing.gone_reason, listing.gpu_count) == ("gone", "http 410", 20)
    assert listing.gone_at is not None
    assert listing.last_seen == DAY_ONE


def test_ingest_of_a_sold_page_does_not_read_the_page(tmp_path: Path) -> None:
    ingested(tmp_path, [capture(), capture("已售 H100 1张 1元", day=2, state="gone", reason="已售")])
    assert kept(tmp_path, capture()).price == Decimal(210_000)


def test_ingest_never_makes_a_listing_of_a_page_that_shows_none(tmp_path: Path) -> None:
    blocked = capture("请完成安全验证", state="blocked", reason="captcha")
    ingested(tmp_path, [blocked, capture(None, day=2, state="gone", reason="http 404")])
    assert listing_of(tmp_path, blocked) is None


def test_ingest_of_a_blocked_page_changes_nothing_but_the_last_check(tmp_path: Path) -> None:
    ingested(tmp_path, [capture()])
    before = kept(tmp_path, capture())
    ingested(tmp_path, [capture(None, day=2, state="blocked", reason="captcha")], segment="b")
    after = kept(tmp_path, capture())
    assert after.last_checked > before.last_checked
    checked = {"last_checked", "sightings", "urls"}
    assert after.model_dump(exclude=checked) == before.model_dump(exclude=checked)


def test_ingest_lets_no_blocked_page_replace_content_of_the_same_run(tmp_path: Path) -> None:
    ingested(tmp_path, [capture(), capture(None, state="blocked", reason="login wall")])
    assert kept(tmp_path, capture()).sightings == 1
    assert kept(tmp_path, capture()).state == "live"


def test_ingest_counts_new_changed_and_gone(tmp_path: Path) -> None:
    first = ingested(tmp_path, [capture(), capture(key="8")]).source(SOURCE)
    assert (first.new, first.changed, first.gone) == (2, 0, 0)
    days = [capture("出 H100 PCIe 80G 15张 20.5万一张 现货", day=2), capture(None, key="8", day=2, state="gone")]
    second = ingested(tmp_path, days, segment="b").source(SOURCE)
    assert (second.new, second.changed, second.gone) == (0, 1, 1)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_ingest_in_any_order_of_segments_gives_the_same_listing(tmp_path: Path, order: tuple[int, ...]) -> None:
    days = [
        capture(),
        capture("出 H100 PCIe 80G 12张 20万一张", day=2),
        capture("出 H100 PCIe 80G 5张 19万一张", day=3),
    ]
    for number in order:
        ingested(tmp_path, [days[number]], segment=f"s{order.index(number)}-{number}")
    listing = kept(tmp_path, days[0])
    assert (listing.price, listing.gpu_count, listing.changes, listing.sightings) == (Decimal(190_000), 5, 2, 3)
    assert (listing.first_seen, listing.last_seen) == (DAY_ONE, days[2].evidence.fetched_at)


def test_ingest_over_several_batches_equals_one_by_one(tmp_path: Path) -> None:
    many = [capture(key=str(number)) for number in range(BATCH_RECORDS + 50)]
    report = ingested(tmp_path, many)
    assert report.records == report.source(SOURCE).new == len(many)
    assert ingested(tmp_path, [], segment="a").written == 0


def glimpse(price: str | None, *, day: int, state: PageState = "content") -> Capture:
    """What a list of that day showed of the item."""
    seen = capture("placeholder", day=day, state=state, reason="已售出" if state == "gone" else None)
    page = ListingPage(item_key="7", url="https://forum.example/7", title="H100 PCIe 80G", price=price, partial=True)
    return seen.model_copy(update={"page": page})


def test_ingest_takes_the_price_that_a_list_shows_and_keeps_the_rest(tmp_path: Path) -> None:
    page = capture("出 H100 PCIe 80G 20张 21万一张 现货")
    ingested(tmp_path, [page, glimpse("¥198,000", day=2)])
    listing = kept(tmp_path, capture())
    assert (listing.price, listing.gpu_count, listing.changes) == (Decimal(198_000), 20, 1)
    assert listing.price_usd == listing.price_usd_gpu
    assert "现货" in (listing.text or "")
    assert listing.evidence.capture_id == page.id


def test_ingest_of_a_sold_note_in_a_list_ends_the_listing(tmp_path: Path) -> None:
    ingested(tmp_path, [capture(), glimpse("¥198,000", day=2, state="gone")])
    listing = kept(tmp_path, capture())
    assert (listing.state, listing.gone_reason, listing.gpu_count) == ("gone", "已售出", 20)


def test_ingest_keeps_several_prices_from_the_one_of_a_list(tmp_path: Path) -> None:
    page = capture("出 H100 PCIe 80G 20张 21万一张\nA100 80G SXM4 8张 7.5万一张")
    ingested(tmp_path, [page, glimpse("¥75,000", day=2)])
    listing = kept(tmp_path, capture())
    assert (listing.price, listing.changes) == (Decimal(210_000), 0)


def test_ingest_of_a_page_replaces_what_only_a_list_had_shown(tmp_path: Path) -> None:
    ingested(tmp_path, [glimpse("¥198,000", day=1), capture("出 H100 PCIe 80G 20张 21万一张", day=2)])
    listing = kept(tmp_path, capture())
    assert (listing.price, listing.gpu_count) == (Decimal(210_000), 20)


def test_ingest_keeps_articles_apart_from_listings(tmp_path: Path) -> None:
    report = ingested(
        tmp_path, [article("Customs seized 200 H100 chips."), article("Customs seized 220 H100 chips.", day=2)]
    )
    assert report.source(SOURCE).articles == 1
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        (found,) = store.scan(Article)
        assert store.counts()["listing"] == 0
    assert found.text.endswith("220 H100 chips.")
    assert found.author == "A. Writer"
    assert found.first_seen < found.last_seen


REPORT = "A Houston man was charged on Tuesday. Prosecutors said he exported 120 Nvidia H100 GPUs to China."


def _events(folder: Path) -> dict[str, tuple[str, str]]:
    with open_store(f"sqlite:///{folder / 'store.db'}") as store:
        return {event.claim: (event.state, event.verbatim) for event in store.scan(Event)}


def test_ingest_gives_every_event_of_an_article_a_document(tmp_path: Path) -> None:
    seen = article(REPORT)
    ingested(tmp_path, [seen])
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        (told,) = store.get_many(Article, [article_id(seen)]).values()
        events = list(store.scan(Event))
    assert {event.verbatim for event in events} == {event.verbatim for event in told.events} != set()
    assert {event.article_id for event in events} == {told.id}
    assert {model for event in events for model in event.models} <= set(told.models) != set()
    assert all(told.text[span.start : span.end] == span.text for event in events for span in event.spans)
    assert all(claim.startswith("alleged: ") for claim in _events(tmp_path))


@pytest.mark.parametrize("together", [True, False])
def test_ingest_keeps_an_event_that_a_report_does_not_tell_any_more(tmp_path: Path, together: bool) -> None:
    captures = [article(REPORT), article("A Houston man sells bread.", day=2)]
    for number, records in enumerate([captures] if together else [captures[:1], captures[1:]]):
        ingested(tmp_path, records, segment=f"a{number}")
    assert {state for state, _ in _events(tmp_path).values()} == {"withdrawn"}


def test_ingest_of_the_same_report_again_writes_nothing_but_the_later_sight(tmp_path: Path) -> None:
    ingested(tmp_path, [article(REPORT)])
    before = _events(tmp_path)
    assert ingested(tmp_path, [article(REPORT)], segment="again").written == 0
    ingested(tmp_path, [article(REPORT, day=3)], segment="later")
    assert _events(tmp_path) == before


def test_ingest_folds_the_run_of_a_crawl(tmp_path: Path) -> None:
    run = capture().run_id
    started = RunStarted(run_id=run, source=SOURCE, started_at=DAY_ONE, user_agent="chipwatch/0")
    finished = RunFinished(
        run_id=run, source=SOURCE, finished_at=DAY_ONE, duration_s=2.5, outcome="finished", counts={"pages": 3}
    )
    ingested(tmp_path, [started])
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        assert [one.outcome for one in store.scan(Run)] == ["running"]
    ingested(tmp_path, [finished])
    with open_store(f"sqlite:///{tmp_path / 'store.db'}") as store:
        (found,) = store.scan(Run)
    assert (found.outcome, found.counts, found.started_at, found.user_agent) == (
        "finished",
        {"pages": 3},
        DAY_ONE,
        "chipwatch/0",
    )


def test_ingest_tells_damage_and_reads_the_rest(tmp_path: Path) -> None:
    ingested(tmp_path, [capture(key=str(number)) for number in range(3)])
    (segment,) = (tmp_path / "spool").glob("g*/a.jsonl")
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 0xFF
    segment.write_bytes(content)
    (tmp_path / "store.db").unlink()
    report = ingested(tmp_path, [], segment="a")
    assert report.source(SOURCE).new == 2
    assert any("checksum" in damage for damage in report.damage)


def test_page_text_says_everything_once_and_is_bounded() -> None:
    page = capture("H100 20张", title="H100 20张").page
    assert page is not None
    assert page_text(page) == "H100 20张"
    titled = page.model_copy(update={"title": "清仓", "attributes": {"库存": "20张", "成色": "全新"}})
    assert page_text(titled).splitlines() == ["清仓", "H100 20张", "成色: 全新"]
    endless = page.model_copy(update={"text": "H100 " * MAX_CHARACTERS})
    assert len(page_text(endless)) == MAX_CHARACTERS
