"""Why a text as a whole trades nothing: reasons in the order in which they are looked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from extract.components.stances import Stance
from extract.reading import Mark, Reading
from extract.records import Side
from extract.word_classes import word_classes

_WORDS = word_classes("trade")
_SCAMMERS_KEEP_OUT = _WORDS.pattern(r"{scammer}[^\n,，。]{0,6}{stay_away}|{beware} ?{fraud}")
_BESIDE_GOODS = _WORDS.pattern(r"{beside_goods}[^\s,，。]{0,3}$")
_ASKS_AT_THE_END = re.compile(r"[?？]\s*(?:$|\n)")
AWARD = "the text says who won a tender"


class Case:
    """What speaks for and against a trade in one text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self.cues: dict[str, list[Mark]] = {}
        for mark in reading.marks.get("none", ()):
            self.cues.setdefault(mark.value, []).append(mark)
        self.contacts = bool(reading.marks.get("contact"))
        self.page_priced = reading.hints.price is not None

    def says(self, *values: str) -> bool:
        """A word of one of these reasons stands in the text."""
        return any(value in self.cues for value in values)

    @cached_property
    def declared(self) -> list[Stance]:
        """Strong words for an offer or a wish to buy."""
        stances: list[Stance] = self.reading.state["stances"]
        return [s for s in stances if not s.weak and s.side in {Side.OFFER, Side.WANTED}]

    @cached_property
    def counted(self) -> bool:
        """Units with a number."""
        return any(m.value.role == "units" and m.value.low for m in self.reading.marks.get("count", ()))

    @cached_property
    def priced_each(self) -> bool:
        """An amount with a currency or per unit."""
        return any(m.value.signed or m.value.each for m in self.reading.marks.get("money", ()))

    @cached_property
    def priced(self) -> bool:
        """An amount with a sign, a scale or a label."""
        return any(not m.value.bare for m in self.reading.marks.get("money", ()))

    @cached_property
    def only_fees(self) -> bool:
        """Every amount is a fee, or there is none."""
        return all(m.value.label == "fee" for m in self.reading.marks.get("money", ()))

    @cached_property
    def sells_goods(self) -> bool:
        """An offer word and a count or a price per unit stand in a text that also speaks of repair."""
        return any(s.side is Side.OFFER for s in self.declared) and bool(
            self.reading.marks.get("count") or any(m.value.each for m in self.reading.marks.get("money", ()))
        )


def _warns(case: Case) -> bool:
    return case.says("warning") and not _SCAMMERS_KEEP_OUT.search(case.text)


def _serves(case: Case) -> bool:
    return not case.sells_goods and any(
        not _BESIDE_GOODS.search(case.text, max(0, mark.start - 8), mark.start) for mark in case.cues.get("service", ())
    )


def _teaches(case: Case) -> bool:
    return case.says("course") and not case.declared


def _awards(case: Case) -> bool:
    return case.says("award")


def _hires(case: Case) -> bool:
    return case.says("job") and (not case.declared or len(case.cues["job"]) > 1)


def _sells_compute(case: Case) -> bool:
    return case.says("compute")


def _sets_up(case: Case) -> bool:
    return case.says("service_weak") and not case.declared and case.only_fees


def _asks(case: Case) -> bool:
    if case.contacts or case.counted:
        return False
    if case.says("question") and ("?" in case.text or not case.declared):
        return True
    return not (case.declared or case.priced_each) and _ASKS_AT_THE_END.search(case.text) is not None


def _measures(case: Case) -> bool:
    if case.contacts or case.declared:
        return False
    return (case.says("benchmark") and not case.counted) or (
        case.says("benchmark_weak") and not case.priced and not case.page_priced
    )


def _reports(case: Case) -> bool:
    if case.contacts or case.declared or case.page_priced:
        return False
    weak = {case.text[mark.start : mark.end] for mark in case.cues.get("news_weak", ())}
    return case.says("news") or len(weak) > 1


REASONS: tuple[tuple[str, Callable[[Case], bool]], ...] = (
    ("the text warns of a fraud", _warns),
    ("the text sells a service", _serves),
    ("the text is about a course", _teaches),
    (AWARD, _awards),
    ("the text offers a job", _hires),
    ("the text sells compute, not machines", _sells_compute),
    ("the text sells a service", _sets_up),
    ("the text asks a question", _asks),
    ("the text is a test report", _measures),
    ("the text is news", _reports),
)
"""The first that holds is the one that is told."""


def no_trade_reason(reading: Reading) -> str | None:
    """Why the text as a whole trades nothing, or none."""
    case = Case(reading)
    return next((reason for reason, holds in REASONS if holds(case)), None)
