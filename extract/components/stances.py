"""Where a text declares a side: words of the vocabulary, and verbs that need the right neighbours."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.reading import Mark, Reading
from extract.records import Side
from extract.word_classes import word_classes

_WORDS = word_classes("stances")
_EDGE = r"(?:^|[\n【\[(:：,，。;；!！\s>、|~\-*])"
_CLOSED = r"(?=[:：\s,，。;；)）]|$)"
_OVERRULING = (
    (_WORDS.pattern(r"{asking}[^\n,，。;；!！?？:：]{0,12}?{giving}"), Side.WANTED),
    (_WORDS.pattern(r"{per}\s?{rented}\s?(?:{joint}\s?){0,2}{term_of_rent}|{rented}[\-/·]{term_of_rent}"), Side.RENTAL),
    (_WORDS.pattern(r"(?<!{no_use_before}){time_of_use}\s?(?=[0-9])"), Side.RENTAL),
)
"""What turns the words inside it: who asks for a seller is a buyer."""
_PATTERNS = (
    (_WORDS.pattern(_EDGE + r"{sell_lead}?{sell_verb}(?=[:：】\])\s0-9a-z]|{sell_object})"), Side.OFFER),
    (_WORDS.pattern(r"(?:{sell_after}|[^支输演付推退超产突特杰播]卡){sell_after_verb}" + _CLOSED), Side.OFFER),
    (_WORDS.pattern(_EDGE + r"{buy_lead}?{buy_verb}(?=[:：】\])\s0-9a-z]|{buy_object})"), Side.WANTED),
    (_WORDS.pattern(_EDGE + r"{buy_lead}?(?:{need}(?=[0-9a-z])|{await}(?={awaited}|[0-9a-z]))"), Side.WANTED),
    (_WORDS.pattern(r"{wisher}{wish}(?=\s?[:：0-9a-z]|{wished})"), Side.WANTED),
    (_WORDS.pattern(_EDGE + r"{buy_lead}?{want}(?=(?:\d{1,4}\s?|{counted_first}{1,3}){counted_by})"), Side.WANTED),
    (_WORDS.pattern(r"(?<!{no_lack_before}){lack}(?:\d{1,4}\s?|{counted_first}{1,3}){lacked_by}"), Side.WANTED),
    (_WORDS.pattern(r"{plan}{plan_verb}(?:\d{1,4}\s?|{counted_first}{1,3}){counted_by}"), Side.WANTED),
    (_WORDS.pattern(r"{takes}"), Side.WANTED),
    (
        _WORDS.pattern(
            r"{request}{report}?{reported}" + _CLOSED + r"|{request}[^\n。]{0,4}{report}(?:含税|未税)?{reported}"
        ),
        Side.WANTED,
    ),
    (_WORDS.pattern(_EDGE + r"报{report_of}|{polite}[^\n，,。勿别]{0,4}报价"), Side.WANTED),
    (_WORDS.pattern(_EDGE + r"{buy_lead}?{let}(?=[0-9a-z]|{buy_object})"), Side.RENTAL),
    (_WORDS.pattern(r"{buy_after}{buy_after_verb}" + _CLOSED), Side.WANTED),
    (_WORDS.pattern(r"(?:^|\n){inquiry}(?=[:：\s0-9a-z])"), Side.WANTED),
    (_WORDS.pattern(r"{answer_have}{answer_please}?{answer_way}|{answer_with}{answer_with_way}"), Side.WANTED),
    (_WORDS.pattern(r"\[h\](?!\s*(?:\$|{payment}))"), Side.OFFER),
    (_WORDS.pattern(r"\[w\](?!\s*(?:\$|{payment}))"), Side.WANTED),
)
_NEED_BEFORE = _WORDS.pattern(r"(?<!{no_need_before}){short_need}(?:{maker})?\s?$")
_REQUIRED_BEHIND = _WORDS.pattern(
    r"[^,.;:，。；\n]{0,40}?(?P<said>{required})(?=\s*(?:[,.;!，。]|$|\n|{needed_where}))"
)
_OTHERWISE_REQUIRED = _WORDS.pattern(r"{no_requirement}\s$")
_NEGATED = _WORDS.pattern(r"{negation}[\s\-]?$")
_TALLY = _WORDS.pattern(r"\s*\d+\s*{tally_of_site}")
_EDGES = " \n【[(:：,，。;；!！>、|~-*"
_WEAK = "_weak"
_HARMLESS = "harmless"


@dataclass(slots=True)
class Stance:
    """Where a side is declared."""

    position: int
    """Start of the declaring words."""
    end: int
    """End of them."""
    side: Side
    """The side."""
    weak: bool
    """A word that says so only where goods follow."""
    mark: Mark
    """Evidence."""


class Stances:
    """All stances of a text, found by place without a walk over all of them."""

    def __init__(self, stances: list[Stance]) -> None:
        self._stances = stances
        self._positions = [s.position for s in stances]
        self._headings: list[Stance | None] = []
        strong: Stance | None = None
        for stance in stances:
            strong = strong if stance.weak else stance
            self._headings.append(strong or stance)

    def between(self, start: int, end: int) -> list[Stance]:
        """Stances that start in a span."""
        return self._stances[bisect_left(self._positions, start) : bisect_left(self._positions, end)]

    def last_before(self, position: int) -> Stance | None:
        """The last strong stance before a place, else the last weak one."""
        index = bisect_left(self._positions, position)
        return self._headings[index - 1] if index else None


def find_stances(reading: Reading) -> None:
    """Fills ``reading.state['stances']``. Runs after vocabulary and contacts."""
    text = reading.text
    said = bytearray(len(text))
    stances = list(_by_patterns(reading, _OVERRULING, said))
    for mark in reading.marks.get("side", ()):
        if mark.value == _HARMLESS or any(said[mark.start : mark.end]) or _says_nothing(reading, mark):
            continue
        side = Side(mark.value.removesuffix(_WEAK))
        stances.append(Stance(mark.start, mark.end, side, mark.value.endswith(_WEAK), mark))
        said[mark.start : mark.end] = b"\x01" * (mark.end - mark.start)
    stances.extend(_by_patterns(reading, _PATTERNS, said))
    stances.extend(_beside_names(reading, said))
    stances.sort(key=lambda s: s.position)
    reading.state["stances"] = stances
    reading.state["stance_board"] = Stances(stances)


def _says_nothing(reading: Reading, mark: Mark) -> bool:
    return (
        _NEGATED.search(reading.text, max(0, mark.start - 8), mark.start) is not None
        or _TALLY.match(reading.text, mark.end, mark.end + 12) is not None
        or reading.is_taken(mark.start, mark.end)
    )


def _beside_names(reading: Reading, said: bytearray) -> Iterator[Stance]:
    """'需 RTX PRO 6000', '24 x H200 NVL required': what is said right beside a name."""
    for named in sorted([*reading.marks.get("model", ()), *reading.marks.get("sku", ())], key=lambda m: m.start):
        before = _NEED_BEFORE.search(reading.text, max(0, named.start - 16), named.start)
        behind = None if before else _REQUIRED_BEHIND.match(reading.text, named.end, named.end + 60)
        if behind and _OTHERWISE_REQUIRED.search(reading.text, named.end, behind.start("said")):
            continue
        start, end = before.span() if before else behind.span("said") if behind else (0, 0)
        if end and not any(said[start:end]):
            said[start:end] = b"\x01" * (end - start)
            mark = Mark("side", Side.WANTED.value, start, end, "side.wanted_beside_name", 0.8)
            yield Stance(start, end, Side.WANTED, False, mark)


def _by_patterns(
    reading: Reading, patterns: Iterable[tuple[re.Pattern[str], Side]], said: bytearray
) -> Iterator[Stance]:
    for pattern, side in patterns:
        for match in pattern.finditer(reading.text):
            start = match.end() - len(match.group().lstrip(_EDGES))
            if any(said[start : match.end()]):
                continue
            said[start : match.end()] = b"\x01" * (match.end() - start)
            mark = Mark("side", side.value, start, match.end(), f"side.{side.value}_word", 0.85)
            yield Stance(start, match.end(), side, False, mark)
