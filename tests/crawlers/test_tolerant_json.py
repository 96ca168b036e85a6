"""Damaged JSON as pages hold it."""

from __future__ import annotations

import contextlib
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.tolerant_json import loads_tolerantly

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"a": 1,}', {"a": 1}),
        ('{"a": [1, 2, ], }', {"a": [1, 2]}),
        ('{"a": 1, /* why */ }', {"a": 1}),
        ('{"a": "two\nlines\tand a tab"}', {"a": "two\nlines\tand a tab"}),
        ('{"a": 1 // a comment\n, "b": 2}', {"a": 1, "b": 2}),
        ('/* c */ {"a": /* c */ 1}', {"a": 1}),
        ('{"a": "http://x.example/ /* no comment */"}', {"a": "http://x.example/ /* no comment */"}),
        ('{"a": "http://x.example/ // none",}', {"a": "http://x.example/ // none"}),
        ('<!-- {"a": 1} -->', {"a": 1}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ('/*<![CDATA[*/{"a": 1}/*]]>*/', {"a": 1}),
        ("{&quot;a&quot;: &quot;b&#39;s&quot;}", {"a": "b's"}),
        ('{"a": 1};', {"a": 1}),
        ('{"a": "24" monitor", "b": 2}', {"a": '24" monitor', "b": 2}),
        ('{"a": "the "best" card"}', {"a": 'the "best" card'}),
        (r'{"a": "it\'s"}', {"a": r"it\'s"}),
        (r'{"a": "C:\path\x"}', {"a": r"C:\path\x"}),
        (r'{"a": "good \"quotes\"",}', {"a": 'good "quotes"'}),
        ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": 1},\n{"b": 2},', [{"a": 1}, {"b": 2}]),
        ('{"a": 1, "b": {"c": [1, 2', {"a": 1, "b": {"c": [1]}}),
        ('{"a": 1, "b": "cut of', {"a": 1}),
        ('[{"a": 1}, {"b": "x"}', [{"a": 1}, {"b": "x"}]),
    ],
)
def test_tolerant_json_mends(text: str, value: object) -> None:
    assert loads_tolerantly(text) == value


@pytest.mark.parametrize("text", ["", "   ", "window.x = 1", "<html>", "{", "}{", "//", "{a: 1}", "[" * 100_000])
def test_tolerant_json_gives_up_with_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        loads_tolerantly(text)


@given(JSON)
def test_tolerant_json_leaves_json_alone(value: object) -> None:
    assert loads_tolerantly(json.dumps(value)) == value
    assert loads_tolerantly(json.dumps(value, ensure_ascii=False)) == value


@given(JSON.filter(lambda value: isinstance(value, dict)), st.sampled_from(["/* c */", "// c\n", " ", "\n"]))
def test_tolerant_json_mends_comments_and_commas_around_any_object(value: object, space: str) -> None:
    text = json.dumps({"x": value, "y": "z"}, ensure_ascii=False)
    assert loads_tolerantly(f"{space}{text[:-1]},{space}}}{space}") == {"x": value, "y": "z"}


@given(st.text(alphabet='{}[]",:\\/*-<!> a1\n', max_size=60))
def test_tolerant_json_never_fails_otherwise(text: str) -> None:
    try:
        loads_tolerantly(text)
    except ValueError:
        return


@pytest.mark.parametrize("piece", ["/*", "<!--", '"', "{", "[{", ",", '"a": ', "\\", '{"a": "b" c",', ", "])
def test_tolerant_json_takes_linear_time_over_hostile_text(piece: str) -> None:
    start = time.perf_counter()
    with contextlib.suppress(ValueError):
        loads_tolerantly("{" + piece * (400_000 // len(piece)))
    assert time.perf_counter() - start < 5
