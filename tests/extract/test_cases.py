from __future__ import annotations

import json
from typing import Any

import pytest

from extract.records import CaseEvent
from tests.eval.measure_cases import EXAMPLES, measure
from tests.extract.reading_of import read


def events(text: str) -> tuple[CaseEvent, ...]:
    return read(text, kind="article").events


def event(text: str) -> CaseEvent:
    """The only event of a text."""
    found = events(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "kind", "status"),
    [
        ("Ada Okonjo was charged with smuggling 40 Nvidia H100 GPUs to China.", "charge", "allegation"),
        ("Ada Okonjo pleaded guilty to exporting 40 H100 GPUs to China.", "plea", "plea"),
        ("Ada Okonjo was found guilty of exporting 40 H100 GPUs to China.", "conviction", "conviction"),
        ("Ada Okonjo was sentenced to 30 months for exporting 40 H100 GPUs to China.", "sentence", "conviction"),
        ("Ada Okonjo allegedly shipped 40 H100 GPUs to China.", "shipment", "allegation"),
        ("Prosecutors say Ada Okonjo tried to ship 40 H100 GPUs to China.", "attempt", "allegation"),
        ("A broker sold 40 H100 GPUs to a firm in China.", "sale", "press"),
        ("Customs seized 40 smuggled H100 GPUs.", "seizure", "press"),
        ("Commerce added Foxglove Chips Ltd. to the Entity List.", "designation", "designation"),
        ("检方起诉马俊贤，指控其走私H100芯片至中国。", "charge", "allegation"),
        ("马俊贤承认控罪，他曾将40块H100走私到中国。", "plea", "plea"),
        ("海关查获走私的H100显卡40张。", "seizure", "press"),
        ("商务部将远岚芯片有限公司列入实体清单。", "designation", "designation"),
    ],
)
def test_cases_kind_and_status(text: str, kind: str, status: str) -> None:
    found = event(text)
    assert (found.kind, found.status) == (kind, status)
    assert {party.status for party in found.parties} <= {status}


@pytest.mark.parametrize(
    "text",
    [
        "If convicted, the smugglers of the H100 GPUs face up to 20 years.",
        "Ada Okonjo pleaded not guilty to exporting H100 GPUs.",
        "Nvidia denied that its chips were smuggled to China.",
        "There is no evidence that H100 GPUs were diverted to China.",
        "Lawmakers warn that traders could smuggle 10,000 H100 GPUs into China.",
        "Sales of smuggled H100 GPUs have fallen.",
        "Nvidia shipped 20,000 GB200 systems to customers this quarter.",
        "A phone maker was charged with antitrust violations. Its GPU is fast.",
        "Anthropic 起诉白宫，英伟达表示关注。",
        "英伟达否认H100芯片被走私到中国。",
        "若罪名成立，走私H100芯片者最高可判20年。",
        "某公司将采购 1 万块英伟达 H20 芯片。",
        "海关总署发布通知。今天天气不错。",
    ],
)
def test_cases_none_from_what_is_denied_supposed_or_something_else(text: str) -> None:
    assert events(text) == ()


def test_cases_listing_has_none() -> None:
    assert read("Customs seized 40 smuggled H100 GPUs.").events == ()


def test_cases_alleged_deed_in_a_story_with_a_conviction_stays_alleged() -> None:
    found = events(
        "Ada Okonjo was found guilty of smuggling H100 GPUs. "
        "Prosecutors allege that Bao Renshu shipped another 30 H200 GPUs to China."
    )
    assert [(e.kind, e.status) for e in found] == [("conviction", "conviction"), ("shipment", "allegation")]
    assert [[p.name for p in e.parties] for e in found] == [["Ada Okonjo"], ["Bao Renshu"]]


def test_cases_two_steps_in_one_sentence_keep_their_people() -> None:
    found = events("Ada Okonjo pleaded guilty to smuggling, while Bao Renshu is charged with exporting H200 GPUs.")
    assert [(e.kind, [p.name for p in e.parties]) for e in found] == [
        ("plea", ["Ada Okonjo"]),
        ("charge", ["Bao Renshu"]),
    ]


def test_cases_two_counts_of_goods_that_moved_are_two_events() -> None:
    found = events("He smuggled 10 servers with H100 chips and 50 H200 GPUs to China, prosecutors said.")
    assert [(e.models, e.quantity, e.unit) for e in found] == [(("H100",), 10, "server"), (("H200",), 50, "card")]


def test_cases_two_counts_in_one_charge_are_left_open() -> None:
    found = event("He was charged with smuggling 10 servers with H100 chips and 50 H200 GPUs to China.")
    assert found.quantity is None
    assert {doubt.field for doubt in found.undetermined} == {"quantity"}
    assert found.models == ("H100", "H200")


