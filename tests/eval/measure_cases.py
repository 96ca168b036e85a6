"""Figures of case events against examples, field by field.

    python -m tests.eval.measure_cases [--misses]

An example has `events`, each with the fields of `CaseEvent` and keys that are empty left out; `parties` have a name and
a role. Events are paired by kind, the likest first; the fields of an event without a partner are all missed or wrong.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cli.extract import plain_extraction
from extract.pipeline import Extractor
from tests.eval.comparing import fold

EXAMPLES = Path(__file__).parents[1] / "extract" / "examples" / "cases"
FIELDS = ("event", "parties", "role", "goods", "value", "value_kind", "route", "methods", "on")
Row = Mapping[str, Any]
Item = tuple[str, str]


def measure(rows: Sequence[Row], read: Mapping[str, Row]) -> dict[str, float]:
    """Precision and recall of every field, and the number of texts without a case that gave an event."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for row in rows:
        for gold, event in paired(row["events"], read[row["id"]]["events"]):
            wanted, have = set(_items(gold)), set(_items(event))
            right.update(field for field, _ in wanted & have)
            wrong.update(field for field, _ in have - wanted)
            missed.update(field for field, _ in wanted - have)
    figures: dict[str, float] = {}
    for field in FIELDS:
        figures[f"{field}_precision"] = _share(right[field], wrong[field])
        figures[f"{field}_recall"] = _share(right[field], missed[field])
    both = sum(right.values())
    precision, recall = _share(both, sum(wrong.values())), _share(both, sum(missed.values()))
    figures["case_f1"] = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    empty = [row for row in rows if not row["events"]]
    figures["case_false_positives"] = float(sum(bool(read[row["id"]]["events"]) for row in empty))
    return figures


def paired(golds: Sequence[Row], events: Sequence[Row]) -> Iterator[tuple[Row | None, Row | None]]:
    """Gold and read events, likest first; what has no partner stands alone."""
    likeness = sorted(
        (-len(set(_items(gold)) & set(_items(event))), i, j)
        for i, gold in enumerate(golds)
        for j, event in enumerate(events)
        if gold["kind"] == event["kind"]
    )
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in likeness:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield golds[i], events[j]
    yield from ((gold, None) for i, gold in enumerate(golds) if i not in used[0])
    yield from ((None, event) for j, event in enumerate(events) if j not in used[1])


def _share(right: int, other: int) -> float:
    return right / (right + other) if right + other else 1.0


def _items(event: Row | None) -> Iterator[Item]:
    """What an event says, one item for each thing that can be right or wrong."""
    if event is None:
        return
    yield "event", f"{event['kind']} {event['status']}"
    for party in event.get("parties", ()):
        yield "parties", fold(party["name"])
        yield "role", f"{fold(party['name'])} {party.get('role')}"
    for model in event.get("models", ()):
        yield "goods", model
    if event.get("quantity") is not None:
        yield "goods", f"{event['quantity']} {event.get('unit')}"
    if event.get("value") is not None:
        value = event["value"]
        amount, currency = (
            (value["amount"], value.get("currency")) if isinstance(value, dict) else (value, event.get("currency"))
        )
        yield "value", f"{float(amount):.0f} {currency}"
        yield "value_kind", str(event.get("value_kind"))
    if event.get("route"):
        yield "route", ">".join(event["route"])
    for method in event.get("methods", ()):
        yield "methods", method
    if event.get("on"):
        yield "on", str(event["on"])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of every file of examples, and with --misses what was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--misses", action="store_true", help="show what each text missed or invented (never of heldout)"
    )
    options = parser.parse_args(arguments)
    extractor = Extractor(contacts="raw")
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        texts = ((row["text"], {"kind": "article"}) for row in rows)
        read = {row["id"]: plain_extraction(x) for row, x in zip(rows, extractor.pipe(texts), strict=True)}
        figures = measure(rows, read)
        print(f"\n== cases_{path.stem} ({len(rows)} texts, {sum(len(row['events']) for row in rows)} events)")
        for field in FIELDS:
            print(f"{field:12} precision {figures[f'{field}_precision']:.3f}  recall {figures[f'{field}_recall']:.3f}")
        print(f"case_f1 {figures['case_f1']:.4f}\ncase_false_positives {figures['case_false_positives']:.0f}")
        if options.misses and "heldout" not in path.stem:
            _print_misses(rows, read)
    return 0


def _print_misses(rows: Sequence[Row], read: Mapping[str, Row]) -> None:
    for row in rows:
        for gold, event in paired(row["events"], read[row["id"]]["events"]):
            wanted, have = set(_items(gold)), set(_items(event))
            if wanted != have:
                print(f"# {row['id']} missed {sorted(wanted - have)} wrong {sorted(have - wanted)}")


if __name__ == "__main__":
    sys.exit(main())
