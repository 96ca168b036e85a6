"""Why a text as a whole trades nothing: reasons in the order in which they are looked for.

The words of a reason are weighed against the signs of a trade: one word of a fraud outweighs a price, one word of news
does not outweigh a seller who names his stock, his price and his telephone number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from extract.components.cheap import is_too_cheap
from extract.components.stances import Stance
from extract.reading import Reading
from extract.records import Side
from extract.word_classes import word_classes

_WORDS = word_classes("trade")
_BESIDE_GOODS = _WORDS.pattern(r"{beside_goods}[^\s,，。]{0,3}$")
_DENIED = _WORDS.pattern(r"{denial}\s?(?:an?\s)?$")
_OPENING = re.compile(r"[\s【\[(#*\-!！]*")
"""What stands before the first word."""
_GONE = _WORDS.pattern(
    r"(?<![可能要想才]){gone_when}[^,，。;；!！?？\n0-9]{0,6}{gone_how}|{gone_went}[^,.;\n]{0,16}{gone_day}"
)
_DONE = _WORDS.pattern(r"\s*[【\[(]已(?!{still_sold})[^】\])\n]{1,4}[】\])]")
_OR_NOT = _WORDS.pattern(r"(?!{no_question})([\u4e00-\u9fff])不\1")
_OR = re.compile(r"是[^，。,\n]{1,24}还是|[0-9a-z]还是")
_ASKED_OF = re.compile(r"[^。;；!！?？\n|.]{0,60}[?？]")
_FIRST_GOODS = 4
_QUESTION_REACH = 80
_LONGEST_TITLE = 60
_FIGURE = _WORDS.pattern(r"[0-9] ?{figure}(?![a-z0-9])")
_SUBJECTS = {"service", "job", "course", "forwarding"}
"""A text that opens with such a word is about it."""
_ASKS_AT_THE_END = re.compile(r"[?？]\s*(?:$|\n)")
_WEAK = "_weak"
_TOLD_BY_SELLERS = {"story", "news"}
"""Weak words of a story (去年, 毕业) also tell why somebody sells: they have to outweigh the signs of a trade."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a text trades nothing."""

    told: str
    """What a user reads."""
    cue: str
    """Kind of words that speak for it; ``_weak`` ones count half."""
    least: int
    """Their weight where nothing speaks for a trade."""
    lead: int
    """How far the signs of a trade may outweigh them."""
    side: Side = Side.NONE
    """The side of such a text: use of machines and room for them is let."""


REASONS: tuple[Reason, ...] = (
    Reason("the text warns of a fraud", "warning", 2, 1),
    Reason("the goods are sold", "sold_all", 2, 0),
    Reason("the text sells a service", "service", 2, 1),
    Reason("the text is about a course", "course", 2, 0),
    Reason("the text is a data sheet", "spec", 4, 0),
    Reason("the text sells compute by the token or the hour, not machines", "metered", 2, 2, Side.RENTAL),
    Reason("the text lets room and power for machines", "colocation", 2, 2, Side.RENTAL),
    Reason("the text says how a tender ended", "award", 2, 9),
    Reason("the text offers a job", "job", 2, 1),
    Reason("the text sells vouchers for compute", "compute", 2, 0),
    Reason("the text tells the result of a sale", "result", 2, 1),
    Reason("the text gives a prize away", "raffle", 2, 0),
    Reason("the goods are lost or broken", "loss", 2, 0),
    Reason("the text sells finance", "finance", 2, 0),
    Reason("the text sells carriage or work around machines", "forwarding", 2, 0),
    Reason("the text is a test report", "benchmark", 2, 0),
    Reason("the text is news", "news", 2, 1),
    Reason("the text talks of prices", "market", 2, 0),
    Reason("the text tells a story", "story", 2, 0),
    Reason("the text asks a question", "question", 2, 0),
    Reason("the GPUs are not among the goods", "stripped", 2, 9),
)
"""The first that holds is the one that is told."""


_CHEAP = Reason("the price is far below that of such goods", "", 0, 0)


