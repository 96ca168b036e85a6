"""Models that a text names without trading them: denied, fitted by something else, or the name of a part."""

from __future__ import annotations

import re
from collections.abc import Callable

from extract.components.no_stock import is_asked_about, is_out_of_stock
from extract.components.part_heads import fits_a_part, heads_a_part
from extract.components.stances import Stances
from extract.components.zones import LIST_GLUE
from extract.reading import Mark, Reading
from extract.word_classes import word_classes

PART = "the goods are a part for it"
"""What is said of a list holds for every name in it."""
_DENIAL_REACH = 10
_SUPPORT_REACH = 14
_EXCLUSION_REACH = 40
_FITS_REACH = 12
_PART_REACH = 40
_POINTER_REACH = 120
_SCRAP_REACH = 30
_DECLARED_REACH = 24
_WORDS = word_classes("goods")
_DENIAL_ENDS = re.compile(r"[,，。;；!0-9]")
_SUPPORT_ENDS = _WORDS.pattern(r"[,，。;；!]|{trade_in_gap}|\d")
_POINTER = _WORDS.pattern(r"(?<![^\s|。;；])(?:{pointers})[^\n]{0,80}$")
_HASHTAG = re.compile(r"#[a-z]{0,8}$")
_ASKED = _WORDS.pattern("{asked_before}")
_PART_GLUE = _WORDS.pattern(r"[\s\-/]{0,2}(?:(?:{part_glue}|sxm\d?|[23] ?slot|gen ?\d)[\s\-]{0,2})*")
_ENGLISH_PART = _WORDS.pattern(r"[ ,]{1,2}(?:[a-z0-9\-/]+ ){0,4}?(?P<part>{english_parts})")
_GIVEN_ALONG = _WORDS.pattern(r"(?:{given_along}\.?|w/|\+|,|-|\() ?(?:[a-z0-9]+ ){0,3}$")
_GIVEN_BEFORE = _WORDS.pattern(r"(?:{given_along}|w/|\+)[^,，。]{0,12}$")
_PULLED_OUT_OF = _WORDS.pattern(r"{pulled_out_of}\s?(?:{before_pulled}\s){0,5}$")
_TAKEN_FROM = _WORDS.pattern(r"{taken_from}\s?(?:{before_pulled}\s){0,3}$")
_EMPTY_MACHINE = _WORDS.pattern("{empty_machines}")
_MACHINES_BEHIND = _WORDS.pattern(r"\s?{machines}")
_INSIDES = {"memory", "cpu", "drive", "network"}
_SCRAP_DENIED = _WORDS.pattern(r"{scrap_denied}\s?$")


def why_only_mentioned(reading: Reading, mark: Mark) -> str | None:
    """The reason why a model is named and not traded, or none."""
    return next((reason for reason, holds in _REASONS if holds(reading, mark)), None)


def why_machine_only_mentioned(reading: Reading, mark: Mark) -> str | None:
    """The reason why a machine is named and not traded, or none."""
    if _fits_something(reading, mark):
        return "the text names it as what something else fits"
    if _is_denied(reading, mark):
        return "the text says what it is not"
    if _TAKEN_FROM.search(reading.text, max(reading.line_of(mark.start).start, mark.start - 30), mark.start):
        return "the goods came out of it"
    if is_asked_about(reading, mark):
        return "somebody asks for it"
    return "the text only points to it" if _is_pointed_to(reading, mark) else None


def _is_pointed_to(reading: Reading, mark: Mark) -> bool:
    """#H100, 'Similar: RTX PRO 6000', '看了又看'."""
    line = reading.line_of(mark.start)
    before = max(line.start, mark.start - _POINTER_REACH)
    if _HASHTAG.search(reading.text, before, mark.start):
        return _names_outside_hashtags(reading, mark)
    return _POINTER.search(reading.text, before, mark.start) is not None


