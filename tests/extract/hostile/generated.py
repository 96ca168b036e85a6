"""Texts that hypothesis makes up: any characters at all, and the words of the trade in any order."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.extract.hostile.mutations import ODD

_WORDS = (
    "H100", "h 1 0 0", "A800", "4090", "48G", "80GB", "SXM", "8卡", "整机", "准系统", "机头", "20台", "260万", "2w6",
    "$60k", "HK$", "¥", "USD", "含税", "出", "收", "求购", "WTS", "WTB", "租", "/台/月", "per hour", "每张", "each",
    "34X万", "MOQ", "@", "a@b.example", "t.me/", "有限公司", "Co., Ltd", "900-21010-0000-000", "8×80G", "(", ")", "\n",
    "现货在深圳", "ships from", "微信", "vx", "138-0000-0000", "+86", "8万颗", "shipped", "seized", "million",
    "一百", "上千", "up to", "not", "不是", "支持", "up", "-", "~", "/", "x", "*", ",", "，", ".", "。", ":", " ",
    "亿美元", "走私", "芯片", "GPUs", "NVL72",
)  # fmt: skip
_ANY_CHARACTER = st.characters(exclude_categories=())
"""Lone surrogates, control and unassigned characters, too."""
TEXTS = st.one_of(
    st.text(_ANY_CHARACTER, max_size=300),
    st.lists(st.sampled_from(_WORDS), max_size=60).map("".join),
    st.lists(st.sampled_from((*_WORDS, *ODD)), max_size=60).map(" ".join),
    st.lists(st.one_of(st.sampled_from(_WORDS), st.text(_ANY_CHARACTER, max_size=3)), max_size=60).map("".join),
)


def generated(count: int) -> list[str]:
    """About *count* different texts."""
    found: list[str] = []

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(TEXTS)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found
