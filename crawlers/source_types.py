"""Values of source files that are checked when the file is read: selectors, expressions, addresses."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import jmespath  # type: ignore[import-untyped]
from jmespath.exceptions import JMESPathError  # type: ignore[import-untyped]
from parsel.csstranslator import HTMLTranslator
from pydantic import AfterValidator

_TRANSLATOR = HTMLTranslator()


def _css(text: str) -> str:
    try:
        _TRANSLATOR.css_to_xpath(text)
    except Exception as error:  # cssselect's errors have no common base
        raise ValueError(f"not a CSS selector: {error}") from error
    return text


def _json_path(text: str) -> str:
    try:
        jmespath.compile(text)
    except JMESPathError as error:
        raise ValueError(f"not a JMESPath expression: {str(error).splitlines()[0]}") from error
    return text


def _regex(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"not a regular expression: {error}") from error
    return text


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("not an http or https address")
    return text


def _timezone(text: str) -> str:
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:
        raise ValueError("not an IANA time zone, for example Asia/Shanghai") from error
    return text


def _encoding(text: str) -> str:
    try:
        "".encode(text)
    except LookupError as error:
        raise ValueError("not a character set that Python knows, for example gb18030") from error
    return text


Css = Annotated[str, AfterValidator(_css)]
"""CSS selector; ``::text`` and ``::attr(x)`` are allowed."""
JsonPath = Annotated[str, AfterValidator(_json_path)]
"""JMESPath expression."""
Regex = Annotated[str, AfterValidator(_regex)]
"""Python regular expression."""
Address = Annotated[str, AfterValidator(_address)]
"""Absolute web address."""
Timezone = Annotated[str, AfterValidator(_timezone)]
"""IANA name."""
Encoding = Annotated[str, AfterValidator(_encoding)]
"""Character set."""
