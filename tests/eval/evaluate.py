"""Figures of the extractor against floors, on the gold sets and on the project's own examples.

    python -m tests.eval.evaluate [--misses N] [--write-floors]

Prints figures as a whole, by language and by tag. A figure under its floor in floors.toml ends with exit code 1; the
floors carry a digest of each set and are written with --write-floors only. Where the gold sets are absent the own
examples stand alone and a line says so; with CI=true their absence is a failure.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from cli.extract import plain_extraction
from extract.pipeline import Extractor
from tests.eval.measure import measure

ROOT = Path(__file__).parents[2]
FLOORS = Path(__file__).with_name("floors.toml")
EXAMPLES = ROOT / "tests" / "extract" / "examples"
LOWER_IS_BETTER = ("false_positives", "invented_numbers")
WATCHED = (
    "side_accuracy", "slot_f1", "exact_offer_f1", "seller_f1", "contact_f1", "supply_false_positives",
    "invented_numbers", "fact_f1", "basis_accuracy", "negative_false_positives",
)  # fmt: skip
SLACK = 0.005
"""A floor lies this far under the figure it was taken from."""
Figures = dict[str, float]
Score = Callable[[Sequence[Any], dict[str, Any]], tuple[Figures, list[Any]]]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 where one is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N records with errors of each set")
    parser.add_argument("--write-floors", action="store_true", help="take today's figures as floors")
    options = parser.parse_args(arguments)
    shared = Path(os.environ.get("CHIPWATCH_SHARED", ROOT.parent / "shared"))
    scorer = _scorer(shared / "gold" / "score.py")
    if scorer is None:
        print(f"no gold sets at {shared} (set CHIPWATCH_SHARED): own examples only", file=sys.stderr)
        if os.environ.get("CI") == "true":
            return 1
    extractor = Extractor(contacts="raw")
    floors = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    fresh: dict[str, dict[str, Any]] = {}
    failed: list[str] = []
    for name, path, score in _sets(shared, scorer):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
        read = _read(extractor, rows)
        figures, misses = score(rows, read)
        _print(name, rows, read, figures, score)
        for record, text, wrong in misses[: options.misses]:
            print(f"# {record}: {text[:200]!r}\n#   " + "\n#   ".join(wrong))
        digest = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
        fresh[name] = {"digest": digest, **{k: v for k, v in figures.items() if k in WATCHED}}
        failed += _under(name, figures, digest, floors.get(name, {}))
    if options.write_floors:
        FLOORS.write_text(_toml({**floors, **fresh}), "utf-8")
    for line in failed:
        print(f"FELL SHORT: {line}", file=sys.stderr)
    return int(bool(failed) and not options.write_floors)


def _scorer(path: Path) -> Any | None:
    if not path.exists():
        return None
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        return None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _sets(shared: Path, scorer: Any | None) -> Iterator[tuple[str, Path, Score]]:
    own: Score = scorer.score_offers if scorer else lambda rows, read: (measure(rows, read), [])
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        yield f"own_{path.stem}", path, own
    if scorer is not None:
        yield "offers_dev", shared / "gold" / "offers.dev.jsonl", scorer.score_offers
        yield "passages_dev", shared / "gold" / "passages.dev.jsonl", scorer.score_passages


def _read(extractor: Extractor, rows: Sequence[Any]) -> dict[str, Any]:
    texts = ((row["text"], {"kind": row.get("kind", "listing")}) for row in rows)
    return {
        row["id"]: plain_extraction(extraction) for row, extraction in zip(rows, extractor.pipe(texts), strict=True)
    }


def _print(name: str, rows: Sequence[Any], read: dict[str, Any], figures: Figures, score: Score) -> None:
    print(f"\n== {name} ({len(rows)} texts)")
    for figure in (f for f in figures if f in WATCHED):
        print(f"{figure} {figures[figure]:.4f}")
    main_figure = "fact_f1" if "fact_f1" in figures else "slot_f1"
    groups: dict[str, list[Any]] = {}
    for row in rows:
        for label in (f"lang:{row['lang']}", *row["tags"]):
            groups.setdefault(label, []).append(row)
    worst = sorted((score(members, read)[0][main_figure], label, len(members)) for label, members in groups.items())
    for value, label, size in worst:
        if label.startswith("lang:") or value < 0.95:
            print(f"  {label} {main_figure} {value:.3f} of {size}")


def _under(name: str, figures: Figures, digest: str, floor: dict[str, Any]) -> list[str]:
    if floor and floor["digest"] != digest:
        return [f"{name} has changed since its floors were taken; run again with --write-floors"]
    return [
        f"{name} {figure} {figures[figure]:.4f} misses {value}"
        for figure, value in floor.items()
        if figure != "digest" and _worse(figure, figures[figure], value)
    ]


def _worse(figure: str, value: float, floor: float) -> bool:
    return value > floor if figure.endswith(LOWER_IS_BETTER) else value < floor


def _toml(sets: dict[str, dict[str, Any]]) -> str:
    lines = ["# Written by `python -m tests.eval.evaluate --write-floors`; the digest is of the set it was taken on.\n"]
    for name, figures in sorted(sets.items()):
        lines.append(f"\n[{name}]\n")
        for figure, value in figures.items():
            shown = f'"{value}"' if isinstance(value, str) else _floor_of(figure, value)
            lines.append(f"{figure} = {shown}\n")
    return "".join(lines)


def _floor_of(figure: str, value: float) -> str:
    if figure.endswith(LOWER_IS_BETTER):
        return str(int(value))
    return f"{int(max(0.0, value - SLACK) * 1000) / 1000}"


if __name__ == "__main__":
    sys.exit(main())
