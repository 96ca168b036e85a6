"""Texts that want to hang or break the reader: some of each kind. `make soak` reads a hundred thousand."""

from __future__ import annotations

import json
import re
from itertools import chain
from random import Random

import pytest

from tests.extract.hostile.campaign import Text, mutations, probes, repetitions, run
from tests.extract.hostile.generated import generated
from tests.extract.hostile.patterns import EXAMPLES, collected
from tests.extract.hostile.probes import probe

LENGTH = 20_000
UNITS = (
    "1", "1,", "1.", "1-2-", "a", "A-", "Ab ", "H100 ", "H100\n", "$", "$1 ", "一", "十百千万", "x", "1x",
    "4090 ", "有限", "@a", "a@a.", "138-", "V:", "微信", "(", "'a',1.11,", " ", "\n", "10张 ", "1台1万/台 ",
    "\u200b", "e\u0301", "Shenzhen Co., ", "id: ", "Contact ", "**", "3天", "not H100 ", "for H100 ",
    "深圳 ", "现货在深圳 ", "8卡", "80G ", "H100 80G 1万，40G 2万，", "8万颗H200芯片，",
    "价值1亿美元的芯片，", "200 H100 chips ", "\u202e", "😀", "\ud800", "\x00",
)  # fmt: skip


def own_texts() -> list[str]:
    """The project's own examples."""
    lines = chain.from_iterable(path.read_text("utf-8").splitlines() for path in sorted(EXAMPLES.rglob("*.jsonl")))
    return [json.loads(line)["text"] for line in lines]


@pytest.mark.parametrize("unit", UNITS)
def test_repetition_takes_no_longer_than_its_length(unit: str) -> None:
    assert run([Text(unit, (unit * LENGTH)[:LENGTH])]).problems == []


def test_hostile_texts_break_and_hang_nothing() -> None:
    random = Random(4)
    texts = own_texts()
    report = run(
        chain(
            (Text("made up by hypothesis", text) for text in generated(800)),
            mutations(texts, 1000, random),
            repetitions(texts, 100, 2000, random),
            probes(len(collected()), 1000, random),
        )
    )
    print(*report.lines(), sep="\n")
    assert report.texts.total() >= 2000
    assert report.problems == []


def test_every_pattern_of_the_extractor_is_probed() -> None:
    places = {found.where.partition(":")[0] for found in collected()}
    assert {"components/money.py", "components/names.py", "normalise.py", "reading.py"} <= places
    assert len(collected()) > 200


@pytest.mark.parametrize(
    ("pattern", "slow"), [("(?:a|aa)+b", r"a{200}"), (r"x\d+y", r"\d{200}"), (r"(?<!q)[一二]+万", "[一二]{200}")]
)
def test_probes_hold_what_a_pattern_repeats(pattern: str, slow: str) -> None:
    random = Random(1)
    assert any(re.search(slow, probe(pattern, 0, 1000, random)) for _ in range(50))


def test_campaign_tells_of_a_text_that_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str, *, kind: str) -> None:
        if text == "boom":
            raise ValueError(kind)

    monkeypatch.setattr("tests.extract.hostile.campaign.read", broken)
    report = run([Text("bombs", "boom"), Text("bombs", "quiet")])
    assert [problem[:14] for problem in report.problems] == ["bombs, listing", "bombs, article"]
    assert "2 hostile texts" in next(report.lines())


def test_campaign_tells_of_a_text_that_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.extract.hostile.campaign.SECONDS_PER_10_KB", 1e-9)
    monkeypatch.setattr("tests.extract.hostile.campaign._SECONDS", 1e-9)
    assert len(run([Text("slow", "H100")]).problems) == 2
