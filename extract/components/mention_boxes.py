"""Empty boxes, licences and scrap that bear the name of a model."""

from __future__ import annotations

from extract.components.mention_denials import written
from extract.components.mention_parts import end_of_name, is_given_along
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_SCRAP_REACH = 30
_WORDS = word_classes("goods")
_SCRAP_DENIED = _WORDS.pattern(r"{scrap_denied}\s?$")
_SCRAP_REFUSED = _WORDS.pattern(r"[\s,，]?(?:一律|的|卡)?(?:{scrap_refused}|{scrap_taken})")


def is_box_or_scrap_behind(reading: Reading, mark: Mark) -> bool:
    """'H100 空盒', 'A100 for parts': right behind the name stands what it is no more."""
    position = end_of_name(reading, mark)
    return any(
        none.value in {"empty", "licence", "scrap"}
        and position <= none.start <= position + 6
        and "\n" not in reading.text[mark.end : none.start]
        for none in _nones_of_line(reading, mark)
    )


def is_empty_box(reading: Reading, mark: Mark) -> bool:
    """The line sells an empty box."""
    return any(none.value == "empty" for none in _nones_of_line(reading, mark))


def is_replica(reading: Reading, mark: Mark) -> bool:
    """The line sells a model of the thing in the sense of a toy."""
    return any(none.value == "replica" for none in _nones_of_line(reading, mark))


def is_licence(reading: Reading, mark: Mark) -> bool:
    """A licence is sold, not given along with the machine."""
    return any(
        none.value == "licence"
        and written(reading, none) in _WORDS["licences"]
        and not is_given_along(reading, none.start, 16)
        for none in _nones_of_line(reading, mark)
    )


def is_scrap(reading: Reading, mark: Mark) -> bool:
    """The line sells scrap, or a licence, near the name."""
    return any(
        none.value in {"scrap", "licence"}
        and abs(none.start - mark.end) < _SCRAP_REACH
        and not _SCRAP_DENIED.search(reading.text, max(0, none.start - 6), none.start)
        for none in _nones_of_line(reading, mark)
    )


def _nones_of_line(reading: Reading, mark: Mark) -> list[Mark]:
    if not reading.marks.get("none"):
        return []
    nones = reading.within("none", *reading.near(mark.start, 2000))
    return [none for none in nones if not _SCRAP_REFUSED.match(reading.text, none.end)]
