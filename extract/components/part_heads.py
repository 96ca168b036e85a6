"""What the line sells where a model is named: 'H100 SXM5 液冷冷板 八卡套件' sells cold plates, whatever they fit."""

from __future__ import annotations

from extract.reading import Line, Mark, Reading
from extract.word_classes import word_classes

_WORDS = word_classes("part_heads")
_PHRASE = 48
"""What a thing is called is said within so many characters behind the model."""
_BEFORE = 80
_LIST = 1000
_OPENING = 3
"""A line that opens with a part sells it."""
_PHRASE_ENDS = _WORDS.pattern(r"[,，。;；\n|:：!！?？(（]|{given_along}")
PART_WORDS = _WORDS.screened("{part}")
_NO_HEAD_BEFORE = _WORDS.pattern(r"(?:{feature_before}|[0-9]x?)\s?$")
_NO_HEAD_BEHIND = _WORDS.pattern(r"\s?{feature_behind}")
_COUNTED = _WORDS.pattern(r"(?:[0-9]|{numeral})\s?$")
_ON = _WORDS.pattern(r"[^,，。;；\n]*?(?<![0-9一二两三四五六七八九十双单整]){goods}")
_FOR_IT = _WORDS.pattern(r"[^\n]{0,24}?[)）\s]?{used_for}(?=[\s,，。;；)）!！]|$)")
_FITS = _WORDS.pattern(r"{fits}")
_TAKEN_FROM = _WORDS.pattern(r"\s?(?:{of_machines}\s?)?{site}[^,，。;；\n]{0,8}{taken}")
_PULLED_FROM = _WORDS.screened(r"{pulled_from}\s?(?:{article}\s)?$")
_AT_SITE = _WORDS.pattern(r"(?:\s?nvl[0-9]{1,2})?\s?(?:{of_machines}\s?)?{site}")
_OTHER_GOODS = ("network", "memory", "drive", "cpu", "part")


def heads_a_part(reading: Reading, mark: Mark) -> bool:
    """The phrase that opens with the model ends in the name of a part, before any count or price."""
    text = reading.text
    end = _phrase_end(reading, mark)
    heads = [m for m in reading.find(PART_WORDS, mark.end, end) if _is_head(text, m.start(), m.end())]
    if reading.within("barebone", mark.end, end):
        return False
    return bool(heads) and _ON.match(text, heads[-1].end(), end) is None


def fits_a_part(reading: Reading, mark: Mark) -> bool:
    """A part, a drive or a card for the network is named first, and the model as what it fits or was taken from."""
    text = reading.text
    line = reading.line_of(mark.start)
    first = max(line.start, mark.start - _BEFORE)
    if reading.within("model", max(line.start, first - _LIST), first) or text.endswith("的", first, mark.start):
        return False
    if any(reading.find(_PULLED_FROM, max(line.start, mark.start - 24), mark.start)) and (
        _sells_others_above(reading, line) or _is_only_the_site(reading, first, mark)
    ):
        return True
    heads = [f.start for f in reading.within("foreign", first, mark.start) if f.value in _OTHER_GOODS]
    heads += [m.start() for m in reading.find(PART_WORDS, first, mark.start) if _is_head(text, m.start(), m.end())]
    if not heads or _is_sold_itself(reading, first, min(heads)):
        return False
    if min(heads) - line.start <= _OPENING or _TAKEN_FROM.match(text, mark.end):
        return True
    if _FITS.search(text, min(heads), mark.start):
        return True
    return _FOR_IT.match(text, mark.end, mark.end + _PHRASE) is not None


def _is_only_the_site(reading: Reading, first: int, mark: Mark) -> bool:
    """'6 switches, came out of a B200 pod': nothing before says that GPUs are sold."""
    return _AT_SITE.match(reading.text, mark.end) is not None and not reading.within("form", first, mark.start)


def _is_sold_itself(reading: Reading, first: int, head: int) -> bool:
    """A card or a machine is named before the part, apart from it: '显卡水冷头' is one thing, '八卡' a count."""
    return any(
        form.end < head and not _COUNTED.search(reading.text, max(0, form.start - 2), form.start)
        for form in reading.within("form", first, head)
    )


def _sells_others_above(reading: Reading, line: Line) -> bool:
    """A list of drives or cards for the network, and under it the machines that they come from."""
    above = max(0, line.start - _LIST)
    named = [f for f in reading.within("foreign", above, line.start) if f.value in _OTHER_GOODS]
    return bool(named) and not reading.within("model", above, line.start)


def _phrase_end(reading: Reading, mark: Mark) -> int:
    limit = min(reading.line_of(mark.start).end, mark.end + _PHRASE)
    ends = _PHRASE_ENDS.search(reading.text, mark.end, limit)
    stops = [m.start for kind in ("count", "money") for m in reading.within(kind, mark.end, limit)]
    return min([limit, *stops, *([ends.start()] if ends else [])])


def _is_head(text: str, start: int, end: int) -> bool:
    """'三风扇' and '被动散热' tell of a card, '风扇版' is one."""
    if text[start:end] not in _WORDS["feature"]:
        return True
    return (
        _NO_HEAD_BEFORE.search(text, max(0, start - 8), start) is None
        and _NO_HEAD_BEHIND.match(text, end, end + 8) is None
    )
