"""Answers to the day: which rule or letter held when."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.catalogue import load_catalogue
from extract.catalogue.control import ControlStatus, control_status
from extract.catalogue.rules import load_rules

YES, NO, UNKNOWN = ControlStatus.CONTROLLED, ControlStatus.NOT_CONTROLLED, ControlStatus.UNKNOWN
CATALOGUE = load_catalogue()
DAYS = st.dates(date(2022, 1, 1), date(2027, 12, 31))
VARIANTS = st.sampled_from([variant for model in CATALOGUE.watched for variant in model.variants])


@pytest.mark.parametrize(
    ("model", "day", "before", "after", "by"),
    [
        ("A100", date(2022, 8, 26), NO, YES, "letter to NVIDIA of 2022-08-26"),
        ("H100", date(2022, 8, 26), NO, YES, "letter to NVIDIA of 2022-08-26"),
        ("A100X", date(2022, 8, 26), NO, YES, "letter to NVIDIA of 2022-08-26"),
        ("MI250X", date(2022, 8, 31), NO, YES, "letter to AMD, reported 2022-08-31"),
        ("A800", date(2023, 10, 23), NO, YES, "letter to NVIDIA of 2023-10-23"),
        ("H800", date(2023, 10, 23), NO, YES, "letter to NVIDIA of 2023-10-23"),
        ("L40S", date(2023, 10, 23), NO, YES, "letter to NVIDIA of 2023-10-23"),
        ("L40", date(2023, 11, 17), NO, YES, "ECCN 3A090 of October 2023: 3A090.b.1"),
        ("A40", date(2023, 11, 17), NO, YES, "ECCN 3A090 of October 2023: 3A090.b.2"),
        ("L4", date(2023, 11, 17), NO, YES, "ECCN 3A090 of October 2023: 3A090.a.2"),
        ("RTX 4090", date(2023, 11, 17), NO, YES, "ECCN 3A090 of October 2023: 3A090.a.1"),
        ("MI300A", date(2023, 11, 17), NO, YES, "ECCN 3A090 of October 2023: 3A090.a.1"),
        ("H20", date(2025, 4, 9), NO, YES, "letter to NVIDIA of 2025-04-09"),
        ("MI308X", date(2025, 4, 15), UNKNOWN, YES, "letter to AMD, announced 2025-04-15"),
    ],
)
def test_control_begins_on_the_day(model: str, day: date, before: ControlStatus, after: ControlStatus, by: str) -> None:
    assert control_status(model, day - timedelta(days=1)).status is before
    answer = control_status(model, day)
    assert answer.status is after
    assert answer.rule.startswith(by)
    assert answer.window_from == day


@pytest.mark.parametrize("model", ["A800", "H800"])
def test_control_of_china_variants_changes_ground_in_november_2023(model: str) -> None:
    last, first = control_status(model, date(2023, 11, 16)), control_status(model, date(2023, 11, 17))
    assert (last.paragraph, last.window_to) == (None, date(2023, 11, 16))
    assert (first.paragraph, first.system_paragraph) == ("3A090.a.1", "4A090.a")
    assert control_status(model, date(2022, 10, 21)).rule == "ECCN 3A090 of October 2022: no paragraph is met"


def test_control_of_a100_has_no_gap_between_letter_and_rule() -> None:
    letter, rule = control_status("A100", date(2022, 10, 20)), control_status("A100", date(2022, 10, 21))
    assert (letter.status, letter.paragraph) == (YES, None)
    assert (rule.status, rule.paragraph, rule.system_paragraph) == (YES, "3A090", "4A090")
    assert rule.source.key == "ifr-2022"


@pytest.mark.parametrize("model", ["RTX 4090", "L40", "A10", "H20", "L20"])
def test_control_by_the_letter_of_october_2023_spares(model: str) -> None:
    assert control_status(model, date(2023, 10, 30)).status is NO


def test_control_by_the_letter_of_october_2023_takes_its_own_words() -> None:
    answer = control_status("GH200", date(2023, 10, 30))
    assert [ground.rule for ground in answer.grounds] == [
        "ECCN 3A090 of October 2022",
        "letter to NVIDIA of 2023-10-23",
    ]


def test_control_of_h20_is_by_letter_and_never_by_its_figures() -> None:
    answer = control_status("H20", date(2026, 3, 1))
    assert answer.status is YES
    assert (answer.paragraph, answer.system_paragraph) == (None, None)
    assert answer.rule == "letter to NVIDIA of 2025-04-09 (ECCN 3A090 of October 2023: no paragraph is met)"


@pytest.mark.parametrize(
    ("model", "day", "outlook"),
    [
        ("H20", date(2025, 4, 9), "denied or paused"),
        ("H20", date(2025, 7, 14), "denied or paused"),
        ("H20", date(2025, 7, 15), "grants promised"),
        ("H20", date(2025, 8, 10), "grants promised"),
        ("H20", date(2025, 8, 11), "granted in cases, 15 per cent of revenue to the US"),
        ("MI308X", date(2025, 12, 3), "granted in cases, 15 per cent of revenue to the US"),
        ("MI308X", date(2025, 12, 4), "granted for some, 15 per cent of revenue to the US"),
        ("H200", date(2026, 1, 14), "presumption of denial"),
        ("H200", date(2026, 1, 15), "case-by-case possible"),
        ("MI325X", date(2026, 1, 15), "case-by-case possible"),
        ("B200", date(2026, 1, 15), "presumption of denial"),
        ("Gaudi 3", date(2026, 1, 15), "presumption of denial"),
    ],
)
def test_control_outlook_changes_on_the_day(model: str, day: date, outlook: str) -> None:
    answer = control_status(model, day)
    assert answer.status is YES
    assert [part.outlook for part in answer.outlook] == [outlook]


def test_control_review_of_january_2026_changes_no_status() -> None:
    for model in CATALOGUE.watched:
        before, after = (control_status(model, date(2026, 1, day)) for day in (14, 15))
        assert (before.status, before.paragraph) == (after.status, after.paragraph)


def test_control_import_block_stands_beside_the_status() -> None:
    before, after = (control_status("H200", date(2026, 1, day)) for day in (12, 13))
    assert not before.import_blocks
    assert [(report.on, report.confidence) for report in after.import_blocks] == [(date(2026, 1, 13), "medium")]
    assert before.status is after.status
    assert not control_status("H200", date(2026, 1, 13), "HK").import_blocks
    assert control_status("RTX 5090 D V2", date(2026, 5, 15)).status is UNKNOWN
    assert control_status("RTX 5090 D V2", date(2026, 5, 15)).import_blocks


def test_control_says_when_rules_were_last_looked_up() -> None:
    verified = load_rules().verified_until
    assert not any("last looked up" in text for text in control_status("H100", verified).caveats)
    assert any("last looked up" in text for text in control_status("H100", verified + timedelta(days=1)).caveats)


@given(DAYS, VARIANTS)
def test_control_names_rule_window_and_source_of_every_answer(day: date, variant: object) -> None:
    answer = control_status(variant, day)  # type: ignore[arg-type]
    assert answer.rule
    assert answer.source.where
    assert answer.window_from is None or answer.window_from <= day
    assert answer.window_to is None or day <= answer.window_to
    assert (answer.status is UNKNOWN) <= bool(answer.unknowns)
    assert (answer.status is YES) == bool(answer.grounds)


@given(st.dates())
def test_control_has_one_window_for_every_day(day: date) -> None:
    assert sum(window.includes(day) for window in load_rules().windows) == 1
