"""Dates and times of day. Nothing is made of them: they are claimed so that no count or price is read into them."""

from __future__ import annotations

from extract.reading import Reading
from extract.word_classes import word_classes

_WORDS = word_classes("times")
_YEAR = "(?:19|20)[0-9]{2}"
_DATE = _WORDS.screened(
    "|".join(
        (
            rf"(?<![0-9]){_YEAR}(?:[.\-/年] ?[0-9]{{1,2}}(?:[.\-/月] ?[0-9]{{1,2}}[日号]?|月)?|年)",
            r"(?<![0-9a-z])[0-9]{1,2} ?月 ?(?:[0-9]{1,2} ?[日号])?(?!租|付|供|销)",
            r"(?<![0-9])[0-9]{1,2}(?:号(?!楼|线)|日(?!内|历|曆))",
            r"(?<![a-z0-9])q[1-4](?![0-9a-z])",
            r"(?<![0-9x×*])[0-9]{1,2}:[0-5][0-9](?::[0-5][0-9])?(?![0-9])",
            r"(?<![0-9/.])(?:1[0-2]|[1-9])/(?:[12][0-9]|3[01]|[1-9])(?![0-9/]) ?(?={on_that_day})",
            rf"(?<![0-9]){{month_names}}\.? [0-9]{{1,2}}(?:st|nd|rd|th)?(?![0-9,k])(?:,? {_YEAR})?",
            rf"(?<![0-9]){{month_names}}\.? {_YEAR}",
            rf"(?<![0-9]){_YEAR}(?= ?款)",
            rf"{{since}}\.? {_YEAR}(?![0-9,])",
        )
    )
)


def find_dates(reading: Reading) -> None:
    """Marks of kind ``date``; claims them."""
    for match in reading.find(_DATE):
        if not reading.is_taken(*match.span()):
            reading.add("date", match.group(), *match.span(), "time.date")
            reading.take(*match.span())
