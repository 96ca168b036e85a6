"""Names that a text has given in full, found again where it gives them short."""

from __future__ import annotations

import re

from extract.components.case_names import Mention
from extract.components.case_sentences import cased
from extract.reading import Reading
from extract.word_classes import word_classes

_SHORTEST = 3
_MOST = 200
"""A text that names more parties than this is a list: short names are not looked for any more."""


class KnownNames:
    """Full names by the short forms that may stand for them; a short form of two names stands for neither."""

    def __init__(self) -> None:
        self._full: dict[str, Mention] = {}
        self._short: dict[str, Mention | None] = {}

    def learn(self, mentions: list[Mention]) -> None:
        """Remember the names of a sentence."""
        for mention in mentions:
            if mention.name in self._full or len(self._full) >= _MOST:
                continue
            self._full[mention.name] = mention
            for short in {mention.name, _short(mention)} - {""}:
                other = self._short.setdefault(short, mention)
                if other is not None and other.name != mention.name:
                    self._short[short] = None

    def with_short_names(self, reading: Reading, mentions: list[Mention], start: int, end: int) -> list[Mention]:
        """The names of a sentence and those that it gives short."""
        text = cased(reading, start, end)
        found = [self._in_full(mention) for mention in mentions]
        for short, full in self._short.items():
            if full is None or short not in text:
                continue
            for match in re.finditer(_bounded(short), text):
                first, last = start + match.start(), start + match.end()
                if not any(m.start < last and first < m.end for m in found):
                    found.append(Mention(full.name, full.kind, first, last, "case.name.known", 0.8))
        return sorted(found, key=lambda mention: mention.start)

    def _in_full(self, mention: Mention) -> Mention:
        """A model finds 'Osei-Lamb' where the text has named Brandt Osei-Lamb before."""
        known = self._short.get(mention.name)
        if known is None or known.name == mention.name:
            return mention
        return Mention(known.name, known.kind, mention.start, mention.end, "case.name.known", 0.8)

    def full(self, mention: Mention, reading: Reading) -> tuple[str, int, int]:
        """The name in full, and where the original text has it."""
        known = self._full.get(mention.name, mention)
        start, end = reading.aligned.span(known.start, known.end)
        return reading.original[start:end], start, end


def _short(mention: Mention) -> str:
    """The last name of a person, the name of a firm without its suffix."""
    words = mention.name.split()
    if mention.kind == "person":
        return words[-1] if len(words) > 1 and len(words[-1]) >= _SHORTEST else ""
    suffix = (
        word_classes("case_names", original=True)
        .pattern(r",?\s?(?:{firm_suffix}|{firm_suffix_zh})$")
        .search(mention.name)
    )
    return mention.name[: suffix.start()] if suffix and suffix.start() >= _SHORTEST + 2 else ""


def _bounded(short: str) -> str:
    edge = r"(?![\w-])" if short[-1].isascii() else ""
    return (r"(?<![\w-])" if short[0].isascii() else "") + re.escape(short) + edge
