"""Counts right in front of a name, without a counter: 40 NVIDIA A100, two Fujitsu GX2560M7, a pair of RTX A6000."""

from __future__ import annotations

from collections.abc import Iterator

from extract.reading import Mark, Reading
from extract.spoken_numbers import SPOKEN, spoken_number
from extract.word_classes import word_classes

_WORDS = word_classes("counts")
_BEFORE_NAME = _WORDS.pattern(
    rf"(?P<count>(?P<n>(?<![\w.,#/$€£¥\-+])[0-9]{{1,4}}|{SPOKEN})(?: ?\([0-9]{{1,4}}\)|\+)?)"
    r"(?: of(?: our| my| the| these)?| x| ?nos?\.| ?off)?"
    r" (?:(?:{sort_words}|{maker_words}|[0-9]{1,2}u|[a-z]+ing|[a-z]+ed)[ \-]){0,4}$"
)
_NO_COUNT_BEFORE = _WORDS.pattern(r"(?:{no_count_before}|{no_count_before_words})[ .#\-]*$")
_HOLDING = _WORDS.pattern(r"{machine_with},? (?:comes? |is |are |now |still |already |each )?{holding} $")
_FITTED = _WORDS.pattern(r"(?:[ \-](?:sxm\d?|pcie|nvl|oam|cards?|gpus?|[0-9]{2,3} ?gb?)){0,3} {fitted_behind}")
_ONE_MACHINE = _WORDS.pattern(r"[ \-]?(?:(?:sxm\d?|pcie|nvl|oam|[0-9]{2,3} ?gb?)[ \-]){0,2}{one_machine}")
_REACH = 56
_LABEL_REACH = 14
_HOLDING_REACH = 36
_YEARS = range(1990, 2036)
_INSIDE = {2, 4, 8, 16}


def find_name_counts(reading: Reading) -> Iterator[tuple[int, int, int, bool]]:
    """Value, start, end of each, and whether it says what one machine holds ('8 H100 server')."""
    names = [mark for kind in ("model", "sku") for mark in reading.marks.get(kind, ())]
    for mark in sorted(names, key=lambda name: name.start):
        first = max(reading.line_of(mark.start).start, mark.start - _REACH)
        match = _BEFORE_NAME.search(reading.text, first, mark.start)
        if match is None or reading.is_taken(*match.span("n")) or _is_no_count(reading, match.start()):
            continue
        written = match["n"]
        value = int(written) if written.isdigit() else spoken_number(written)
        if value and (not written.isdigit() or _could_count(reading, mark, value)):
            yield (
                value,
                match.start(),
                match.end("count"),
                value in _INSIDE and _is_in_one_machine(reading, mark, match.start()),
            )


def _could_count(reading: Reading, name: Mark, value: int) -> bool:
    """No year, no single one, and no number before a number: '1688 4090'."""
    return value > 1 and value not in _YEARS and not reading.text[name.start].isdigit()


def _is_no_count(reading: Reading, position: int) -> bool:
    """'gen 5 H100', 'lot 12 A100', 'top 10 H100'."""
    return _NO_COUNT_BEFORE.search(reading.text, max(0, position - _LABEL_REACH), position) is not None


def _is_in_one_machine(reading: Reading, mark: Mark, start: int) -> bool:
    if mark.kind != "model":
        return False
    return bool(
        _ONE_MACHINE.match(reading.text, mark.end)
        or _FITTED.match(reading.text, mark.end)
        or _HOLDING.search(reading.text, max(0, start - _HOLDING_REACH), start)
    )
