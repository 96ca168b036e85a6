"""Names of firms: by a legal form in any language, or by a trade word where the name stands alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from extract.components.contact_places import Span
from extract.components.person_names import HAN, UPPER, is_goods
from extract.gazetteer import gazetteer
from extract.lexicon import words_of
from extract.normalise import normalise
from extract.reading import Reading
from extract.screening import Screened
from extract.word_classes import word_classes

_WORDS = word_classes("sellers", original=True)
_LETTER = r"A-Za-z0-9À-ɏḀ-ỿ&'’\-"
_WORD = (
    rf"(?:[0-9]{{0,2}}[{UPPER}][{_LETTER}]{{0,30}}(?:\.[A-Za-z]{{2,4}})?"
    rf"|[A-Z]\.|{{abbreviation}}\.|\([{UPPER}][A-Za-z .]{{1,20}}\)|&|of|and|de|der|den|van|von|di|del|la)"
)
_CHINESE = _WORDS.screened(
    rf"[\u4e00-\u9fffA-Za-z0-9·&]{{2,24}}(?:[(（]{HAN}{{2,8}}[)）])?{HAN}{{0,8}}(?:{{legal_zh}}|{{legal_behind_zh}})"
    rf"|{{legal_behind_zh}}[\u4e00-\u9fff\u3040-\u30ffA-Za-z0-9]{{2,16}}"
)
_LEGAL = _WORDS.screened(rf"(?<![{_LETTER}])(?:{_WORD} ){{0,6}}{_WORD},? ?{{legal_en}}\.?(?![{_LETTER}])")
_LEGAL_BEFORE = _WORDS.screened(rf"(?<![{_LETTER}]){{legal_before}}(?: {_WORD}){{1,5}}")
_TRADE = _WORDS.screened(
    rf"(?<![{_LETTER}])(?:{_WORD} ){{1,5}}{{trade_end}}(?: {{legal_short}})?(?![{_LETTER}])"
    r"(?=\s{0,3}(?:$|[\n,.:;|·•()（）\]】—–，。；]|-\s)|\s{1,3}(?:{detail_label}|{firm_acts_en})|\s{1,3}\S{1,64}@)"
)
_LEAD = _WORDS.pattern(r"(?:{firm_lead}|and|of|&)[: ]+")
_LEAD_ZH = _WORDS.pattern(r"{firm_lead_zh}[:：]?\s?")
_ALONE = re.compile(r"(?:^|[\n,.:;|·•—–(（\[【\]】，。；：！!）)]|\s-)\s*$")
_NO_FIRM_START = _WORDS.pattern(r"{no_firm_start}(?![a-z])")
_NO_FIRM = _WORDS.pattern(r"{no_firm}")
_OTHER_ROLE = _WORDS.pattern(r"{other_role}(?:名称|單位|单位)?[\s:：为為是]{0,3}$")
_SELLER_ROLE = _WORDS.pattern(r"(?:{seller_label}|{seller_by})[\s:：为為是]{0,3}$")
_ROLE_REACH = 18
_SHORTEST = 4


def legal_firm(reading: Reading) -> Span | None:
    """A firm with its legal form; one behind 'Supplier:' before one that only stands there."""
    found = [span for pattern in (_CHINESE, _LEGAL, _LEGAL_BEFORE) for span in _firms(reading, pattern)]
    named = (span for span in found if _SELLER_ROLE.search(reading.original, max(0, span[0] - _ROLE_REACH), span[0]))
    return next(named, found[0] if found else None)


def trade_firm(reading: Reading) -> Span | None:
    """'— Kitsune Parts', 'Northfjord Compute, sales@…': a name in capitals with a trade word, standing alone."""
    text = reading.original
    for start, end in _firms(reading, _TRADE):
        words = [word.strip("().,").casefold() for word in text[start:end].split()]
        named = len(words) > 1 and any(word not in _WORDS["generic"] for word in words)
        alone = _ALONE.search(text, max(0, start - 4), start) or _LEAD.search(text, max(0, start - _ROLE_REACH), start)
        if named and alone and not _is_store_of_town(words):
            return start, end
    return None


def _is_store_of_town(words: list[str]) -> bool:
    """'Santa Clara Warehouse' is a place of goods."""
    town = " ".join(words[:-1])
    known = gazetteer().get(town) is not None or any(town in words_of(kind) for kind in ("city", "country"))
    return known and words[-1].capitalize() in _WORDS["store_end"]


def is_platform(name: str) -> bool:
    """Whether the name is that of a market, a network or a carrier."""
    return normalise(name) in _WORDS["platform"]


def is_maker(name: str) -> bool:
    """Whether the name is that of a maker of machines or cards."""
    return normalise(name) in words_of("maker") or normalise(name.split(maxsplit=1)[0]) in words_of("maker")


def is_in_other_role(text: str, start: int) -> bool:
    """Whether what begins there is said to buy, make or carry the goods."""
    return _OTHER_ROLE.search(text, max(0, start - _ROLE_REACH), start) is not None


def _firms(reading: Reading, pattern: Screened) -> Iterator[Span]:
    text = reading.original
    for match in reading.find_as_written(pattern):
        start, end = match.span()
        start = _behind_lead(text, start, end)
        name = text[start:end]
        if (
            len(name) >= _SHORTEST
            and not _NO_FIRM_START.match(name)
            and not _NO_FIRM.search(name)
            and not is_maker(name)
            and not is_platform(name)
            and not is_goods(reading, start, end)
            and not is_in_other_role(text, start)
            and name.rstrip(".") not in _WORDS["legal_en"]
            and name not in _WORDS["legal_zh"]
        ):
            yield start, end


def _behind_lead(text: str, start: int, end: int) -> int:
    """Cut words in front that are no part of the name: 'Contact Guangzhou …', '供应商为…'."""
    while cut := _LEAD.match(text, start, end) or _LEAD_ZH.match(text, start, end):
        start = cut.end()
    return start
