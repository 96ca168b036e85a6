"""Where a text declares a side: words of the vocabulary, and verbs that need the right neighbours."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from extract.components.swaps import swap_before
from extract.reading import Mark, Reading
from extract.records import Side
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("stances")
_EDGE = r"(?:^|[\n【\[(:：,，。;；!！?？\s>、|~\-*])"
_CLOSED = r"(?=[:：\s,，。;；)）]|$)"
_OVERRULING = (
    (
        _WORDS.screened(
            r"{asks_takers}{taking}[^\n,，。;；!！?？:：出卖]{0,16}?(?:{taking_asked}|的(?=[,，。;；\s]|$))"
        ),
        Side.OFFER,
    ),
    (
        _WORDS.screened(
            r"{asks_takers_en} {taking_en} (?:an? |the |my |some |these |this |[0-9]{1,3} ?x? ?)[^\n.?!]{0,40}\?"
        ),
        Side.OFFER,
    ),
    (_WORDS.screened(r"{looks_for}[\u4e00-\u9fff]{0,5}?{looked_for}"), Side.OFFER),
    (_WORDS.screened(r"{asking}[^\n,，。;；!！?？:：]{0,12}?{giving}"), Side.WANTED),
    (
        _WORDS.screened(
            r"{per}\s?{rented}\s?(?:{joint}\s?){0,2}{term_of_rent}(?![a-z]|(?<=[a-z])[0-9])|{rented}[\-/·]{term_of_rent}"
        ),
        Side.RENTAL,
    ),
    (_WORDS.screened(r"(?<!{no_use_before}){time_of_use}\s?(?=[0-9])"), Side.RENTAL),
    (_WORDS.screened(r"[0-9]\s?{price_scale}?\s?{for_a_time}"), Side.RENTAL),
)
"""What turns the words inside it: who asks for a seller is a buyer."""
_PATTERNS = (
    (_WORDS.screened(_EDGE + r"{sell_lead}?{sell_verb}(?=[:：】\])\s0-9a-z/]|{sell_object})"), Side.OFFER),
    (_WORDS.screened(r"(?:{sell_after}|[^支输演付推退超产突特杰播]卡){sell_after_verb}" + _CLOSED), Side.OFFER),
    (
        _WORDS.screened(
            r"[0-9一二两三四五六七八九]{price_scale}?[0-9]?{sell_at}(?:{sell_at_how_many}|" + _CLOSED + ")"
        ),
        Side.OFFER,
    ),
    (Screened(r"[【\[(]换[】\])]"), Side.OFFER),
    (_WORDS.screened(_EDGE + r"{buy_lead}?{buy_verb}(?=[:：】\])\s0-9a-z/|]|{buy_object})"), Side.WANTED),
    (_WORDS.screened(_EDGE + r"{buy_lead}?(?:{need}(?=[0-9a-z])|{await}(?={awaited}|[0-9a-z]))"), Side.WANTED),
    (_WORDS.screened(r"{wisher}{wish}(?=\s?[:：0-9a-z]|{wished})"), Side.WANTED),
    (_WORDS.screened(_EDGE + r"{buy_lead}?{want}(?=(?:\d{1,4}\s?|{counted_first}{1,3}){counted_by})"), Side.WANTED),
    (_WORDS.screened(r"(?<!{no_lack_before}){lack}(?:\d{1,4}\s?|{counted_first}{1,3}){lacked_by}"), Side.WANTED),
    (_WORDS.screened(r"{plan}{plan_verb}(?:\d{1,4}\s?|{counted_first}{1,3}){counted_by}"), Side.WANTED),
    (_WORDS.screened(r"{takes}|(?<!{no_taker_before}){taker}{taken_how}?{take_verb}" + _CLOSED), Side.WANTED),
    (_WORDS.screened(r"{offers_to_take} (?:[0-9]{1,4}|{number_en}) {taken_at}(?![a-z])"), Side.WANTED),
    (_WORDS.screened(_EDGE + r"{buy_lead}?{want}{counted_by}"), Side.WANTED),
    (_WORDS.screened(r"{taker_en} (?:also |now |still )?{take_verb_en} {taken_en}(?![a-z])"), Side.WANTED),
    (
        _WORDS.screened(
            r"{request}{report}?{reported}" + _CLOSED + r"|{request}[^\n。]{0,4}{report}(?:含税|未税)?{reported}"
        ),
        Side.WANTED,
    ),
    (_WORDS.screened(_EDGE + r"报(?:{report_of}|底" + _CLOSED + r")|{polite}[^\n，,。勿别]{0,4}报价"), Side.WANTED),
    (_WORDS.screened(_EDGE + r"{buy_lead}?{let}(?=[0-9a-z]|{buy_object})"), Side.RENTAL),
    (_WORDS.screened(r"{buy_after}{buy_after_verb}" + _CLOSED), Side.WANTED),
    (_WORDS.screened(r"(?:^|\n){inquiry}(?=[:：\s0-9a-z])"), Side.WANTED),
    (_WORDS.screened(r"{answer_have}{answer_please}?{answer_way}|{answer_with}{answer_with_way}"), Side.WANTED),
    (_WORDS.screened(r"\[h\](?!\s*(?:\$|{payment}))"), Side.OFFER),
    (_WORDS.screened(r"\[w\](?!\s*(?:\$|{payment}))"), Side.WANTED),
)
_NEED_BEFORE = _WORDS.pattern(
    r"(?<!{no_need_before}){short_need}(?:{maker})?[^\S\n]?\Z|(?:^|\n)[^\S\n]*{short_need}\n\Z"
)
_REQUIRED_BEHIND = _WORDS.pattern(
    r"[^,.;:，。；\n]{0,40}?(?P<said>{required})(?=\s*(?:[,.;!，。]|$|\n|{needed_where}))"
)
_OTHERWISE_REQUIRED = _WORDS.pattern(r"{no_requirement}\s$")
_NEGATED = _WORDS.pattern(r"{negation}[\s\-]?(?:{kind_of_rent}\s)?$")
_TALLY = _WORDS.pattern(r"\s*\d+\s*{tally_of_site}")
_NEGATION_REACH = 20
_EDGES = " \n【[(:：,，。;；!！?？>、|~-*"
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
    until: int | None = None
    """Where the goods end that alone it speaks of; none where it may speak of others too."""

    def speaks_of(self, position: int) -> bool:
        """Whether it may speak of goods that begin at a place."""
        return self.until is None or self.position <= position < self.until


class Stances:
    """All stances of a text, found by place without a walk over all of them."""

    def __init__(self, stances: list[Stance]) -> None:
        self._stances = stances
        self._positions = [s.position for s in stances]
        self._headings: list[Stance | None] = []
        strong: Stance | None = None
        for stance in stances:
            if stance.until is not None:
                self._headings.append(self._headings[-1] if self._headings else None)
                continue
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
        _NEGATED.search(reading.text, max(0, mark.start - _NEGATION_REACH), mark.start) is not None
        or _TALLY.match(reading.text, mark.end, mark.end + 12) is not None
        or reading.is_taken(mark.start, mark.end)
    )


def _beside_names(reading: Reading, said: bytearray) -> Iterator[Stance]:
    """'需 RTX PRO 6000', '24 x H200 NVL required': what is said right beside a name."""
    for named in sorted([*reading.marks.get("model", ()), *reading.marks.get("sku", ())], key=lambda m: m.start):
        swap = swap_before(reading, named)
        if swap is not None:
            yield Stance(*swap, Side.WANTED, False, _beside_name(*swap), named.end)
            continue
        before = _NEED_BEFORE.search(reading.text, max(0, named.start - 16), named.start)
        behind = None if before else _REQUIRED_BEHIND.match(reading.text, named.end, named.end + 60)
        if behind and _OTHERWISE_REQUIRED.search(reading.text, named.end, behind.start("said")):
            continue
        start, end = before.span() if before else behind.span("said") if behind else (0, 0)
        if end and not any(said[start:end]):
            said[start:end] = b"\x01" * (end - start)
            yield Stance(start, end, Side.WANTED, False, _beside_name(start, end))


def _beside_name(start: int, end: int) -> Mark:
    return Mark("side", Side.WANTED.value, start, end, "side.wanted_beside_name", 0.8)


def _by_patterns(reading: Reading, patterns: Iterable[tuple[Screened, Side]], said: bytearray) -> Iterator[Stance]:
    for pattern, side in patterns:
        for match in reading.find(pattern):
            start = match.end() - len(match.group().lstrip(_EDGES))
            if any(said[start : match.end()]):
                continue
            said[start : match.end()] = b"\x01" * (match.end() - start)
            mark = Mark("side", side.value, start, match.end(), f"side.{side.value}_word", 0.85)
            yield Stance(start, match.end(), side, False, mark)
