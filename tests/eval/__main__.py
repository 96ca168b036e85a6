"""``make eval``: figures of the extractor and of the page parsers, held to their floors.

    python -m tests.eval [SET …] [--misses N] [--write-floors]

Scores the project's own examples, and the gold sets, real news and real pages that stand beside the checkout or where
CHIPWATCH_SHARED says. A figure under its floor in floors.toml ends with exit code 1. Without those sets the own
examples stand alone and a line says so; with CI=true their absence is a failure. Contacts are compared raw.

Most of these texts are those that the rules were written with: on texts that nobody has looked at, expect what the
held-out sets show.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from tests.eval.floors import floor_of, lowered, read_floors, shortfalls, write_floors
from tests.eval.report import show
from tests.eval.sets import OWN, GoldSet, own_sets, shared_sets

ROOT = Path(__file__).parents[2]
_MISSES = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 where one is under its floor or, in CI, a set is missing."""
    parser = argparse.ArgumentParser(
        prog="make eval", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", nargs="*", metavar="SET", help="only these, for example own_first (default: all)")
    parser.add_argument("--misses", type=int, default=_MISSES, metavar="N", help="worst texts a set (%(default)s)")
    parser.add_argument("--write-floors", action="store_true", help="take today's figures as floors")
    options = parser.parse_args(arguments)
    shared = Path(os.environ.get("CHIPWATCH_SHARED", ROOT.parent / "shared"))
    available = _available(shared)
    if available is None:
        return 1
    if unknown := set(options.sets) - {gold.name for gold in available}:
        parser.error(f"no set is called {', '.join(sorted(unknown))}")
    chosen = [gold for gold in available if gold.name in options.sets or not options.sets]
    outcomes = [(gold, gold.measure(gold.path)) for gold in chosen]
    show(outcomes, options.misses, Console(width=None if sys.stdout.isatty() else 140, soft_wrap=True))
    floors = read_floors()
    figures = [(gold.name, measured.scored.figures, gold.digest()) for gold, measured in outcomes]
    if options.write_floors:
        fresh = {name: floor_of(found, digest) for name, found, digest in figures}
        for line in lowered(floors, fresh):
            print(f"lowered: {line}")
        own = {gold.name for gold in own_sets()}
        kept = {name: floor for name, floor in floors.items() if name in own or not name.startswith(OWN)}
        write_floors({**kept, **fresh})
        return 0
    failed = [line for name, found, digest in figures for line in shortfalls(name, found, digest, floors.get(name))]
    for line in failed:
        print(f"FELL SHORT: {line}", file=sys.stderr)
    return int(bool(failed))


def _available(shared: Path) -> list[GoldSet] | None:
    """All sets that are at hand; none where they have to be and are not."""
    if (shared / "gold").is_dir():
        return [*shared_sets(shared), *own_sets()]
    print(f"no gold sets at {shared} (set CHIPWATCH_SHARED): own examples only", file=sys.stderr)
    return None if os.environ.get("CI") == "true" else list(own_sets())


if __name__ == "__main__":
    sys.exit(main())
