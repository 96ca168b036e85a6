from __future__ import annotations

import logging
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from demo import pictures
from demo.serving import Served
from tests.demo.visiting import visit


def test_picture_holds_its_lines_as_ink() -> None:
    one, three = (Image.open(BytesIO(pictures.draw(("H100 8卡整机", "共5台", "163万一台")[:n], "k"))) for n in (1, 3))
    assert one.width == three.width == 640
    assert one.height < three.height
    dark = sum(three.convert("L").histogram()[:100])
    assert dark > 1500


def test_picture_of_the_same_lines_is_the_same_file() -> None:
    lines = ("RTX 5090 32G", "19块")
    first = pictures.draw(lines, "a")
    pictures.draw.cache_clear()
    assert pictures.draw(lines, "a") == first
    assert pictures.draw((*lines, "2.26w/块"), "a") != first


def test_picture_says_in_one_line_that_no_chinese_font_is_installed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    monkeypatch.setattr(pictures, "_FONT_HOMES", (tmp_path, tmp_path / "absent"))
    pictures.font.cache_clear()
    pictures.draw.cache_clear()
    try:
        with caplog.at_level(logging.WARNING):
            assert pictures.draw(("8x H100",), "k").startswith(b"\x89PNG")
            pictures.draw(("8x H200",), "k")
    finally:
        pictures.font.cache_clear()
        pictures.draw.cache_clear()
    assert [record.message for record in caplog.records] == [
        "no Chinese font is installed: the pictures of the demo show boxes (install fonts-noto-cjk)"
    ]


def test_picture_of_other_items_is_a_sketch_of_the_goods(day_one: Served) -> None:
    rows = [row for row in day_one.truth() if row["site"] == "demo-shop" and not row["picture_only"]]
    drawn = {}
    for row in rows:
        answer = visit(f"{day_one.origin('demo-shop')}/photo/{row['item_key']}.svg")
        assert answer.headers.get_content_type() == "image/svg+xml"
        drawn[row.get("form")] = {element.tag.rpartition("}")[2] for element in ET.fromstring(answer.body)}
        assert visit(f"{day_one.origin('demo-shop')}/photo/{row['item_key']}.png").status == 404
    assert "circle" in drawn["card"]
    assert "path" in drawn[None]
