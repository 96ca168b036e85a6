"""`chipwatch kibana`, as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Chipwatch


def test_kibana_export_writes_what_check_accepts(chipwatch: Chipwatch, tmp_path: Path) -> None:
    done = chipwatch("kibana", "export", "--out", "views.ndjson")
    assert (done.returncode, done.stdout) == (0, "")
    assert "4 data views written to views.ndjson" in done.stderr
    assert chipwatch("kibana", "export").stdout == (tmp_path / "views.ndjson").read_text(encoding="utf-8")
    checked = chipwatch("kibana", "check", "views.ndjson")
    assert (checked.returncode, checked.stdout) == (0, "")
    assert "keeps every rule" in checked.stderr


def test_kibana_check_tells_each_problem(chipwatch: Chipwatch, tmp_path: Path) -> None:
    (tmp_path / "bad.ndjson").write_text('{"id": "a", "type": "index-pattern"}\n{\n', encoding="utf-8")
    done = chipwatch("kibana", "check", "bad.ndjson")
    assert done.returncode == 2
    assert "is not UTF-8 JSON" in done.stdout
    assert "the attributes are missing" in done.stdout
    assert "problems found" in done.stderr
    assert {p["line"] for p in json.loads(chipwatch("kibana", "check", "bad.ndjson", "--format", "json").stdout)} == {
        1,
        2,
    }


def test_kibana_refuses_files_that_cannot_be_used(chipwatch: Chipwatch, tmp_path: Path) -> None:
    assert chipwatch("kibana", "check", "nowhere.ndjson").returncode == 2
    assert "ends in .ndjson" in chipwatch("kibana", "export", "--out", "views.json").stderr
    done = chipwatch("kibana", "export", "--out", "nowhere/views.ndjson")
    assert (done.returncode, "cannot be written" in done.stderr) == (8, True)
