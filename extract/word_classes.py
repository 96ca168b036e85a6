"""Word classes: the closed word lists of one component as YAML, and patterns that are built of them.

A file ``vocabulary/<name>.yaml`` holds class → words. A class may also map a word to the endings that make another word
of it (``收: [到, 款]``: not 收到, not 收款). A pattern names classes in braces: ``"{edge}{verb}(?={goods})"``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from pydantic import TypeAdapter, ValidationError

from extract.lexicon import vocabulary_file
from extract.literals import Literals, Needs, needed_literals, needs_of_words
from extract.normalise import normalise
from extract.scanning import Pattern
from extract.screening import Screened
from foundation.errors import SettingsError

_SLOT = re.compile(r"\{([a-z_]+)\}")
_FIRST_STAND_IN = 0xE000
"""Characters that stand for a slot while it is worked out what a template asks for."""
_Classes = TypeAdapter(dict[str, list[str] | dict[str, list[str]]])


class WordClasses:
    """The classes of one file. Words with a blank in them match with and without it."""

    def __init__(self, name: str, classes: Mapping[str, list[str] | dict[str, list[str]]]) -> None:
        self.name = name
        self._branches = {key: _alternation(words) for key, words in classes.items()}
        self._patterns: dict[tuple[str, int], Pattern] = {}
        self._words = {key: frozenset(words) for key, words in classes.items()}
        self._needs: dict[str, Needs] = {}

    def __getitem__(self, key: str) -> frozenset[str]:
        """The words of a class, without their endings."""
        return self._words[key]

    def pattern(self, template: str, flags: int = 0) -> Pattern:
        """The template as a pattern; ``{class}`` stands for any word of the class, the longest first."""
        known = self._patterns.get((template, flags))
        if known is None:
            known = Pattern(self._filled(template), flags)
            self._patterns[template, flags] = known
        return known

    def screened(self, template: str, flags: int = 0) -> Screened:
        """The same for a pattern that is looked for in whole texts with `Reading.find`."""
        return Screened(self._filled(template), flags, lambda: self._literals(template, flags))

    def _filled(self, template: str) -> str:
        return _SLOT.sub(lambda slot: self._branches[slot[1]], template)

    def _literals(self, template: str, flags: int) -> Literals | None:
        """What the template needs, without a look at every word in its pattern: a character stands for each slot."""
        names = list(dict.fromkeys(_SLOT.findall(template)))
        stand_in = {name: chr(_FIRST_STAND_IN + number) for number, name in enumerate(names)}
        slots = {stand_in[name]: self._needs_of(name) for name in names}
        return needed_literals(_SLOT.sub(lambda slot: stand_in[slot[1]], template), flags, slots)

    def _needs_of(self, name: str) -> Needs:
        if name not in self._needs:
            self._needs[name] = needs_of_words(self._words[name])
        return self._needs[name]


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
    branches = [rf"(?<![A-Za-z]){_by_character(latin)}"] if latin else []
    return f"(?:{'|'.join([*branches, *([_by_character(other)] if other else [])])})"


def _by_character(words: Iterable[tuple[Sequence[str], str]]) -> str:
    """Alternatives that begin alike share their beginning: the matcher reads each character of a text once for all."""
    groups: dict[str, list[tuple[Sequence[str], str]]] = {}
    whole: list[str] = []
    for word, behind in words:
        if word:
            groups.setdefault(word[0], []).append((word[1:], behind))
        else:
            whole.append(behind)
    branches = [(r"\s?" if first == " " else re.escape(first)) + _by_character(rest) for first, rest in groups.items()]
    branches += whole
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalpha()
