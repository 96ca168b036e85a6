"""GPUs in one unit as the text says them: 8卡, 8-GPU, dual RTX 6000 Ada."""

from __future__ import annotations

import re

from extract.numerals import CHINESE, chinese_number
from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("counts")
_GPUS = _WORDS.pattern(
    rf"(?P<n>(?<![a-z0-9.])[0-9]{{1,2}}|[{CHINESE}]|{{several}})[ \-]?(?:个)?"
    r"(?P<word>{gpu_words}|x(?=[,，;；、)）]|\sgpus?))"
)
_HYPHENED = _WORDS.pattern(r"(?<![a-z0-9.])(?P<n>[0-9]{1,2}|{several})-{per_machine}")
_DOUBLE = re.compile(r"(?P<n>双|单) ?(?P<word>卡|路(?!8|9|6)(?=[^0-9]|rtx))")
_BEFORE_MODEL = _WORDS.pattern(r"(?P<n>{before_model})(?:路|卡)? ?(?:{makers} ?)?$")
_VALUES = {
    "single": 1, "单": 1, "dual": 2, "double": 2, "two": 2, "双": 2, "twin": 2, "两张": 2, "两块": 2,
    "quad": 4, "four": 4, "四": 4, "octa": 8, "eight": 8, "八": 8,
}  # fmt: skip
_MODEL_REACH = 16
_MOST = 20
_IN_A_RACK = {72, 36, 32, 64}
_IN_A_MACHINE = {1, 2, 4, 8, 10, 16}


def find_gpus_inside(reading: Reading) -> None:
    """Marks of kind ``gpus``; claims what it reads."""
    for match in _GPUS.finditer(reading.text):
        value = _VALUES.get(match["n"]) or _value(match["n"])
        if not reading.is_taken(*match.span()) and _is_plausible(value, match["word"]):
            reading.add("gpus", value, match.start(), match.end(), "gpus.stated")
            reading.take(*match.span())
    for match in _HYPHENED.finditer(reading.text):
        value = _VALUES.get(match["n"]) or _value(match["n"])
        if not reading.is_taken(*match.span()) and value in _IN_A_MACHINE:
            reading.add("gpus", value, match.start(), match.end(), "gpus.hyphened")
            reading.take(*match.span())
    for match in _DOUBLE.finditer(reading.text):
        if not reading.is_taken(*match.span()) and match.group() != "单路":
            reading.add("gpus", _VALUES[match["n"]], match.start(), match.end(), "gpus.word")
    for model in reading.marks.get("model", ()):
        before = _BEFORE_MODEL.search(reading.text, max(0, model.start - _MODEL_REACH), model.start)
        if before and not reading.is_taken(*before.span("n")):
            reading.add("gpus", _VALUES[before["n"]], *before.span("n"), "gpus.before_model")


def _value(written: str) -> int:
    return int(written) if written.isdigit() else int(chinese_number(written) or 0)


def _is_plausible(value: int, word: str) -> bool:
    """30块GPU counts cards on offer, 8块GPU those of a machine."""
    if value in _IN_A_RACK:
        return True
    if not 1 <= value <= _MOST:
        return False
    return value in _IN_A_MACHINE or not word.startswith(("gpu", "张", "块", "颗"))
