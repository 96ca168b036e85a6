"""When sources are due, and which machine's they are."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.ledger import Ledger
from crawlers.schedule import Shard, due_sources, standing
from crawlers.source_file import load_source
from foundation.errors import UsageError
from tests.crawlers.crawled import NOW, crawl_shop, home_for
from tests.crawlers.small_site import SHOP, shop, small_site
from tests.crawlers.test_budget import later

NAMES = [f"source-{number}" for number in range(300)]


def test_standing_goes_from_never_to_finished_to_due(tmp_path: Path) -> None:
    with small_site(shop(2)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin)
        source = load_source(settings, "shop")
        before = standing(settings, source)
        crawl_shop(settings)
    after = standing(settings, source)
    assert (before.is_due, before.last_finished, before.why) == (True, None, "never crawled")
    assert (after.is_due, after.last_finished, after.due_at) == (False, NOW, NOW + timedelta(hours=24))
    assert standing(later(settings, 1), source).is_due


def test_standing_of_a_spent_budget_is_due_the_next_day(tmp_path: Path) -> None:
    settings = home_for(tmp_path, origin="http://127.0.0.1:9", source=SHOP + "budget: 2\n")
    source = load_source(settings, "shop")
    ledger = Ledger.of(settings, source)
    assert (ledger.spend("item"), ledger.spend("item")) == (True, True)
    place = standing(settings, source)
    assert (place.is_due, place.due_at, place.why) == (False, NOW.replace(day=3, hour=0), "today's budget is spent")


def test_due_sources_are_never_tips_only(tmp_path: Path) -> None:
    settings = home_for(tmp_path, origin="http://127.0.0.1:9")
    source = load_source(settings, "shop")
    assert due_sources(settings, [source]) == [source]
    assert due_sources(settings, [source.model_copy(update={"status": "tips-only"})]) == []


@given(st.integers(1, 9))
def test_shards_leave_no_source_out_and_take_none_twice(parts: int) -> None:
    shards = [Shard(number, parts) for number in range(1, parts + 1)]
    assert all(sum(shard.has(name) for shard in shards) == 1 for name in NAMES)


def test_shards_are_about_equal() -> None:
    sizes = Counter(number for name in NAMES for number in range(1, 5) if Shard(number, 4).has(name))
    assert min(sizes.values()) > 300 / 4 * 0.7


@given(st.integers(1, 8))
def test_shards_keep_their_sources_where_one_is_added(parts: int) -> None:
    def place(name: str, of: int) -> int:
        return next(number for number in range(1, of + 1) if Shard(number, of).has(name))

    moved = [name for name in NAMES if place(name, parts) != place(name, parts + 1)]
    assert all(place(name, parts + 1) == parts + 1 for name in moved)


@pytest.mark.parametrize("text", ["0/2", "3/2", "1", "a/b", "1/0", "-1/2"])
def test_shard_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is no part of a whole"):
        Shard.parse(text)
