"""Bytes of a page to text: what the server says, what the page says, and what the bytes themselves allow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from charset_normalizer import from_bytes
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, to_unicode

Basis = Literal["bom", "header", "meta", "bytes", "default"]

_NOT_ASCII = re.compile(rb"[\x80-\xff]+[\x40-\x7e]?")
_SAMPLE_BYTES = 16_000
_FEW = 3
# with a mark or NUL bytes these were told before; without, they make Chinese out of any ASCII
_WIDE = ["utf_16", "utf_16_be", "utf_16_le", "utf_32", "utf_32_be", "utf_32_le", "utf_7"]
_SMALL_SHARE = 0.02
_CLEAR_LEAD = 0.2
_LIKELY_CHINESE = 0.8
_ACCIDENT_BYTES = 12


@dataclass(frozen=True)
class Decoded:
    """The text of a page."""

    text: str
    """Without NUL characters and byte order mark."""
    encoding: str
    """Python's name of the encoding used, ``gb18030`` for GB2312 and GBK."""
    basis: Basis
    """What decided: byte order mark, HTTP header, the page's own declaration, the bytes, or nothing (UTF-8)."""
    replaced: int
    """Characters that could not be decoded and stand as U+FFFD."""


def decode(body: bytes, content_type: str = "") -> Decoded:
    """Decode *body*, with the Content-Type header if there was one. Never raises.

    A declaration is believed where the bytes bear it out. UTF-8 that is declared as something else, GB18030 declared
    as Latin-1 or UTF-8, Big5 declared as GBK and the like are told by the bytes.
    """
    name, mark = read_bom(body)
    if name is not None and mark is not None:
        return _decoded(body[len(mark) :], name, "bom")
    declared = list(_declared(body, content_type))
    if body.isascii():
        return _decoded(body, *next((pair for pair in declared if _is_modal(pair[0])), declared[0]))
    if b"\x00" in body[:400] and (wide := _without_mark(body)):
        return _decoded(body, wide, "bytes")
    if _is_utf8(body) and not _accident(body, declared):
        basis = next(basis for name, basis in declared if name == "utf-8")
        return _decoded(body, "utf-8", "bytes" if basis == "default" else basis)
    for name, basis in declared:
        if basis != "default" and _bears_out(body, name):
            return _decoded(body, name, basis)
    return _guessed(body, declared)


def _declared(body: bytes, content_type: str) -> Iterator[tuple[str, Basis]]:
    if name := http_content_type_encoding(content_type):
        yield name, "header"
    if (name := html_body_declared_encoding(body)) and not name.startswith(("utf-16", "utf-32")):
        yield name, "meta"
    yield "utf-8", "default"


def _decoded(body: bytes, name: str, basis: Basis) -> Decoded:
    try:
        text = to_unicode(body, name)
    except (LookupError, ValueError):
        # Python also knows codecs that give bytes ("hex") or that cannot replace ("idna"): no page means those.
        text, name, basis = to_unicode(body, "utf-8"), "utf-8", "default"
    written = body.count(b"\xef\xbf\xbd") if name == "utf-8" else 0
    return Decoded(text.replace("\x00", ""), name, basis, max(0, text.count("\ufffd") - written))


def _is_modal(name: str) -> bool:
    return name in {"hz", "iso2022_jp", "iso2022_kr"} or name.startswith(("utf-16", "utf-32"))


def _without_mark(body: bytes) -> str | None:
    head = body[:400]
    odd, even = head[1::2].count(0), head[0::2].count(0)
    if min(odd, even) * 10 < max(odd, even) and max(odd, even) * 5 > len(head):
        return "utf-16-le" if odd > even else "utf-16-be"
    return None


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _accident(body: bytes, declared: list[tuple[str, Basis]]) -> bool:
    """A few Chinese characters in GBK may be valid UTF-8 (联通 is); then the declaration decides."""
    name = declared[0][0]
    high = len(body) - len(body.translate(None, bytes(range(0x80, 0x100))))
    return name in {"gb18030", "big5hkscs"} and high <= _ACCIDENT_BYTES and _lost(body, name) == 0


def _bears_out(body: bytes, name: str) -> bool:
    lost = _lost(body, name)
    if lost is None:
        return False
    if name in _CHINESE:
        sample = _sample(body)
        others = (_chinese_share(sample, other) for other in _CHINESE if other != name)
        return _is_small(lost, body) and max(others) - _chinese_share(sample, name) < _CLEAR_LEAD
    if name in _SINGLE_BYTE_DEFAULTS:
        # What servers say when nobody told them: the bytes may be anything.
        return _chinese(body) is None
    return _is_small(lost, body)


def _guessed(body: bytes, declared: list[tuple[str, Basis]]) -> Decoded:
    if name := _chinese(body):
        return _decoded(body, name, "bytes")
    tried = sorted((lost, order) for order, (name, _) in enumerate(declared) if (lost := _lost(body, name)) is not None)
    if tried and _is_small(tried[0][0], body):
        return _decoded(body, *declared[tried[0][1]])
    sample = b" ".join(_NOT_ASCII.findall(body[: _SAMPLE_BYTES * 8]))[:_SAMPLE_BYTES]
    best = from_bytes(sample, cp_exclusion=_WIDE).best()
    if best is not None and (lost := _lost(body, best.encoding)) is not None and _is_small(lost, body):
        return _decoded(body, best.encoding, "bytes")
    return _decoded(body, *declared[tried[0][1]]) if tried else _decoded(body, "utf-8", "default")


def _lost(body: bytes, name: str) -> int | None:
    try:
        return to_unicode(body, name).count("\ufffd")
    except (LookupError, ValueError, AttributeError):
        return None


def _is_small(lost: int, body: bytes) -> bool:
    if lost <= _FEW:
        return True
    high = len(body) - len(body.translate(None, bytes(range(0x80, 0x100))))
    return lost <= _SMALL_SHARE * high / 2


_CHINESE = ("gb18030", "big5hkscs")
_SINGLE_BYTE_DEFAULTS = frozenset({"cp1252", "iso8859-1", "iso8859-15"})


def _chinese(body: bytes) -> str | None:
    sample = _sample(body)
    share, name = max((_chinese_share(sample, name), name) for name in _CHINESE)
    return name if share >= _LIKELY_CHINESE else None


def _sample(body: bytes) -> bytes:
    return b"\n".join(_NOT_ASCII.findall(body[: _SAMPLE_BYTES * 8]))[:_SAMPLE_BYTES]


def _chinese_share(sample: bytes, name: str) -> float:
    """Share of *sample*'s characters that are common Chinese ones or their punctuation when read as *name*."""
    text = [char for char in to_unicode(sample, name) if char > "\x7f"]
    if not text:
        return 0.0
    common = _common()
    return sum(char in common for char in text) / len(text)


@cache
def _common() -> frozenset[str]:
    """The first levels of GB 2312 and Big5, which hold the characters of daily use, and Chinese punctuation."""
    pairs = [(lead, trail) for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF)]
    simplified = b"".join(map(bytes, pairs)).decode("gb2312", "ignore")
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    traditional = b"".join(bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails)
    return frozenset(
        simplified + traditional.decode("big5", "ignore") + "，。、：；！？（）《》【】“”‘’…—·￥　「」『』"
    )
