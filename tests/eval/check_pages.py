"""Score ``chipwatch source check --format json`` on real pages with known answers: the command as a user runs it.

    python -m tests.eval.check_pages DIRECTORY... [--misses]

A directory holds ``truth.json`` and ``<id>.html.gz``; the rules are those of the collection's README.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.eval.score_pages import Tally, is_right, shingles

STATES = {"in_stock": "InStock", "preorder": "InStock", "out_of_stock": "OutOfStock"}


@dataclass
class PriceTally:
    """Prices found, wrong and missed."""

    hits: int = 0
    wrong: int = 0
    missed: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, place: str, expected: list[str], answer: str | None) -> None:
        right = answer is not None and Decimal(answer) in {Decimal(value) for value in expected}
        self.hits += right
        self.wrong += answer is not None and not right
        self.missed += bool(expected) and not right
        if not right and (expected or answer is not None):
            self.misses.append(f"{place}: {answer!r}, not {expected!r}")

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.wrong + self.missed)


def checked(directory: Path) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """(truth, answer) of every page in *directory*, out of one run of the command."""
    truth = json.loads((directory / "truth.json").read_text(encoding="utf-8"))
    files = {name: directory / f"{name}.html.gz" for name in sorted(truth)}
    with tempfile.TemporaryDirectory() as scratch:
        listed = Path(scratch) / "pages.jsonl"
        rows = ({"file": str(file), "url": truth[name]["url"]} for name, file in files.items())
        listed.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "cli", "source", "check", str(listed), "--format", "json"],
            cwd=ROOT,
            env={"PATH": "/usr/bin:/bin", "CHIPWATCH_HOME": scratch},
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode or done.stderr:
        sys.exit(f"the command ended with {done.returncode}: {done.stderr}")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if [answer["file"] for answer in answers] != [str(file) for file in files.values()]:
        sys.exit("the command answered other pages, or in another order")
    return [(truth[name], answer) for name, answer in zip(files, answers, strict=True)]


def score_goods(directory: Path) -> tuple[PriceTally, dict[str, Tally]]:
    """Prices, and tallies of currency, kind, stated availability and goods that are out of stock."""
    prices, tallies = PriceTally(), {name: Tally() for name in ("currency", "kind", "availability", "out of stock")}
    for truth, answer in checked(directory):
        place = f"{Path(answer['file']).name[:8]} {truth['url'][:60]}"
        expected = {name: [str(one).strip() for one in truth.get(name, [])] for name in ("price", "currency")}
        prices.add(place, expected["price"], answer["price"])
        if expected["currency"]:
            right = is_right("currency", expected["currency"], answer["currency"])
            tallies["currency"].add(place, expected["currency"], answer["currency"], right=right)
        tallies["kind"].add(place, "listing", answer["kind"], right=answer["kind"] == "listing")
        stated = STATES.get(answer["availability"])
        if stated is not None:
            tallies["availability"].add(place, truth["availability"], stated, right=stated in truth["availability"])
        if "OutOfStock" in truth["availability"]:
            tallies["out of stock"].add(place, truth["availability"], stated, right=stated == "OutOfStock")
    return prices, tallies


def score_texts(directory: Path) -> tuple[float, float, float, Tally, list[str]]:
    """Precision, recall and F1 of the texts, the tally of kinds, and a line a page, worst first."""
    precisions, recalls, kinds, lines = [], [], Tally(), []
    for truth, answer in checked(directory):
        place = f"{Path(answer['file']).name[:8]} {truth['url'][:70]}"
        expected, found = shingles(truth["articleBody"]), shingles(answer["text"] or "")
        hits = (expected & found).total()
        precisions.append(hits / found.total() if found else 0.0)
        recalls.append(hits / expected.total() if expected else 1.0)
        kinds.add(place, "article", answer["kind"], right=answer["kind"] == "article")
        lines.append((precisions[-1] + recalls[-1], f"p {precisions[-1]:.3f} r {recalls[-1]:.3f} {place}"))
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return precision, recall, f1, kinds, [line for _, line in sorted(lines)]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("directories", nargs="+", type=Path)
    parser.add_argument("--misses", action="store_true", help="also print every page that is not right")
    asked = parser.parse_args()
    for directory in asked.directories:
        print(directory.name)
        truth = json.loads((directory / "truth.json").read_text(encoding="utf-8"))
        if "articleBody" in next(iter(truth.values())):
            precision, recall, f1, kinds, lines = score_texts(directory)
            print(f"  text  precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
            print(f"  kind  {kinds}")
            misses = [*kinds.misses, *lines]
        else:
            prices, tallies = score_goods(directory)
            print(f"  price  F1 {prices.f1:.3f}  ({prices.hits} right, {prices.wrong} wrong, {prices.missed} missed)")
            for name, tally in tallies.items():
                print(f"  {name}  {tally}")
            misses = [*prices.misses, *(miss for tally in tallies.values() for miss in tally.misses)]
        for miss in misses if asked.misses else ():
            print(f"    {miss}")


if __name__ == "__main__":
    main()
