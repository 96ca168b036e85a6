"""Contact details covered wherever a text repeats them."""

from __future__ import annotations

import pytest

from extract.masking import hider
from extract.pipeline import Extractor

GOODS = "出H100 PCIe 5张 18万一张，"
EXTRACTOR = Extractor(contact_key=b"k" * 32)


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        ("电话 138-0000-0404，再说一遍 138-0000-0404", ["0404"]),
        ("电话 138-0000-0404，就是 13800000404", ["0404"]),
        ("电话 +86 138 0000 0404，短信 138 0000 0404", ["0404"]),
        ("电话 13800000404，一三八零零零零零四零四", ["0404", "四零四"]),
        ("电话 13800000404，１３８００００ ０４０４", ["0404", "０４０４"]),
        ("V：demo_lao8，认准 Demo_Lao8", ["lao8", "Lao8"]),
    ],
)
def test_hider_covers_a_detail_however_it_is_repeated(text: str, leaks: list[str]) -> None:
    text = GOODS + text
    shown = hider(text, EXTRACTOR.read(text).contacts)(text)
    assert not [leak for leak in leaks if leak in shown]
    assert len(shown) == len(text)
    assert shown.startswith(GOODS)


def test_hider_leaves_other_numbers_alone() -> None:
    text = GOODS + "电话 13800000404，货号 900-21010-0000-000，13.8万"
    assert hider(text, EXTRACTOR.read(text).contacts)(text).endswith("货号 900-21010-0000-000，13.8万")


def test_hider_without_contacts_changes_nothing() -> None:
    assert hider(GOODS, ())({"text": [GOODS, 5]}) == {"text": [GOODS, 5]}
