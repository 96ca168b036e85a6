"""Money that is no price of goods: rent, fees, gains, differences, conversions, revenue, wages."""

from __future__ import annotations

import re

from extract.components.fact_basis import is_each, is_sum
from extract.components.fact_denials import is_denied_price
from extract.components.fact_instalments import is_instalment
from extract.components.fact_spoken import is_spoken_price
from extract.components.money import Amount
from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_OTHER_MONEY = _WORDS.pattern("{not_goods_money}")
_OWN_CARD = _WORDS.pattern("{own_cards}")
_MIXED = _WORDS.pattern(r"(?:{belongings}|{other_goods})\s?(?:共|约)?[0-9,]{1,7}\s?[台部张块件枚辆只]")
_WORTHS = _WORDS.pattern("{worths}")
_COMPUTE_JOBS = _WORDS.pattern("{compute_jobs}")
_RENTAL = _WORDS.pattern(
    r"[a-z][0-9]{2,3}-hours?(?![a-z])"
    r"|{rental}(?![用赁下的]{0,2}{let_places}|\s(?:[a-z\-]+\s){0,2}{let_places})"
)
_LET = _WORDS.pattern("{lettings}")
_TERM, _COMPUTE = _WORDS.pattern("{service_terms}"), _WORDS.pattern("{compute_services}")
_FOR_SERVICE = _WORDS.pattern(r"\s(?:for|to|in return for|in exchange for)\s{jobs}(?![a-z])")
_BESIDE_GOODS = _WORDS.pattern(
    r"(?:[,，、]|\band|plus|along with|together with|和|及)\s?(?:{about}|{at_least})?\s?[a-z]{0,3}[$€£¥]?\s?$"
)
_CASH = _WORDS.pattern(r"\s?{cash}")
_PERIOD_LEFT = _WORDS.pattern(r"{rental_periods}[^,，。;；]{0,8}$")
_PERIOD_RIGHT = _WORDS.pattern(r"(?:[^,，。;；]{0,6}?|\s?{per_one}\s[a-z0-9 ]{2,16}?\s?){rental_periods}")
_PRICE_WORD = _WORDS.pattern("{own_price_words}")
_PROCEEDS = _WORDS.pattern(r"(?:{proceeds}|{paid_to})[^,，。]{0,12}$")
_SENT = _WORDS.pattern(r"{transfers}[^,，。]{0,12}$")
_FOR_GOODS = _WORDS.pattern(r"\s?{exchanges}\s?[^,，。;；]")
_DELTA_LEFT = _WORDS.pattern(
    r"(?:{delta_before}(?![点些得一]|\s{price_ends})|{delta_verbs}(?:了|掉|出|去)?)[^0-9,，至到为]{0,6}$"
)
_DELTA_RIGHT = _WORDS.pattern(r"\s?{delta_behind}")
_RATE = re.compile(r"(?:约合|折合|汇率|折算)(?![每单一])[^0-9,，。价]{0,8}$")
_CONVERSION = _WORDS.pattern(
    r"{conversion}|约\s?$|[(（]\s?[约合即≈=~]{0,2}\s?(?:(?:us|hk|nt)?[$¥€]|{currency_names})?\s?$"
)
_OTHER_GOODS = re.compile(r"[a-z]{1,4}[0-9]{2,4}")
_CONVERSION_REACH = 40
_MARKET = _WORDS.pattern(
    r"(?<!black )(?<!grey )(?<!gray )(?<!secondary )(?<!open ){markets}\s?(?:[(（]|{market_links})\s?(?:{about})?"
    r"[~\s]*(?:[a-z]{0,3}[$€£¥₹]|[a-z]{2,3})?\s?$"
)
_PRICE_BEHIND = _WORDS.pattern(r"[^、,，。;；0-9]{0,3}{own_price_words}")
_YEAR_BEHIND = re.compile(r" ?(?:q[1-4]|h[12]|年|上半年|下半年|[1-9][0-2]?月)")
_YEARS = (1990, 2040)
_WISHED = _WORDS.pattern("{wished}")
_FEE_LEFT = _WORDS.pattern(r"(?:{fees}|{vouchers}|(?<![花消免浪耗经])费(?!用))[^,，。;；]{0,14}$")
_FEE_RIGHT = _WORDS.pattern(r"\s?的?(?:{fees}|[\u4e00-\u9fff]{0,3}(?<![花消免浪耗经])费(?!用))")
_OTHER_SUBJECT = _WORDS.pattern(r"{other_subjects}(?!\s{run_by})|{paid_people}")
_FEE = Pattern(r"[\u4e00-\u9fff](?<![花消免浪耗经])费(?!用)")
_SERVICES = _WORDS.pattern("{services}")
_WORTH_OF = _WORDS.pattern(r"\s?(?:worth of|in|of)\s(?:[a-z'’\-]+\s){0,3}{shop_goods}")
_FEE_HEADING = Pattern(r"(?<![花消免浪耗经])费用?[:：]")
_SCORES = _WORDS.pattern("{benchmarks}")
_ONCE_PAID = _WORDS.pattern(r"{once_paid}[^0-9,，。;；]{0,8}$")
_YARDSTICK = _WORDS.pattern(r"{yardsticks}\s?[a-z]{0,3}[$€£¥₹]?\s?$")
_PER_RUN = _WORDS.pattern(r"\s?{no_unit_behind}")


