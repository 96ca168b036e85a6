from __future__ import annotations

import pytest

from index.elasticsearch.names import PARTS, IndexName, Names
from index.fields import MODELS
from kibana.mapped_fields import index_of


def test_names_of_indices_are_parsed_as_they_are_built() -> None:
    names = Names("chip-watch.2")
    for part in PARTS:
        name = IndexName(part, 12, 345)
        assert names.parse(names.index(name)) == name
    assert names.index(IndexName("set_aside", 1, 2)) == "chip-watch.2-set-aside-v1-000002"


@pytest.mark.parametrize(
    "index",
    ["chipwatch-listings", "chipwatch-listings-write", "chipwatch-listings-v1-1", "chipwatch-x-v1-000001",
     "other-listings-v1-000001", "chipwatch-eu-listings-v1-000001", "chipwatch-listings-v1-000001-old"],
)  # fmt: skip
def test_names_of_others_are_not_taken_for_ours(index: str) -> None:
    assert Names("chipwatch").parse(index) is None


@pytest.mark.parametrize("prefix", ["", "-a", "_a", "A", "a b", "a*", "a,b", "a/b", "ü", "a" * 101])
def test_names_refuse_a_prefix_that_no_index_can_have(prefix: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Names(prefix)


def test_names_read_aliases_are_the_titles_of_the_data_views() -> None:
    assert {kind: Names().read(kind) for kind in MODELS} == {kind: index_of(kind) for kind in MODELS}
