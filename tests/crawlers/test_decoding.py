"""Bytes to text: honest, missing, wrong and hostile declarations."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawlers.decoding import decode

HANS = "出售全新原箱英伟达算力服务器，现货两台，价格面议，联系深圳仓库。"
HANT = "出售全新原箱輝達伺服器，現貨兩台，價格面議，請聯絡香港門市「即日交收」。"
RUSSIAN = "Продам новые видеокарты, наличие на складе в Москве, цена договорная."
FRENCH = "Carte graphique neuve, état impeccable, à vendre près de Besançon, prix 1 200 €."
JAPANESE = "新品のグラフィックボードを販売します。在庫あり、価格は相談です。"


def page(text: str, charset: str | None = None) -> str:
    meta = f'<meta charset="{charset}">' if charset else ""
    return f"<html><head>{meta}<title>H100</title></head><body><p>{text}</p>" + "<div class=x></div>" * 50


@pytest.mark.parametrize(
    ("text", "encoding", "declared", "expected"),
    [
        (HANS, "gb18030", ("gb2312", None), ("gb18030", "header")),
        (HANS, "gb18030", (None, "gbk"), ("gb18030", "meta")),
        (HANS, "gb18030", (None, None), ("gb18030", "bytes")),
        (HANS, "gb18030", ("utf-8", "utf-8"), ("gb18030", "bytes")),
        (HANS, "gb18030", ("utf-8", "gb2312"), ("gb18030", "meta")),
        (HANS, "gb18030", ("ISO-8859-1", None), ("gb18030", "bytes")),
        (HANS, "utf-8", ("ISO-8859-1", None), ("utf-8", "bytes")),
        (HANS, "utf-8", ("gb2312", None), ("utf-8", "bytes")),
        (HANS, "utf-8", ("gbk", "utf-8"), ("utf-8", "meta")),
        (HANT, "big5hkscs", ("big5", None), ("big5hkscs", "header")),
        (HANT, "big5hkscs", ("gb2312", None), ("big5hkscs", "bytes")),
        (HANT, "big5hkscs", (None, None), ("big5hkscs", "bytes")),
        (HANT, "gb18030", ("gbk", None), ("gb18030", "header")),
        (HANT, "utf-8", (None, None), ("utf-8", "bytes")),
        (HANS, "utf-8-sig", ("gbk", None), ("utf-8", "bom")),
        (HANS, "utf-16", (None, None), ("utf-16-le", "bom")),
        (HANS, "utf-16-le", (None, None), ("utf-16-le", "bytes")),
        (RUSSIAN, "cp1251", ("windows-1251", None), ("cp1251", "header")),
        (RUSSIAN, "cp1251", (None, "windows-1251"), ("cp1251", "meta")),
        (RUSSIAN, "koi8-r", ("koi8-r", None), ("koi8-r", "header")),
        (FRENCH, "cp1252", ("iso-8859-1", None), ("cp1252", "header")),
        (JAPANESE, "cp932", (None, "Shift_JIS"), ("cp932", "meta")),
        (JAPANESE, "euc_jp", ("euc-jp", None), ("euc_jp", "header")),
        ("plain", "ascii", ("no-such-encoding", None), ("utf-8", "default")),
        ("plain", "ascii", ("utf-7", "hex"), ("utf-8", "default")),
    ],
)
def test_decoding_tells_the_encoding(
    text: str, encoding: str, declared: tuple[str | None, str | None], expected: tuple[str, str]
) -> None:
    header, meta = declared
    content_type = f"text/html; charset={header}" if header else ""
    decoded = decode(page(text, meta).encode(encoding), content_type)
    assert (decoded.encoding, decoded.basis) == expected
    assert decoded.replaced == 0
    assert decoded.text == page(text, meta)


@pytest.mark.parametrize("encoding", ["gb18030", "big5hkscs", "utf-8"])
def test_decoding_keeps_a_page_with_a_few_broken_bytes(encoding: str) -> None:
    text = (HANT if encoding == "big5hkscs" else HANS) * 30
    raw = page(text).encode(encoding).replace(b"<div class=x>", b"<div \xff>", 2)
    decoded = decode(raw, f"text/html; charset={encoding}")
    assert decoded.encoding == encoding
    assert 1 <= decoded.replaced <= 4
    assert text in decoded.text


def test_decoding_keeps_a_page_cut_within_a_character() -> None:
    raw = page(HANS * 30).encode()
    decoded = decode(raw[: raw.index("售".encode(), 2000) + 1])
    assert (decoded.encoding, decoded.replaced) == ("utf-8", 1)


def test_decoding_does_not_count_replacement_characters_of_the_page_itself() -> None:
    assert decode("价格 \ufffd 元".encode()).replaced == 0


def test_decoding_believes_gbk_for_a_few_bytes_that_could_be_utf8() -> None:
    assert decode("<b>联通</b>".encode("gbk"), "text/html; charset=gbk").text == "<b>联通</b>"


def test_decoding_reads_a_modal_encoding_where_declared() -> None:
    assert decode("出售".encode("hz"), "text/html; charset=hz-gb-2312").text in {"出售", "~{3vJ[~}"}
    assert decode("在庫".encode("iso2022_jp"), "text/html; charset=iso-2022-jp").text == "在庫"


def test_decoding_drops_nul() -> None:
    assert decode(b"H\x00100 in stock").text == "H100 in stock"


@given(body=st.binary(max_size=2000), content_type=st.text(max_size=30))
def test_decoding_never_raises(body: bytes, content_type: str) -> None:
    assert "\x00" not in decode(body, content_type).text
    assert "\x00" not in decode(body, f"text/html; charset={content_type}").text


@pytest.mark.parametrize(
    "charset", ["hex", "base64", "idna", "punycode", "rot13", "zlib", "undefined", "mbcs", "utf_16"]
)
def test_decoding_survives_codecs_that_no_page_means(charset: str) -> None:
    assert decode(b"\xffH100 " + HANS.encode(), f"text/html; charset={charset}").text


def test_decoding_of_50_mb_is_quick() -> None:
    start = time.perf_counter()
    for encoding in ("utf-8", "gb18030"):
        body = (HANS * 1_000_000).encode(encoding)[:50_000_000]
        assert decode(body).encoding == encoding
    assert time.perf_counter() - start < 20
