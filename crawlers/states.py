"""Is a response the page that was asked for? Status, address and what the page says, by the words in ``states.yaml``.

Real pages speak of logging in and of captchas everywhere, so words alone prove nothing: they count where they are the
headline, or where the page has hardly any other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import yaml
from lxml import etree

from crawlers.document import Document

_WORDS = Path(__file__).with_name("states.yaml")
_GONE = frozenset({404, 410})
_HAN = r"\u3400-\u9fff\u3000-\u303f\uff00-\uffef"
_BLANK_AT_HAN = re.compile(rf"(?<=[{_HAN}])\s+|\s+(?=[{_HAN}])")
_HAN_CHARACTER = re.compile(rf"[{_HAN}]")
_HAN_WEIGHT = 3
"""A Chinese character says about as much as three Latin letters."""
_THIN, _VERY_THIN, _NO_HEADLINE_TRICK = 900, 250, 4_000
_NEAR_HEADING = 12
_REASON_CHARACTERS = 80
_BRACKETS = "[（(【〔{", "]）)】〕}"


@dataclass(frozen=True)
class Refusal:
    """Why a response is no content."""

    state: Literal["gone", "blocked"]
    """gone: the page says so of its item; blocked: the page was not to be had."""
    reason: str
    """The evidence, for example ``http 410`` or ``captcha: 请完成验证``."""


@dataclass(frozen=True)
class _Group:
    phrases: re.Pattern[str]
    open_with: re.Pattern[str] | None
    titles: frozenset[str]
    markers: tuple[etree.XPath, ...]


def refused_by_status(status: int) -> Refusal | None:
    """What an HTTP status alone says. 404 and 410 are positive evidence; 403, 429, 451, 5xx and the rest are not."""
    if 200 <= status < 300:
        return None
    return Refusal("gone" if status in _GONE else "blocked", f"http {status}")


def refused_by_redirect(asked: str, answered: str) -> Refusal | None:
    """What the address that answered says, where it is another than the one asked for."""
    before, after = urlsplit(asked), urlsplit(answered)
    if (before.netloc, before.path, before.query) == (after.netloc, after.path, after.query):
        return None
    place = f"{after.netloc}{after.path}?{after.query}"
    for kind, pattern in (("login", _addresses("login_addresses")), ("captcha", _addresses("captcha_addresses"))):
        if pattern.search(place) and not pattern.search(f"{before.netloc}{before.path}?{before.query}"):
            return Refusal("blocked", f"{kind}: redirected to {answered}"[:_REASON_CHARACTERS])
    if after.path in {"", "/"} and not after.query and before.path not in {"", "/"}:
        return Refusal("blocked", f"soft 404: redirected to {answered}"[:_REASON_CHARACTERS])
    return None


def refusal(document: Document, *, listing: bool = True) -> Refusal | None:
    """What a page served with status 200 says of itself; None for content.

    With *listing* a "sold" beside the headline of a full page counts too; articles may have it in theirs.
    """
    page = _Page(document)
    for state, kind, name in (
        ("blocked", "captcha", "captcha"),
        ("blocked", "login", "login"),
        ("gone", "notice", "removed"),
        ("blocked", "soft 404", "missing"),
        ("blocked", "site failing", "failing"),
    ):
        if found := page.says(_group(name)):
            return Refusal("gone" if state == "gone" else "blocked", f"{kind}: {found}"[:_REASON_CHARACTERS])
    if listing and (found := page.is_sold()):
        return Refusal("gone", f"notice: {found}"[:_REASON_CHARACTERS])
    if page.weight == 0 and not page.title and not document.tree.xpath("//script[@type='application/ld+json']"):
        return Refusal("blocked", "empty page")
    return None


class _Page:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._lines = document.lines
        self.title = " ".join((document.tree.findtext(".//title") or "").split())
        self._headings = [line.text for line in self._lines if line.place == "heading"]
        self.weight = sum(weight(line.text) for line in self._lines if line.place in {"main", "heading"})

    def says(self, group: _Group) -> str | None:
        """The line by which the page is of this kind."""
        if self.weight > _NO_HEADLINE_TRICK:
            return None
        for head in (self.title, *self._headings):
            if (matched := _match(group, head)) and (self.weight <= _THIN or weight(head) < 3 * weight(matched) + 40):
                return head
        if self.weight > _THIN:
            return None
        if _title_name(self.title) in group.titles or {text.casefold() for text in self._headings} & group.titles:
            return self.title or self._headings[0]
        for line in self._lines:
            if (line.place == "main" or not self.weight) and _match(group, line.text):
                return line.text
        if self.weight <= _VERY_THIN and not self._document.is_oversized:
            found = (element for find in group.markers for element in find(self._document.tree))
            return next(
                (f"<{element.tag} id={element.get('id')!r} class={element.get('class')!r}>" for element in found), None
            )
        return None

    def is_sold(self) -> str | None:
        """The sign beside the headline of a full page that says that its item is gone."""
        signs, badges = _signs()
        for heading in self._headings[:1]:
            if signs.search(heading.casefold()):
                return heading
        at = next((index for index, line in enumerate(self._lines) if line.place == "heading"), None)
        if at is None:
            return None
        for line in self._lines[max(0, at - _NEAR_HEADING // 2) : at + _NEAR_HEADING]:
            if line.place == "main" and (
                line.text.casefold() in badges or (weight(line.text) < 120 and _match(_group("removed"), line.text))
            ):
                return line.text
        return None


def weight(text: str) -> int:
    """How much *text* says: Latin letters count once, Chinese characters three times."""
    return len(text) + (_HAN_WEIGHT - 1) * len(_HAN_CHARACTER.findall(text))


def _match(group: _Group, line: str) -> str | None:
    line = _BLANK_AT_HAN.sub("", line.casefold())
    found = group.phrases.search(line)
    if found is None or (group.open_with is not None and group.open_with.search(line)):
        return None
    return found[0]


def _title_name(title: str) -> str:
    return re.split(r"\s*[|_–—-]\s+|\s+[|_–—-]\s*|[|_]", title.casefold(), maxsplit=1)[0].strip(" !！.。")


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    words: dict[str, dict[str, list[str]]] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return words


@cache
def _group(name: str) -> _Group:
    words = _words()[name]
    markers = tuple(etree.XPath(path) for path in words.get("markers", ()))
    open_with = _any_of(words["open_with"]) if "open_with" in words else None
    return _Group(_any_of(words["phrases"]), open_with, frozenset(words.get("titles", ())), markers)


@cache
def _signs() -> tuple[re.Pattern[str], frozenset[str]]:
    words = _words()
    opening, closing = (f"[{re.escape(brackets)}]" for brackets in _BRACKETS)
    inner = f"{opening}\\s*{_any_of(words['sold_signs']).pattern}\\s*{closing}"
    return re.compile(rf"^\s*{inner}|{inner}\s*$"), frozenset(words["sold_badges"])


@cache
def _addresses(name: str) -> re.Pattern[str]:
    return re.compile("|".join(_words()[name]), re.IGNORECASE)


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    gap = r"[^\n。！？!?]{0,24}?"
    parts = [gap.join(re.escape(part.strip()) for part in phrase.split("*")) for phrase in phrases]
    # Longer ones first, so that the reason shows as much as there is.
    return re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(parts, key=len, reverse=True))})(?![a-z])")
