"""What holds for every text whatever."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import opencc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.normalise import align, normalise, tokens
from extract.records import Evidence, Extraction, Undetermined
from tests.extract.reading_of import extractor, read

EXAMPLES = [
    path
    for path in sorted((Path(__file__).parent / "examples").glob("*.jsonl"))
    if not path.stem.startswith("heldout")  # a failure would show a text that nobody writes rules for
]
TEXTS = [json.loads(line)["text"] for path in EXAMPLES for line in path.read_text("utf-8").splitlines()]
PIECES = st.sampled_from(
    ["H100", "8卡", "整机", "20台", "260万", "含税", "出", "收", "\n", " ", "，", "$", "x", "*", "4090", "48G", "SXM",
     "-", "~", "每张", "/台/月", "微信", "138-0000-0000", "两", "一百", "XX万", "@", "\u200b", "\u202e", "😀", "２",
     "RTX PRO 6000", "NVL72", "up to", "each", "1,000", "1.5", "GB", "不", "支持", "HK$", "萬", "求购", "现货在深圳"]
)  # fmt: skip
MESSY = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES, max_size=25).map("".join),
    st.tuples(st.sampled_from(TEXTS), st.text(max_size=5), st.integers(0, 200)).map(
        lambda t: t[0][: t[2]] + t[1] + t[0][t[2] :]
    ),
)
PROFILE = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))


def spans(extraction: Extraction) -> Iterator[Evidence | Undetermined]:
    yield from extraction.undetermined
    for offer in extraction.offers:
        yield from offer.evidence
        yield from offer.undetermined
    for fact in extraction.facts:
        yield from fact.evidence


@PROFILE
@given(MESSY, st.sampled_from(["listing", "article"]))
def test_read_never_raises_and_spans_are_verbatim(text: str, kind: str) -> None:
    extraction = read(text, kind=kind)
    for span in spans(extraction):
        assert 0 <= span.start <= span.end <= len(text)
        assert text[span.start : span.end] == (span.text if isinstance(span, Evidence) else span.raw)
    for verbatim in (*(o.verbatim for o in extraction.offers), *(f.verbatim for f in extraction.facts)):
        assert verbatim in text
    for contact in extraction.contacts:
        assert contact.value == text[contact.start : contact.end].strip()


@PROFILE
@given(MESSY)
def test_read_gives_the_same_twice_and_in_a_pipe(text: str) -> None:
    first = read(text)
    assert first == read(text)
    assert list(extractor().pipe([(text, {})])) == [first]


@PROFILE
@given(MESSY)
def test_numbers_never_come_from_nowhere(text: str) -> None:
    """A text without a digit or a numeral has no number."""
    bare = re.sub(r"\d", "", "".join(c for c in normalise(text) if not c.isnumeric()))
    bare = re.sub(
        "单|双|pair|dozen|one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|hundred|dual|quad", "", bare
    )
    for offer in read(bare).offers:
        assert offer.quantity is None
        assert offer.quantity_max is None
        assert offer.price is None
        assert offer.price_max is None
        assert offer.rental_price is None


def test_read_is_the_same_for_traditional_and_simplified() -> None:
    to_simplified = opencc.OpenCC("t2s")
    for text in TEXTS:
        simplified = to_simplified.convert(text)
        if simplified == text or len(simplified) != len(text):
            continue
        ours, theirs = read(text, default_currency="HKD"), read(simplified, default_currency="HKD")
        assert ours.side == theirs.side
        for one, other in zip(ours.offers, theirs.offers, strict=True):
            keys = ("model", "form", "quantity", "unit", "gpu_count", "price", "currency", "tax", "condition")
            assert [getattr(one, k) for k in keys] == [getattr(other, k) for k in keys], text


def test_an_unrelated_line_changes_no_other_line() -> None:
    for text in TEXTS:
        before = read(text)
        after = read(f"{text}\n今天天气不错，祝大家周末愉快")
        if before.lang != after.lang:
            continue
        keys = ("side", "model", "form", "quantity", "gpu_count", "price", "masked_price", "tax")
        assert [[getattr(o, k) for k in keys] for o in before.offers] == [
            [getattr(o, k) for k in keys] for o in after.offers
        ], text


@PROFILE
@given(st.text(max_size=300))
def test_normalise_is_stable_and_aligned(text: str) -> None:
    aligned = align(text)
    assert aligned.text == normalise(text)
    assert normalise(aligned.text) == aligned.text
    position = 0
    for index in range(len(aligned.text)):
        start, end = aligned.span(index, index + 1)
        assert position <= end <= len(text)
        assert start < end
        position = start


@PROFILE
@given(st.text(max_size=300))
def test_tokens_stand_in_the_normalised_text(text: str) -> None:
    normal = normalise(text)
    position = 0
    for token in tokens(text):
        position = normal.index(token, position) + len(token)


def test_money_is_decimal() -> None:
    priced = [o.price for text in TEXTS for o in read(text).offers if o.price is not None]
    assert priced
    assert all(isinstance(price, Decimal) for price in priced)
