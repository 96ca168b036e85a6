"""Kinds, parameters and their files."""

from __future__ import annotations

from pathlib import Path

import pytest

from foundation.errors import SettingsError
from health.finding import Finding, by_urgency, exit_code, finding, kinds
from health.parameters import PARAMETERS_FILE, load_parameters, schema_text
from tests.conftest import ROOT


def test_kinds_stand_by_urgency() -> None:
    order = [("urgent", "warning", "note").index(kind.urgency) for kind in kinds().values()]
    assert order == sorted(order)


@pytest.mark.parametrize("kind", kinds())
def test_kind_has_one_sentence_of_advice_without_gaps(kind: str) -> None:
    one = finding(kind, "something is wrong", source="shop", fields=["price"], detail="Mend it.")
    assert "{" not in one.way_out
    assert one.way_out.endswith(".")


def test_kinds_are_all_told_in_the_docs() -> None:
    page = (ROOT / "docs" / "health.md").read_text("utf-8")
    assert [kind for kind in kinds() if f"| `{kind}` |" not in page] == []


def test_findings_are_sorted_by_what_costs_most() -> None:
    made = [finding(kind, "x") for kind in ("no_contact", "late", "layout", "store_broken", "blocked")]
    assert [one.kind for one in by_urgency(made)] == ["store_broken", "blocked", "layout", "late", "no_contact"]


@pytest.mark.parametrize(
    ("made", "code"), [([], 0), (["no_contact"], 0), (["late", "no_contact"], 1), (["late", "layout"], 2)]
)
def test_exit_code_is_that_of_the_worst(made: list[str], code: int) -> None:
    findings: list[Finding] = [finding(kind, "x") for kind in made]
    assert exit_code(findings) == code


def test_parameters_schema_is_current() -> None:
    assert PARAMETERS_FILE.with_name("parameters.schema.json").read_text("utf-8") == schema_text()


def test_parameters_name_the_key_that_is_wrong(tmp_path: Path) -> None:
    file = tmp_path / "parameters.yaml"
    file.write_text(PARAMETERS_FILE.read_text("utf-8").replace("value: 14", "value: none"), "utf-8")
    with pytest.raises(SettingsError, match=r"past_runs\.value"):
        load_parameters(file)
