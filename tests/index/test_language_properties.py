from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import example, given

from foundation.errors import UsageError
from index.language import QueryError, parse, spell
from tests.index.queries import anything, queries

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


@given(queries)
def test_language_spelling_parses_to_the_same_tree(text: str) -> None:
    tree = parse(text, "listing", now=NOW)
    assert parse(spell(tree), "listing", now=NOW) == tree


@given(anything)
@example("\\")
@example("a\\")
@example('"')
@example("(" * 5_000)
@example("(" * 2_000 + "a" + ")" * 2_000)
@example("NOT " * 1_000 + "a")
@example("a OR " * 600 + "b")
@example("/a/ b~ c^")
@example("model:/x/")
@example("price:[a^2 TO b~]")
@example("first_seen:now-99999y")
@example("first_seen:0000")
@example("first_seen:9999")
@example("first_seen:9999-12-31T23:59:59")
@example("gpu_count:٣٤")
@example("gpu_count:" + "9" * 400)
@example("\ud800")
@example("model:\ud800 title:\ud800")
@example("\x00")
@example("a：b （")
@example("（a）")
@example("model：h100")
@example("price:-")
@example("-")
@example("+ +")
@example("a:b:c")
@example("model:(side:offer)")
@example("model:(a b")
@example("İ ß ﬁ")
def test_language_raises_nothing_but_an_error_with_its_column(text: str) -> None:
    try:
        tree = parse(text, "listing", now=NOW)
    except QueryError as caught:
        error = caught
    else:
        assert parse(spell(tree), "listing", now=NOW) == tree
        return
    assert isinstance(error, UsageError)
    assert 1 <= error.column <= len(text) + 1
    assert f"column {error.column}" in str(error)
    assert "^" in str(error).splitlines()[2]
    assert "way out" in str(error)
