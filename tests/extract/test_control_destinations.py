"""Which destinations a rule reaches, and what else bears on an answer."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from extract.catalogue import load_catalogue
from extract.catalogue.control import ControlStatus, control_status
from extract.catalogue.destinations import load_countries
from foundation.errors import UsageError

YES, NO, UNKNOWN = ControlStatus.CONTROLLED, ControlStatus.NOT_CONTROLLED, ControlStatus.UNKNOWN
SPRING = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("to", "status"),
    [
        ("CN", YES), ("HK", YES), ("MO", YES), ("VN", YES), ("AE", YES), ("SA", YES), ("RU", YES), ("KZ", YES),
        ("MY", NO), ("SG", NO), ("TW", NO), ("IL", NO), ("JP", NO), ("TH", NO), ("IN", NO), ("US", NO),
    ],
)  # fmt: skip
def test_control_reaches_by_country_group(to: str, status: ControlStatus) -> None:
    assert control_status("H100", SPRING, to).status is status


@pytest.mark.parametrize(
    ("to", "day", "status"),
    [
        ("HK", date(2022, 8, 26), YES),
        ("RU", date(2022, 8, 26), YES),
        ("MO", date(2022, 8, 26), NO),
        ("VN", date(2022, 10, 21), NO),
        ("HK", date(2022, 10, 21), YES),
        ("MO", date(2023, 1, 16), NO),
        ("MO", date(2023, 1, 17), YES),
        ("VN", date(2023, 10, 22), NO),
        ("VN", date(2023, 10, 23), YES),
        ("AE", date(2023, 11, 17), YES),
    ],
)
def test_control_reach_grew_to_the_day(to: str, day: date, status: ControlStatus) -> None:
    assert control_status("A100", day, to).status is status


@pytest.mark.parametrize(("to", "status"), [("CN", YES), ("MO", YES), ("HK", YES), ("IR", YES), ("VN", NO), ("AE", NO)])
def test_control_by_the_letter_on_h20_reaches_arms_embargoed_countries_only(to: str, status: ControlStatus) -> None:
    assert control_status("H20", SPRING, to).status is status


@pytest.mark.parametrize("to", ["RU", "BY", "IR", "CU", "KP", "SY"])
def test_control_does_not_clear_goods_for_embargoed_countries(to: str) -> None:
    answer = control_status("RTX 4090 D", SPRING, to)
    assert answer.status is UNKNOWN
    assert "part 746" in answer.unknowns[0]


@pytest.mark.parametrize(
    ("model", "day", "to", "symbols"),
    [
        ("RTX 4090", SPRING, "CN", ["NAC"]),
        ("RTX 4090", SPRING, "MO", ["NAC"]),
        ("RTX 4090", SPRING, "VN", ["ACA"]),
        ("RTX 4090", date(2024, 4, 3), "VN", ["NAC"]),
        ("L40", SPRING, "AE", ["ACA"]),
        ("L40", SPRING, "CN", ["NAC"]),
        ("L40S", SPRING, "CN", []),
        ("H20", SPRING, "CN", []),
        ("H100", SPRING, "VN", []),
        ("A100", date(2022, 11, 1), "CN", []),
        ("RTX 5090", SPRING, "CN", ["NAC"]),
    ],
)
def test_control_names_the_licence_exception(model: str, day: date, to: str, symbols: list[str]) -> None:
    answer = control_status(model, day, to)
    assert [note.symbol for note in answer.exceptions] == symbols
    if symbols:
        assert not answer.outlook


@pytest.mark.parametrize(
    ("to", "outlook"),
    [("VN", "presumption of approval"), ("IR", "presumption of denial"), ("MO", "case-by-case possible")],
)
def test_control_outlook_depends_on_the_destination(to: str, outlook: str) -> None:
    assert [part.outlook for part in control_status("H200", SPRING, to).outlook] == [outlook]


@pytest.mark.parametrize("model", ["RTX 4090 D", "RTX 5090 D", "RTX A6000"])
def test_control_spares_cards_under_note_2(model: str) -> None:
    answer = control_status(model, SPRING)
    assert answer.status is NO
    assert "free by Note 2" in answer.rule


@pytest.mark.parametrize("model", ["A30", "A100X", "RTX 6000D", "RTX 5880 Ada", "RTX 5090 D V2"])
def test_control_is_unknown_where_a_figure_is_missing(model: str) -> None:
    answer = control_status(model, SPRING)
    assert answer.status is UNKNOWN
    assert answer.tpp is None
    assert answer.unknowns[0] == "total processing performance is not known: no source states a dense rate"


def test_control_of_a_model_known_by_name_only_is_unknown() -> None:
    answer = control_status("RTX 3060 Ti", SPRING)
    assert answer.status is UNKNOWN
    assert answer.unknowns == ("chipwatch keeps no figures of the RTX 3060 Ti",)


@pytest.mark.parametrize("model", ["Ascend 910B", "Ascend 910C"])
def test_control_of_circuits_designed_in_china_does_not_apply(model: str) -> None:
    answer = control_status(model, SPRING)
    assert answer.status is ControlStatus.NOT_APPLICABLE
    assert (answer.paragraph, answer.would_meet) == (None, "3A090.a.1")
    assert "General Prohibition 10" in answer.rule
    assert control_status(model, date(2025, 5, 12)).rule == "no US export"


def test_control_of_a_model_takes_its_variants_together() -> None:
    answer = control_status("H100", SPRING)
    assert (answer.tpp, answer.tpp_max) == (Decimal(12104), Decimal(15832))
    assert [part.variant for part in answer.variants] == [v.name for v in load_catalogue().model("H100").variants]
    one = control_status("H100 PCIe", SPRING)
    assert one.tpp == Decimal(12104)
    assert one.tpp_max is None
    assert not one.variants
    assert one == answer.variants[1] == control_status(load_catalogue().model("H100").variants[1], SPRING)


def test_control_of_variants_that_differ_says_so() -> None:
    answer = control_status("RTX PRO 6000", SPRING)
    assert answer.status is YES
    assert [[note.symbol for note in part.exceptions] for part in answer.variants] == [["NAC"], []]
    assert [note.symbol for note in answer.exceptions] == ["NAC"]
    assert "the variants differ in licence exceptions: see each of them" in answer.caveats


@pytest.mark.parametrize("name", ["cn", "China", "中国", "中國", "PRC", " China "])
def test_countries_are_known_by_code_and_name(name: str) -> None:
    assert load_countries().code(name) == "CN"


def test_countries_beyond_the_list_are_known_by_code() -> None:
    assert load_countries().code("br") == "BR"
    assert load_countries().code("UY") == "UY"


@pytest.mark.parametrize(
    ("name", "hint"), [("Chinaa", "did you mean CN"), ("Atlantis", "two-letter code"), ("ZZ", "no country")]
)
def test_countries_that_do_not_exist_are_refused(name: str, hint: str) -> None:
    with pytest.raises(UsageError, match=hint):
        control_status("H100", SPRING, name)


def test_control_of_unknown_goods_raises_key_error() -> None:
    with pytest.raises(KeyError):
        control_status("H1000", SPRING)
