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
from extract.components.no_stock import is_out_of_stock
from extract.components.residue import is_mostly_about_other_things
from extract.components.stances import Stance
from extract.components.telling import heard_of_prices, names_own_price, told_of_trades
from extract.reading import Mark, Reading
from extract.records import Side
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("trade")
_BESIDE_GOODS = _WORDS.pattern(r"{beside_goods}[^\s,，。]{0,3}$")
_DENIED = _WORDS.pattern(r"{denial}\s?(?:an?\s)?$")
_LEFT = _WORDS.screened(r"{rest}\s?(?:[0-9]|{few})|(?:[0-9]|{few_en})[^.,;\n]{0,30}\s{left}(?! {gone_day})")
"""Some of the goods are still there: 余3台, only 3 of the 12 left."""
_OPENING = re.compile(r"[\s【\[(#*\-!！]*")
"""What stands before the first word."""
_GONE = _WORDS.screened(
    r"(?<![可能要想才]){gone_when}[^,，。;；!！?？\n0-9]{0,6}{gone_how}|{gone_went}[^,.;\n]{0,16}{gone_day}"
)
_DONE = _WORDS.pattern(r"\s*[【\[(]已(?!{still_sold})[^】\])\n]{1,4}[】\])]")
_OR_NOT = _WORDS.screened(r"(?!{no_question})([\u4e00-\u9fff])不\1")
_OR = Screened(r"是[^，。,\n]{1,24}还是|[0-9a-z]还是")
_ASKED_OF = re.compile(r"[^。;；!！?？\n|.]{0,60}[?？]")
_GONE_REACH = 24
_FIRST_GOODS = 4
_QUESTION_REACH = 80
_LONGEST_TITLE = 60
"""A longer text that only names a place beside a model trades nothing by that."""
_FIGURE = _WORDS.screened(r"[0-9] ?{figure}(?![a-z0-9])")
_SUBJECTS = {"service", "job", "course", "forwarding"}
"""A text that opens with such a word is about it."""
_MUCH_TALK = 3
"""More words of talk ask for no more signs of a trade."""
_COMES_ALONG = ("service", "forwarding", "finance")
"""What a seller may give along with the goods."""
_TITLES = {"warning", "spec"}
"""What stands as a title (【曝光】, 规格参数) weighs as much as three words."""
_OF_A_TITLE = 4
_ASKS_AT_THE_END = Screened(r"[?？]\s*(?:$|\n)")
_WEAK = "_weak"


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
    told_by_sellers: bool = False
    """Weak words of it (去年, 毕业) also tell why somebody sells: alone they may be outweighed by one sign less."""
    shown_with_price: bool = False
    """A seller who names his price may tell it of his goods: it may be outweighed by one sign less."""