def _names_outside_hashtags(reading: Reading, mark: Mark) -> bool:
    return any(
        other is not mark and not _HASHTAG.search(reading.text, max(0, other.start - 12), other.start)
        for kind in ("model", "sku")
        for other in reading.marks.get(kind, ())
    )


def _fits_something(reading: Reading, mark: Mark) -> bool:
    """'适用821GE', 'fits XE9680': the machine is not what is sold."""
    if heads_a_part(reading, mark) or fits_a_part(reading, mark):
        return True
    before = reading.within("exclusion", max(0, mark.start - _FITS_REACH), mark.start)
    return any(e.value == "supports" and mark.start - e.end <= 3 and _written(reading, e) != "for" for e in before)


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


def _is_denied(reading: Reading, mark: Mark) -> bool:
    return any(
        exclusion.value == "not"
        and len(gap) <= _DENIAL_REACH
        and not _DENIAL_ENDS.search(gap)
        and _written(reading, exclusion) not in _WORDS["no_denial"]
        for exclusion, gap in _exclusions(reading, mark)
    )


def _is_compared(reading: Reading, mark: Mark) -> bool:
    return any(
        exclusion.value == "supports"
        and len(gap) <= _SUPPORT_REACH
        and not _SUPPORT_ENDS.search(gap)
        and not _names_empty_machine(reading, mark)
        and not _is_asked_for(reading, exclusion)
        for exclusion, gap in _exclusions(reading, mark)
    )


def _names_empty_machine(reading: Reading, mark: Mark) -> bool:
    """'机头，支持H100': the platform of an empty machine; of an adapter '不含GPU' it is none."""
    near = reading.within("barebone", *reading.near(mark.start))
    machine = any(_EMPTY_MACHINE.match(reading.text, word.start) for word in near)
    return machine or bool(near and reading.marks.get("sku"))


def _is_asked_for(reading: Reading, exclusion: Mark) -> bool:
    """'looking for H100', 'up for grabs: A100', '$900 for this V100': the word belongs to a trade."""
    if _written(reading, exclusion) != "for":
        return False
    board: Stances = reading.state["stance_board"]
    declared = board.between(max(0, exclusion.start - _DECLARED_REACH), exclusion.end)
    return (
        any(stance.end >= exclusion.end for stance in declared)
        or any(
            money.end >= exclusion.start - 1 for money in reading.within("money", exclusion.start - 16, exclusion.start)
        )
        or (
            bool(reading.state["stances"])
            and _ASKED.search(reading.text, max(0, exclusion.start - 14), exclusion.start) is not None
        )
    )


def _exclusions(reading: Reading, mark: Mark) -> list[tuple[Mark, str]]:
    """Words of denial or comparison before a name on its line, each with the text between."""
    found: list[tuple[Mark, str]] = []
    for exclusion in reading.within("exclusion", max(0, mark.start - _EXCLUSION_REACH), mark.start):
        gap = reading.text[exclusion.end : mark.start]
        if exclusion.value != "harmless" and "\n" not in gap:
            found.append((exclusion, gap))
    return found


def names_part(reading: Reading, mark: Mark) -> bool:
    """'A100 散热器': what stands behind the name is a part for it."""
    position = _behind_name(reading, mark)
    return any(
        part.value == "part" and part.start <= position < part.end and not _is_given_along(reading, mark.start, 10)
        for part in reading.within("foreign", mark.end, position + _PART_REACH)
    )


def _behind_name(reading: Reading, mark: Mark) -> int:
    """Where the words end that stand between a model and the part for it."""
    glue = _PART_GLUE.match(reading.text, mark.end)
    return glue.end() if glue else mark.end


def _names_english_part(reading: Reading, mark: Mark) -> bool:
    """'A100 PCIe power cable': a few words on stands what is sold."""
    if reading.lang.chinese:
        return False
    match = _ENGLISH_PART.match(reading.text, mark.end)
    if match is None or _GIVEN_ALONG.search(match.group()[: match.start("part") - match.start()]):
        return False
    return not any(word in match.group() for word in ("gpu", "card", "module"))