class Case:
    """What speaks for and against a trade in one text."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.text
        self._words: dict[str, set[str]] = defaultdict(set)
        opening = _OPENING.match(self.text)
        for mark in reading.marks.get("none", ()):
            before = max(0, mark.start - 8)
            if _DENIED.search(self.text, before, mark.start):
                continue
            if mark.value.startswith("service") and _BESIDE_GOODS.search(self.text, before, mark.start):
                continue
            cue = mark.value.removesuffix(_WEAK)
            opens = cue in _SUBJECTS and opening is not None and mark.start == opening.end()
            self._words[cue if opens else mark.value].add(self.text[mark.start : mark.end])

    def weight(self, cue: str) -> int:
        """Two for each word of a reason, one for each weak one."""
        said = 2 * len(self._words[cue]) + len(self._words[cue + _WEAK])
        return said + (_SEEN[cue](self) if cue in _SEEN else 0)

    def says(self, cue: str) -> bool:
        """Whether a word speaks for a reason by itself, not only weak ones."""
        return bool(self._words[cue])

    @cached_property
    def signs(self) -> int:
        """What is said of goods, price, terms and contact, each once."""
        marks = self.reading.marks
        deals = {self.text[mark.start : mark.end] for mark in marks.get("deal", ())}
        return (
            any(
                m.value.role == "units" and (m.value.low or m.value.high or m.value.approx)
                for m in marks.get("count", ())
            )
            + any(m.value.signed or m.value.each for m in marks.get("money", ()))
            + bool(marks.get("contact"))
            + min(2, len(deals))
            + bool(marks.get("condition") or marks.get("availability"))
        )

    @property
    def stances(self) -> list[Stance]:
        """Where the text declares a side."""
        stances: list[Stance] = self.reading.state["stances"]
        return stances

    @cached_property
    def declared(self) -> bool:
        """Somebody says that he sells, buys or lets, or the page names a price."""
        return self.reading.hints.price is not None or any(not stance.weak for stance in self.stances)

    @cached_property
    def talk(self) -> int:
        """Different words of talk in the lines that name goods: what else a post says changes nothing."""
        line_number = self.reading.line_number
        goods = {line_number(mark.start) for kind in ("model", "sku") for mark in self.reading.marks.get(kind, ())}
        words = [mark for mark in self.reading.marks.get("talk", ()) if line_number(mark.start) in goods]
        return len({self.text[mark.start : mark.end] for mark in words})


def _asked(case: Case) -> int:
    """Goods in a sentence that ends as a question ask more than a question mark elsewhere."""
    ends = _ASKS_AT_THE_END.search(case.text) is not None
    either = _OR.search(case.text) is not None
    if case.declared:
        return ends + either
    goods = case.reading.state["goods"][:_FIRST_GOODS]
    about_goods = bool(goods) and all(_ASKED_OF.match(case.text, g.end, g.end + _QUESTION_REACH) for g in goods)
    return max(ends, 2 * about_goods) + either + (_OR_NOT.search(case.text) is not None)


def _gone(case: Case) -> int:
    return 2 * (_DONE.match(case.text) is not None) + 2 * (_GONE.search(case.text) is not None)


def _figures(case: Case) -> int:
    """A data sheet is full of figures, and names no price."""
    return 0 if case.signs > 1 else len({m.group() for m in _FIGURE.finditer(case.text)})


_SEEN = {"question": _asked, "sold_all": _gone, "spec": _figures}
"""What else speaks for a reason than its words."""


def no_trade_reason(reading: Reading) -> Reason | None:
    """Why the text as a whole trades no goods, or none."""
    case = Case(reading)
    if is_too_cheap(reading):
        return _CHEAP
    return next((reason for reason in REASONS if _holds(reason, case)), None)


def _holds(reason: Reason, case: Case) -> bool:
    weight = case.weight(reason.cue)
    lead = reason.lead - (reason.cue in _TOLD_BY_SELLERS and not case.says(reason.cue))
    return weight >= reason.least and weight + lead >= case.signs + 2 * case.declared


def is_trade(reading: Reading) -> bool:
    """Whether somebody trades: he says so, or enough is said of price, count, terms and contact for so much talk."""
    case = Case(reading)
    if case.declared:
        return True
    marks = reading.marks
    unread = any(marks.get(kind) for kind in ("money", "masked", "count", "tax", "place")) or any(
        m.value == "none" for m in marks.get("price_label", ())
    )
    said = case.signs + unread + bool(case.stances) + _is_price_list(reading)
    return said > min(case.talk, 2) and (said > 1 or not _is_sentence(case))


def _is_price_list(reading: Reading) -> bool:
    """Two lines or more that each name a model, a count and a price."""
    kinds = ("model", "count", "money")
    lines = [{reading.line_number(mark.start) for mark in reading.marks.get(kind, ())} for kind in kinds]
    return len(set.intersection(*lines)) > 1


def _is_sentence(case: Case) -> bool:
    """Prose that names a place or a number beside a model trades nothing by that."""
    return len(case.text) > _LONGEST_TITLE
