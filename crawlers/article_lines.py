"""Which lines of an extracted text are the article: no headline again, no "read more", no legal tail."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("article_page.yaml")
_MOST_CHARACTERS = 300
_FIRST_LINES = 4
_TAIL = 0.8
_ALIKE = 0.8


@dataclass(frozen=True)
class ArticleWords:
    """The vocabulary of article pages."""

    foreign: re.Pattern[str]
    ends: re.Pattern[str]
    no_authors: frozenset[str]


@cache
def article_words() -> ArticleWords:
    """The vocabulary; read once."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return ArticleWords(
        _any_of(data["not_of_the_article"]), _any_of(data["ends_the_article"]), frozenset(data["authors_that_are_none"])
    )


def lines_of_the_article(lines: list[str], titles: Iterable[str]) -> list[str]:
    """*lines* without those that are not of the article. *titles* are the headline and its variants."""
    words = article_words()
    headlines = [_words(title) for title in titles]
    total = sum(map(len, lines))
    kept, read = [], 0
    for number, line in enumerate(lines):
        read += len(line)
        short = len(line) <= _MOST_CHARACTERS
        if short and read > _TAIL * total and number > 0 and words.ends.match(line):
            break
        if short and words.foreign.match(line):
            continue
        if number < _FIRST_LINES and any(_alike(_words(line), headline) for headline in headlines):
            continue
        kept.append(line)
    return kept


def _alike(line: frozenset[str], title: frozenset[str]) -> bool:
    return len(title) > 2 and len(line & title) >= _ALIKE * max(len(line), len(title))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.casefold()))


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)
