from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from extract.records import CaseEvent
from tests.extract.test_cases import event


@pytest.mark.parametrize(
    ("words", "route"),
    [
        ("from the US through Malaysia to China", ("US", "MY", "CN")),
        ("from the United States to China through Malaysia and Thailand", ("US", "MY", "TH", "CN")),
        ("to Hong Kong and mainland China via Singapore", ("SG", "HK", "CN")),
        ("from Taipei to Shenzhen", ("TW", "CN")),
        ("to China", ("CN",)),
        ("in violation of U.S. law", ()),
        ("from a U.S. company", ()),
        ("through Malaysia", ()),
    ],
)
def test_case_routes(words: str, route: tuple[str, ...]) -> None:
    assert event(f"Prosecutors say Oakmere Ltd shipped 40 H100 GPUs {words}.").route == route


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("检方指控其将40块H100从美国经新加坡转运至中国。", ("US", "SG", "CN")),
        ("检方指控其将40块H100经由马来西亚和泰国走私到深圳。", ("MY", "TH", "CN")),
        ("检方指控其向俄罗斯出口40块H100。", ("RU",)),
        ("检方指控其向中国公司出售40块H100。", ()),
        ("检方指控其将40块H100先运到日本，再转运至中国。", ("JP", "CN")),
    ],
)
def test_case_routes_in_chinese(text: str, route: tuple[str, ...]) -> None:
    assert event(text).route == route


def test_case_routes_a_stop_alone_is_left_open() -> None:
    found = event("Prosecutors say Oakmere Ltd shipped 40 H100 GPUs through Malaysia.")
    assert [(doubt.field, doubt.raw) for doubt in found.undetermined] == [("route", "Malaysia")]


@pytest.mark.parametrize(
    ("text", "amount", "kind"),
    [
        ("Prosecutors say $3 million was wired to Oakmere Ltd for smuggled H100 GPUs.", 3_000_000, "wired"),
        ("Prosecutors say Oakmere Ltd sold 40 H100 GPUs for $3 million.", 3_000_000, "sold"),
        ("Prosecutors say Oakmere Ltd exported H100 GPUs worth $3 million to China.", 3_000_000, "exported"),
        ("Prosecutors say Oakmere Ltd tried to export H100 GPUs worth $3 million.", 3_000_000, "attempted"),
        ("Agents seized smuggled H100 GPUs worth $3 million.", 3_000_000, "seized"),
        ("海关查获价值300万美元的走私H100芯片。", 3_000_000, "seized"),
        ("Oakmere Ltd was fined $3 million for exporting 40 H100 GPUs to China.", None, None),
        ("Prosecutors say Oakmere Ltd smuggled 40 H100 GPUs for $30,000 each.", None, None),
    ],
)
def test_case_values(text: str, amount: int | None, kind: str | None) -> None:
    found = event(text)
    assert (found.value.amount if found.value else None) == (Decimal(amount) if amount else None)
    assert found.value_kind == kind


def test_case_values_exported_and_attempted_together_have_no_kind() -> None:
    found = event("Prosecutors say Oakmere Ltd exported and attempted to export H100 GPUs worth $3 million to China.")
    assert found.value is not None
    assert found.value_kind is None
    assert [doubt.field for doubt in found.undetermined] == ["value_kind"]


@pytest.mark.parametrize(
    ("when", "on", "doubts"),
    [
        ("on March 6, 2025", date(2025, 3, 6), []),
        ("on 6 March 2025", date(2025, 3, 6), []),
        ("on Nov. 20, 2025", date(2025, 11, 20), []),
        ("on March 6", None, ["on"]),
        ("in March 2025", None, []),
        ("between May 1, 2024 and June 3, 2025", None, ["on"]),
        ("on February 31, 2025", None, []),
    ],
)
def test_case_dates(when: str, on: date | None, doubts: list[str]) -> None:
    found = event(f"Ada Okonjo, 40, was charged {when} with smuggling 40 H100 GPUs.")
    assert found.on == on
    assert [doubt.field for doubt in found.undetermined] == doubts


def test_case_dates_of_the_deed_are_not_those_of_the_charge() -> None:
    found: CaseEvent = event("Ada Okonjo, 40, was charged with exporting 40 H100 GPUs to China on June 4, 2024.")
    assert found.on is None


@pytest.mark.parametrize(
    ("words", "methods"),
    [
        ("using falsified invoices", ("falsified_papers",)),
        ("after relabeling the boxes", ("relabelling",)),
        ("through shell companies", ("shell_company",)),
        ("hidden in luggage", ()),
        ("in his luggage, undervaluing the goods", ("personal_carry", "undervaluation")),
        ("declared as toys", ("misdeclaration",)),
        ("while dummy servers stood in the racks", ("dummy_servers",)),
    ],
)
def test_case_methods(words: str, methods: Any) -> None:
    found = event(f"Prosecutors say Oakmere Ltd smuggled 40 H100 GPUs to China {words}.")
    assert found.methods == methods or (not methods and found.methods == ("personal_carry",))


def test_case_methods_of_the_next_sentence() -> None:
    found = event("Oakmere Ltd allegedly smuggled 40 H100 GPUs to China. Workers removed the labels.")
    assert found.methods == ("relabelling",)
