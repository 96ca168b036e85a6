from __future__ import annotations

from collections import Counter

import pytest

from foundation.errors import UsageError
from index.documents import Listing
from index.store import Batch, Query, Store
from index.suggesting import did_you_mean, suggest
from tests.index.documents import article, day, listing

ROWS = [
    listing("1", models=("H100", "RTX 4090"), seller="算力小王", place="广东深圳"),
    listing("2", models=("H100",), seller="Example Compute Ltd", place="深圳"),
    listing("3", models=("H200",), seller="Example Servers", place="東莞"),
    listing("4", models=("RTX 4090 D",), seller="南山算力", place="Hong Kong"),
    listing("5", models=("H20",), place='the "old" yard'),
]
NOW = day(5)


@pytest.fixture
def small(store: Store) -> Store:
    """A store with a few listings."""
    store.write(Batch([*ROWS, article("1", models=("H800",))]))
    return store


@pytest.mark.parametrize(
    ("name", "beginning", "found"),
    [
        ("model", "", [("H100", 2), ("H20", 1), ("H200", 1), ("RTX 4090", 1), ("RTX 4090 D", 1)]),
        ("model", "h2", [("H20", 1), ("H200", 1)]),
        ("model", "rtx4090", [("RTX 4090", 1), ("RTX 4090 D", 1)]),
        ("model", "ＲＴＸ 4090 d", [("RTX 4090 D", 1)]),
        ("model", "B", []),
        ("place", "深", [("广东深圳", 1), ("深圳", 1)]),
        ("place", "东", [("广东深圳", 1), ("東莞", 1)]),
        ("place", "hong k", [("Hong Kong", 1)]),
        ("place", "kong hong", []),
        ("place", '"old" y', [('the "old" yard', 1)]),
        ("seller", "example s", [("Example Servers", 1)]),
        ("seller", "算力", [("南山算力", 1), ("算力小王", 1)]),
        ("source", "a", [("a", 5)]),
    ],
)
def test_suggest_gives_values_that_begin_so(
    small: Store, name: str, beginning: str, found: list[tuple[str, int]]
) -> None:
    assert [(one.value, one.documents) for one in suggest(small, name, beginning, count_to=None).values] == found


def test_suggest_gives_no_more_than_it_is_asked_for(small: Store) -> None:
    assert [one.value for one in suggest(small, "model", limit=1).values] == ["H100"]


def test_suggest_knows_the_values_of_articles(small: Store) -> None:
    assert [one.value for one in suggest(small, "model", "h", kind="article").values] == ["H800"]


def test_suggest_refuses_a_field_whose_values_are_not_counted(small: Store) -> None:
    with pytest.raises(UsageError, match=r"'modle' are not counted(.|\n)*did you mean model"):
        suggest(small, "modle")


@pytest.mark.parametrize(("name", "beginning"), [("model", "h"), ("seller", "算"), ("place", "s"), ("site", "")])
def test_suggest_counts_what_the_store_holds(filled: Store, name: str, beginning: str) -> None:
    path = {"model": "models", "site": "source"}.get(name, name)
    counted: Counter[str] = Counter()
    for document in filled.scan(Listing):
        held = getattr(document, path)
        counted.update({held} if isinstance(held, str) else set(held or ()))
    wanted = {value: count for value, count in counted.items() if value.casefold().startswith(beginning)}
    found = {one.value: one.documents for one in suggest(filled, name, beginning, limit=100, count_to=None).values}
    assert wanted.items() <= found.items()
    assert found.items() <= counted.items()


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("model:H1000", [("model:h1000", ("model:H100",))]),
        ("seller:exampel", []),
        ('seller:"exampel servers"', [("seller:exampel servers", ('seller:"Example Servers"',))]),
        ("place:深川 model:H100", [("place:深川", ("place:深圳",))]),
        ("model:H100 place:東莞", []),
        ("NOT model:H1000", []),
        ("model:H1000*", []),
        ("price:>3 h1000", []),
        ("", []),
    ],
)
def test_did_you_mean_names_values_that_are_there(
    small: Store, text: str, meant: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = did_you_mean(small, text, now=NOW)
    assert [(one.asked, one.instead[:1]) for one in found] == meant


def test_did_you_mean_is_understood_by_the_search(small: Store) -> None:
    for text in ("model:H1000", 'seller:"exampel servers"', 'place:"the old yart"'):
        (one,) = did_you_mean(small, text, now=NOW)
        assert small.search(Query(one.instead[0])).total
