"""JSON as pages really hold it: a second try where the first one fails."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_WRAPPING = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)"
    r"|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
# Atomic groups, not possessive repeats: those of groups match wrongly before Python 3.11.5.
_COMMENT = r"(?://[^\n]*+|/\*(?>(?:[^*]|\*(?!/))*)(?:\*/|$)|<!--(?>(?:[^-]|-(?!->))*)(?:-->|$))"
# A quote ends a string only where JSON may go on after it; any other was left unescaped.
_AFTER_STRING = r"\s*(?:[:}\]]|$|/[/*]|<!--|,\s*(?:[\"{\[}\]\d-]|/[/*]|<!--|true|false|null|$))"
_TOKEN = re.compile(
    rf"""(?P<comment>{_COMMENT})
    | "(?P<string>(?>(?:[^"\\]|\\.|"(?!{_AFTER_STRING}))*))(?P<close>"?)
    | (?P<trailing>,)(?=(?>(?:\s|{_COMMENT})*)(?:[}}\]]|$))
    | [^"/<,]++ | .""",
    re.DOTALL | re.VERBOSE,
)
_BAD_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|(\\|")', re.DOTALL)
_SEPARATORS = " \t\r\n,;"
_MOST_CHARACTERS = 4_000_000


def loads_tolerantly(text: str) -> Any:
    """The value of *text*; numbers with a fraction are kept as text. Raises `ValueError` where no repair helps.

    Mended are raw newlines in strings, HTML entities for quotes, CDATA and HTML comment wrappers, JavaScript comments,
    trailing commas, unescaped quotes within strings, wrong escapes, several values in a row (a list then), and an end
    that is cut off.
    """
    text = text[:_MOST_CHARACTERS].strip()
    try:
        return json.loads(text, strict=False, parse_float=str)
    except (ValueError, RecursionError):
        pass
    while (bare := _WRAPPING.sub("", text, count=1)) != text:
        text = bare
    for candidate in dict.fromkeys((text, html.unescape(text))):
        mended = "".join(_mended(candidate)).strip(_SEPARATORS)
        for reader in (_whole, _in_a_row, _cut_off):
            try:
                return reader(mended)
            except (ValueError, RecursionError):
                continue
    raise ValueError("not JSON, and not mended to be")


def _mended(text: str) -> Iterator[str]:
    for token in _TOKEN.finditer(text):
        if token["string"] is not None:
            yield f'"{_BAD_ESCAPE.sub(_escaped, token["string"])}{token["close"]}'
        elif not token["comment"] and not token["trailing"]:
            yield token[0]


def _escaped(found: re.Match[str]) -> str:
    return f"\\{found[0]}" if found[1] else found[0]


def _whole(text: str) -> Any:
    return json.loads(text, strict=False, parse_float=str)


def _in_a_row(text: str) -> list[Any]:
    decoder = json.JSONDecoder(strict=False, parse_float=str)
    values, position = [], 0
    while position < len(text):
        value, position = decoder.raw_decode(text, position)
        if not isinstance(value, dict | list):
            raise ValueError("a bare value is no item")
        values.append(value)
        while position < len(text) and text[position] in _SEPARATORS:
            position += 1
    if not values:
        raise ValueError("empty")
    return values


def _cut_off(text: str) -> Any:
    """Close what an end that was cut off left open, back to the last whole member."""
    last = max((position for position, char in _structure(text) if char in ",}]"), default=-1)
    brackets: list[str] = []
    for position, char in _structure(text):
        if position < last or (position == last and char != ","):
            if char in "{[":
                brackets.append("}" if char == "{" else "]")
            elif char in "}]" and (not brackets or brackets.pop() != char):
                raise ValueError("brackets do not match")
    if not brackets:
        raise ValueError("not cut off")
    end = last if text[last] == "," else last + 1
    return json.loads(text[:end] + "".join(reversed(brackets)), strict=False, parse_float=str)


_STRUCTURE = re.compile(r'"(?:[^"\\]|\\.)*+"?|([{}\[\],])', re.DOTALL)


def _structure(text: str) -> Iterator[tuple[int, str]]:
    for match in _STRUCTURE.finditer(text):
        if match[1]:
            yield match.start(), match[1]
