"""Counts of what one machine holds: 每台 8 张, 72 GPUs per rack, consists of."""

from __future__ import annotations

import re

from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_INSIDE_BEFORE = _WORDS.pattern(r"(?:{one_machine}[^0-9,，。;；:)）]{0,34}|{inside_words}\s?(?:{about}\s?)?)$")
_INSIDE_BEHIND = _WORDS.pattern(r"[^,，。;；0-9]{0,30}?(?:{one_machine}|{builds})")
_BUILT_BEHIND = _WORDS.pattern(r"[^,，。;；0-9]{0,30}?{builds}")
_EACH_HOLDS = _WORDS.pattern(r"\s?{chip_nouns}\s(?:each|apiece)(?![a-z])")
_HOLDERS = _WORDS.pattern(r"(?:{machines})[^,，。;；0-9]{0,24}(?:{contains})\s?(?:{about}|{at_most}|{at_least})?\s?$")
_HOLDS = _WORDS.pattern(r"(?:{contains}|基于)\s?$")
CONTAINERS = _WORDS.pattern("{containers}")
_MACHINES_NAMED = _WORDS.pattern("{machines}")
_COUNTS_MACHINES = re.compile("[台套柜]$")
_OF_MACHINE = _WORDS.pattern(r"[^,，。;；]{0,24}的?(?:{machines}|{builds})")


def is_inside(sentence: Sentence, mark: Mark) -> bool:
    """'每台 8 张', '72 GPUs per rack', 'consists of': what one machine holds."""
    text, left = sentence.reading.text, sentence.left_of(mark, 50)
    if CONTAINERS.search(left) and not _MACHINES_NAMED.search(left):
        return False
    return bool(
        _INSIDE_BEFORE.search(left)
        or (_EACH_HOLDS.match(text, mark.end, sentence.end) and _MACHINES_NAMED.search(left))
        or _is_inside_behind(sentence, mark)
        or _HOLDERS.search(left)
        or (
            _HOLDS.search(left)
            and not _COUNTS_MACHINES.search(text, mark.start, mark.end)
            and _is_of_machine(sentence, mark)
        )
    )


def _is_inside_behind(sentence: Sentence, mark: Mark) -> bool:
    """'72 GPUs per rack', '8 张组成一台', not '3 台（每台含 8 张）': of machines, what each holds is said next."""
    text = sentence.reading.text
    pattern = _BUILT_BEHIND if _COUNTS_MACHINES.search(text, mark.start, mark.end) else _INSIDE_BEHIND
    return pattern.match(text, mark.end, sentence.end) is not None


def _is_of_machine(sentence: Sentence, mark: Mark) -> bool:
    return _OF_MACHINE.match(sentence.reading.text, mark.end, sentence.end) is not None
