"""docs/extractor.md and docs/vocabulary.md: the parts that are told by the code and by the head of every file."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from extract.pipeline import COMPONENTS
from tools.reference.blocks import table

_ROOT = Path(__file__).parents[2]
_VOCABULARY = _ROOT / "extract" / "vocabulary"


def components() -> str:
    """The components in their order, each with what its file says of itself."""
    rows = []
    for number, (name, step) in enumerate(COMPONENTS, 1):
        source = Path(inspect.getsourcefile(step) or "").relative_to(_ROOT)
        rows.append((str(number), name, f"[{source.name}](../{source})", _first_sentence(inspect.getmodule(step))))
    return table(("", "component", "file", "what it reads"), rows)


def _first_sentence(module: Any) -> str:
    return (inspect.getdoc(module) or "").split("\n\n")[0].replace("\n", " ")


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


def word_kinds() -> str:
    """Kinds of words.yaml with their values."""
    kinds: dict[str, dict[str, list[str]]] = yaml.load(
        (_VOCABULARY / "words.yaml").read_text(encoding="utf-8"),
        Loader=yaml.BaseLoader,  # noqa: S506 - strings only, as the extractor reads it
    )
    return table(("kind", "values"), ((f"`{kind}`", ", ".join(values)) for kind, values in kinds.items()))
