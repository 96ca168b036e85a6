"""How the house is kept: small files, nothing of anybody's machine in them."""

from __future__ import annotations

import re
import statistics
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.project.tracked import tracked_files

PYTHON = [path for path in tracked_files() if path.suffix == ".py"]

# Pieces are joined so that this file does not match itself.
MACHINE = re.compile(r"(?<![\w.:/])/(?:root|work|Users|opt|home/\w+)/" + r"\w")
REGISTRY = re.compile(
    "|".join(["py" + r"pi\.org", "python" + r"hosted\.org", "npm" + r"js\.org", "anaconda" + r"\.org"])
)


def _lines(path: Path) -> list[str]:
    return (ROOT / path).read_text(encoding="utf-8", errors="replace").splitlines()


def test_house_has_no_file_over_500_lines() -> None:
    assert {str(path): len(_lines(path)) for path in PYTHON if len(_lines(path)) > 500} == {}


def test_house_has_a_median_file_under_150_lines() -> None:
    assert statistics.median(len(_lines(path)) for path in PYTHON) < 150


def test_house_has_no_drawer_for_odds_and_ends() -> None:
    assert [str(path) for path in PYTHON if path.stem in {"utils", "helpers", "common", "misc"}] == []


@pytest.mark.parametrize("forbidden", [MACHINE, REGISTRY], ids=["machine paths", "package registries"])
def test_house_names_no(forbidden: re.Pattern[str]) -> None:
    found = [
        f"{path}:{number}: {line.strip()[:120]}"
        for path in tracked_files()
        if path.suffix not in {".lock", ".png", ".gz"}
        for number, line in enumerate(_lines(path), 1)
        if forbidden.search(line)
    ]
    assert found == []


def test_house_leaves_nothing_to_do() -> None:
    marker = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|X" + r"XX)\b")
    assert [str(p) for p in PYTHON for line in _lines(p) if re.search(r"#.*" + marker.pattern, line)] == []
