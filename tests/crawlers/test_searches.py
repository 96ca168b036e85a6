"""The vocabulary of searches hangs together, and a source's size is known before it asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers.search_size import search_size
from crawlers.searches import FILE, queries_of, read_searches
from crawlers.site import site_of
from crawlers.source import Source
from extract.catalogue import load_catalogue
from foundation.errors import SourceError
from tests.crawlers.profiles.shipped import shipped

TEXT = FILE.read_text(encoding="utf-8")


def test_searches_are_models_times_words() -> None:
    found = read_searches().queries("zh-flagships")
    assert found == ("H100", "H200", "H800", "H20", "B200", "B300", "GB200", "GB300")
    offers = read_searches().queries("zh-offers")
    assert {"H100", "H100 现货", "A800 整机", "MI300X 服务器"} <= set(offers)
    assert len(offers) == len(set(offers))


def test_searches_of_a_maker_leave_out_what_is_out_of_scope() -> None:
    found = set(read_searches().queries("en-offers"))
    in_scope = {model.name for model in load_catalogue().models if model.vendor == "AMD" and model.scope == "in"}
    assert in_scope <= found
    assert not {"MI25", "MI50", "RX 580"} & found


def test_searches_spell_a_short_name_so_that_it_means_the_chip() -> None:
    found = read_searches().queries("en-flagships")
    assert "NVIDIA H20" in found
    assert "H20" not in found


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("names: [H100, H200,", "names: [H1000, H200,", "the catalogue has no model H1000"),
        ("words: [offer, machine], bare: true}", "words: [ofer], bare: true}", "there is no group ofer"),
        ("words: [news], bare: false}", "words: [], bare: false}", "searches for nothing"),
        ("models:\n", "modles:\n", "Extra inputs are not permitted"),
        ("sets:\n", "sets: [\n", "is not YAML"),
    ],
)
def test_searches_with_a_mistake_are_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    file = tmp_path / "searches.yaml"
    file.write_text(TEXT.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SourceError, match=message):
        read_searches(file)


def test_source_asks_its_own_queries_and_its_sets_each_once() -> None:
    assert queries_of(("H100", "4090 48G"), ("zh-flagships",))[:3] == ("H100", "4090 48G", "H200")


def test_search_size_is_what_a_crawl_begins_with() -> None:
    source = shipped("ebay-api")
    size = search_size(source, least_delay_s=1.0)
    assert size.least == len(list(site_of(source).starts())) == size.queries
    assert size.most == 5 * size.least
    assert (size.items_apart, size.delay_s) == (False, 1.0)
    assert size.most_a_day == min(size.most, 1000)


def test_search_size_stops_at_the_limit_of_a_source() -> None:
    source = Source.model_validate(
        {
            "name": "shop",
            "title": "A shop",
            "kind": "shop",
            "languages": ["zh"],
            "homepage": "https://shop.example/",
            "terms": "none",
            "period_hours": 12,
            "searches": ["zh-offers"],
            "entries": [{"kind": "search", "url": "https://shop.example/s?q={query}&p={page}", "max_pages": 10}],
            "pages": {"url": "/item/"},
            "politeness": {"max_requests": 100, "delay_s": 36},
        }
    )
    size = search_size(source, least_delay_s=1.0)
    assert size.most == 10 * size.queries
    assert (size.most_allowed, size.most_a_day, size.hours) == (100, 200, 1.0)
    assert size.items_apart
