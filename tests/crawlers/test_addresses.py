"""One item, one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.addresses import canonical, same_site


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTP://Shop.Example:80/a?id=1#top", "http://shop.example/a?id=1"),
        ("https://shop.example:443", "https://shop.example/"),
        ("http://shop.example:8080/a", "http://shop.example:8080/a"),
        ("http://shop.example/a?utm_source=x&id=1&spm=2.3", "http://shop.example/a?id=1"),
        ("http://shop.example/a?id=1&UTM_Medium=y", "http://shop.example/a?id=1"),
        ("http://shop.example/a;jsessionid=1AB?id=1", "http://shop.example/a?id=1"),
        ("http://shop.example/a?b=2&a=1", "http://shop.example/a?b=2&a=1"),
        ("http://shop.example/a?q=%CF%D4%BF%A8", "http://shop.example/a?q=%CF%D4%BF%A8"),
        ("http://shop.example/显卡", "http://shop.example/%E6%98%BE%E5%8D%A1"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
        ("  http://shop.example/a  ", "http://shop.example/a"),
        ("javascript:void(0)", None),
        ("mailto:a@b.example", None),
        ("file:///etc/passwd", None),
        ("http://", None),
        ("http://shop.example:99999/a", None),
        ("http://[broken/a", None),
    ],
)
def test_address_has_one_canonical_form(address: str, expected: str | None) -> None:
    assert canonical(address) == expected


def test_address_is_made_absolute() -> None:
    assert canonical("../b?id=2", base="http://shop.example/x/y/a") == "http://shop.example/x/b?id=2"


def test_address_loses_what_the_source_drops() -> None:
    assert canonical("http://a.example/?id=1&ref_9=2&sid=3", drop=("ref_*", "SID")) == "http://a.example/?id=1"


def test_address_keeps_only_what_the_source_keeps() -> None:
    assert canonical("http://a.example/?x=1&id=2&y=3", keep=("id",)) == "http://a.example/?id=2"


def test_address_keeps_its_fragment_where_asked() -> None:
    assert canonical("http://a.example/t?sid=1#pid5", drop=("sid",), keep_fragment=True) == "http://a.example/t#pid5"


def test_address_belongs_to_a_site_with_its_port() -> None:
    assert same_site("http://a.example/x", {"A.example"})
    assert not same_site("http://a.example:8080/x", {"a.example"})
    assert not same_site("http://b.a.example/x", {"a.example"})


@given(st.text(max_size=80))
def test_address_of_any_text_is_none_or_stays_as_it_is(text: str) -> None:
    once = canonical(text, base="http://shop.example/list?page=1", keep_fragment=True)
    assert once is None or canonical(once, keep_fragment=True) == once


@given(
    st.lists(st.tuples(st.text("abcdefgh", min_size=1, max_size=3), st.text("0123456789%+=", max_size=4)), max_size=5)
)
def test_address_loses_parameters_whatever_their_place(pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs)
    mixed = "&".join(f"{name}={value}&utm_x=1" for name, value in pairs)
    assert canonical(f"http://a.example/?{mixed}") == canonical(f"http://a.example/?{query}")