def is_other_money(sentence: Sentence, mark: Mark, *, counted: bool, bought: bool) -> bool:
    """Revenue, funding, fines, wages, the cost of a training run: said of the sentence, or of what the amount is."""
    if sentence.says(_COMPUTE_JOBS) or sentence.clause_says(_OTHER_MONEY, mark.start):
        return not (bought or (counted and is_each(sentence, mark)))
    if sentence.says(_SERVICES) or _is_a_fee(sentence, mark) or sentence.says(_OWN_CARD, sentence.start, mark.end):
        return True
    if (sentence.clause_says(_OTHER_SUBJECT, mark.start) and not _WORTH_OF.match(sentence.right_of(mark, 40))) or (
        not counted and sentence.says(_WORTHS)
    ):
        return True
    if is_sum(sentence, mark) and sentence.says(_MIXED, sentence.start, mark.start):
        return True
    return sentence.says(_OTHER_MONEY) and not (
        is_each(sentence, mark) or bought or (counted and is_sum(sentence, mark))
    )


def _is_a_fee(sentence: Sentence, mark: Mark) -> bool:
    """'改装费：2080Ti 450 元', '评审费由成交人承担，共计 0.8 万元': a fee heads the sentence."""
    pattern = _FEE_HEADING if sentence.models else _FEE
    return sentence.says(pattern, sentence.start, mark.start)


def is_no_price(sentence: Sentence, mark: Mark, previous: Mark | None) -> bool:
    """Rent, a fee, a gain, a difference, or the amount before in another currency."""
    amount: Amount = mark.value
    if amount.period is not None or (amount.bare and not amount.fraction and not is_spoken_price(sentence, mark)):
        return True
    left, right = sentence.left_of(mark, 24), sentence.right_of(mark, 24)
    if not amount.signed and _YEARS[0] <= amount.low <= _YEARS[1] and _YEAR_BEHIND.match(right):
        return True
    return bool(
        (not amount.signed and sentence.says(_SCORES))
        or is_denied_price(sentence)
        or is_instalment(sentence, mark)
        or (sentence.reading.kind == "listing" and _ONCE_PAID.search(left))
        or _is_wished(sentence, mark)
        or _YARDSTICK.search(left)
        or _is_rent(sentence, mark)
        or _PERIOD_LEFT.search(left)
        or _PERIOD_RIGHT.match(right)
        or (_PROCEEDS.search(left) and not (_SENT.search(left) and _FOR_GOODS.match(right)))
        or _FEE_LEFT.search(left)
        or _MARKET.search(left)
        or _FOR_SERVICE.match(right)
        or (_BESIDE_GOODS.search(left) and _CASH.match(right))
        or _FEE_RIGHT.match(right)
        or _PER_RUN.match(right)
        or _DELTA_LEFT.search(left)
        or (amount.each is None and _DELTA_RIGHT.match(right))
        or is_conversion(sentence, mark, previous)
    )


def is_conversion(sentence: Sentence, mark: Mark, previous: Mark | None) -> bool:
    """'16,000 美元（现汇率约合 10.8 万元）', '700 万元，约为 100 万美元': the same money again."""
    if _RATE.search(sentence.left_of(mark, 24)):
        return True
    if previous is None or mark.start - previous.end > _CONVERSION_REACH:
        return False
    between = sentence.reading.text[previous.end : mark.start]
    if previous.value.currency == mark.value.currency or _OTHER_GOODS.search(between):
        return False
    return _CONVERSION.search(between) is not None


def _is_rent(sentence: Sentence, mark: Mark) -> bool:
    """Its clause speaks of rent, or another one does and its own names no price: 包月价 4.8 万，H20 节点 2.6 万.

    A rent in a later clause with an amount of its own is said of that one: 从 300 万元跌至 210 万元，月租则降到 5 万.
    """
    start, end = sentence.clause_span(mark.start)
    if _PRICE_BEHIND.match(sentence.right_of(mark, 10)):
        return False
    if sentence.says(_RENTAL, start, end) or sentence.says(_LET):
        return True
    if sentence.says(_TERM) and sentence.says(_COMPUTE):
        return True
    rents = sentence.found(_RENTAL)
    if not rents or sentence.says(_PRICE_WORD, start, end):
        return False
    first, last = sentence.clause_span(rents[0][0])
    return first < mark.start or not sentence.reading.within("money", first, last)


def _is_wished(sentence: Sentence, mark: Mark) -> bool:
    """'还以为要 6000 就可以', '什么时候能跌到 8000', '谁说两万能拿下': a price that nobody asks."""
    return sentence.says(_WISHED, sentence.clause_span(mark.start)[0], mark.start)
