"""GPUs in one unit as the text says them: 8卡, 8-GPU, dual RTX 6000 Ada."""

from __future__ import annotations

import re

from extract.numerals import CHINESE, chinese_number
from extract.reading import Mark, Reading
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("counts")
_GPUS = _WORDS.screened(
    rf"(?P<n>(?<![a-z0-9.])[0-9]{{1,2}}|[{CHINESE}]|{{several}})[ \-]?(?:个)?"
    r"(?P<word>{gpu_words}|x(?=[,，;；、)）]|\sgpus?))"
)
_MACHINES_OF = _WORDS.screened(r"{machines_of} (?P<n>[0-9]{1,2}|{several})(?![0-9a-z.,]| ?[x×*])")
_HYPHENED = _WORDS.screened(r"(?<![a-z0-9.])(?P<n>[0-9]{1,2}|{several})-{per_machine}")
_SLOTTED = _WORDS.screened(
    r"(?<![a-z0-9.])(?P<n>[0-9]{1,2}|{several}) ?[x×*]? ?(?:pcie|sxm ?[2-6]?|oam|nvl)"
    r"(?: gen ?[3-6])?[ \-](?:gpu )?{one_machine}"
)
_NESTED = re.compile(r"(?<![a-z0-9.,])(?P<units>[0-9]{1,3}) ?[x×*] ?(?P<n>[0-9]{1,2}) ?[x×*]? ?$")
_NAMED_MACHINE = _WORDS.pattern(
    r"(?:[ \-](?:sxm ?[2-6]?|pcie|nvl|oam|hgx|gpu|[0-9]{2,3} ?gb?)){0,3}[ \-]{machine_words}"
)
_DOUBLE = Screened(r"(?P<n>双|单) ?(?P<word>卡|路(?!8|9|6)(?=[^0-9]|rtx))")
_BEFORE_MODEL = _WORDS.pattern(r"(?P<n>{before_model})(?:路|卡)? ?(?:{makers} ?)?$")
_VALUES = {
    "single": 1, "单": 1, "dual": 2, "double": 2, "two": 2, "双": 2, "twin": 2, "两张": 2, "两块": 2,
    "quad": 4, "four": 4, "四": 4, "octa": 8, "eight": 8, "八": 8,
}  # fmt: skip
_TIMES_PRICED = re.compile(
    r"(?: ?[0-9]{2,3} ?gb?)? ?(?P<times>[x×*] ?(?P<n>[0-9]{1,2}))(?![0-9.]) ?(?:约|近|:|≈|~)? ?"
    r"(?=[$¥]?[0-9.,\-~]{2,12} ?[万元wk])"
)
_MACHINE_LIST = re.compile(r"(?:整机|服务器|单机)[^:：;；\n]{0,24}[:：]")
_MODEL_REACH, _LIST_REACH = 16, 120
_MOST = 20
_IN_A_RACK = {72, 36, 32, 64}
_IN_A_MACHINE = {1, 2, 4, 8, 10, 16}


def find_gpus_inside(reading: Reading) -> None:
    """Marks of kind ``gpus``; claims what it reads."""
    for match in reading.find(_GPUS):
        value = _VALUES.get(match["n"]) or _value(match["n"])
        if not reading.is_taken(*match.span()) and _is_plausible(value, match["word"]):
            reading.add("gpus", value, match.start(), match.end(), "gpus.stated")
            reading.take(*match.span())
    for match in reading.find(_HYPHENED):
        value = _VALUES.get(match["n"]) or _value(match["n"])
        if not reading.is_taken(*match.span()) and value in _IN_A_MACHINE:
            reading.add("gpus", value, match.start(), match.end(), "gpus.hyphened")
            reading.take(*match.span())
    for match in reading.find(_MACHINES_OF):
        value = _VALUES.get(match["n"]) or _value(match["n"])
        if not reading.is_taken(*match.span("n")) and value in _IN_A_MACHINE - {1}:
            reading.add("gpus", value, *match.span("n"), "gpus.machines_of")
            reading.take(*match.span("n"))
    for match in reading.find(_SLOTTED):
        value = _VALUES.get(match["n"]) or _value(match["n"])
        if not reading.is_taken(*match.span("n")) and value in _IN_A_MACHINE - {1}:
            reading.add("gpus", value, *match.span("n"), "gpus.slotted")
            reading.take(*match.span("n"))
    for match in reading.find(_DOUBLE):
        if not reading.is_taken(*match.span()) and match.group() != "单路":
            reading.add("gpus", _VALUES[match["n"]], match.start(), match.end(), "gpus.word")
    for model in reading.marks.get("model", ()):
        _find_nested(reading, model)
        _find_in_price_list(reading, model)
        before = _BEFORE_MODEL.search(reading.text, max(0, model.start - _MODEL_REACH), model.start)
        if before and not reading.is_taken(*before.span("n")):
            reading.add("gpus", _VALUES[before["n"]], *before.span("n"), "gpus.before_model")


def _find_nested(reading: Reading, model: Mark) -> None:
    """'2×8 H100 nodes': two machines of eight; the number before is left to be counted."""
    match = _NESTED.search(reading.text, max(0, model.start - _MODEL_REACH), model.start)
    if match is None or reading.is_taken(*match.span()) or not _NAMED_MACHINE.match(reading.text, model.end):
        return
    if (value := int(match["n"])) in _IN_A_MACHINE - {1}:
        reading.add("gpus", value, *match.span("n"), "gpus.nested")
        reading.add("nested", int(match["units"]), *match.span("units"), "count.nested")
        reading.take(*match.span())


def _find_in_price_list(reading: Reading, model: Mark) -> None:
    """'整机参考价：L20×8 约 46 万元': under a heading that speaks of machines, GPUs in each of them."""
    match = _TIMES_PRICED.match(reading.text, model.end)
    if match is None or reading.is_taken(*match.span("n")) or int(match["n"]) not in _IN_A_MACHINE - {1}:
        return
    line = reading.line_of(model.start)
    heading = _MACHINE_LIST.search(reading.text, max(line.start, model.start - _LIST_REACH), model.start)
    if heading is not None:
        reading.add("gpus", int(match["n"]), *match.span("times"), "gpus.price_list")
        reading.take(*match.span("times"))


def _value(written: str) -> int:
    return int(written) if written.isdigit() else int(chinese_number(written) or 0)


def _is_plausible(value: int, word: str) -> bool:
    """30块GPU counts cards on offer, 8块GPU those of a machine."""
    if value in _IN_A_RACK:
        return True
    if not 1 <= value <= _MOST:
        return False
    return value in _IN_A_MACHINE or not word.startswith(("gpu", "张", "块", "颗"))
