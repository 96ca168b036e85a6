"""``python -m bench``: every measurement in turn, then one table. ``--size 0.1`` takes a tenth of everything."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from bench.crawling import crawl
from bench.ingesting import ingest
from bench.reading import components, extraction, growth
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
}


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all of them)")
    parser.add_argument("--size", type=float, default=1.0, help="share of the full size, to see that it runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    options = parser.parse_args(arguments)
    if unknown := set(options.parts) - PARTS.keys():
        parser.error(f"nothing called {', '.join(sorted(unknown))} is measured")
    if not 0.01 <= options.size <= 10:
        parser.error("--size is a share between 0.01 and 10")
    figures: list[Figure] = []
    try:
        for name in options.parts or PARTS:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            with tempfile.TemporaryDirectory(prefix="chipwatch-bench-") as directory:
                figures += PARTS[name](Path(directory), options.size)
    except ChipwatchError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    show(figures)
    if options.json:
        options.json.write_text(json.dumps([asdict(figure) for figure in figures], indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
