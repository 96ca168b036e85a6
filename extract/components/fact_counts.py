"""Counts of goods in a sentence of an article: 8 万颗 H200, 74 servers with B300 chips."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.components.numbers import Number
from extract.components.sentences import Item, Sentence, approx_of, name_of, words
from extract.reading import Mark

_FEW = 2000
_SMALL_COUNT = 300


@dataclass(slots=True)
class Target:
    """What a count counts."""

    models: list[Mark]
    """Models counted together; empty for chips without a model."""
    form: str | None
    """card, server, rack, none."""


def counted_goods(sentence: Sentence) -> list[Item]:
    """Facts with a count, one for every model that is counted together."""
    reading, start, end = sentence.reading, sentence.start, sentence.end
    said = sentence.text
    if words("test_rigs").search(said):
        return []
    if words("other_vendors").search(said) and not words("nvidia").search(said):
        return []
    traded = words("trade_verbs").search(said) is not None
    found: list[Item] = []
    for mark in sorted(
        [*reading.within("count", start, end), *reading.within("number", start, end)], key=lambda m: m.start
    ):
        values = _count_values(mark)
        if values is None:
            continue
        low, high = values
        if words("rental").search(sentence.clause(mark.end)):
            continue
        target = _target(sentence, mark)
        if target is None or (low < _SMALL_COUNT and not traded) or (low < _FEW and words("composition").search(said)):
            continue
        named: list[Mark | None] = [*target.models] or [None]
        for model in named:
            item = Item(
                name_of(reading, model), model, target.form, quantity=mark, low=low, high=high, sentence=(start, end)
            )
            item.approx = approx_of(reading, mark)
            found.append(item)
    return found


def _count_values(mark: Mark) -> tuple[int, int | None] | None:
    value = mark.value
    if isinstance(value, Number):
        if value.low != value.low.to_integral_value() or value.low <= 0 or (value.fraction and not value.scaled):
            return None
        return int(value.low), int(value.high) if value.high is not None else None
    low = value.low if value.low is not None else value.high
    if low is None or value.counter == "times" or value.role in {"sold", "limit"}:
        return None
    return low, value.high if value.low is not None else None


def _target(sentence: Sentence, mark: Mark) -> Target | None:
    """The goods right behind a count."""
    text, start, end, models = sentence.reading.text, sentence.start, sentence.end, sentence.models
    chinese = any("\u4e00" <= c <= "\u9fff" for c in text[start:end])
    counter = not isinstance(mark.value, Number)
    unit = text[mark.start : mark.end]
    reach = min(end, mark.end + (40 if chinese else 70))
    window = text[mark.end : reach]
    machine = words("machines").search(unit) is not None
    gap_model = next((m for m in models if m.start >= mark.end and _glue(text[mark.end : m.start], chinese)), None)
    if gap_model is not None and (counter or not chinese):
        if words("other_nouns").search(text[mark.end : gap_model.start]):
            return None
        behind = text[gap_model.end : min(end, gap_model.end + 24)]
        if chinese and not counter:
            return None
        noun = words("not_goods_behind").match(behind.lstrip(" -的"))
        if noun:
            return None
        form = (
            "server"
            if machine
            or words("machines").search(text[mark.end : gap_model.start])
            or words("machines").match(behind.strip(" 的,"))
            else None
        )
        return Target([gap_model, *listed(text, models, gap_model)], form)
    noun = words("chip_nouns").search(window) if not machine else None
    if noun and _glue(window[: noun.start()], chinese) and not words("other_nouns").search(window[: noun.start()]):
        if not (counter or not chinese):
            return None
        return Target(_anaphora(sentence, mark), None) if sentence.speaks_of_chips() else None
    more = re.match(
        r"\s?(?:(?:more|additional|such|other|of (?:these|those|the)|ai|gpu|nvidia|[a-z]+-bound|supermicro|dell|high-end|advanced)[\s\-]?){0,3}",
        window,
    )
    position = more.end() if more else 0
    if (
        machine
        or words("machines").match(window, position)
        or (chinese and words("machines").match(window.lstrip(" 的")))
    ):
        if not sentence.speaks_of_chips():
            return None
        return Target(_anaphora(sentence, mark), "server")
    return None


def listed(text: str, models: list[Mark], first: Mark) -> list[Mark]:
    """'H100 和 H200 GPU': models joined by and."""
    found = []
    last = first
    for model in models:
        if model.start > last.end and re.fullmatch(
            r"\s?(?:、|/|,|和|与|及|and|or|&|,? and)\s?(?:nvidia |英伟达)?", text[last.end : model.start]
        ):
            found.append(model)
            last = model
    return found


def _glue(gap: str, chinese: bool) -> bool:
    """Whether nothing but describing words stands between a count and its goods."""
    if re.search(r"[,，。;；:!?]|[0-9]", gap):
        return False
    if re.search(r"[(（]", gap) and not re.search(r"[)）]", gap):
        return False
    return len(gap) <= 26 if chinese else len(gap.split()) <= 6


def _anaphora(sentence: Sentence, mark: Mark) -> list[Mark]:
    """The model behind "with", else the one before, else that of the sentence before."""
    text, models, before, last_model = sentence.reading.text, sentence.models, sentence.before, sentence.last_model
    behind = [
        m
        for m in models
        if m.start >= mark.end
        and m.start - mark.end < 60
        and re.search(
            r"with|contain|carry|featur|hous|powered|equipped|packed|搭载|装有|内含|配备|含有|采用|using",
            text[mark.end : m.start],
        )
    ]
    if behind:
        return behind[:1]
    ahead = [m for m in models if m.end <= mark.start and mark.start - m.end < 30]
    if ahead:
        return ahead[-1:]
    if before and before[-1].model_mark is None:
        return []
    return [last_model] if last_model is not None and mark.start - last_model.end < 160 else []
