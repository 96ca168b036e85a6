"""Counts of GPUs that somebody uses and does not trade: test rigs, and machines that are let."""

from __future__ import annotations

from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_TEST_RIG = _WORDS.pattern(r"{test_rigs}(?!{passed}|\s(?:for|price|prices|index|rate)(?![a-z]))")
_RUNS_ON = _WORDS.pattern(
    r"{runs_on}[^,，;；:]{0,60}\s(?:on|across|over|using)\s(?:a cluster of\s)?(?:{about}|{at_most}|{at_least})?\s?$"
)
CRIME = _WORDS.pattern("{seized}|{smuggled}")
TRADE = _WORDS.pattern("{acquired}|{disposed}|{smuggled}|{seized}|{searched}|{licensed}|{held}|{charged}")
_RENTAL = _WORDS.pattern(
    r"[a-z][0-9]{2,3}-hours?(?![a-z])"
    r"|{rental}(?![用赁下的]{0,2}{let_places}|\s(?:[a-z\-]+\s){0,2}{let_places})"
)
_CAPACITY = _WORDS.pattern(r"{capacity_of}\s?(?:{about}|{at_least}|{at_most})?\s?$")
_TERM, _COMPUTE = _WORDS.pattern("{service_terms}"), _WORDS.pattern("{compute_services}")
_THEN = _WORDS.pattern("{then}")
_TEST_REACH = 160


def is_rig(sentence: Sentence, mark: Mark) -> bool:
    """The machines of a test, or those that something was trained on; nobody trades them."""
    is_run = _says_test(sentence) or _RUNS_ON.search(sentence.left_of(mark, 100)) is not None
    return is_run and not sentence.clause_says(CRIME, mark.start)


def _says_test(sentence: Sentence) -> bool:
    """The sentence does, or what stands before its semicolon."""
    return sentence.says(_TEST_RIG) or _says_before(sentence, _TEST_RIG)


def _says_before(sentence: Sentence, pattern: Pattern) -> bool:
    """What stands before the semicolon that a sentence follows says it."""
    text, start = sentence.reading.text, sentence.start
    if text[max(0, start - 1) : start] not in {";", "；"}:
        return False
    first = max(text.rfind(stop, max(0, start - _TEST_REACH), start) for stop in (". ", "。", "\n"))
    return pattern.search(text, max(first, start - _TEST_REACH, 0), start) is not None


def is_rented(sentence: Sentence, mark: Mark) -> bool:
    """Its sentence speaks of rent, and not of goods that are bought and then let: buys 9,000 chips and leases them."""
    rents = sentence.found(_RENTAL)
    if _CAPACITY.search(sentence.left_of(mark, 40)) and (rents or _says_before(sentence, _RENTAL)):
        return True
    if sentence.says(_TERM) and sentence.says(_COMPUTE):
        return True
    if not rents:
        return False
    start, end = sentence.clause_span(mark.start)[0], sentence.clause_span(mark.end)[1]
    in_clause = next((span for span in rents if start <= span[0] and span[1] <= end), None)
    if in_clause is None:
        return not sentence.says(TRADE, *((start, end) if rents[0][1] <= start else (None, None)))
    return not (sentence.says(TRADE, start, mark.start) and sentence.says(_THEN, mark.end, in_clause[0]))
