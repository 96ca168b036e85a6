"""docs/extractor.md and docs/vocabulary.md: the parts that are told by the code and by the head of every file."""

from __future__ import annotations

import inspect
import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

from cli.explained import explain
from extract.pipeline import COMPONENTS, Extractor
from tools.reference.blocks import DOCS, filled, table

_ROOT = DOCS.parent
_VOCABULARY = _ROOT / "extract" / "vocabulary"
_TEXT = "出H100 8卡整机 20台 34X万 含税 深圳现货，不是H800"


def components() -> str:
    """The components in their order, each with what its file says of itself."""
    rows: list[tuple[str, ...]] = []
    told: set[str] = set()
    for number, (name, step) in enumerate(COMPONENTS, 1):
        source = Path(inspect.getsourcefile(step) or "").relative_to(_ROOT)
        sentence = _first_sentence(inspect.getmodule(step))
        # a second component of one file speaks for itself
        rows.append(
            (
                str(number),
                name,
                f"[{source.name}](../{source})",
                _first_sentence(step) if sentence in told else sentence,
            )
        )
        told.add(sentence)
    return table(("", "component", "file", "what it does"), rows)


def _first_sentence(documented: Any) -> str:
    return (inspect.getdoc(documented) or "").split("\n\n")[0].replace("\n", " ").replace("``", "`")


def vocabulary_files() -> str:
    """Every vocabulary file with the comment at its head."""
    rows = [
        (f"[{path.name}](../{path.relative_to(_ROOT)})", _head(path), ", ".join(_readers(path)))
        for path in sorted(_VOCABULARY.iterdir())
    ]
    return table(("file", "what stands in it", "read by"), rows)


def _head(path: Path) -> str:
    lines = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        lines.append(line.lstrip("# "))
    return " ".join(lines)


def _readers(path: Path) -> Iterator[str]:
    """Files of the extractor that name the file, or its word classes."""
    asked = (f'"{path.name}"', f"vocabulary/{path.name}", f'word_classes("{path.stem}"')
    for source in sorted((_ROOT / "extract").rglob("*.py")):
        if any(words in source.read_text(encoding="utf-8") for words in asked):
            yield f"`{source.relative_to(_ROOT / 'extract')}`"


def explained() -> str:
    """What ``chipwatch extract --explain`` prints of one text."""
    shown = io.StringIO()
    with redirect_stdout(shown):
        explain(_TEXT, Extractor(contact_key=bytes(32)).read(_TEXT))
    lines = "\n".join(line.rstrip() for line in shown.getvalue().strip().splitlines())
    return f'```\n$ echo "{_TEXT}" | chipwatch extract --explain\n{lines}\n```\n'


def extractor_page() -> str:
    """docs/extractor.md."""
    return filled(DOCS / "extractor.md", {"components": components, "explained": explained})


def vocabulary_page() -> str:
    """docs/vocabulary.md."""
    return filled(DOCS / "vocabulary.md", {"files": vocabulary_files})