@pytest.mark.parametrize(
    ("text", "quantity", "most", "unit", "approx"),
    [
        ("Police seized 300 H100 servers.", 300, None, "server", None),
        ("Police seized more than 2,000 smuggled H100 GPUs.", 2000, None, "card", "gt"),
        ("Police seized up to 50 smuggled H100 GPUs.", None, 50, "card", "lt"),
        ("海关查获约60块H100。", 60, None, "card", "about"),
        ("海关查获12台搭载H100的服务器。", 12, None, "server", None),
    ],
)
def test_cases_count_keeps_its_unit(text: str, quantity: Any, most: Any, unit: str, approx: Any) -> None:
    found = event(text)
    assert (found.quantity, found.quantity_max, found.unit, found.approx) == (quantity, most, unit, approx)


@pytest.mark.parametrize(
    "text",
    [
        "检方称这些走私活动涉及出口价值至少1.6亿美元的英伟达芯片到中国。",
        "检方称其试图出口价值至少1.6亿美元的出口管制英伟达芯片到中国。",
        "Prosecutors say he smuggled $160 million in Nvidia chips to China.",
        "Prosecutors say he smuggled 160 million dollars of Nvidia chips to China.",
    ],
)
def test_cases_money_is_never_a_count(text: str) -> None:
    assert event(text).quantity is None


@pytest.mark.parametrize(
    "text",
    [
        "A grand jury in Texas indicted two men for smuggling Nvidia H100 chips to China.",
        "He is charged with smuggling a large shipment of Nvidia H100 chips to China.",
        "Prosecutors said 11 million users watched as he smuggled Nvidia H100 chips to China.",
    ],
)
def test_cases_value_is_no_adjective_and_no_crowd(text: str) -> None:
    assert [found.value for found in events(text) if found.value is not None] == []


def test_cases_value_without_a_currency_follows_a_word_of_worth() -> None:
    found = event("He is charged with smuggling H100 chips worth two million to China.").value
    assert found is not None
    assert found.amount == 2_000_000
    assert found.currency is None


def test_cases_a_headline_and_its_story_are_one_event() -> None:
    found = event(
        "Man Charged in Plot to Smuggle Nvidia Chips\n"
        "Ada Okonjo was charged with smuggling 40 Nvidia H100 GPUs through Malaysia to China."
    )
    assert ([p.name for p in found.parties], found.quantity, found.route) == (["Ada Okonjo"], 40, ("MY", "CN"))


def test_cases_people_who_are_named_later_belong_to_the_charge() -> None:
    found = event(
        "Two men were charged with smuggling H100s. Prosecutors identified them as Ada Okonjo, 40, and Bao Renshu."
    )
    assert [p.name for p in found.parties] == ["Ada Okonjo", "Bao Renshu"]


_VALUES = {"models", "quantity", "unit", "value", "value_kind", "route", "methods", "on"}


def _rows() -> list[dict[str, Any]]:
    files = sorted(EXAMPLES.glob("*.jsonl"))
    return [json.loads(line) for path in files for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", _rows(), ids=lambda row: str(row["id"]))
def test_cases_every_span_is_a_slice_of_the_text(row: dict[str, Any]) -> None:
    for found in events(row["text"]):
        assert found.verbatim in row["text"]
        spans = [(span.start, span.end, span.text) for span in found.evidence]
        spans += [(doubt.start, doubt.end, doubt.raw) for doubt in found.undetermined]
        assert all(row["text"][start:end] == written for start, end, written in spans)
        for party in found.parties:
            assert row["text"][party.start : party.end] == party.name
        told = {span.field for span in found.evidence}
        assert found.status == "press" or "status" in told
        values = found.model_dump(exclude_defaults=True, include=_VALUES)
        assert set(values) <= told
        assert not found.parties or "parties" in told


def test_measure_counts_what_is_missed_and_invented() -> None:
    gold = {"kind": "sale", "status": "press", "quantity": 5, "unit": "card", "route": ["CN"], "parties": []}
    found = {**gold, "quantity": 6, "parties": [{"name": "X", "role": "seller"}]}
    figures = measure(
        [{"id": "a", "events": [gold]}, {"id": "b", "events": []}], {"a": {"events": [found]}, "b": {"events": [gold]}}
    )
    assert figures["goods_precision"] == 0
    assert figures["goods_recall"] == 0
    assert figures["event_recall"] == 1
    assert figures["route_recall"] == 1
    assert figures["parties_precision"] == 0
    assert figures["case_false_positives"] == 1
