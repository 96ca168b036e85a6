"""Which lines of an extracted text are the article: no headline again, no "read more", no legal tail."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path

import yaml

from crawlers.document import Document
from crawlers.shop_words import class_words

_FILE = Path(__file__).with_name("article_page.yaml")
_MOST_CHARACTERS = 300
_FIRST_LINES = 4
_MOST_BYLINE = 120
_TAIL = 0.8
_ALIKE = 0.8
_LONG = 60
_MOST_TEXTS = 50
_CAPTIONS = frozenset({"caption", "figcaption", "wp-caption", "imagecaption", "photocredit", "credit"})


@dataclass(frozen=True)
class ArticleWords:
    """The vocabulary of article pages."""

    foreign: re.Pattern[str]
    before: re.Pattern[str]
    ends: re.Pattern[str]
    no_authors: frozenset[str]


@cache
def article_words() -> ArticleWords:
    """The vocabulary; read once."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return ArticleWords(
        _any_of(data["not_of_the_article"]),
        _any_of(data["before_the_article"]),
        _any_of(data["ends_the_article"]),
        frozenset(data["authors_that_are_none"]),
    )


def foreign_texts(document: Document) -> frozenset[str]:
    """What stands on the page in a link of its own, in the site's frame or below a picture, as `plain_line` has it.

    A line that is nothing but a link leads to another article; those of the article link some of their words.
    """
    found = {plain_line(line.text) for line in document.lines if line.place in {"link", "frame"}}
    for element in document.tree.iter("figcaption", "div", "span", "p"):
        if element.tag == "figcaption" or class_words(element) & _CAPTIONS:
            found.add(plain_line(" ".join(islice(element.itertext(), _MOST_TEXTS))))
    return frozenset(found)


def plain_line(text: str) -> str:
    """The words of *text*, in lower case, a blank apart."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def lines_of_the_article(lines: list[str], titles: Iterable[str], foreign: Container[str] = frozenset()) -> list[str]:
    """*lines* without those that are not of the article, each long one once.

    *titles* are the headline and its variants, *foreign* the texts that the page shows as something else.
    """
    words = article_words()
    headlines = [_words(title) for title in titles]
    seen: set[str] = set()
    total = sum(map(len, lines))
    kept, read = [], 0
    for number, line in enumerate(lines):
        read += len(line)
        short = len(line) <= _MOST_CHARACTERS
        if short and read > _TAIL * total and number > 0 and words.ends.match(line):
            break
        if short and words.foreign.match(line):
            continue
        if number < _FIRST_LINES and len(line) <= _MOST_BYLINE and words.before.match(line):
            continue
        plain = plain_line(line)
        if plain in foreign or (len(plain) >= _LONG and plain in seen):
            continue
        seen.add(plain)
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
