"""What an amount pays for: one unit, or all of the goods; told by words, else by what a unit can cost."""

from __future__ import annotations

from decimal import Decimal

from extract.components.money import Amount
from extract.components.sentences import Basis, Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_EACH_WORD = _WORDS.pattern(r"{each_words}[^,，。0-9]{0,24}$")
_EACH_BEHIND = _WORDS.pattern(r"\s?(?:{each_words}|{one_unit_behind})")
_PER_MODEL = _WORDS.pattern(r"\s?{per_one}\s?(?:(?:{vendor_words}|{sizes_of_machines})\s?){0,3}")
_EACH_EARLIER = _WORDS.pattern(
    r"\beach\s[^;；]{0,60}\sand\s(?:now\s)?{costing}\s?(?:{about}|{at_least}|{at_most})?\s?[a-z]{0,3}[$€£¥₹]?\s?$"
)
_SUM_WORD = _WORDS.pattern(r"{sum_words}[^,，。]{0,12}$")
_SUM_BEHIND = _WORDS.pattern(r"\s?{sum_words_behind}")
_PAYMENT = _WORDS.pattern(r"{payments}[^,，。]{0,12}$")
_PRICE_WORD = _WORDS.pattern(r"{unit_price_words}[^,，。0-9]{0,12}$")
_FOR_ALL = _WORDS.pattern(
    r"(?:{for_all}\s?(?:(?:a little |just |well )?(?:over|under|{about}|{at_least}|a total of|some)\s?)?"
    r"|[(（][^0-9()（）]{0,16}|[0-9张块颗片台枚套柜s][,，]?)\s?[a-z]{0,3}[$€£¥₹₩₫฿₱₽]?\s?$"
)
_ONE_LOT = _WORDS.pattern("{one_lot}")
_LOT_PRICE = _WORDS.pattern(r"{lot_prices}\s?(?:{about}|{at_least})?\s?[a-z]{0,3}[$€£¥]?\s?$")
_AWARD = _WORDS.pattern("{awards}")
_CARD_MOST = {
    "USD": 130_000,
    "EUR": 120_000,
    "GBP": 100_000,
    "KRW": 180_000_000,
    "JPY": 20_000_000,
    "TWD": 4_000_000,
    "INR": 11_000_000,
    "VND": 3_400_000_000,
    "IDR": 2_100_000_000,
    "RUB": 11_000_000,
    "THB": 4_500_000,
    "PHP": 7_500_000,
}
_CARD_MOST_ELSE = 900_000
_MACHINES_DEARER = 60
"""A rack costs so many times the dearest card at most."""
_STRETCH = 5
"""A sum pays for goods as long as each costs no more than so many times the dearest: counts may be of a part."""
_MOST_TO_LEAST = 3000
"""The dearest card costs so many times the cheapest that anybody counts."""
_MACHINES = {"server", "rack"}


def is_each(sentence: Sentence, mark: Mark) -> bool:
    """The amount says that it pays for one."""
    amount: Amount = mark.value
    return (
        amount.each is not None
        or _EACH_WORD.search(sentence.left_of(mark, 40)) is not None
        or _EACH_BEHIND.match(sentence.right_of(mark, 16)) is not None
        or is_per_model(sentence, mark)
        or costs_each(sentence, mark)
    )


def costs_each(sentence: Sentence, mark: Mark) -> bool:
    """'1,000 racks, each containing 72 GPUs and costing around $3 million': the goods, not what they contain."""
    return _EACH_EARLIER.search(sentence.left_of(mark, 110)) is not None


def is_per_model(sentence: Sentence, mark: Mark) -> bool:
    """'$30,000 per H100', '€9,000 for each used A100'."""
    model = next((m for m in sentence.models if m.start > mark.start), None)
    if model is not None and model.start < mark.end:
        return True
    return model is not None and _PER_MODEL.fullmatch(sentence.reading.text, mark.end, model.start) is not None


def is_sum(sentence: Sentence, mark: Mark) -> bool:
    """The amount is called a value, a total, a contract."""
    amount: Amount = mark.value
    return bool(
        amount.label == "total"
        or _SUM_WORD.search(sentence.left_of(mark, 30))
        or _SUM_BEHIND.match(sentence.right_of(mark, 20))
    )


def is_payment(sentence: Sentence, mark: Mark) -> bool:
    """Somebody pays or bids the amount: for all of the goods counted beside it."""
    return _PAYMENT.search(sentence.left_of(mark, 30)) is not None


def is_a_unit_price(code: str, low: Decimal, form: str | None) -> bool:
    """One unit can cost as much."""
    return low <= _most(code) * (_MACHINES_DEARER if form in _MACHINES else 1)


def can_pay_for(code: str, low: Decimal, count: int, form: str | None) -> bool:
    """A sum is not far too large for so many goods."""
    return is_a_unit_price(code, low / count / _STRETCH, form)


def basis_of(sentence: Sentence, mark: Mark, code: str, count: int, form: str | None) -> Basis | None:
    """What an amount beside so many goods pays for; none where neither is possible."""
    amount: Amount = mark.value
    if is_each(sentence, mark):
        return "each"
    if sentence.says(_ONE_LOT) and _LOT_PRICE.search(sentence.left_of(mark, 40)):
        return "total"
    if is_sum(sentence, mark) or is_payment(sentence, mark):
        return "total" if can_pay_for(code, amount.low, count, form) else None
    each = is_a_unit_price(code, amount.low, form)
    if sentence.says(_AWARD) and _is_share(code, amount.low / count, form):
        return "total"
    total = _is_share(code, amount.low / count, form)
    if each and _PRICE_WORD.search(sentence.left_of(mark, 24)):
        return "each"
    if total and not each and _PRICE_WORD.search(sentence.left_of(mark, 24)):
        return "total"
    return "total" if total and _FOR_ALL.search(sentence.left_of(mark, 30)) else None


def _is_share(code: str, low: Decimal, form: str | None) -> bool:
    """One of the goods that a sum pays for could cost as much."""
    return is_a_unit_price(code, low, form) and low * _MOST_TO_LEAST >= _most(code)


def _most(code: str) -> int:
    return _CARD_MOST.get(code, _CARD_MOST_ELSE)
