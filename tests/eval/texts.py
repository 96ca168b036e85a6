"""Sets of texts, one JSON object a line: read by the extractor, then scored as a whole, by language and by tag."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cli.extract import plain_extraction
from tests.eval.comparing import Row
from tests.eval.results import Measured, Readings, Scored
from tests.extract.reading_of import extractor

Score = Callable[[Sequence[Row], Readings], Scored]


def measure_texts(path: Path, score: Score, main_figure: str) -> Measured:
    """Texts that are read as ``chipwatch extract`` reads them, with contacts raw.

    Languages and tags are compared by *main_figure*.
    """
    rows = rows_of(path)
    texts = ((row["text"], {"kind": row.get("kind", "listing")}) for row in rows)
    readings = {
        row["id"]: plain_extraction(extraction) for row, extraction in zip(rows, extractor().pipe(texts), strict=True)
    }
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        for label in (f"lang:{row.get('lang', '?')}", *row.get("tags", ())):
            groups[label].append(row)
    labels = {label: (score(members, readings).figures[main_figure], len(members)) for label, members in groups.items()}
    return Measured(len(rows), score(rows, readings), labels)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSONL file, packed or plain."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.splitlines() if line.strip()]
