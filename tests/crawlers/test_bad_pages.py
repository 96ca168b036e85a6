"""Pages that are none: huge, deep, binary, cut off. Every parser answers, soon, within bounded memory."""

from __future__ import annotations

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from crawlers.article_page import read_article_page
from crawlers.decoding import decode
from crawlers.document import Document
from crawlers.markup import read_markup
from crawlers.shop_page import read_shop_page
from crawlers.states import refusal
from tests.conftest import ROOT

ADDRESS = "https://shop.example/item/55"
HEAD = b"<html><head><title>H100</title></head><body><h1>H100</h1>"

MEASURE = """
import resource, sys, time
from tests.crawlers.test_bad_pages import HUGE, read_everything
for kind in sys.argv[1:]:
    body = HUGE[kind](50_000_000)
    start = time.perf_counter()
    read_everything(body)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(kind.replace(" ", "_"), time.perf_counter() - start, peak)
"""


def repeated(piece: bytes, head: bytes = HEAD) -> object:
    return lambda size: head + piece * (size // len(piece))


HUGE = {
    "paragraphs": repeated(b"<p>Eight H100 servers in stock, $250,000 each, ready to ship.</p>\n"),
    "links": repeated(b"<li><a href='/item/1'>H100 $250</a></li>"),
    "one line": repeated("出售H100整机现货 ".encode("gb18030")),
    "nested": repeated(b"<div>x"),
    "nested tables": repeated(b"<table><tr><td>1"),
    "rows": repeated(b"<tr><td>SKU</td><td>12</td><td>$34.00</td></tr>", b"<table>"),
    "json-ld": repeated(b'{"@type":"Product","name":"a"},', b"<script type='application/ld+json'>["),
    "json-ld scripts": repeated(
        b'<script type="application/ld+json">{"@type":"Product","offers":{"price":1}}</script>'
    ),
    "microdata": repeated(b"<div itemscope itemtype='http://schema.org/Product'><b itemprop=name>a</b></div>"),
    "itemprops": repeated(b"<b itemprop=name>a</b>", b"<div itemscope itemtype='http://schema.org/Product'>"),
    "attributes": repeated(b"a='1' ", b"<html><body><p "),
    "distinct attributes": lambda size: HEAD + b"<p " + b" ".join(b"a%d='1'" % number for number in range(size // 12)),
    "metas": repeated(b"<meta property='og:title' content='x'>", b"<html><head>"),
    "headings": repeated(b"<h1>x</h1>"),
    "comments": repeated(b"<!-- x -->"),
    "options": repeated(b"<option>x", b"<select>"),
    "angles": repeated(b"<"),
    "noise": lambda size: random.Random(1).randbytes(size),
    "nul": lambda size: b"\0" * size,
}


def read_everything(body: bytes, content_type: str = "text/html") -> None:
    document = Document(decode(body, content_type).text, ADDRESS)
    refusal(document)
    markup = read_markup(document)
    read_shop_page(document, markup)
    read_article_page(document, markup)


USUAL = ("paragraphs", "one line", "nested", "json-ld", "microdata", "noise", "comments")


@pytest.mark.parametrize("kinds", [USUAL, pytest.param(tuple(HUGE.keys() - set(USUAL)), marks=pytest.mark.slow)])
def test_bad_page_of_50_mb_takes_bounded_time_and_memory(kinds: tuple[str, ...]) -> None:
    result = subprocess.run(
        [sys.executable, "-c", MEASURE, *kinds], capture_output=True, text=True, cwd=ROOT, timeout=280, check=False
    )
    assert result.returncode == 0, result.stderr
    told = [line.split() for line in result.stdout.splitlines()]
    assert len(told) == len(kinds)
    assert [line for line in told if float(line[1]) > 40 or int(line[2]) > 1500] == []


@pytest.mark.parametrize("depth", [100, 255, 300, 1000, 2000, 2047, 3000, 50_000])
def test_bad_page_nested_deeply_still_shows_its_text(depth: int) -> None:
    inner = b"<div><span>" * depth + b"H100 in stock" + b"</span></div>" * depth + b"<p>after</p>"
    document = Document((HEAD + inner).decode(), ADDRESS)
    text = " ".join(line.text for line in document.lines)
    assert "H100 in stock" in text
    assert "after" in text
    read_everything(HEAD + inner)


def test_bad_page_nested_items_are_read_to_a_depth() -> None:
    read_everything(HEAD + b"<div itemscope itemprop=x itemtype='http://schema.org/Product'>" * 1500)
    read_everything(HEAD + b"<script type='application/ld+json'>" + b'{"a":[' * 50_000 + b"</script>")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\x00",
        b"\xff\xfe",
        b"\x89PNG\r\n\x1a\n" + os.urandom(5000),
        b"%PDF-1.7\n" + os.urandom(5000),
        b"\x1f\x8b\x08\x00" + os.urandom(5000),
        b"PK\x03\x04" + os.urandom(5000),
        b"<",
        b"<!DOCTYPE html>",
        b"<?xml version='1.0' encoding='x'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
        b"<html><head><base href='http://[::1'></head><body><h1>x</h1><img src='http://[bad'></body>",
        b"<html><body><h1>" + "出售".encode("gb18030") + "出售".encode() + "出售".encode("big5") + b"</h1>",
        b'{"json": true}',
        b"<html><frameset><frame src=x></frameset></html>",
    ],
)
def test_bad_page_of_any_bytes_is_read_without_an_exception(body: bytes) -> None:
    read_everything(body)
    read_everything(body, "text/html; charset=gb2312")
    read_everything(body, "image/png")


PIECES = (
    *("<div>", "</div>", "<h1>", "</p>", "<table>", "<td>", "<a href='", "'", ">", "<span ", "$5.00", "元", "&#0;"),
    *(
        "<script type='application/ld+json'>",
        "{",
        '"@type":"Product"',
        ":",
        "[",
        "</script>",
        "itemscope itemprop='name'",
    ),
    *("<time datetime='", "<meta property='og:price:amount' content='", "\x00", "\ud800", "\u202e", "<base href='"),
)


@settings(max_examples=150, deadline=None)
@given(
    pieces=st.lists(
        st.sampled_from(PIECES) | st.text(max_size=5),
        max_size=40,
    )
)
def test_bad_page_of_any_pieces_is_read_without_an_exception(pieces: list[str]) -> None:
    document = Document("".join(pieces), ADDRESS)
    refusal(document)
    read_shop_page(document)
    read_article_page(document)


def test_bad_page_parsers_leave_the_shared_tree_alone() -> None:
    body = HEAD + b"<article>" + b"<p>Eight servers with H100 were seized in Hong Kong on 3 March 2026.</p>" * 30
    document = Document(body.decode(), ADDRESS)
    before = etree.tostring(document.tree)
    refusal(document)
    read_markup(document)
    read_shop_page(document)
    read_article_page(document)
    assert etree.tostring(document.tree) == before
