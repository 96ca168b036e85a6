"""What stands between a number and goods, and right behind a number."""

from __future__ import annotations

import re

from extract.components.sentences import Sentence
from extract.reading import Mark
from extract.word_classes import word_classes

_WORDS = word_classes("facts")
_MACHINE = _WORDS.pattern("{machines}|{whole_machines}")
_RACK = _WORDS.pattern("{racks}")
SIZES = re.compile(
    r"[(（][^()（）]{0,30}[)）]|[0-9]+ ?(?:gb?(?![a-z])|卡|路|u(?![a-z])|英寸)|[x×*] ?[0-9]{1,2}(?![0-9])"
    r"|(?<![0-9a-z])[0-9]{1,2}-(?:gpu|way|card|chip)(?![a-z])"
)
"""Sizes in a name, which count nothing."""
_OTHER_COUNTED = _WORDS.pattern(
    r"\+?(?:&nbsp;)?\s?(?:的|个|只)?\s?"
    r"(?:{other_goods}|{other_nouns}|{not_goods_behind}|{other_units}|[a-z0-9]{1,3}\s?{other_goods})"
)
_OF_COUNTED = re.compile(r"\s?的")
_MEASURE = re.compile(r"\s?(?:[\"\u201d\u2033'\u2019%]|-[0-9]|per cent)")
_NAME_BEFORE = re.compile(r"[a-z][ \-]?$|[/\-×x*&]\s?$")
_LATIN_END = re.compile("[a-z]$")
_ROW_LEAD = _WORDS.pattern(
    r"(?:[\s:：\-–—*•·|,，$¥€£]|{edition}|{official}|{shops}|{copula}|{price_words}|{each_words}|{vendor_words}|{dates}|{unit_labels})*"
)
_PRICE_OF = re.compile(r"\s(?:for|per|an?|each|with|in|on|at|by|from|vs|versus|and|to)\s")
_ANOTHER = re.compile(r"\s?(?:[和与及]|以及|外加|另加|加上)")
"""'30 台和 H200 服务器 12 台': goods of another count."""
WORD_BEHIND = re.compile(r"\s?[\u4e00-\u9fffa-z]")
"""A word goes on behind a number."""
_GO_ON = _WORDS.pattern(r"\s?(?:{go_on}|{count_labels})")
_BREAK = re.compile(r"[,，、。;；:!?|]|[0-9]|[一两][张块颗片台枚柜]")
_CHINESE_GLUE, _ENGLISH_GLUE = 26, 6
_ROW_REACH = 60


def is_glue(gap: str, *, chinese: bool) -> bool:
    """Whether nothing but describing words stands between a count and its goods."""
    gap = SIZES.sub("", gap)
    if _PRICE_OF.match(gap) or (chinese and _ANOTHER.match(gap)):
        return False
    if _BREAK.search(gap) or gap.count("(") != gap.count(")"):
        return False
    return len(gap) <= _CHINESE_GLUE if chinese else len(gap.split()) <= _ENGLISH_GLUE


def words_between(sentence: Sentence, start: int, end: int) -> str:
    """What stands between a count and its goods; the name of a server stands for the word."""
    text, said = sentence.reading.text, ""
    for sku in sentence.reading.within("sku", start, end):
        said += text[start : sku.start] + "server"
        start = sku.end
    return said + text[start:end]


def is_followed_by_noun(sentence: Sentence, mark: Mark) -> bool:
    """Behind a count stands something else that it counts: 12 台交换机, 40 workers."""
    text = sentence.reading.text
    if mark.kind == "count" and mark.value.counter != "any" and _OF_COUNTED.match(text, mark.end, sentence.end):
        # 3500颗的客户: who takes so many
        return False
    return any(pattern.match(text, mark.end, sentence.end) for pattern in (_OTHER_COUNTED, _MEASURE))


def stands_alone(sentence: Sentence, mark: Mark) -> bool:
    """Nothing that it could count stands behind a count, but the end of its clause or a verb."""
    text = sentence.reading.text
    if is_followed_by_noun(sentence, mark):
        return False
    return not WORD_BEHIND.match(text, mark.end, sentence.end) or _GO_ON.match(text, mark.end) is not None


def is_in_a_name(sentence: Sentence, mark: Mark, *, counted: bool) -> bool:
    """'Adreno 850 GPU', 'RX 6500/…': a number between Latin words of a Chinese text."""
    if not sentence.chinese or (counted and not _LATIN_END.search(sentence.reading.text, mark.start, mark.end)):
        return False
    return _NAME_BEFORE.search(sentence.left_of(mark, 4)) is not None


def goes_on(sentence: Sentence, model: Mark, mark: Mark) -> bool:
    """No line break stands between goods and a number, or nothing of its own before the number in its line."""
    text = sentence.reading.text
    if "\n" not in text[model.end : mark.start]:
        return True
    line = sentence.reading.line_of(mark.start)
    return _ROW_LEAD.fullmatch(text, max(line.start, mark.start - _ROW_REACH), mark.start) is not None


def machine_form(said: str) -> str | None:
    """The word for a machine, where a text names one: server or rack."""
    if _RACK.search(said):
        return "rack"
    return "server" if _MACHINE.search(said) else None
