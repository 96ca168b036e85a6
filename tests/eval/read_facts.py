"""Facts of unlabelled news, drawn at random, each with the text around it, for a person to read and count.

    python -m tests.eval.read_facts NEWS.jsonl.gz [--sample 150] [--seed 1]

The file holds an item a line with ``title``, ``text`` and ``gpu`` (whether a word of the trade occurs in it). Where the
texts give fewer facts than are asked for, all are printed. Facts from items without such a word end with exit code 1.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from extract.pipeline import Extractor
from extract.records import Fact

_BEFORE, _BEHIND = 90, 60
_SHOWN = (
    "model", "form", "quantity", "quantity_max", "price", "price_max", "currency", "price_basis", "relation", "approx",
)  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the draw; 1 where a text that speaks of no chips gave a fact."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--sample", type=int, default=150, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with gzip.open(options.news, "rt", encoding="utf-8") as lines:
        items = [json.loads(line) for line in lines]
    found = list(_facts(items))
    stray = sum(not item["gpu"] for item, _, _ in found)
    drawn = random.Random(options.seed).sample(found, min(options.sample, len(found)))
    for number, (item, text, fact) in enumerate(drawn, 1):
        print(f"\n{number}. {item.get('url', '')}\n   {_window(text, fact)}\n   {_values(fact)}")
    print(f"\n{len(items)} items, {len(found)} facts, {len(drawn)} drawn with seed {options.seed}", file=sys.stderr)
    print(f"{stray} facts from items without a word of the trade", file=sys.stderr)
    return int(stray > 0)


def _facts(items: Sequence[Any]) -> Iterator[tuple[Any, str, Fact]]:
    texts = [f"{item['title']}\n{item['text']}" for item in items]
    read = Extractor().pipe((text, {"kind": "article"}) for text in texts)
    for item, text, extraction in zip(items, texts, read, strict=True):
        for fact in extraction.facts:
            yield item, text, fact


def _window(text: str, fact: Fact) -> str:
    start, end = min(e.start for e in fact.evidence), max(e.end for e in fact.evidence)
    shown = f"{text[max(0, start - _BEFORE) : start]}[[{text[start:end]}]]{text[end : end + _BEHIND]}"
    return shown.replace("\n", " / ")


def _values(fact: Fact) -> str:
    return ", ".join(f"{name} {value}" for name in _SHOWN if (value := getattr(fact, name)) is not None)


if __name__ == "__main__":
    sys.exit(main())
