"""Numbers that a text names to say that they are not so: no container of 3,000, denied that it held 8,000."""

from __future__ import annotations

from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_DENIED = _WORDS.pattern("{denied}")
_CONTRAST = _WORDS.pattern("{contrasts}")
_HEDGE = r"(?:{about}|the|exactly|quite|even|as many as)?"
_UNSAID = _WORDS.pattern(rf"{{unsaid}}\s{_HEDGE}\s?$")
_NONE_OF = _WORDS.pattern(rf"(?<![a-z])no\s(?:[a-z\-]+\s){{1,2}}(?:of|with|carrying|containing|holding)\s{_HEDGE}\s?$")
_NO_PRICE = _WORDS.pattern("{denied_prices}")
_DENIAL = _WORDS.pattern("{denials}")
_RUMOUR = _WORDS.pattern("{rumours}")
_DENIED_BEFORE = _WORDS.pattern(r"{denied_before}[^,，。;；0-9]{0,16}$|{denied_right_before}[^,，。;；0-9]{0,2}$")
_TRUE = _WORDS.pattern("{in_truth}")
_REACH, _NEAR = 110, 48


def is_denied(sentence: Sentence, mark: Mark) -> bool:
    """Somebody says that the number is wrong, before it or in a later sentence."""
    left = sentence.left_of(mark, _NEAR)
    if _UNSAID.search(left) or _NONE_OF.search(left):
        return True
    denials = [span for span in sentence.found(_DENIED) if mark.start - _REACH < span[0] < mark.start]
    if denials and not sentence.says(_CONTRAST, denials[-1][1], mark.start):
        return True
    return _is_taken_back(sentence, mark)


def is_rumour(sentence: Sentence, mark: Mark) -> bool:
    """'网传囤货三万张，公司称与事实不符，实际库存 2,240 张': a rumour, until it is said what is true."""
    if _DENIED_BEFORE.search(sentence.left_of(mark, 40)):
        return True
    truth = sentence.found(_TRUE)
    if truth and truth[0][0] < mark.start:
        return False
    denial, rumour = sentence.found(_DENIAL), sentence.found(_RUMOUR)
    return bool(denial) and denial[-1][0] > mark.start and not (rumour and rumour[0][0] > mark.start)


def is_denied_price(sentence: Sentence) -> bool:
    """The sentence names a price to say that nobody gets it."""
    return sentence.says(_NO_PRICE)


def _is_taken_back(sentence: Sentence, mark: Mark) -> bool:
    """A later sentence says so: 'They write ten thousand. It was never ten thousand'."""
    reading = sentence.reading
    return any(
        other.value.low == mark.value.low
        and _UNSAID.search(reading.text, max(0, other.start - _NEAR), other.start) is not None
        for kind in ("number", "count", "money")
        for other in reading.within(kind, mark.end, mark.end + 2 * _REACH)
    )
