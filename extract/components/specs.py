"""Claims what is neither count nor money: memory, part numbers, CPU models, power, bandwidth, sizes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from extract.lexicon import vocabulary_file
from extract.normalise import normalise
from extract.numerals import CHINESE, chinese_number
from extract.reading import Reading
from extract.screening import Screened
from extract.spoken_numbers import SPOKEN, spoken_number
from extract.word_classes import word_classes

_WORDS = word_classes("specs")
_CPU = (
    r"(?:{two_or_four} ?|2 ?[x*×] ?)?(?:{cpu_lines}|i[579]-)[ :：]{0,2}(?:{cpu_words} ){0,2}"
    r"[a-z]{0,2}-?[0-9]{4,5}[a-z+]{0,3}"
)
_INTERFACE = (
    r"{interfaces} ?[0-9](?:\.[0-9])?(?![0-9.]| ?(?:{counted_behind}|x ))(?:[a-z](?![a-z]))?"
    r"(?: ?[x×][0-9]{1,2}(?![0-9]))?"
)
_PRODUCT = (
    r"(?<![0-9a-z])(?!{money_letters}[0-9]{1,5}[kmw]\b)[a-z]{1,4}[0-9]{2,5}[a-z]{1,4}[0-9]{0,4}[a-z]{0,3}(?![a-z0-9])"
)
_SHAPES = (
    ("part", r"(?<![a-z0-9])[0-9]{3}-[0-9a-z]{4,5}-[0-9a-z]{3,4}(?:-[0-9a-z]{3})?(?![a-z0-9])"),
    ("cpu", _CPU),
    ("cpu", r"(?<![a-z])ultra ?[3579][ \-][0-9]{3}[a-z]{0,2}(?![a-z])"),
    ("cpu", r"(?:{ryzen}|r[579])[ \-]?[3579]? ?[0-9]{4,5}[a-z0-9]{0,4}"),
    ("cpu", r"(?<![0-9a-z.¥$€£])1[0-5][1-9][0-9]{2}(?:kf|ks|kfc|k|f|t|hx)(?![a-z0-9])(?! ?{price_behind_cpu})"),
    ("cpu", r"(?<![0-9a-z.¥$€£])[579][0-9][05]0(?:x3d|xt|x|g)(?![a-z0-9])"),
    ("footnote", r"\[\^?[a-z]?[0-9]{1,3}(?:, ?[a-z]?[0-9]{1,3}){0,6}\]|\^[0-9]{1,3}"),
    ("resolution", r"[0-9]{3,4} ?[x×*] ?[0-9]{3,4}(?![0-9])"),
    ("resolution", r"(?<![0-9.$¥€£])[1-9](?:\.[0-9])?k(?= ?(?:{screens}|[0-9]{2,3} ?hz))"),
    ("cpu", r"(?:{two} ?|2 ?[x*×] ?)[345689][0-9]{3}[a-z+]{0,2}(?![0-9a-z]| ?{no_cpu_behind})"),
    ("cpu", r"{sockets} ?[3-9][0-9]{3}[a-z+]{0,2}(?![0-9a-z]| ?{no_cpu_behind})"),
    ("cpu", r"(?<![0-9a-z])[0-9]{4}wx(?![a-z])|(?<![0-9a-z])e[35]-[0-9]{4} ?v?[0-9]?|w[0-9]-[0-9]{4}x?"),
    ("measure", r"(?<![$¥€£0-9])(?<![$¥€£][0-9],)(?<![$¥€£][0-9]{2},)[0-9]{1,9}(?:\.[0-9]{1,4})? ?{units_of_measure}"),
    ("height", r"(?<![0-9,.])[0-9]{1,2} ?u(?![a-z0-9])"),
    ("disk", r"(?<![0-9a-z.])[0-9]{1,4}(?:\.[0-9]{1,3})? ?t(?![a-zà-ỹ0-9/]){disk_behind}?"),
    ("frequency", r"ddr[345] ?-? ?[0-9]{4}"),
    ("interface", _INTERFACE),
    ("interface", r"(?<![0-9a-z])x(?:16|8|4|1)(?= ?{lanes_behind})"),
    ("measure", r"{measured_before}[ :：]{0,2}[0-9]{1,9}(?:\.[0-9]{1,4})?"),
    ("height", r"(?<![0-9a-z])[0-9]{1,2} ?(?:-| )?slot"),
    ("frequency", r"(?<![0-9a-z])[3-8][0-9]00 ?{frequency_behind}"),
    ("watts", r"(?<![0-9a-z.¥$])(?:[1-6][0-9]{2}|700|1[0246]00|2[07]00|3[03]00) ?w(?![a-z0-9])"),
    ("draw", r"(?<![0-9a-z.¥$])[0-9]{1,4} ?w(?![a-z0-9])"),
    ("product", _PRODUCT),
    ("product", r"{machine_lines} [a-z]{0,2}[0-9]{1,5}[a-z]{0,2}(?![a-z0-9])"),
)
"""What a number may be, in order: the first shape that fits a place claims it."""
_PATTERN = _WORDS.pattern("|".join(f"(?P<{name}_{index}>{shape})" for index, (name, shape) in enumerate(_SHAPES)))
_MEMORY = _WORDS.screened(
    rf"(?:(?<![0-9a-z.])(?P<n>[0-9]{{1,4}}|[{CHINESE}]{{1,5}}) ?(?:{{gigabytes}}|(?:gib|gb|g)(?![a-z0-9/]|pu|/s))"
    rf"|(?P<spoken>{SPOKEN}) (?:{{spoken_gigabytes}}))"
    r"(?P<other> ?{other_memory_behind})?"
)
_OTHER_MEMORY = _WORDS.pattern(r"{other_memory_before}[ :x*]{0,3}$")
_MULTIPLIED = Screened(r"(?<![0-9a-z])(?P<count>[1-9][0-9]?) ?[x×*] ?(?=[0-9]{2,3} ?gi?b?(?![a-z]))")
_PRICE_BEHIND = _WORDS.pattern(r" ?(?:/ ?{price_units_behind_w}|[一每]{price_units_behind_w}|{tax_behind_w})")
_MONEY_BEHIND = _WORDS.pattern(r" ?(?:{price_behind_w}|[,，。;；]?$)")
_POWER_BEFORE = _WORDS.pattern("{power_before}")
_POWER = _WORDS.screened("{power_told}")
_DRAWN_BY = _WORDS.pattern(" ?{draw_behind}")
_POWER_REACH = 6


def find_specs(reading: Reading) -> None:
    """Marks of kinds ``memory`` (GB) and ``times`` (8×80G); claims the rest. Runs after names and contacts."""
    for match in _PATTERN.finditer(reading.text):
        name = (match.lastgroup or "").partition("_")[0]
        is_such = _GUARDS.get(name)
        if is_such is None or is_such(reading, *match.span()):
            _claim(reading, name, *match.span())
    for match in reading.find(_identifiers()):
        _claim(reading, "identifier", *match.span(match.lastgroup or "id"))
    for match in reading.find(_MULTIPLIED):
        if not reading.is_taken(*match.span()):
            reading.add("times", int(match["count"]), match.start(), match.end(), "gpus.times_memory")
            reading.take(*match.span())
    for match in reading.find(_MEMORY):
        _find_memory(reading, match)


def _claim(reading: Reading, name: str, start: int, end: int) -> None:
    if not reading.is_taken(start, end):
        reading.add("spec", name, start, end, "spec")
        reading.take(start, end)


@cache
def _identifiers() -> Screened:
    """A number that a label calls an identifier: it counts and costs nothing."""
    labels = sorted(map(normalise, vocabulary_file("grammar.yaml")["identifier_labels"]), key=len, reverse=True)
    return _WORDS.screened(
        rf"(?<![a-z])(?:{'|'.join(map(re.escape, labels))})[ .:：#]{{1,3}}(?P<id>[0-9]{{3,24}})(?![0-9.,])"
        r"|(?<![a-z]){references}[ .:：#\-]{1,3}(?P<reference>[0-9]{2,10}(?:/[0-9a-z]{1,10}|-[a-z][0-9a-z]{0,9}){1,4})"
    )


def _find_memory(reading: Reading, match: re.Match[str]) -> None:
    """Memory of a GPU is marked; a size of system memory or of a disk is claimed."""
    start, end = match.span()
    if reading.is_taken(start, end):
        return
    size = _size(match)
    reading.take(start, end)
    other = match["other"] or _OTHER_MEMORY.search(reading.text, max(0, start - 8), start)
    if size is not None and not other:
        reading.add("memory", size, start, end, "memory.size", 0.9)


def _size(match: re.Match[str]) -> int | None:
    """'80G', '八十G', 'eighty gig'."""
    if match["spoken"]:
        return spoken_number(match["spoken"])
    size = int(match["n"]) if match["n"].isdigit() else chinese_number(match["n"])
    return None if size is None else int(size)


def _tells_of_power(reading: Reading, start: int, end: int) -> bool:
    """'GPU 的峰值约为 72W' in an article that speaks of power; '70W 半高' anywhere: a dealer writes 72W for a sum."""
    told = _DRAWN_BY.match(reading.text, end) or (reading.kind != "listing" and reading.says(_POWER))
    return bool(told) and reading.raw(start, end).endswith("W")


def _is_watts(reading: Reading, start: int, end: int) -> bool:
    """430w一台 is money, 450W is power."""
    text = reading.text
    if _PRICE_BEHIND.match(text, end):
        return False
    if reading.raw(start, end).endswith("W"):
        return True
    if _MONEY_BEHIND.match(text, end) or not reading.lang.chinese:
        return not reading.lang.chinese
    return bool(
        _POWER_BEFORE.search(text, max(0, start - _POWER_REACH), start) or _POWER_BEFORE.match(text, end, end + 4)
    )


_GUARDS: dict[str, Callable[[Reading, int, int], bool]] = {"draw": _tells_of_power, "watts": _is_watts}
"""Shapes that are what they look like only in such a text or place."""
