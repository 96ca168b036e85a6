"""Strategies for queries: sensible ones over the generated listings, and any text at all."""

from __future__ import annotations

from hypothesis import strategies as st

from index.fields import searched

WORDS = (
    "H100",
    "h10*",
    "现货",
    "現貨",
    "现",
    "深圳",
    "香港",
    "H*",
    "出",
    "模组到港",
    "收",
    '"Hong Kong"',
    '"brand new"',
)
KEYWORDS = {
    "model": ("H100", "h200", "4090D", '"RTX 4090"', "rtx*", "昇腾910B", "H*"),
    "side": ("offer", "wanted", "RENTAL"),
    "site": ("luntan", "b2b-hub", "hk*"),
    "state": ("live", "gone", "unknown"),
    "currency": ("CNY", "usd", "*"),
    "kind": ("b2b", "forum"),
    "lang": ("zh", "zh-hant", "zh*", "*"),
    "form": ("card", "server", "barebone"),
    "condition": ("new", "used", "*"),
    "availability": ("spot", "forward"),
    "unit": ("card", "server"),
    "modded": ("true", "false", "yes"),
    "contact": ('"138****0001"', "138*", "*"),
}
TEXTS = {
    "title": ("H200", "现货", "出售"),
    "place": ("深圳", "新加坡", "hong", "sing*", "海淀", "東莞"),
    "seller": ("老张", "compute", "ex*", "渠道"),
    "server": ("XE9680", "821GE", "dgx*", "*"),
    "variant": ("80GB", "SXM5"),
    "delivery": ("香港", "福田"),
    "url": ("luntan", "html", "search"),
}
NUMBERS = (
    "gpu_count",
    "quantity",
    "price",
    "price_usd",
    "price_usd_gpu",
    "h100e",
    "offers.price",
    "moq",
    "sightings",
    "changes",
)
TIMES = ("first_seen", "last_seen", "posted", "gone", "price_usd_on")

_number = st.one_of(st.integers(0, 2_000), st.integers(0, 400_000)).map(str) | st.sampled_from(["30k", "2.5", "10万"])
_time = st.sampled_from(
    ["2026-01-20", "2026-02", "2026", "now-30d", "now-1M", "2026-02-01T08:00", "2026-01-05T10:30:00", "yesterday"]
)


def _condition(names: tuple[str, ...], value: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bound = value | st.just("*")
    form = st.one_of(
        value,
        st.builds(lambda sign, v: sign + v, st.sampled_from(["<", "<=", ">", ">="]), value),
        st.builds(
            lambda a, low, high, z: f"{a}{low} TO {high}{z}", st.sampled_from("[{"), bound, bound, st.sampled_from("]}")
        ),
    )
    return st.builds(lambda name, v: f"{name}:{v}", st.sampled_from(names), form)


def _one_of(choices: dict[str, tuple[str, ...]]) -> st.SearchStrategy[str]:
    return st.sampled_from([f"{name}:{value}" for name, values in choices.items() for value in values])


leaves = st.one_of(
    st.sampled_from(WORDS),
    _one_of(KEYWORDS),
    _one_of(TEXTS),
    _condition(NUMBERS, _number),
    _condition(TIMES, _time),
)

queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda a, b: f"({a} AND {b})", inner, inner),
        st.builds(lambda a, b: f"({a} OR {b})", inner, inner),
        st.builds(lambda a, b: f"{a} {b}", inner, inner),
        st.builds(lambda a: f"NOT {a}", inner),
        st.builds(lambda a: f"-{a}", inner),
    ),
    max_leaves=5,
)
"""Queries over listings that are right."""

_pieces = st.one_of(
    leaves,
    st.sampled_from(
        ["AND", "OR", "NOT", "TO", "(", ")", "[", "]", "{", "}", '"', ":", "*", "?", "~2", "^3", "/", "\\"]
    ),
    st.sampled_from(sorted(searched("listing"))).map(lambda name: f"{name}:"),
    st.text(max_size=6),
)
anything = st.one_of(st.text(max_size=80), st.lists(_pieces, max_size=8).map(" ".join), st.lists(_pieces).map("".join))
"""Any text, often nearly a query."""
