"""The day of a case event: full dates only. A month or a period is no day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from extract.components.case_clauses import Clause
from extract.reading import Mark, Reading

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_FULL = (
    re.compile(
        rf"(?<![a-z]){_MONTH}\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>(?:19|20)[0-9]{{2}})(?![0-9])"
    ),
    re.compile(
        rf"(?<![0-9])(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? {_MONTH}\.?,? (?P<year>(?:19|20)[0-9]{{2}})(?![0-9])"
    ),
    re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2}) ?年 ?(?P<month>[0-9]{1,2}) ?月 ?(?P<day>[0-9]{1,2}) ?[日号]"),
    re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})(?![0-9])"),
)
_NO_YEAR = re.compile(
    rf"(?<![a-z0-9]){_MONTH}\.? [0-9]{{1,2}}(?![0-9,]|st,|nd,)"
    r"|(?<![0-9年])(?<!年 )[0-9]{1,2} ?月 ?[0-9]{1,2} ?[日号]"
)
_PERIOD_BEFORE = re.compile(r"(?:between|from|since|until|till|through|to|by|before|after|自|从|至|到|截至|直到) ?$")
_BETWEEN = re.compile(r"(?<![a-z])(?:between|from)[^.;]{3,40}(?<![a-z])(?:and|to) ?$")
_PERIOD_AFTER = re.compile(r" ?(?:to|through|until|and|-|–|至|到|起|以来|之前|前|之后|以前)(?![a-z])")


@dataclass(slots=True)
class Day:
    """When an event was, as far as the text says."""

    on: date | None = None
    """The day."""
    mark: Mark | None = None
    """Where it stands."""
    doubt: tuple[int, int, str] | None = None
    """Span and reason where a day is named and not read."""


def day_of(reading: Reading, clause: Clause) -> Day:
    """The day of a clause: the full date that no other trigger stands between."""
    near: list[tuple[int, date, Mark]] = []
    doubt: tuple[int, int, str] | None = None
    for pattern in _FULL:
        for match in pattern.finditer(reading.text, clause.start, clause.end):
            if _is_period(reading.text, *match.span()):
                doubt = (*match.span(), "the end of a period, not the day of the event")
            elif (read := _date(match)) is not None and _is_near(clause, *match.span()):
                mark = Mark("case_date", read, match.start(), match.end(), "case.date")
                near.append((abs(match.start() - clause.trigger.start), read, mark))
    if len({read for _, read, _ in near}) > 1:
        first = min(near)[2]
        return Day(doubt=(first.start, first.end, "two days are named with one event"))
    if near:
        return Day(near[0][1], near[0][2])
    if doubt is None and (short := _NO_YEAR.search(reading.text, clause.start, clause.end)):
        doubt = (*short.span(), "no year is stated")
    return Day(doubt=doubt)


def _date(match: re.Match[str]) -> date | None:
    written = match["month"]
    month = int(written) if written.isdigit() else _MONTHS.index(written[:3]) + 1
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError:
        return None


def _is_period(text: str, start: int, end: int) -> bool:
    if _BETWEEN.search(text, max(0, start - 48), start):
        return True
    before, after = _PERIOD_BEFORE.search(text, max(0, start - 8), start), _PERIOD_AFTER.match(text, end)
    if before is not None and before.group().strip() == "by":
        before = None
    return before is not None or (
        after is not None and re.match(r"\s?[a-z0-9]*\s?[0-9]", text[after.end() :]) is not None
    )


def _is_near(clause: Clause, start: int, end: int) -> bool:
    at = clause.trigger
    first, last = (end, at.start) if start < at.start else (at.end, start)
    return not any(first <= other.start < last for other in clause.triggers if other is not at)