REASONS: tuple[Reason, ...] = (
    Reason("the text warns of a fraud", "warning", 2, 1),
    Reason("the goods are sold", "sold_all", 2, 0),
    Reason("the offer was withdrawn", "withdrawn", 2, 1),
    Reason("the text is a notice about an order", "order", 2, 1),
    Reason("the text sells a service", "service", 2, 1),
    Reason("the text is about a course", "course", 2, 0),
    Reason("the text is a data sheet", "spec", 4, 0),
    Reason("the text is a test report", "benchmark", 3, 0, shown_with_price=True),
    Reason("the text sells compute by the token or the hour, not machines", "metered", 2, 2, Side.RENTAL),
    Reason("the text lets room and power for machines", "colocation", 2, 2, Side.RENTAL),
    Reason("the text says how a tender ended", "award", 2, 9),
    Reason("the text offers a job", "job", 2, 1),
    Reason("the text sells vouchers for compute", "compute", 2, 0),
    Reason("the text tells the result of a sale", "result", 2, 1),
    Reason("the text takes an offer back", "withdrawn", 2, 0),
    Reason("the text gives a prize away", "raffle", 2, 0),
    Reason("the goods are lost or broken", "loss", 2, 0),
    Reason("the text sells finance", "finance", 2, 0),
    Reason("the text sells carriage or work around machines", "forwarding", 2, 0),
    Reason("the text is a test report", "benchmark", 2, 0, shown_with_price=True),
    Reason("the text is news", "news", 2, 1, told_by_sellers=True),
    Reason("the text talks of prices", "market", 2, 0),
    Reason("the text tells a story", "story", 2, 0, told_by_sellers=True),
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
        self._opened: set[str] = set()
        opening = _OPENING.match(self.text)
        for mark in reading.marks.get("none", ()):
            before = max(0, mark.start - 8)
            if _DENIED.search(self.text, before, mark.start):
                continue
            if mark.value.startswith(_COMES_ALONG) and (
                _BESIDE_GOODS.search(self.text, before, mark.start) or _tells_what_is_broken(reading, mark)
            ):
                continue
            if mark.value == "sold_all" and _is_of_one(reading, mark):
                continue
            cue = mark.value.removesuffix(_WEAK)
            opens = cue in _SUBJECTS and opening is not None and mark.start == opening.end()
            self._words[cue if opens else mark.value].add(self.text[mark.start : mark.end])
            if cue in _TITLES and opening is not None and mark.start == opening.end():
                self._opened.add(cue)

    def weight(self, cue: str) -> int:
        """Two for each word of a reason, one for each weak one."""
        said = 2 * len(self._words.get(cue, ())) + len(self._words.get(cue + _WEAK, ()))
        return said + (_SEEN[cue](self) if cue in _SEEN else 0) + _OF_A_TITLE * (cue in self._opened)

    @cached_property
    def cues(self) -> set[str]:
        """Every reason that anything may speak for."""
        return {value.removesuffix(_WEAK) for value in self._words} | _SEEN.keys()

    def says(self, cue: str) -> bool:
        """Whether a word speaks for a reason by itself, not only weak ones."""
        return cue in self._words

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
        return self.reading.hints.price is not None or any(
            not stance.weak and stance.until is None for stance in self.stances
        )

    @cached_property
    def sells(self) -> bool:
        """Somebody says that he sells."""
        return any(stance.side is Side.OFFER and not stance.weak for stance in self.stances)

    @cached_property
    def priced_offer(self) -> bool:
        """A seller who names a price: he may tell how fast his cards are."""
        return self.sells and bool(self.reading.marks.get("money"))

    @cached_property
    def talk(self) -> int:
        """Different words of talk in the lines that name goods: what else a post says changes nothing."""
        line_number = self.reading.line_number
        goods = {line_number(mark.start) for kind in ("model", "sku") for mark in self.reading.marks.get(kind, ())}
        words = [mark for mark in self.reading.marks.get("talk", ()) if line_number(mark.start) in goods]
        return len({self.text[mark.start : mark.end] for mark in words})


def _is_of_one(reading: Reading, mark: Mark) -> bool:
    """'A800 55 pcs. H800 PCIe - none left': of the goods right before there is nothing, of others there is."""
    near = reading.within("model", max(0, mark.start - 2 * _GONE_REACH), mark.start)
    if not near or mark.start - near[-1].end > _GONE_REACH or not is_out_of_stock(reading, near[-1]):
        return False
    return any(model.value.name != near[-1].value.name for model in reading.marks["model"])


def _tells_what_is_broken(reading: Reading, mark: Mark) -> bool:
    """'1张掉驱动': the word says why one of the cards is not sold."""
    counts = reading.within("count", max(0, mark.start - 8), mark.start)
    return bool(counts) and counts[-1].value.role == "gone" and mark.start - counts[-1].end <= 1


def _asked(case: Case) -> int:
    """Goods in a sentence that ends as a question ask more than a question mark elsewhere."""
    ends = any(case.reading.find(_ASKS_AT_THE_END))
    either = any(case.reading.find(_OR))
    if case.declared:
        return ends + either
    goods = case.reading.state["goods"][:_FIRST_GOODS]
    about_goods = bool(goods) and all(_ASKED_OF.match(case.text, g.end, g.end + _QUESTION_REACH) for g in goods)
    return max(ends, 2 * about_goods) + either + any(case.reading.find(_OR_NOT))


def _gone(case: Case) -> int:
    gone = any(case.reading.find(_GONE)) and not any(case.reading.find(_LEFT))
    return 2 * (_DONE.match(case.text) is not None) + 2 * gone


def _figures(case: Case) -> int:
    """A data sheet is full of figures, and names no price."""
    return 0 if case.signs > 1 else len({m.group() for m in case.reading.find(_FIGURE)})


def _told(case: Case) -> int:
    """What a seller tells of his own purchase weighs half."""
    told = told_of_trades(case.reading)
    return told // 2 if case.sells else told


def _heard(case: Case) -> int:
    return heard_of_prices(case.reading)


_SEEN = {"question": _asked, "sold_all": _gone, "spec": _figures, "story": _told, "market": _heard}
"""What else speaks for a reason than its words."""


def no_trade_reason(reading: Reading) -> Reason | None:
    """Why the text as a whole trades no goods, or none."""
    case = Case(reading)
    if is_too_cheap(reading):
        return _CHEAP
    return next((reason for reason in REASONS if reason.cue in case.cues and _holds(reason, case)), None)


def _holds(reason: Reason, case: Case) -> bool:
    weight = case.weight(reason.cue)
    if weight < reason.least:
        return False
    lead = reason.lead - (reason.told_by_sellers and not case.says(reason.cue))
    lead -= reason.shown_with_price and case.priced_offer
    return weight + lead >= case.signs + 2 * case.declared


def is_trade(reading: Reading) -> bool:
    """Whether somebody trades: he says so, or enough is said of price, count, terms and contact for so much talk."""
    case = Case(reading)
    if case.declared:
        return True
    if not case.stances and not names_own_price(reading) and is_mostly_about_other_things(reading):
        return False
    marks = reading.marks
    valued = any(marks.get(kind) for kind in ("money", "masked", "count")) or any(
        m.value == "none" for m in marks.get("price_label", ())
    )
    beside = bool(marks.get("tax") or marks.get("place"))
    said = case.signs + (valued or beside) + bool(case.stances) + _is_price_list(reading)
    return said > min(case.talk, _MUCH_TALK) and (said > 1 or valued or not _is_sentence(case))


def _is_price_list(reading: Reading) -> bool:
    """Two lines or more that each name a model, a count and a price."""
    kinds = ("model", "count", "money")
    lines = [{reading.line_number(mark.start) for mark in reading.marks.get(kind, ())} for kind in kinds]
    return len(set.intersection(*lines)) > 1


def _is_sentence(case: Case) -> bool:
    """Prose that names a place or a number beside a model trades nothing by that."""
    return len(case.text) > _LONGEST_TITLE
