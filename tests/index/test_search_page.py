"""docs/search.md says what the language does."""

from __future__ import annotations

import re
import shlex

import pytest

from foundation.errors import UsageError
from index.fields import Kind, facet_fields, sort_fields
from index.language import parse
from tests.conftest import ROOT
from tests.index.filled import NOW

PAGE = (ROOT / "docs" / "search.md").read_text(encoding="utf-8")
COMMANDS = [shlex.split(line) for line in re.findall(r"^chipwatch .*$", PAGE, re.MULTILINE)]
CELLS = [
    (line, code) for line in PAGE.splitlines() if line.startswith("| `") for code in re.findall(r"`([^`]+)`", line)
]
MISTAKES = [
    (query, told)
    for query, told in re.findall(r"^\$ chipwatch search '(.*)'\n((?:.*\n)+?)```", PAGE, re.MULTILINE)
    if not told.startswith("no listing matches")
]


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_page_commands_are_understood(words: list[str]) -> None:
    kind: Kind = "article" if words[1] == "articles" else "listing"
    parse(words[2], kind, now=NOW)
    options = dict(zip(words[3::2], words[4::2], strict=True))
    assert options.get("--sort", "first_seen") in sort_fields(kind)
    assert all(words[i + 1] in facet_fields(kind) for i, word in enumerate(words) if word == "--facet")


@pytest.mark.parametrize("code", [code for _, code in CELLS if code not in ("s m h d w M y",)])
def test_page_tables_show_queries_that_are_understood(code: str) -> None:
    parse(code, "listing", now=NOW)


@pytest.mark.parametrize(("query", "message"), MISTAKES, ids=[query for query, _ in MISTAKES])
def test_page_shows_mistakes_as_they_are_told(query: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse(query, "listing", now=NOW)
    assert str(caught.value) == message.rstrip("\n")


def test_page_has_examples_of_each_kind() -> None:
    assert len(COMMANDS) >= 6
    assert len(CELLS) >= 50
    assert len(MISTAKES) >= 2
