"""Vocabulary: YAML files, checked for clashes, compiled once into one phrase matcher."""

from __future__ import annotations

from functools import cache
from importlib import resources
from itertools import groupby
from operator import attrgetter
from typing import Any

import yaml
from pydantic import TypeAdapter, ValidationError
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

from extract.normalise import normalise
from extract.reading import Mark
from extract.tokenizer import OFFSETS, ScriptTokenizer
from foundation.errors import SettingsError

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""libyaml's where it is there: the vocabulary is large, and every command that reads texts loads it."""
_FILES = ("words.yaml", "places.yaml", "trade_words.yaml", "reasons.yaml")
_Words = TypeAdapter(dict[str, dict[str, list[str]]])


@cache
def vocabulary_file(name: str) -> Any:
    """A vocabulary file; every scalar is a string, so that ``no`` and ``on`` stay words. Raises `SettingsError`."""
    text = resources.files("extract").joinpath("vocabulary", name).read_text("utf-8")
    try:
        return yaml.load(text, Loader=_LOADER)  # noqa: S506 - the base loader makes strings only
    except yaml.YAMLError as error:
        raise SettingsError(
            f"is not YAML ({error})", where=f"extract/vocabulary/{name}", way_out="mend the file"
        ) from error


@cache
def words_of(kind: str, value: str | None = None) -> frozenset[str]:
    """The words of a kind, or of one value of it."""
    return frozenset(word for k, v, word, _ in _entries() if k == kind and (value is None or v == value))


@cache
def _entries() -> tuple[tuple[str, str, str, str], ...]:
    """Kind, value, word and file of every entry. Raises `SettingsError` on a clash within a kind."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    entries: list[tuple[str, str, str, str]] = []
    for name in _FILES:
        try:
            kinds = _Words.validate_python(_shaped(vocabulary_file(name)))
            if name == _FILES[0]:
                kinds["family"] = vocabulary_file("articles.yaml")["families"]
        except ValidationError as error:
            raise SettingsError(
                f"does not fit the schema kind → value → words ({error.errors()[0]['msg']})",
                where=f"extract/vocabulary/{name}",
                way_out="mend the file",
            ) from error
        for kind, values in kinds.items():
            for value, words in values.items():
                for word in words:
                    written = normalise(word)
                    before = seen.setdefault((kind, written), (value, name))
                    if before[0] != value:
                        raise SettingsError(
                            f"the word {word!r} means both {before[0]} and {value}",
                            where=f"extract/vocabulary/{name}, {kind}",
                            way_out="keep it under one of them",
                        )
                    entries.append((kind, value, written, name))
    return tuple(dict.fromkeys(entries))


def _shaped(data: dict[str, Any]) -> dict[str, Any]:
    """A bare list is a kind with the one value ``yes``."""
    return {kind: values if isinstance(values, dict) else {"yes": values} for kind, values in data.items()}


class Lexicon:
    """Finds every vocabulary word in a `Doc`; within a kind the longest word wins."""

    def __init__(self, vocab: Vocab) -> None:
        tokenizer = ScriptTokenizer(vocab)
        self._matcher = PhraseMatcher(vocab, attr="ORTH")
        self._readings: dict[int, tuple[str, str, str]] = {}
        grouped = groupby(sorted(_entries(), key=lambda e: (e[0], e[1])), key=lambda e: (e[0], e[1]))
        for (kind, value), entries in grouped:
            label = f"{kind}\x1f{value}"
            self._matcher.add(label, [tokenizer(word) for _, _, word, _ in entries])
            self._readings[vocab.strings[label]] = (kind, value, f"word.{kind}")

    def find(self, doc: Doc) -> dict[str, list[Mark]]:
        """Marks by kind, in order of place, longest first where they overlap."""
        found: dict[str, list[Mark]] = {}
        starts, words = doc.user_data[OFFSETS]
        for label, first, last in self._matcher(doc):
            kind, value, rule = self._readings[label]
            mark = Mark(kind, value, starts[first], starts[last - 1] + len(words[last - 1]), rule, 0.85)
            if kind in found:
                found[kind].append(mark)
            else:
                found[kind] = [mark]
        return {kind: marks if len(marks) == 1 else _longest(marks) for kind, marks in found.items()}


def _longest(marks: list[Mark]) -> list[Mark]:
    marks.sort(key=attrgetter("end"), reverse=True)
    marks.sort(key=attrgetter("start"))
    kept: list[Mark] = []
    for mark in marks:
        if kept and mark.start < kept[-1].end:
            # of two overlapping words the longer one was meant: 现货出 + 出售 → the first found, unless beaten
            if mark.end - mark.start > kept[-1].end - kept[-1].start:
                kept[-1] = mark
            continue
        kept.append(mark)
    kept.sort(key=attrgetter("start"))
    return kept
