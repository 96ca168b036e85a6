"""Prices by quantity: thresholds that stand beside amounts, in lines of their own, in one line, or behind a price."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

from extract.components.count_roles import Role
from extract.components.counts import Count
from extract.components.currency import prefix_words
from extract.components.labels import label_before
from extract.numerals import CHINESE, chinese_number
from extract.reading import Mark, Reading
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("tiers")
_REACH = 48
_BASE_REACH = 80
_HAS_FIGURE = re.compile(f"[0-9{CHINESE}]")
_SEPARATORS = re.compile(r"[\s|/,，;；、()（）.。·•*\-]{0,12}")
_N = rf"(?:[0-9]{{1,6}}|[{CHINESE}]{{1,4}}(?= ?{{counters}}))"
_COUNTED = rf"(?P<low>{_N})(?: ?{{range_sign}} ?(?P<high>{_N}))? ?(?P<plus>\+)? ?(?P<counter>{{counters}})?"
_BEHIND = _WORDS.pattern(
    rf" ?[,(（]? ?(?P<word>{{if_taken}})? ?(?<![0-9a-z.,]){_COUNTED} ?(?P<more>{{or_more}})?(?! ?{{in_stock}})"
)


@cache
def _before() -> Pattern:
    return _WORDS.pattern(
        rf"(?<![0-9a-z.,])(?:(?P<least>{{at_least}}) ?|(?P<most>{{at_most}}) ?)?(?<![0-9.,]){_COUNTED}"
        rf" ?(?P<more>{{or_more}})?"
        rf"(?:[ :：,，|\t-]|{{price_glue}}){{0,5}}{prefix_words()}? ?$"
    )


@dataclass(frozen=True, slots=True)
class _Step:
    """A threshold and the amount that it belongs to."""

    low: int
    high: int | None
    start: int
    """First character of the threshold's words."""
    span: tuple[int, int]
    """The threshold's number or range."""
    money: Mark
    open_ended: bool
    """Says "or more" or "below"."""
    counted: bool
    """Has a counter or a label."""

    @property
    def price(self) -> Decimal:
        """The step's price."""
        low: Decimal = self.money.value.low
        return low


def find_tiers(reading: Reading) -> None:
    """Marks thresholds as counts of role ``tier``. Runs between money and counts."""
    amounts = [mark for mark in reading.marks.get("money", ()) if mark.value.period is None]
    ends = [0, *(mark.end for mark in amounts)]
    steps = [step for mark, end in zip(amounts, ends, strict=False) if (step := _step_before(reading, mark, end))]
    for chain in _chains(reading, steps):
        if _is_table(chain):
            _mark(reading, chain)
    lone = [step for step in steps if step.open_ended and _has_dearer_base(reading, step)]
    behind = [step for mark in amounts if len(amounts) > 1 and (step := _step_behind(reading, mark)) is not None]
    _mark(reading, lone)
    _mark(reading, behind, "count.tier_behind")
    reading.marks["number"] = [mark for mark in reading.marks["number"] if not reading.is_taken(mark.start, mark.end)]


def _step_before(reading: Reading, mark: Mark, end_of_last: int) -> _Step | None:
    """The threshold between the amount before and this one."""
    left = reading.text[max(end_of_last, mark.start - _REACH) : mark.start]
    first = mark.start - len(left)
    match = _before().search(left) if _HAS_FIGURE.search(left) else None
    if match is None:
        return None
    counted = match["counter"] is not None or match["high"] is not None
    ended = any(match[group] for group in ("least", "most", "more", "plus"))
    return _step(reading, mark, match, first, open_ended=ended, counted=counted or ended)


def _step_behind(reading: Reading, mark: Mark) -> _Step | None:
    """'72,500 if you take 5 sets or more', '1.9k each from 50 pcs', '2.5万（20张以上）'; 'for 4' is a sum for four."""
    match = _BEHIND.match(reading.text[mark.end : mark.end + _REACH])
    if match is None or match["high"] is not None:
        return None
    ended = bool(match["more"] or match["plus"])
    taken = match["word"] not in {None, "for"} and match["counter"] is not None
    return _step(reading, mark, match, mark.end, open_ended=True, counted=True) if ended or taken else None


def _step(
    reading: Reading, mark: Mark, match: re.Match[str], first: int, *, open_ended: bool, counted: bool
) -> _Step | None:
    low, high = _value(match["low"]), _value(match["high"]) if match["high"] else None
    start, end = first + match.start("low"), first + match.end("high" if match["high"] else "low")
    if low is None or reading.is_taken(start, end) or (high is not None and high < low):
        return None
    return _Step(low, high, first + match.start(), (start, end), mark, open_ended, counted)


def _value(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    value = chinese_number(written)
    return None if value is None else int(value)


def _chains(reading: Reading, steps: list[_Step]) -> list[list[_Step]]:
    """Runs of steps with nothing but separators between."""
    chains: list[list[_Step]] = []
    for step in steps:
        last = chains[-1][-1] if chains else None
        joined = last is not None and last.money.end <= step.start
        if last is not None and joined and _SEPARATORS.fullmatch(reading.text, last.money.end, step.start):
            chains[-1].append(step)
        else:
            chains.append([step])
    return chains


def _is_table(chain: list[_Step]) -> bool:
    """Thresholds rise; where none says "or more" and none is a range, prices have to fall as well."""
    if len(chain) < 2 or len({step.money.value.currency for step in chain}) > 1:
        return False
    if not all(lower.low < higher.low for lower, higher in pairwise(chain)):
        return all(step.open_ended or step.high is not None for step in chain)
    said = any(step.open_ended or step.high is not None for step in chain)
    firm = said or all(step.money.value.signed or step.money.value.scaled for step in chain)
    return firm and (said or all(dear.price > cheap.price for dear, cheap in pairwise(chain)))


def _has_dearer_base(reading: Reading, step: _Step) -> bool:
    """'2万6一张，拿二十张以上给到2万5': a higher price stands before the step, and no other goods between."""
    first = max(0, step.start - _BASE_REACH)
    bases = [mark for mark in reading.within("money", first, step.start) if mark.value.low > step.price]
    return bool(bases) and not reading.within("model", bases[-1].end, step.start)


def _mark(reading: Reading, steps: list[_Step], rule: str = "count.tier") -> None:
    for step in steps:
        if not reading.is_taken(*step.span):
            label = label_before(reading, "count_label", step.span[0])
            role: Role = "moq" if label is not None and label.value == "moq" else "tier"
            reading.add("count", Count(step.low, step.high, "any", role=role), *step.span, rule)
            reading.take(*step.span)
