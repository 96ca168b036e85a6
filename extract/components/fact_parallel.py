"""Lists that run in parallel: H100、H200 分别为 12、8 台, A10/A30 各 60/45 张, at $24,000 and $31,000 respectively."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.components.fact_gaps import SIZES, machine_form
from extract.components.sentences import MOST_NUMBERS, Sentence
from extract.reading import Mark
from extract.scanning import Pattern
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_MODELS_JOIN = _WORDS.pattern(
    r"s?\s?(?:(?:{chip_nouns}|{machines}|{edition}|{vendor_words}|{price_words}|的)\s?){0,4}{joins}\s?(?:and\s)?"
    r"(?:the\s)?(?:[0-9a-z一二两三四五六七八九十百]{1,12}\s?{counters}?\s?)?(?:(?:{vendor_words}|{about})\s?){0,2}"
)
_NUMBERS_JOIN = _WORDS.pattern(
    r"\s?(?:(?:{counters}|{currency_names}|元)\s?)?(?:{joins}|, and)\s?(?:(?:{about}|{at_least}|{at_most})\s?)?"
    r"[a-z]{0,3}[$€£¥₹]?\s?"
)
_PARALLEL = _WORDS.pattern("{respectively}")
_EACH = re.compile(r"各(?!有|自|地|方|类|种|国|级)[^0-9,，。;；]{0,6}$")
_SLASHED = re.compile(r"\s?/\s?")
_LEAST = 2
_KINDS = ("number", "count", "money")
_REACH, _BEHIND = 60, 10


@dataclass(frozen=True, slots=True)
class Paired:
    """What one number of a list speaks of."""

    model: Mark | None
    """Its goods; none where the lists do not fit each other, and the number would be a guess."""
    beside: Mark
    """Of all goods, those that stand next to the numbers."""
    form: str | None
    """The machine that all goods are called, where they are called one."""
    first: Mark
    """The first number of its list: what is said before it is said of all."""
    last: Mark
    """The last one: a counter or a currency stands there for all."""

    def whole(self, mark: Mark) -> Mark:
        """The number in the place of its whole list, to look at the words around it."""
        return replace(mark, start=self.first.start, end=self.last.end)

    def in_currency(self, mark: Mark) -> Mark:
        """The amount with the currency that stands once, behind or before all of them."""
        told = next((end for end in (self.last, self.first) if end.kind == "money" and end.value.signed), None)
        if told is None or mark.value.signed:
            return mark
        return replace(mark, value=replace(mark.value, currency=told.value.currency, signed=True))


def paired_goods(sentence: Sentence) -> dict[int, Paired]:
    """Start of a number → its goods, for every number of a list that runs in parallel with a list of goods."""
    known: dict[int, dict[int, Paired]] = sentence.reading.state.setdefault("paired_goods", {})
    if sentence.start not in known:
        known[sentence.start] = _paired(sentence) if len(sentence.models) >= _LEAST else {}
    return known[sentence.start]


def _paired(sentence: Sentence) -> dict[int, Paired]:
    reading, text = sentence.reading, sentence.reading.text
    marks = sorted(
        (mark for kind in _KINDS for mark in reading.within(kind, sentence.start, sentence.end)),
        key=lambda mark: (mark.start, -mark.end),
    )
    if len(marks) > MOST_NUMBERS or len(sentence.models) > MOST_NUMBERS:
        return {}
    goods = _runs(text, sentence.models, _MODELS_JOIN)
    found: dict[int, Paired] = {}
    for numbers in _runs(text, [m for m in marks if not _is_in_goods(m, goods)], _NUMBERS_JOIN):
        if len(numbers) < _LEAST:
            continue
        near = [run for run in goods if len(run) >= _LEAST and _is_beside(sentence, run, numbers)]
        if not near:
            continue
        run = min(near, key=lambda one: _distance(one, numbers))
        fits = len(run) == len(numbers) and len({id(m) for m in run}) == len(run)
        beside = run[-1] if run[-1].end <= numbers[0].start else run[0]
        start, end = min(run[0].start, numbers[0].start), max(run[-1].end, numbers[-1].end)
        form = machine_form(text[start : min(sentence.end, end + _BEHIND)])
        for index, mark in enumerate(numbers):
            found[mark.start] = Paired(run[index] if fits else None, beside, form, numbers[0], numbers[-1])
    return found


def _runs(text: str, marks: list[Mark], join: Pattern) -> list[list[Mark]]:
    """Marks that nothing but a join stands between, in order."""
    runs: list[list[Mark]] = []
    for mark in marks:
        last = runs[-1][-1] if runs else None
        if last is not None and mark.start < last.end:
            continue
        if last is not None and join.fullmatch(SIZES.sub("", text[last.end : mark.start])):
            runs[-1].append(mark)
        else:
            runs.append([mark])
    return runs


def _is_in_goods(mark: Mark, goods: list[list[Mark]]) -> bool:
    """'四台 H100 服务器和六台 H200 服务器': a count between goods is that of the next ones."""
    return any(run[0].start < mark.start < run[-1].start for run in goods)


def _is_beside(sentence: Sentence, goods: list[Mark], numbers: list[Mark]) -> bool:
    """The lists stand side by side, and something says that they run in parallel."""
    text, first, last = sentence.reading.text, numbers[0], numbers[-1]
    if _distance(goods, numbers) > _REACH or goods[0].start < first.start < goods[-1].start:
        return False
    behind = text[last.end : min(sentence.end, last.end + _REACH)]
    if goods[-1].end <= first.start:
        between = text[goods[-1].end : first.start]
        said = _PARALLEL.search(between) or _EACH.search(between) or _says_so_behind(behind)
    else:
        said = _says_so_behind(text[goods[-1].end : min(sentence.end, goods[-1].end + _REACH)])
    return bool(said) or (_is_slashed(text, goods) and _is_slashed(text, numbers))


def _says_so_behind(behind: str) -> bool:
    """'respectively' stands behind both lists, before the next clause of more than a word."""
    said = _PARALLEL.search(behind)
    return said is not None and not re.search("[.;0-9]", behind[: said.start()])


def _is_slashed(text: str, marks: list[Mark]) -> bool:
    return all(_SLASHED.fullmatch(text, a.end, b.start) for a, b in pairwise(marks))


def _distance(goods: list[Mark], numbers: list[Mark]) -> int:
    return max(numbers[0].start - goods[-1].end, goods[0].start - numbers[-1].end)
