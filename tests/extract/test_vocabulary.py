"""The vocabulary as a whole: every file loads, and no word class stands there that nothing reads."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

import extract
from extract.lexicon import vocabulary_file
from extract.word_classes import word_classes

_SLOT = re.compile(r"\{+([a-z_]+)\}+")
_PREFIX = re.compile(r"\{+([a-z]+_)\{")
_SOURCES = sorted(Path(extract.__file__).parent.rglob("*.py"))
_FILES = sorted(
    entry.name.removesuffix(".yaml")
    for entry in resources.files("extract").joinpath("vocabulary").iterdir()
    if entry.name.endswith(".yaml")
)


def _named_by_components() -> dict[str, set[str]]:
    """Word-class file → every class that a source which reads the file names: in braces or as an index."""
    named: dict[str, set[str]] = {}
    for path in _SOURCES:
        tree = ast.parse(path.read_text("utf-8"))
        words = set(_names(tree))
        for file in _files_read(tree):
            named.setdefault(file, set()).update(words)
    return named


def _files_read(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "word_classes":
            continue
        if isinstance(node.args[0], ast.Constant):
            yield str(node.args[0].value)


def _names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
            yield from _SLOT.findall(node.value)
        elif isinstance(node, ast.JoinedStr):
            written = ast.unparse(node)
            yield from _SLOT.findall(written)
            yield from _PREFIX.findall(written)


_NAMED = _named_by_components()
_READ_WHOLE = {"case_methods"}
"""Files whose every class is a value of its own."""


@pytest.mark.parametrize("name", _FILES)
def test_vocabulary_file_loads(name: str) -> None:
    assert vocabulary_file(f"{name}.yaml")


@pytest.mark.parametrize("name", sorted(set(_NAMED) - _READ_WHOLE))
def test_vocabulary_class_is_read_by_some_component(name: str) -> None:
    original = name in {"contacts", "sellers", "persons", "case_names"}
    classes = word_classes(name, original=original)
    named = _NAMED[name]
    prefixes = tuple(word for word in named if word.endswith("_"))
    dead = {key for key in vocabulary_file(f"{name}.yaml") if key not in named and not key.startswith(prefixes)}
    assert classes.name == name
    assert not dead
