from __future__ import annotations

import pytest

from index.fields import Kind
from index.language import QueryError, parse
from index.language.parsing import MAX_LEAVES, MAX_LENGTH
from tests.index.filled import NOW


def _mistake(text: str, kind: Kind = "listing") -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(text, kind, now=NOW)
    return caught.value


@pytest.mark.parametrize(
    ("text", "column", "problem", "way_out"),
    [
        ("modle:H100", 1, "no field is called 'modle'", "did you mean model"),
        ("现货 pirce:5", 4, "no field is called 'pirce'", "did you mean price"),
        ("http://a.example", 1, "no field is called 'http'", 'put it between "…"'),
        ("H100 AND", 9, "something is missing at the end", "take off the last word"),
        ("model:", 7, "something is missing at the end", "add what it should be"),
        ("H100 AND AND x", 10, "'AND' is not understood here", "docs/search.md"),
        ("(H100", 1, "this ( is never closed", "add its partner"),
        ("H100) x", 5, "nothing opens this )", "add its partner"),
        ("price:[1 TO 2)", 14, "[ is closed by ] or }, not )", "add its partner"),
        ('title:"H100', 7, "this quotation mark is never closed", 'add the closing "'),
        ('现货"H100"', 3, "a quotation mark stands inside a word", "put a space before it"),
        ("'H100'", 1, '"\'" is not understood here', "to search for it as it stands"),
        ("gpu_count:many", 11, "gpu_count takes a number", "430万"),
        ("gpu_count:1*", 11, "gpu_count takes a number", "430万"),
        ("price:[1 TO x]", 13, "price takes a number", "30,000"),
        ("first_seen:>soon", 13, "first_seen takes a time", "now-30d"),
        ("first_seen:2026-13", 12, "first_seen takes a time", "2026-03-01"),
        ("first_seen:now-99999y", 12, "first_seen takes a time", "now-30d"),
        ("modded:maybe", 8, "offers.modded is true or false", "true or false"),
        ("model:[A TO B]", 8, "models is neither a number nor a time", "models:value"),
        ("title:>5", 8, "title is neither a number nor a time", "title:value"),
        ("[1 TO 5]", 1, "a range needs a field before it", "gpu_count:[100 TO *]"),
        (">5", 1, "a range needs a field before it", "price:<30000"),
        ("H*00", 2, "* can only stand at the end of a word", '"H*00"'),
        ("H10?", 4, "? is no wildcard", '"H10?"'),
        ("H100~", 1, "~ (nearly the same word)", "docs/search.md"),
        ('"a b"~3', 1, "~ (words near each other)", "docs/search.md"),
        ("H100^2", 1, "^ (weight)", "docs/search.md"),
        ("/H.00/", 1, "/…/ (pattern)", "docs/search.md"),
        ("model:(H100 side:offer)", 13, "a field inside the field models", "one field at a time"),
        ("model:site:x", 7, "a field inside the field models", "one field at a time"),
        ("...", 1, "no letter, digit or character", "add a word"),
        ('model:""', 8, "the value is empty", "models:*"),
        ("model:-H100 -", 14, "something is missing at the end", "take off the last word"),
    ],
)
def test_mistake_names_its_column_and_what_is_allowed(text: str, column: int, problem: str, way_out: str) -> None:
    error = _mistake(text)
    assert error.column == column
    assert problem in error.problem
    assert way_out in error.advice


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("现货 modle:H100", ["  现货 modle:H100", "       ^^^^^"]),
        ("ab modle:H100", ["  ab modle:H100", "     ^^^^^"]),
        ("e\u0301 modle:H100", ["  e\u0301 modle:H100", "    ^^^^^"]),
        ("a\tmodle:x", ["  a modle:x", "    ^^^^^"]),
        ("gpu_count:很多", ["  gpu_count:很多", "            ^^^^"]),
    ],
)
def test_mistake_is_pointed_at_in_columns_of_the_terminal(text: str, lines: list[str]) -> None:
    assert _mistake(text).problem.splitlines()[1:] == lines


def test_mistake_in_a_long_query_is_shown_in_a_window() -> None:
    error = _mistake("H100 " * 100 + "modle:x" + " H100" * 100)
    shown, caret = error.problem.splitlines()[1:]
    assert error.column == 501
    assert len(shown) < 100
    assert shown[caret.index("^") :].startswith("modle")


def test_mistake_of_length_depth_and_number_is_told() -> None:
    assert f"at most {MAX_LENGTH}" in _mistake("a" * (MAX_LENGTH + 1)).advice
    assert "levels" in _mistake("(" * 200 + "a" + ")" * 200).problem
    assert f"more than {MAX_LEAVES} conditions" in _mistake("a " * (MAX_LEAVES + 1)).problem


def test_mistake_names_the_fields_of_the_kind_that_is_searched() -> None:
    assert "no text to search" in _mistake("H100", "run").problem
    assert "outcome" in _mistake("H100", "run").advice
    assert _mistake("gpu_count:5", "article").column == 1


def test_mistake_without_a_near_name_shows_some() -> None:
    assert _mistake("qqqqqq:1").advice.startswith("use one of availability, ")


def test_contact_hash_adds_the_hashes_of_what_was_typed() -> None:
    tree = parse("contact:wx_1", "listing", now=NOW, contact_hash=lambda text: (f"hash-of-{text}",))
    assert "hash-of-wx_1" in repr(tree)
    assert "hash-of" not in repr(parse("contact:wx_1", "listing", now=NOW))
