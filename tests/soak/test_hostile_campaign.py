"""A hundred thousand hostile texts through the extractor: no exception, nothing over 200 ms per 10 KB of UTF-8."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from random import Random

import pytest

from tests.eval.texts import rows_of
from tests.extract.hostile.campaign import Text, mutations, probes, repetitions, run
from tests.extract.hostile.generated import generated
from tests.extract.test_hostile import own_texts

pytestmark = pytest.mark.slow
TEXTS = int(os.environ.get("HOSTILE_TEXTS", "100000"))
"""How many; a tenth shows whether a change broke something."""
MEGABYTE = 1_000_000


def hostile_texts(texts: list[str]) -> Iterator[Text]:
    """All families, each with its share."""
    random = Random(4)
    return chain(
        (Text("made up by hypothesis", text) for text in generated(TEXTS * 25 // 100)),
        mutations(texts, TEXTS * 45 // 100, random),
        probes(TEXTS * 20 // 100, 300, random),
        probes(TEXTS * 5 // 100, 2_000, random),
        repetitions(texts, TEXTS * 4 // 100, 2_000, random),
        probes(TEXTS * 8 // 1000, 20_000, random),
        repetitions(texts, TEXTS * 2 // 1000, 20_000, random),
        repetitions(texts, TEXTS // 5000, MEGABYTE, random),
    )


@pytest.mark.shared
def test_hostile_campaign(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = [row["text"] for path in sorted((shared / "gold").glob("*.dev.jsonl")) for row in rows_of(path)]
    report = run(hostile_texts([*own_texts(), *gold]))
    with capsys.disabled():
        print("", *report.lines(), sep="\n")
    assert report.texts.total() >= TEXTS
    assert report.problems == []
