"""A model that a heading names for the machines behind it: 'H100 8-way: 12 x XE9680 at 235k, 4 x XD670 at 228k'."""

from __future__ import annotations

import re

from extract.components.goods import Goods
from extract.reading import Mark, Reading

_HEADED = re.compile(r"[^。;；]{0,80}(?:[:：]|\n)[^:：\n]{0,16}")
_FAR = 400
_MOST = 20


def share_models(reading: Reading, groups: list[Goods]) -> None:
    """Gives the model of a heading to every machine of the list that may hold it. Runs before zones are given."""
    for index, first in enumerate(groups):
        if first.model is None or first.sku is None or not _is_heading(reading, first.model, first.sku):
            continue
        listed = _listed(reading, first.model, groups[index + 1 : index + _MOST])
        if not listed:
            continue
        first.start = first.sku.start
        first.line = reading.line_number(first.start)
        for goods in listed:
            goods.model = first.model


def _is_heading(reading: Reading, model: Mark, sku: Mark) -> bool:
    return model.end <= sku.start and _HEADED.fullmatch(reading.text, model.end, sku.start) is not None


def _listed(reading: Reading, model: Mark, following: list[Goods]) -> list[Goods]:
    """Machines without a model of their own, up to the first goods that name one."""
    listed: list[Goods] = []
    for goods in following:
        if goods.sku is None or goods.model is not None or goods.start - model.end > _FAR:
            break
        fixed = len(goods.sku.value.models) == 1 and model.value.name not in goods.sku.value.models
        if fixed or reading.within("barebone", *reading.near(goods.start)):
            break
        listed.append(goods)
    return listed
