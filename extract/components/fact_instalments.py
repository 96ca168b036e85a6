"""Payments that are parts of one sum: 'in two instalments of $1.4m and $1.8m, or $3.2m in all'."""

from __future__ import annotations

from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_INSTALMENTS = _WORDS.pattern("{instalments}")
_WHOLE_BEHIND = _WORDS.pattern(r"\s?{in_all}")
_WHOLE_BEFORE = _WORDS.pattern(r"(?:{sum_words}|总共|一共)[^0-9,，.。;；]{0,12}$")


def is_instalment(sentence: Sentence, mark: Mark) -> bool:
    """One of several payments, where the sentence goes on to name their sum."""
    if is_whole(sentence, mark) or not sentence.says(_INSTALMENTS, sentence.start, mark.start):
        return False
    return any(is_whole(sentence, other) for other in sentence.reading.within("money", mark.end, sentence.end))


def is_whole(sentence: Sentence, mark: Mark) -> bool:
    """The amount is called what all payments come to."""
    behind = _WHOLE_BEHIND.match(sentence.right_of(mark, 16))
    return behind is not None or _WHOLE_BEFORE.search(sentence.left_of(mark, 24)) is not None
