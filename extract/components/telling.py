"""Tales of trades: somebody bought, somebody else named a price, somebody would buy if. Nobody sells by them."""

from __future__ import annotations

from extract.reading import Reading
from extract.screening import Questions, Screened
from extract.word_classes import word_classes

_WORDS = word_classes("telling")
_BEGINNING = 4000
"""Characters that are looked through: a tale shows itself early."""
_MOST = 4
_CLAUSE = r"[^\n,，。;；!！?？:：、]"
_SENTENCE = r"[^\n。;；!！?？]"
_STARTS_EN = r"(?:^|\n|[.!?]\s)\s{0,3}(?:so\s|yeah\s|well\s)?"
_BOUGHT = (
    _WORDS.screened(rf"{{teller}}{_CLAUSE}{{0,14}}?{{acquired}}"),
    _WORDS.screened(rf"{{once}}{_CLAUSE}{{0,14}}?(?:{{acquired}}|{{spent}})"),
    _WORDS.screened(r"{spent}\s?[0-9一二两三四五六七八九十百几]"),
    _WORDS.screened(r"[0-9万元块千百一二两三四五六七八九十] ?(?:多)?{cost_behind}"),
    _WORDS.screened(r"{teller_en}\s(?:{already}\s){0,2}{acquired_en}"),
    _WORDS.screened(_STARTS_EN + r"{opening_en}"),
)
_ASKS_NOW = _WORDS.screened(r"{asks_now}\s?(?:[a-z]{2,3}\s?)?[$£€¥]?\s?[0-9一二两三四五六七八九]")
_HEARD = Questions(
    (pattern,)
    for pattern in (
        _WORDS.screened(r"(?:^|\n)[\u4e00-\u9fff]{2,6}{announced}[^\n:：]"),
        _WORDS.screened(rf"{{voice}}{_CLAUSE}{{0,12}}?{{said}}{_CLAUSE}{{0,16}}?[0-9一二两三四五六七八九十]"),
        _WORDS.screened(r"{voice_en}\s(?:[a-z']+\s){0,4}?{said_en}\s[^.;\n]{0,40}?[0-9]"),
    )
)
_IF = (
    _WORDS.screened(rf"{{supposing}}{_SENTENCE}{{0,40}}?{{then_i}}"),
    _WORDS.screened(r"{supposing_en}[^.;\n]{0,80}?{then_i_en}"),
)
_SUPPOSED = Questions((pattern,) for pattern in _IF)
_TOLD = Questions((pattern,) for pattern in (*_BOUGHT, *_IF))


def told_of_trades(reading: Reading) -> int:
    """How much of a text is a tale of trades that were: two for the first way of telling, one for each further one."""
    return _weight(reading, _SUPPOSED if names_own_price(reading) else _TOLD)


def names_own_price(reading: Reading) -> bool:
    """Whether somebody says what he asks by now."""
    return reading.says(_ASKS_NOW) is not None


def heard_of_prices(reading: Reading) -> int:
    """How much of a text tells what others ask: two where it does."""
    return _weight(reading, _HEARD)


def _weight(reading: Reading, patterns: Questions[tuple[Screened]]) -> int:
    ways = sum(pattern.search(reading.text, 0, _BEGINNING) is not None for (pattern,) in reading.remaining(patterns))
    return min(_MOST, ways + (ways > 0))
