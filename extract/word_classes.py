"""Word classes: the closed word lists of one component as YAML, and patterns that are built of them.

A file ``vocabulary/<name>.yaml`` holds class → words. A class may also map a word to the endings that make another word
of it (``收: [到, 款]``: not 收到, not 收款). A pattern names classes in braces: ``"{edge}{verb}(?={goods})"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from pydantic import TypeAdapter, ValidationError

from extract.lexicon import vocabulary_file
from extract.normalise import normalise
from extract.scanning import scanner
from foundation.errors import SettingsError

_SLOT = re.compile(r"\{([a-z_]+)\}")
_Classes = TypeAdapter(dict[str, list[str] | dict[str, list[str]]])


class WordClasses:
    """The classes of one file. Words with a blank in them match with and without it."""

    def __init__(self, name: str, classes: Mapping[str, list[str] | dict[str, list[str]]]) -> None:
        self.name = name
        self._branches = {key: _alternation(words) for key, words in classes.items()}
        self._patterns: dict[tuple[str, int], re.Pattern[str]] = {}
        self._words = {key: frozenset(words) for key, words in classes.items()}

    def __getitem__(self, key: str) -> frozenset[str]:
        """The words of a class, without their endings."""
        return self._words[key]

    def pattern(self, template: str, flags: int = 0) -> re.Pattern[str]:
        """The compiled template; ``{class}`` stands for any word of the class, the longest first."""
        known = self._patterns.get((template, flags))
        if known is None:
            known = scanner(_SLOT.sub(lambda slot: self._branches[slot[1]], template), flags)
            self._patterns[template, flags] = known
        return known


@cache
def word_classes(name: str, *, original: bool = False) -> WordClasses:
    """The classes of ``vocabulary/<name>.yaml``.

    Words are matched in normalised text and have to be written so, unless *original* says that the component reads the
    text as it stands. Raises `SettingsError` on a file that has another shape, a word twice or one that cannot match.
    """
    where = f"extract/vocabulary/{name}.yaml"
    try:
        classes = _Classes.validate_python(vocabulary_file(f"{name}.yaml"))
    except ValidationError as error:
        raise SettingsError(
            f"does not fit the schema class → words ({error.errors()[0]['msg']})", where=where, way_out="mend the file"
        ) from error
    for key, words in classes.items():
        _check(words, f"{where}, {key}", original=original)
    return WordClasses(name, classes)


def _check(words: Iterable[str], where: str, *, original: bool) -> None:
    seen: set[str] = set()
    for word in words:
        if not word.strip() or word in seen:
            raise SettingsError(f"has the word {word!r} twice or empty", where=where, way_out="keep it once")
        if not original and normalise(word) != word:
            raise SettingsError(
                f"has the word {word!r}, which normalised text never holds", where=where, way_out=normalise(word)
            )
        seen.add(word)


def _alternation(words: list[str] | dict[str, list[str]]) -> str:
    """Any word, the longest first. A Latin word stands apart from other letters; a Chinese one stands anywhere."""
    endings = words if isinstance(words, dict) else {word: [] for word in words}
    latin: list[tuple[str, str]] = []
    other: list[tuple[str, str]] = []
    for word in sorted(endings, key=len, reverse=True):
        after = r"(?![A-Za-z])" if _is_latin(word[-1]) else ""
        unless = f"(?!{'|'.join(map(re.escape, endings[word]))})" if endings[word] else ""
        (latin if _is_latin(word[0]) else other).append((word, f"{after}{unless}"))
    branches = [rf"(?<![A-Za-z]){_by_first_character(latin)}"] if latin else []
    return f"(?:{'|'.join([*branches, *([_by_first_character(other)] if other else [])])})"


def _by_first_character(words: list[tuple[str, str]]) -> str:
    """Alternatives with a common first character share it: the matcher tries as many as there are first characters."""
    groups: dict[str, list[str]] = {}
    for word, behind in words:
        groups.setdefault(word[0], []).append(re.escape(word[1:]).replace(r"\ ", r"\s?") + behind)
    branches = [f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items()]
    return f"(?:{'|'.join(branches)})"


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