def _stands_beside_foreign_goods(reading: Reading, mark: Mark) -> bool:
    """'CX7 网卡 50张 7200 H100集群拆机': the line counts and prices something else before the name."""
    first, last = reading.near(mark.start)
    heads = [f for f in reading.within("foreign", first, mark.start) if f.value != "other_gpu"]
    if not heads or reading.within("model", first, heads[0].start) or reading.within("sku", first, last):
        return False
    if _PULLED_OUT_OF.search(reading.text, max(first, mark.start - 30), mark.start):
        return True
    values = [*reading.within("count", first, last), *reading.within("money", first, last)]
    return bool(values) and all(v.end <= mark.start for v in values) and heads[0].start < min(v.start for v in values)


def _gave_parts(reading: Reading, mark: Mark) -> bool:
    """'PM1743 x200 … pulled from H100 nodes': drives, CPUs or network cards out of machines are for sale."""
    if not _MACHINES_BEHIND.match(reading.text, mark.end):
        return False
    first = max(reading.line_of(mark.start).start, mark.start - 30)
    if not _TAKEN_FROM.search(reading.text, first, mark.start):
        return False
    sold = (part for part in reading.marks.get("foreign", ()) if part.start < mark.start and part.value in _INSIDES)
    return any(sold)


def _is_box_or_scrap_behind(reading: Reading, mark: Mark) -> bool:
    position = _behind_name(reading, mark)
    return any(
        none.value in {"empty", "licence", "scrap"}
        and position <= none.start <= position + 6
        and "\n" not in reading.text[mark.end : none.start]
        for none in _nones_of_line(reading, mark)
    )


def _is_empty_box(reading: Reading, mark: Mark) -> bool:
    return any(none.value == "empty" for none in _nones_of_line(reading, mark))


def _is_licence(reading: Reading, mark: Mark) -> bool:
    """A licence is sold, not given along with the machine."""
    return any(
        none.value == "licence"
        and _written(reading, none) in _WORDS["licences"]
        and not _is_given_along(reading, none.start, 16)
        for none in _nones_of_line(reading, mark)
    )


def _is_scrap(reading: Reading, mark: Mark) -> bool:
    return any(
        none.value in {"scrap", "licence"}
        and abs(none.start - mark.end) < _SCRAP_REACH
        and not _SCRAP_DENIED.search(reading.text, max(0, none.start - 6), none.start)
        for none in _nones_of_line(reading, mark)
    )


def _nones_of_line(reading: Reading, mark: Mark) -> list[Mark]:
    return reading.within("none", *reading.near(mark.start, 2000))


def _is_given_along(reading: Reading, position: int, reach: int) -> bool:
    return _GIVEN_BEFORE.search(reading.text, max(0, position - reach), position) is not None


def _written(reading: Reading, mark: Mark) -> str:
    return reading.text[mark.start : mark.end]


_REASONS: tuple[tuple[str, Callable[[Reading, Mark], bool]], ...] = (
    ("the text says what it is not", _is_denied),
    ("the text names it as what something else fits or is compared with", _is_compared),
    ("the text only points to it", _is_pointed_to),
    (PART, names_part),
    (PART, heads_a_part),
    (PART, fits_a_part),
    ("somebody asks for it", is_asked_about),
    ("there is none of it", is_out_of_stock),
    ("the goods are something else", _names_english_part),
    ("the goods are something else", _stands_beside_foreign_goods),
    ("the goods came out of it", _gave_parts),
    ("the goods are an empty box, a licence or scrap", _is_box_or_scrap_behind),
    ("the goods are an empty box", _is_empty_box),
    ("the goods are a licence", _is_licence),
    ("the goods are scrap or a licence", _is_scrap),
)
