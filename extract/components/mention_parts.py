"""Parts, drives and cards beside the name of a model: the goods are those, not the model."""

from __future__ import annotations

from extract.reading import Mark, Reading
from extract.word_classes import word_classes

_PART_REACH = 40
_WORDS = word_classes("goods")
_PART_GLUE = _WORDS.pattern(r"[\s\-/]{0,2}(?:(?:{part_glue}|sxm\d?|[23] ?slot|gen ?\d)[\s\-]{0,2})*")
ENGLISH_PART = _WORDS.screened(r"[ ,]{1,2}(?:[a-z0-9\-/]+ ){0,4}?(?P<part>{english_parts})")
_GIVEN_ALONG = _WORDS.pattern(r"(?:{given_along}\.?|w/|\+|,|-|\() ?(?:[a-z0-9]+ ){0,3}$")
_GIVEN_BEFORE = _WORDS.pattern(r"(?:{given_along}|w/|\+)[^,，。]{0,12}$")
_PULLED_OUT_OF = _WORDS.pattern(r"{pulled_out_of}\s?(?:{before_pulled}\s){0,5}$")
TAKEN_FROM = _WORDS.pattern(r"{taken_from}\s?(?:{before_pulled}\s){0,3}$")
_MACHINES_BEHIND = _WORDS.pattern(r"\s?{machines}")
_PROJECT = _WORDS.pattern(r"(?:[/／、和及][a-z0-9 ]{1,12})?\s?{project}{0,2}{project_rest}")
_NO_PARTS = {"other_gpu", "harmless"}
_INSIDES = {"memory", "cpu", "drive", "network"}


def names_part(reading: Reading, mark: Mark) -> bool:
    """'A100 散热器': what stands behind the name is a part for it."""
    position = end_of_name(reading, mark)
    return any(
        part.value == "part" and part.start <= position < part.end and not is_given_along(reading, mark.start, 10)
        for part in reading.within("foreign", mark.end, position + _PART_REACH)
    )


def end_of_name(reading: Reading, mark: Mark) -> int:
    """Where the words end that stand between a model and the part for it."""
    glue = _PART_GLUE.match(reading.text, mark.end)
    return glue.end() if glue else mark.end


def names_english_part(reading: Reading, mark: Mark) -> bool:
    """'A100 PCIe power cable': a few words on stands what is sold."""
    if reading.lang.chinese:
        return False
    match = ENGLISH_PART.match(reading.text, mark.end)
    if match is None or _GIVEN_ALONG.search(match.group()[: match.start("part") - match.start()]):
        return False
    return not any(word in match.group() for word in ("gpu", "card", "module"))


def stands_beside_foreign_goods(reading: Reading, mark: Mark) -> bool:
    """'CX7 网卡 50张 7200 H100集群拆机': the line counts and prices something else before the name."""
    if not reading.marks.get("foreign"):
        return False
    first, last = reading.near(mark.start)
    heads = [f for f in reading.within("foreign", first, mark.start) if f.value not in _NO_PARTS]
    if not heads or reading.within("model", first, heads[0].start) or reading.within("sku", first, last):
        return False
    if _PULLED_OUT_OF.search(reading.text, max(first, mark.start - 30), mark.start):
        return True
    values = [*reading.within("count", first, last), *reading.within("money", first, last)]
    return bool(values) and all(v.end <= mark.start for v in values) and heads[0].start < min(v.start for v in values)


def gave_parts(reading: Reading, mark: Mark) -> bool:
    """'PM1743 x200 … pulled from H100 nodes': drives, CPUs or network cards out of machines are for sale."""
    if not _MACHINES_BEHIND.match(reading.text, mark.end):
        return False
    first = max(reading.line_of(mark.start).start, mark.start - 30)
    if not TAKEN_FROM.search(reading.text, first, mark.start):
        return False
    sold = (part for part in reading.marks.get("foreign", ()) if part.start < mark.start and part.value in _INSIDES)
    return any(sold)


def is_left_of_project(reading: Reading, mark: Mark) -> bool:
    """'H100/H200集群项目余货' below a list of switches: the name says where other goods come from."""
    line = reading.line_of(mark.start)
    if not reading.marks.get("foreign") or not _PROJECT.match(reading.text, mark.end):
        return False
    return not reading.within("count", line.start, line.end) and not reading.within("money", line.start, line.end)


def is_given_along(reading: Reading, position: int, reach: int) -> bool:
    """'with bracket', '送散热器': the words before a place give something along with the goods."""
    return _GIVEN_BEFORE.search(reading.text, max(0, position - reach), position) is not None
