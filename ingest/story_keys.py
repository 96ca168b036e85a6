"""What copies of one text have in common: keys to find them by, and a measure of how alike two texts are.

The shingles of a text are runs of its normalised tokens: four for Chinese, where a token is a character, three words
for other languages; traditional and simplified characters are the same. A MinHash of them (`rensa`) is cut into bands
(locality-sensitive hashing): articles that share a band are candidates, and `alike` decides. A second, smaller MinHash
stands for the beginning alone, so that a copy cut short still meets its original. Keys depend on the text and on the
versions of `rensa` and of this file alone; where either changes, `chipwatch reextract` makes them anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from rensa import RMinHash

from extract.normalise import tokens
from index.documents import Article

SAME = 0.45
"""Share of shingles in common (Jaccard) from which two texts are copies."""
CONTAINED = 0.7
"""Share of a cut text's shingles that its original must hold."""
_HAN_RUN, _WORD_RUN = 4, 3
_ROWS = 3
_BANDS, _LEAD_BANDS = 24, 8
_LEAD_TOKENS = {_HAN_RUN: 120, _WORD_RUN: 60}
_FEWEST = 20
"""Shingles below which a text is a headline and no body."""
_HEADLINE = {_HAN_RUN: 8, _WORD_RUN: 5}
"""Tokens below which a headline says too little to tell a story."""
_SEED = 20_260_301


@dataclass(frozen=True)
class Outline:
    """What is compared of an article."""

    keys: frozenset[str]
    """As `story_keys` gave them."""
    shingles: frozenset[str]
    """Of the body; few or none where only a headline is known."""
    headline: str
    """Normalised; empty where it says too little."""

    @classmethod
    def of(cls, article: Article) -> Outline:
        """The outline of *article*."""
        held = tokens(_body(article.title, article.text))
        return cls(frozenset(article.story_keys), _shingles(held, _run(held)), _headline(article.title))

    @property
    def has_body(self) -> bool:
        """There is enough text to compare."""
        return len(self.shingles) >= _FEWEST


def story_keys(title: str | None, text: str, addresses: Iterable[str | None]) -> tuple[str, ...]:
    """Keys of an article, sorted: bands of body and beginning, its headline, *addresses* of it and its original."""
    found = {f"u{_digest(_without_scheme(address))}" for address in addresses if address}
    if headline := _headline(title):
        found.add(f"h{_digest(headline)}")
    held = tokens(_body(title, text))
    run = _run(held)
    shingles = _shingles(held, run)
    if len(shingles) >= _FEWEST:
        found.update(_bands("b", shingles, _BANDS))
        found.update(_bands("l", _shingles(held[: _LEAD_TOKENS[run]], run), _LEAD_BANDS))
    return tuple(sorted(found))


def alike(one: Outline, other: Outline) -> bool:
    """Whether two articles tell the same story; the same whichever comes first."""
    common = {key[0] for key in one.keys & other.keys}
    if "u" in common:
        return True
    if not (one.has_body and other.has_body):
        return bool(one.headline) and one.headline == other.headline
    if not common & {"b", "l"}:
        return False
    shared = len(one.shingles & other.shingles)
    if shared >= SAME * (len(one.shingles) + len(other.shingles) - shared):
        return True
    return "l" in common and shared >= CONTAINED * min(len(one.shingles), len(other.shingles))


def _body(title: str | None, text: str) -> str:
    """*text* as the extractor read it, without the headline that it begins with."""
    return text.removeprefix(title or "")


def _headline(title: str | None) -> str:
    held = tokens(title or "")
    return " ".join(held) if len(held) >= _HEADLINE[_run(held)] else ""


def _bands(name: str, shingles: frozenset[str], bands: int) -> Iterator[str]:
    sketch = RMinHash(num_perm=bands * _ROWS, seed=_SEED)
    sketch.update(sorted(shingles))
    hashes = sketch.digest()
    for band in range(bands):
        rows = hashes[band * _ROWS : (band + 1) * _ROWS]
        yield f"{name}{band}x{_digest(' '.join(map(str, rows)))}"


def _shingles(held: list[str], run: int) -> frozenset[str]:
    return frozenset(" ".join(held[start : start + run]) for start in range(len(held) - run + 1))


def _run(held: list[str]) -> int:
    han = sum(len(token) == 1 and "\u3400" <= token <= "\u9fff" for token in held)
    return _HAN_RUN if han * 2 > len(held) else _WORD_RUN


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:10]


def _without_scheme(address: str) -> str:
    return address.partition("://")[2].removeprefix("www.").rstrip("/")
