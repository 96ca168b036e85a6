"""Parts of a written page that come from the code: what stands between ``<!-- name -->`` and ``<!-- /name -->``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
Blocks = Mapping[str, Callable[[], str]]
"""Name of a block → its text."""


def filled(page: Path, blocks: Blocks) -> str:
    """The page with each block written anew. Raises `ValueError` where a block has no place or no text."""
    text = page.read_text(encoding="utf-8")
    placed = re.findall(r"^<!-- (\w+) -->$", text, re.MULTILINE)
    if sorted(placed) != sorted(blocks):
        raise ValueError(f"{page.name} has places for {placed}, there is text for {sorted(blocks)}")
    for name, block in blocks.items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, rest = text.split(start)
        text = f"{before}{start}\n{block()}\n{end}{rest.split(end)[1]}"
    return text


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of Markdown, with a line break at its end."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", r"\|") for cell in row] for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
