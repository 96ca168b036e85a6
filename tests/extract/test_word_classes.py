"""Word classes: what a pattern of them matches, and what a faulty file says."""

import re

import pytest

from extract.word_classes import WordClasses, word_classes
from foundation.errors import SettingsError


def test_pattern_takes_the_longest_word_of_a_class() -> None:
    classes = WordClasses("test", {"verb": ["出", "出售"], "unit": ["张", "pcs"]})
    match = classes.pattern(r"{verb}\d+{unit}").search("急出售8张")
    assert match is not None
    assert match.group() == "出售8张"


def test_pattern_keeps_quantifiers_and_groups() -> None:
    classes = WordClasses("test", {"unit": ["张"]})
    assert classes.pattern(r"(?P<count>\d{1,3}){unit}").fullmatch("128张")


def test_pattern_leaves_out_endings_that_make_another_word() -> None:
    classes = WordClasses("test", {"verb": {"收": ["到", "款"], "求": []}})
    assert classes.pattern("{verb}").findall("收到货款，收8张，求带价") == ["收", "求"]


def test_pattern_sets_latin_words_apart_and_their_blanks_free() -> None:
    pattern = WordClasses("test", {"word": ["for sale", "sell"]}).pattern("{word}")
    assert pattern.findall("forsale, for sale, seller, resell") == ["forsale", "for sale"]


def test_unknown_class_in_a_pattern_is_an_error() -> None:
    with pytest.raises(KeyError):
        WordClasses("test", {"verb": ["出"]}).pattern("{nuon}")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"verb": "出"}, "does not fit the schema"),
        ({"verb": ["出", "出"]}, "twice"),
        ({"verb": ["賣"]}, "never holds"),
        ({"verb": ["WTS"]}, "never holds"),
    ],
)
def test_faulty_file_names_the_file_and_the_word(
    content: object, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.word_classes.vocabulary_file", lambda name: content)
    word_classes.cache_clear()
    with pytest.raises(SettingsError, match=re.escape("extract/vocabulary/faulty.yaml")) as raised:
        word_classes("faulty")
    word_classes.cache_clear()
    assert message in str(raised.value)


def test_original_text_keeps_its_own_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.word_classes.vocabulary_file", lambda name: {"firm": ["Co. Ltd", "賣家"]})
    word_classes.cache_clear()
    assert word_classes("firms", original=True)["firm"] == {"Co. Ltd", "賣家"}
    word_classes.cache_clear()


def test_pattern_quantifies_a_whole_class() -> None:
    classes = WordClasses("test", {"glue": ["of", "的"], "unit": ["张"]})
    assert classes.pattern(r"\d{glue}?x").findall("8x 8的x 8张x") == ["8x", "8的x"]
    assert classes.pattern(r"(?<!{unit})\d").findall("张8 x9") == ["9"]
