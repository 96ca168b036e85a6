"""Where goods are, are handed over, come from: a place word beside a cue."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re

from extract.reading import Mark, Reading

_GLUE_BEFORE = re.compile(r"[\s:：=在于为是到至地/(（\[,]{0,4}(?:我们|our|the|my|本|各|its)?\s?")
_DISTRICT = re.compile(
    r"[,，]? ?(?:sez|free zone|warehouse district|district|city|california|texas|ca|tx|nj|ny|wa|oregon|nevada|virginia|airport|port|harbou?r|island|industrial estate|ftz|(?:usa|us|uk)(?![a-z])|hong kong|hk(?![a-z])|china|malaysia|singapore|uae|germany|netherlands|japan|korea|taiwan)"
)
_GLUE_AFTER = re.compile(
    r"[\s]?(?:[\u4e00-\u9fff]{0,4}?(?:区|县|镇|街道|工业区|科技园|大厦|工厦|中心|广场|城|站|村|市|机场|港|保税区|保税仓|园区)?)?\s?(?:可|的|本地|线下|当地|现场|直接|均可|都可|附近|同城)?"
)
_HAN_GAP = re.compile(r"[\u4e00-\u9fff ]{0,6}")
_ALONE_ZH = (re.compile(r"(?:^|[\s,，。;；|)）、])$"), re.compile(r"(?:\s|[,，。;；|\t]|$|\.$)"))
_ALONE_EN = (re.compile(r"(?:^|[,，。;；|\t)）、]\s?)$"), re.compile(r"\s?(?:[,，。;；|\t]|$|\. |\.$)"))
_REACH = 26
_KINDS = ("city", "country", "zone")
_NOT_A_PLACE = re.compile(
    r"(?:同学|人民|银行|大学|科技|贸易|电子|信息|有限|公司|路|街|话|语|版|行|牌|市场价|价|trade|tech|electronics|ltd|technology|trading|limited|co\.|bank|版本|仔|佬)"
)


def find_places(reading: Reading) -> None:
    """Marks of kinds ``goods_place``, ``delivery_place``, ``origin_place`` and plain ``place``."""
    places = _merged(reading)
    for mark in places:
        kind, confidence = _kind(reading, mark)
        reading.add(kind, reading.raw(mark.start, mark.end), mark.start, mark.end, f"place.{kind}", confidence)
    _unknown_places(reading)


_UNKNOWN = re.compile(
    r"(?:(?:located in|pickup in|pick up in|collect (?:at|in|from)|warehouse in|stock in|ships? from|item location:|location:) (?P<behind>[A-Z][a-z]{2,}(?:[ ,]{1,2}[A-Z][A-Za-z]+)?)|(?<![A-Za-z])(?P<before>[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})?) (?:self[\- ]?)?(?:collection|pickup|pick-up|warehouse|meetup)(?![a-z]))"
)
_NOT_UNKNOWN = re.compile(
    r"(?:Local|Self|Our|Bonded|Free|Ready|In|At|The|Cash|Only|Own|Your|Store|Office|Item|Same|Next|Day)(?: |$)"
)


def _unknown_places(reading: Reading) -> None:
    """A capitalised word beside a cue is a place, though no gazetteer has it: Woodlands collection."""
    if any(reading.marks.get(kind) for kind in ("goods_place", "delivery_place")):
        return
    for match in _UNKNOWN.finditer(reading.original):
        group = "behind" if match["behind"] else "before"
        name = match[group]
        if _NOT_UNKNOWN.match(name):
            continue
        start = reading.text.find(name.lower())
        if start >= 0:
            reading.add("goods_place", name, start, start + len(name), "place.unknown", 0.7)
            return


def _merged(reading: Reading) -> list[Mark]:
    marks = sorted((m for kind in _KINDS for m in reading.marks.get(kind, ())), key=lambda m: (m.start, -m.end))
    merged: list[Mark] = []
    for mark in marks:
        if merged and mark.start < merged[-1].end:
            continue
        if reading.is_taken(mark.start, mark.end) or _is_part_of_name(reading, mark):
            continue
        if (
            merged
            and re.fullmatch(r"[ ,，]{0,2}", reading.text[merged[-1].end : mark.start])
            and merged[-1].kind == "city"
            and mark.kind in {"city", "country"}
            and mark.start - merged[-1].end <= 2
            and (not reading.lang.chinese or mark.start == merged[-1].end)
        ):
            merged[-1] = Mark("city", merged[-1].value, merged[-1].start, mark.end)
            continue
        merged.append(Mark(mark.kind, mark.value, mark.start, mark.end))
    return merged


def _is_part_of_name(reading: Reading, mark: Mark) -> bool:
    text = reading.text
    word = text[mark.start : mark.end]
    if _NOT_A_PLACE.match(text[mark.end : mark.end + 12].strip()):
        return True
    if word in {"us", "la", "hk", "sg", "kl", "jb", "sz", "in", "tw", "eu", "usa", "uk", "u.s."} and word in {
        "la",
        "us",
    }:
        return not reading.raw(mark.start, mark.end).isupper()
    return text[mark.end : mark.end + 1] in {"$"}


def _kind(reading: Reading, mark: Mark) -> tuple[str, float]:
    text = reading.text
    line = reading.line_of(mark.start)
    before = text[max(line.start, mark.start - _REACH) : mark.start]
    after = text[mark.end : min(line.end, mark.end + _REACH)]
    for kind in ("delivery", "origin", "goods"):
        if _cue_before(reading, mark, line.start, kind):
            behind = kind == "goods" and _cue_after(reading, mark, line.end, "delivery")
            return ("delivery_place" if behind else f"{kind}_place"), 0.9
    for kind in ("delivery", "origin", "goods"):
        if _cue_after(reading, mark, line.end, kind):
            return f"{kind}_place", 0.9
    alone_before, alone_after = _ALONE_ZH if reading.lang.chinese else _ALONE_EN
    if alone_before.search(before) and alone_after.match(after):
        return "goods_place", 0.6
    return "place", 0.5


def _cue_before(reading: Reading, mark: Mark, first: int, kind: str) -> bool:
    """A cue such as 现货在 or EXW right before the place."""
    cues = reading.within(f"{kind}_before", max(first, mark.start - _REACH), mark.start)
    return any(_GLUE_BEFORE.fullmatch(reading.text, cue.end, mark.start) for cue in cues)


def _cue_after(reading: Reading, mark: Mark, last: int, kind: str) -> bool:
    """A cue such as 仓 or "warehouse" right behind the place, a district between them."""
    for cue in reading.within(f"{kind}_after", mark.end, min(last, mark.end + _REACH)):
        gap = reading.text[mark.end : cue.start]
        if _GLUE_AFTER.fullmatch(gap) or _HAN_GAP.fullmatch(gap):
            return True
        district = _DISTRICT.match(gap)
        if district and not gap[district.end() :].strip():
            return True
    return False
