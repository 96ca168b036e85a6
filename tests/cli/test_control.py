"""``chipwatch control`` and ``chipwatch catalogue check`` as a person runs them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Chipwatch = Callable[..., "subprocess.CompletedProcess[str]"]


def test_control_prints_json_with_rule_window_and_source(chipwatch: Chipwatch) -> None:
    result = chipwatch("control", "h20", "--on", "2025-04-09", "--to", "香港", "--format", "json")
    answer = json.loads(result.stdout)
    assert (result.returncode, result.stderr) == (0, "")
    assert (answer["status"], answer["to"], answer["tpp"], answer["density"]) == ("controlled", "HK", 2368, 2.91)
    assert (answer["window_from"], answer["window_to"]) == ("2025-04-09", None)
    assert answer["source"]["key"] == "nvidia-8k-2025"


def test_control_prints_for_people(chipwatch: Chipwatch) -> None:
    result = chipwatch("control", "RTX 4090", "--on", "2024-01-01")
    assert result.stdout.startswith("NVIDIA RTX 4090 to CN on 2024-01-01: controlled\n")
    for piece in ("3A090.a.1", "4A090.a", "5284.8", "8.69", "0.334", "NAC, 25 days' notice", "Not legal advice"):
        assert piece in result.stdout


def test_control_asks_for_today_by_the_clock_of_the_settings(chipwatch: Chipwatch) -> None:
    result = chipwatch("control", "H20", "--format", "json", env={"CHIPWATCH_NOW": "2025-04-08T08:00:00Z"})
    answer = json.loads(result.stdout)
    assert (answer["on"], answer["status"]) == ("2025-04-08", "not controlled")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["H1000"], "did you mean H100"),
        (["XE9680"], "'XE9680' is a server"),
        (["H100", "--on", "2025-02-30"], "is no day"),
        (["H100", "--to", "Atlantis"], "is no country"),
    ],
)
def test_control_explains_a_question_it_cannot_take(chipwatch: Chipwatch, arguments: list[str], message: str) -> None:
    result = chipwatch("control", *arguments)
    assert result.returncode == 2
    assert message in result.stderr
    assert "way out" in result.stderr
    assert result.stdout == ""


def test_catalogue_check_passes_and_counts(chipwatch: Chipwatch) -> None:
    result = chipwatch("catalogue", "check", "--format", "json")
    report = json.loads(result.stdout)
    assert result.returncode == 0
    assert report["watched"] >= 45
    assert len(report["disagreements"]) == 3


def test_catalogue_check_fails_on_an_unexplained_difference(chipwatch: Chipwatch, shared: Path, tmp_path: Path) -> None:
    table = (shared / "data" / "gpu_catalog.csv").read_text("utf-8")
    (tmp_path / "table.csv").write_text(table.replace("15832.0,19.45", "15999,19.45", 1), "utf-8")
    result = chipwatch("catalogue", "check", "--against", "table.csv")
    assert result.returncode == 1
    assert "15999" in result.stdout
    assert "1 published values differ" in result.stderr
