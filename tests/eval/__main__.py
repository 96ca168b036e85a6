"""``make eval``: figures on every gold set, of the extractor and of the page parsers.

    python -m tests.eval [--misses N]

The sets stand beside the checkout or where CHIPWATCH_SHARED says. Contacts are compared raw, in a home of their own.
These are the sets that the rules were written with: on texts that nobody has looked at, expect less.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
GOLD = {"offers": "offers.dev.jsonl", "passages": "passages.dev.jsonl"}
PAGES = {"products": "products.dev", "articles": "articles.dev"}


def main() -> int:
    """Print the figures; 1 where a set is missing or a part fails."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="show N records with errors of each set")
    misses = parser.parse_args().misses
    shared = Path(os.environ.get("CHIPWATCH_SHARED", ROOT.parent / "shared")).resolve()
    if not (shared / "gold").is_dir():
        print(f"no gold sets at {shared}; set CHIPWATCH_SHARED", file=sys.stderr)
        return 1
    codes = [_score_texts(shared / "gold", kind, name, misses) for kind, name in GOLD.items()]
    codes += [_score_pages(shared / "pages" / name, kind, bool(misses)) for kind, name in PAGES.items()]
    return int(any(codes))


def _score_texts(gold: Path, kind: str, name: str, misses: int) -> int:
    print(f"\n== {name}", flush=True)
    with tempfile.TemporaryDirectory() as home:
        read = Path(home) / "read.jsonl"
        with (gold / name).open() as texts, read.open("w") as out:
            command = [sys.executable, "-m", "cli", "--home", home, "extract"]
            code = subprocess.call(
                command, stdin=texts, stdout=out, cwd=ROOT, env=os.environ | {"CHIPWATCH_CONTACTS": "raw"}
            )
        scorer = [sys.executable, str(gold / "score.py"), kind, str(gold / name), str(read), "--misses", str(misses)]
        return code or subprocess.call(scorer)


def _score_pages(directory: Path, kind: str, misses: bool) -> int:
    print(f"\n== {directory.name}", flush=True)
    command = [sys.executable, "-m", "tests.eval.score_pages", kind, str(directory)]
    return subprocess.call([*command, *(["--misses"] if misses else [])], cwd=ROOT)


if __name__ == "__main__":
    sys.exit(main())
