"""Models that a text names without trading them: denied, fitted by something else, or the name of a part."""

from __future__ import annotations

from collections.abc import Callable

from extract.components.mention_boxes import is_box_or_scrap_behind, is_empty_box, is_licence, is_replica, is_scrap
from extract.components.mention_denials import NO_FIT, does_not_fit, is_compared, is_denied, is_pointed_to, written
from extract.components.mention_parts import (
    ENGLISH_PART,
    TAKEN_FROM,
    gave_parts,
    is_left_of_project,
    names_english_part,
    names_part,
    stands_beside_foreign_goods,
)
from extract.components.no_stock import ASKED, GONE, is_asked_about, is_out_of_stock
from extract.components.part_heads import PART_WORDS, fits_a_part, heads_a_part
from extract.components.zones import LIST_GLUE
from extract.reading import Mark, Reading
from extract.screening import Questions, Screened

PART = "the goods are a part for it"
"""What is said of a list holds for every name in it."""
_FITS_REACH = 12


def why_only_mentioned(reading: Reading, mark: Mark) -> str | None:
    """The reason why a model is named and not traded, or none."""
    marks = reading.marks
    for reason, needed, holds in reading.remaining(_REASONS):
        if (not isinstance(needed, str) or marks.get(needed)) and holds(reading, mark):
            return reason
    return None


def why_machine_only_mentioned(reading: Reading, mark: Mark) -> str | None:
    """The reason why a machine is named and not traded, or none."""
    if _fits_something(reading, mark):
        return "the text names it as what something else fits"
    if is_denied(reading, mark):
        return "the text says what it is not"
    if TAKEN_FROM.search(reading.text, max(reading.line_of(mark.start).start, mark.start - 30), mark.start):
        return "the goods came out of it"
    if is_replica(reading, mark):
        return "the goods are a toy"
    if is_asked_about(reading, mark):
        return "somebody asks for it"
    return "the text only points to it" if is_pointed_to(reading, mark) else None


def _fits_something(reading: Reading, mark: Mark) -> bool:
    """'适用821GE', 'fits XE9680': the machine is not what is sold."""
    if heads_a_part(reading, mark) or fits_a_part(reading, mark):
        return True
    before = reading.within("exclusion", max(0, mark.start - _FITS_REACH), mark.start)
    return any(e.value == "supports" and mark.start - e.end <= 3 and written(reading, e) != "for" for e in before)


class Mentioned:
    """The last name that was only mentioned: what fits an H100 also fits the A100 named beside it."""

    def __init__(self) -> None:
        self._last: Mark | None = None
        self._fits = False

    def add(self, reading: Reading, mark: Mark) -> None:
        """Remember a mention."""
        self._fits = _fits_something(reading, mark) or (self._fits and self.goes_on(reading, mark))
        self._last = mark

    def goes_on(self, reading: Reading, mark: Mark) -> bool:
        """Whether a name goes on from the last mention. A machine that is denied may hold what is sold."""
        if self._last is None:
            return False
        if mark.start < self._last.end:
            return True
        between = reading.text[self._last.end : mark.start]
        if not between.strip() and self._last.kind != mark.kind and not self._fits:
            return False
        return "\n" not in between and LIST_GLUE.fullmatch(between) is not None


_REASONS = Questions[tuple[str, str | Screened | None, Callable[[Reading, Mark], bool]]](
    (
        ("the text says what it is not", "exclusion", is_denied),
        ("the machine on sale does not take it", NO_FIT, does_not_fit),
        ("the text names it as what something else fits or is compared with", "exclusion", is_compared),
        ("the text only points to it", None, is_pointed_to),
        (PART, "foreign", names_part),
        (PART, PART_WORDS, heads_a_part),
        (PART, None, fits_a_part),
        ("somebody asks for it", ASKED, is_asked_about),
        ("there is none of it", GONE, is_out_of_stock),
        ("the goods are something else", ENGLISH_PART, names_english_part),
        ("the goods are something else", "foreign", stands_beside_foreign_goods),
        ("the goods came out of it", "foreign", gave_parts),
        ("the goods came out of it", "foreign", is_left_of_project),
        ("the goods are an empty box, a licence or scrap", "none", is_box_or_scrap_behind),
        ("the goods are an empty box", "none", is_empty_box),
        ("the goods are a toy", "none", is_replica),
        ("the goods are a licence", "none", is_licence),
        ("the goods are scrap or a licence", "none", is_scrap),
    )
)
"""What is told; the kind of marks or the pattern without which it is not asked; the question."""
