"""``python -m bench``: every measurement in turn, then one table. ``--size 0.1`` takes a tenth of everything."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from bench.crawling import crawl
from bench.elasticsearch import elasticsearch
from bench.ingesting import ingest
from bench.reading import components, extraction, growth
from bench.revisits import revisits
from bench.searching import search
from bench.table import Figure, show
from foundation.errors import ChipwatchError

PARTS = {
    "crawl": crawl,
    "ingest": ingest,
    "extract": extraction,
    "components": components,
    "growth": growth,
    "search": search,
    "elasticsearch": elasticsearch,
    "revisits": revisits,
}
_KEEPING = ("search", "elasticsearch")
"""Parts that use again what they find in the directory of --keep."""


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all of them)")
    parser.add_argument("--size", type=float, default=1.0, help="share of the full size, to see that it runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument(
        "--keep",
        type=Path,
        metavar="DIRECTORY",
        help="where stores of generated listings, and the data of the Elasticsearch server, are kept",
    )
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"nothing called {', '.join(sorted(unknown))} is measured")
    if not 0.01 <= options.size <= 10:
        parser.error("--size is a share between 0.01 and 10")
    figures: list[Figure] = []
    try:
        for name in options.parts or PARTS:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            with _directory(options.keep if name in _KEEPING else None) as directory:
                figures += PARTS[name](directory, options.size)
    except ChipwatchError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    show(figures)
    if options.json:
        options.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n", "utf-8")
    return 0


@contextmanager
def _directory(kept: Path | None) -> Iterator[Path]:
    """*kept*, or one that is gone afterwards."""
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="chipwatch-bench-") as directory:
        yield Path(directory)


if __name__ == "__main__":
    sys.exit(main())
