"""Copies of one text are one story, whoever published them and in whatever order they are read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from crawlers.records import ArticlePage, Capture, Evidence
from crawlers.spool import SpoolReader, SpoolWriter
from extract.pipeline import Extractor
from extract.rates import Rates
from foundation.ids import natural_id
from index.documents import Article
from index.opening import open_store
from index.store import Store
from ingest.run import ingest

EXTRACTOR = Extractor(contacts="hashed", contact_key=b"k" * 32)
DAY = datetime(2026, 3, 2, 8, tzinfo=UTC)
AGENCY = (
    "Prosecutors in Singapore charged two men on Monday with shipping 320 Nvidia H100 processors to a shell company"
    " in Malaysia. The servers were declared as tea machines, the charge sheet says. Investigators traced payments of"
    " $11 million through four banks before the goods left the port. A lawyer for one of the men declined to comment."
    " The case will be heard again in May, a court clerk said on the phone."
)
OTHER = (
    "Nvidia will show its next graphics card for gamers in June, two people familiar with the plans said. The card uses"
    " a smaller cooler than its predecessor and costs the same. Analysts expect demand to be strong over the summer,"
    " as games for it are due in August, and say that memory prices are the largest risk to the launch."
)
CHINESE = (
    "新加坡检方周一起诉两名男子，指控他们把 320 块英伟达 H100 处理器运往马来西亚的一家空壳公司。起诉书称，"
    "这些服务器申报为制茶机。调查人员在货物离港之前，通过四家银行追查到一千一百万美元的付款。其中一人的律师拒绝置评。法院书记员在电话中表示，"
    "此案将于五月再次开庭。"
)
TRADITIONAL = (
    "新加坡檢方週一起訴兩名男子，指控他們把 320 塊英偉達 H100 處理器運往馬來西亞的一家空殼公司。起訴書稱，"
    "這些伺服器申報為製茶機。調查人員在貨物離港之前，通過四家銀行追查到一千一百萬美元的付款。其中一人的律師拒絕置評。法院書記員在電話中表示，"
    "此案將於五月再次開庭。"
)


def captured(source: str, key: str, text: str, *, hours: float = 0, **page: Any) -> Capture:
    """An article that *source* published *hours* after `DAY`."""
    url = page.pop("url", f"https://www.{source}.example/{key}")
    published = page.pop("published_at", DAY + timedelta(hours=hours))
    quality = page.pop("quality", "unknown")
    run = f"20260303T080000Z-{source}-0001"
    return Capture(
        id=natural_id("capture", run, source, key),
        run_id=run,
        source=source,
        source_kind="news",
        item_key=key,
        state="content",
        quality=quality,
        page=ArticlePage(
            item_key=key, url=url, title=page.pop("title", None), text=text, published_at=published, **page
        ),
        evidence=Evidence(url=url, final_url=url, fetched_at=DAY + timedelta(days=1), status=200, sha256="0" * 64),
    )


WIRE = captured("wire", "1", AGENCY, title="Two charged in chip case", quality="agency-press")
PAPER = captured("paper", "7", f"{AGENCY} Sign up for our newsletter.", hours=5, title="Tea machines were H100 servers")
CUT = captured("portal", "x", AGENCY[:300], hours=9, title="Chip smuggling: two in court")
ELSE = captured("games", "9", OTHER, hours=1, title="New card in June")


def stories_of(folder: Path, records: Sequence[Capture], *, at_once: int = 256) -> dict[str, Article]:
    """Articles by ``source/key`` after *records* were read in batches."""
    spool = folder / "spool"
    spool.mkdir(parents=True)
    for start in range(0, len(records), at_once):
        with SpoolWriter(spool, f"{start:04}") as writer:
            for record in records[start : start + at_once]:
                writer.append(record)
    with open_store(f"sqlite:///{folder / 'store.db'}") as store:
        ingest(SpoolReader(spool), store, EXTRACTOR, Rates())
        return _by_key(store)


def _by_key(store: Store) -> dict[str, Article]:
    return {f"{found.source}/{found.item_key}": found for found in store.scan(Article)}


def test_copies_are_one_story_of_its_first_publisher(tmp_path: Path) -> None:
    found = stories_of(tmp_path, [CUT, ELSE, PAPER, WIRE])
    first = found["wire/1"]
    assert {found[key].story_id for key in ("wire/1", "paper/7", "portal/x")} == {first.id}
    assert first.is_first
    assert [copy.publisher for copy in first.copies] == ["paper.example", "portal.example"]
    assert first.other_headlines == ("Chip smuggling: two in court", "Tea machines were H100 servers")
    copy = found["paper/7"]
    assert (copy.is_first, copy.first_publisher, copy.first_published_at) == (False, "wire.example", DAY)
    assert copy.copies == ()
    assert found["games/9"].story_id == found["games/9"].id


def test_stories_do_not_depend_on_order_or_batches(tmp_path: Path) -> None:
    wanted: dict[str, Article] | None = None
    for number, order in enumerate(permutations([WIRE, PAPER, CUT, ELSE])):
        found = stories_of(tmp_path / str(number), order, at_once=1 + number % 3)
        wanted = wanted or found
        assert found == wanted


def test_article_joins_two_stories_into_one(tmp_path: Path) -> None:
    """Two copies with the beginning and the end of a text meet in the copy that has all of it."""
    sentences = f"{AGENCY} {OTHER}".split(". ")
    head, tail = ". ".join(sentences[:6]), ". ".join(sentences[-6:])
    halves = [captured("a", "1", head), captured("b", "2", tail, hours=4)]
    apart = stories_of(tmp_path / "apart", halves)
    assert apart["a/1"].story_id != apart["b/2"].story_id
    joined = stories_of(tmp_path / "joined", [*halves, captured("c", "3", ". ".join(sentences), hours=6)], at_once=1)
    assert {article.story_id for article in joined.values()} == {joined["a/1"].id}
    assert [copy.source for copy in joined["a/1"].copies] == ["b", "c"]


def test_earlier_copy_that_turns_up_later_becomes_the_first(tmp_path: Path) -> None:
    found = stories_of(tmp_path, [PAPER, CUT, WIRE], at_once=1)
    assert {article.story_id for article in found.values()} == {found["wire/1"].id}
    assert [article.is_first for article in found.values()].count(True) == 1


def test_article_that_changes_leaves_its_story(tmp_path: Path) -> None:
    changed = captured("paper", "7", OTHER, hours=5, title="Something else")
    later = changed.model_copy(
        update={
            "id": "later",
            "run_id": "20260304T080000Z-paper-0002",
            "evidence": changed.evidence.model_copy(update={"fetched_at": DAY + timedelta(days=2)}),
        }
    )
    found = stories_of(tmp_path, [WIRE, PAPER, CUT, later], at_once=1)
    assert found["paper/7"].story_id == found["paper/7"].id
    assert [copy.source for copy in found["wire/1"].copies] == ["portal"]


def test_simplified_and_traditional_text_are_copies(tmp_path: Path) -> None:
    found = stories_of(
        tmp_path, [captured("cn", "1", CHINESE, title="两人被起诉"), captured("hk", "2", TRADITIONAL, hours=2)]
    )
    assert found["hk/2"].story_id == found["cn/1"].id


def test_amp_page_on_another_host_is_a_copy_of_its_original(tmp_path: Path) -> None:
    original = captured("wire", "1", AGENCY)
    amp = captured("amp", "1", "Short.", hours=1, original="https://www.wire.example/1")
    found = stories_of(tmp_path, [amp, original])
    assert found["amp/1"].story_id == found["wire/1"].id


def test_headline_alone_joins_the_article_of_that_headline(tmp_path: Path) -> None:
    headline = "Two men charged in Singapore with shipping 320 Nvidia H100 chips"
    found = stories_of(
        tmp_path,
        [captured("wire", "1", AGENCY, title=headline), captured("index", "2", "", hours=1, title=headline)],
    )
    assert found["index/2"].story_id == found["wire/1"].id


def test_same_headline_over_two_texts_is_no_story(tmp_path: Path) -> None:
    headline = "What moved the chip markets today, in five charts"
    found = stories_of(
        tmp_path,
        [captured("a", "1", AGENCY, title=headline), captured("b", "2", OTHER, hours=24, title=headline)],
    )
    assert found["a/1"].story_id != found["b/2"].story_id


def test_relevance_is_what_the_extractor_reads_and_holds_for_the_story(tmp_path: Path) -> None:
    found = stories_of(tmp_path, [WIRE, CUT, ELSE])
    assert found["wire/1"].relevant
    assert found["portal/x"].relevant
    assert not found["games/9"].relevant


@pytest.mark.parametrize("moment", [None, DAY])
def test_article_without_a_day_goes_by_its_first_sight(tmp_path: Path, moment: datetime | None) -> None:
    undated = captured("paper", "7", AGENCY, published_at=moment)
    found = stories_of(tmp_path, [undated, captured("wire", "1", AGENCY, hours=3)])
    first = "wire/1" if moment is None else "paper/7"
    assert {article.story_id for article in found.values()} == {found[first].id}
    assert found[first].first_published_at == (DAY + timedelta(hours=3) if moment is None else DAY)
