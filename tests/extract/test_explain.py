"""Why an extraction says what it says: rows of values, pieces of text, and reasons."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.explain import Row, left_out, people, rows, shown, unsaid, why_nothing
from extract.pieces import Piece, pieces
from extract.pipeline import Extractor
from extract.records import CaseEvent, Evidence, Extraction, Money, Offer, Party, Side, Undetermined

TEXT = "出H100 20台 34X万"


def evidence(field: str, start: int, end: int, text: str = TEXT) -> Evidence:
    return Evidence(field=field, start=start, end=end, text=text[start:end], rule=f"{field}.rule", confidence=0.9)


def offer(**values: object) -> Offer:
    return Offer.model_validate(
        {"model": "H100", "quantity": 20, "evidence": (evidence("model", 1, 5), evidence("quantity", 6, 9))} | values
    )


def test_rows_name_the_words_the_rule_and_the_confidence() -> None:
    assert list(rows(offer()))[:3] == [
        Row("side", "offer", follows="the line as a whole"),
        Row("model", "H100", "H100", rule="model.rule", confidence=0.9),
        Row("quantity", "20", "20台", rule="quantity.rule", confidence=0.9),
    ]


def test_rows_say_what_a_value_without_words_follows_from() -> None:
    found = {row.field: row for row in rows(offer(gpus_per_unit=8, gpu_count=160))}
    assert found["gpu_count"].words is None
    assert found["gpu_count"].follows == "quantity × gpus_per_unit"


def test_rows_end_with_what_was_not_read() -> None:
    doubt = Undetermined(field="price", raw="34X万", reason="digits are masked", start=10, end=14)
    assert list(rows(offer(undetermined=(doubt,))))[-1] == Row("price", None, "34X万", reason="digits are masked")


def test_rows_join_the_words_of_a_value_of_two_parts() -> None:
    two = (evidence("variant", 1, 5), evidence("variant", 6, 9))
    row = next(row for row in rows(Offer(variant="SXM5 80GB", evidence=two)) if row.field == "variant")
    assert (row.words, row.rule) == ("H100 … 20台", "variant.rule")


def test_unsaid_leaves_out_what_another_field_answers_and_what_was_doubted() -> None:
    doubt = Undetermined(field="tax", raw="?", reason="unclear", start=0, end=1)
    silent = offer(masked_price="34X万", lead_time_days=28, undetermined=(doubt,))
    assert unsaid(silent) == ["condition", "goods_location"]


def test_unsaid_of_a_buyer_asks_for_no_tax() -> None:
    assert "tax" not in unsaid(offer(side=Side.WANTED))


def test_left_out_keeps_the_side_for_the_verdict() -> None:
    doubts = (
        Undetermined(field="side", raw="x", reason="the text is news", start=0, end=1),
        Undetermined(field="model", raw="H100", reason="the text says what it is not", start=1, end=5),
    )
    extraction = Extraction(side=Side.NONE, undetermined=doubts)
    assert [row.words for row in left_out(extraction)] == ["H100"]
    assert why_nothing(extraction, "listing") == "the text is news"


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        ("避雷，骗子，卖H100收钱就拉黑", "listing", "the text warns of a fraud"),
        ("二手奥迪A100 里程2万公里", "listing", "every model in it is named and not traded, see below"),
        ("技术贴 A100 显存 80G", "listing", "nothing says that the goods are sold, sought or let"),
        ("周末去爬山吗", "listing", "it offers, asks for and lets no GPU or machine of the catalogue"),
        ("The committee met on Tuesday.", "article", "it states no number and no price of GPUs or machines"),
        ("出H100 20台", "listing", None),
    ],
)
def test_why_nothing_tells_the_reason(text: str, kind: str, reason: str | None) -> None:
    assert why_nothing(Extractor(contacts="raw").read(text, kind=kind), kind) == reason


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        ("A100 80G PCIe 10张 8.5万\nRTX 4090D 已售罄\n现货出售", "RTX 4090D", "there is none of it"),
        ("出售 RTX 3060 12G 显卡 1500元", "RTX 3060", "a GPU that the catalogue does not watch"),
    ],
)
def test_left_out_tells_why_goods_are_no_offer(text: str, name: str, reason: str) -> None:
    found = [(row.words, row.reason) for row in left_out(Extractor(contacts="raw").read(text))]
    assert found == [(name, reason)]


def test_people_repeat_no_words_of_a_hashed_contact() -> None:
    text = "出H100 V: abc_demo1"
    hashed = list(people(text, Extractor(contact_key=b"k" * 32).read(text)))
    raw = list(people(text, Extractor(contacts="raw").read(text)))
    assert all("abc_demo1" not in str(row) for row in hashed)
    assert [row.words for row in raw] == ["abc_demo1"]


def test_people_name_a_seller_of_the_page() -> None:
    extraction = Extraction(side=Side.OFFER, seller=Party(name="鹏城科技"))
    assert next(people("出H100", extraction)) == Row("seller", "鹏城科技", follows="the page around the text")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2600000, "2,600,000"),
        (Decimal("85000.00"), "85,000"),
        (Decimal("2.10"), "2.10"),
        (True, "yes"),
        (Money(amount=Decimal(39500), currency="USD"), "39,500 USD"),
        (Money(amount=Decimal(1), amount_max=Decimal(2), currency="CNY"), "1–2 CNY"),
        (("H100", "H200"), "H100, H200"),
        ((Party(name="A Ltd", role="seller", status="allegation"), Party(name="B")), "A Ltd (seller, allegation); B"),
    ],
)
def test_shown_reads_like_a_sentence(value: object, text: str) -> None:
    assert shown(value) == text


def test_pieces_cut_at_spans_and_show_the_shorter_of_two() -> None:
    long, short = evidence("price", 1, 9), evidence("quantity", 6, 9)
    extraction = Extraction(side=Side.OFFER, offers=(Offer(evidence=(long, short)),))
    assert list(pieces(TEXT, extraction)) == [
        Piece("出"),
        Piece("H100 ", "price", group=1),
        Piece("20台", "quantity", group=1),
        Piece(" 34X万"),
    ]


def test_pieces_show_a_doubt_before_what_was_read_from_the_same_words() -> None:
    doubt = Undetermined(field="price", raw="34X万", reason="digits are masked", start=10, end=14)
    line = Offer(evidence=(evidence("masked_price", 10, 14),), undetermined=(doubt,))
    assert list(pieces(TEXT, Extraction(side=Side.OFFER, offers=(line,))))[-1] == Piece("34X万", "price", False, 1)


def test_pieces_of_an_event_hold_its_parties() -> None:
    event = CaseEvent(kind="charge", status="allegation", parties=(Party(name="H100", start=1, end=5),))
    assert Piece("H100", "name", group=1) in list(pieces(TEXT, Extraction(side=Side.NONE, events=(event,))))


@given(st.lists(st.tuples(st.integers(0, 14), st.integers(0, 14)), max_size=6))
def test_pieces_join_to_the_text(spans: list[tuple[int, int]]) -> None:
    found = tuple(evidence("model", min(span), max(span)) for span in spans)
    cut = list(pieces(TEXT, Extraction(side=Side.OFFER, offers=(Offer(evidence=found),))))
    assert "".join(piece.text for piece in cut) == TEXT
    assert all((piece.group > 0) == (piece.field is not None) for piece in cut)
