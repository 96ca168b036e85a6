"""Precision and recall of telling copies, on invented copies and on real news that a test perturbs."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
import yaml

from ingest.story_keys import alike
from tests.ingest.story_pairs import Told, edited, outline, score, written

COPIES = Path(__file__).parent / "stories" / "copies.yaml"


def test_written_copies_are_told_from_rival_reports() -> None:
    found = score(list(written(yaml.safe_load(COPIES.read_text(encoding="utf-8")))))
    assert found.wrong == 0
    assert found.recall >= 0.95


@pytest.mark.shared
@pytest.mark.parametrize(
    ("cut", "changed", "least"), [(1.0, 0.0, 0.99), (1.0, 0.05, 0.97), (0.6, 0.02, 0.95), (0.4, 0.0, 0.93)]
)
def test_real_articles_are_found_again_when_edited(shared: Path, cut: float, changed: float, least: float) -> None:
    texts = [told for told in _news(shared) if len(told.text) > 300][:150]
    dice = random.Random(7)
    found = 0
    for number, told in enumerate(texts):
        copy = Told(told.story, edited(told.text, dice, cut=cut, changed=changed), "Another headline altogether")
        found += alike(outline(told, number), outline(copy, -number - 1))
    assert found / len(texts) >= least


@pytest.mark.shared
def test_real_articles_of_one_site_are_hardly_ever_taken_for_copies(shared: Path) -> None:
    """All 1,296 items hold 14 pairs that are alike; looked at, each is a report and its follow-up in the same words."""
    texts = list(_news(shared))[:250]
    assert score(texts).wrong <= 5


def _news(shared: Path) -> list[Told]:
    with gzip.open(shared / "news" / "ithome.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    return [Told(item["url"], item["text"], item["title"]) for item in items]
