"""``chipwatch articles`` and ``show``: a story once, with its copies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.documents import StoryCopy
from index.opening import open_store
from index.store import Batch
from tests.cli.conftest import Chipwatch
from tests.index.documents import DAY_0, article, day


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A home with a story of two articles and an article about nothing."""
    first = article(
        "1", title="Two charged in chip case", publisher="wire.example", quality="agency-press", published_at=DAY_0
    )
    story = {"story_id": first.id, "first_publisher": "wire.example", "first_published_at": DAY_0, "relevant": True}
    second = article("2", title="Tea machines were servers", publisher="paper.example", published_at=day(0.2))
    copy = StoryCopy(
        article_id=second.id,
        source="paper",
        publisher="paper.example",
        quality="general-press",
        url=second.url,
        title=second.title,
        published_at=second.published_at,
    )
    documents = (
        first.model_copy(update={**story, "copies": (copy,), "other_headlines": (second.title,)}),
        second.model_copy(update={**story, "is_first": False}),
        article("3", title="A new card for gamers"),
    )
    home = tmp_path / "data"
    home.mkdir()
    with open_store(f"sqlite:///{home / 'chipwatch.db'}") as store:
        store.write(Batch(documents=documents))
    return home


def test_articles_show_a_story_once(chipwatch: Chipwatch, told: Path) -> None:
    done = chipwatch("articles")
    assert "Two charged in chip case" in done.stdout
    assert "Tea machines" not in done.stdout
    assert "gamers" not in done.stdout
    assert "1 of 1 story" in done.stderr


def test_articles_show_copies_and_what_says_nothing_when_asked(chipwatch: Chipwatch, told: Path) -> None:
    assert "2 of 2 articles" in chipwatch("articles", "--copies").stderr
    assert "2 of 2 stories" in chipwatch("articles", "--all").stderr
    assert "3 of 3 articles" in chipwatch("articles", "--all", "--copies").stderr


@pytest.mark.parametrize("query", ["tea", "site:paper", "quality:general-press", "publisher:paper.example"])
def test_articles_are_found_by_their_copies(chipwatch: Chipwatch, told: Path, query: str) -> None:
    found = json.loads(chipwatch("articles", query, "--format", "json").stdout)
    assert [document["item_key"] for document in found["documents"]] == ["1"]


def test_articles_name_a_mistake_at_the_column_that_was_typed(chipwatch: Chipwatch, told: Path) -> None:
    done = chipwatch("articles", "tea modle:H100")
    assert done.returncode == 2
    assert "query, column 5: no field is called 'modle'" in done.stderr


def test_show_lists_the_copies_of_a_story(chipwatch: Chipwatch, told: Path) -> None:
    first = chipwatch("show", article("1").id[:10]).stdout
    assert "agency-press" in first
    assert "Tea machines were servers" in first
    second = chipwatch("show", article("2").id[:10]).stdout
    assert "first published by wire.example on 2026-03-02 08:00" in second
    assert article("1").id in second
    assert "no: nothing of the trade was read in it" in chipwatch("show", article("3").id[:10]).stdout
