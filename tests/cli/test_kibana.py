"""`chipwatch kibana`, as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

from kibana.access import API_KEY, PASSWORD
from tests.cli.conftest import Chipwatch
from tests.kibana import stub


def test_kibana_export_writes_what_check_accepts(chipwatch: Chipwatch, tmp_path: Path) -> None:
    done = chipwatch("kibana", "export", "--out", "views.ndjson")
    assert (done.returncode, done.stdout) == (0, "")
    assert "16 saved objects written to views.ndjson" in done.stderr
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
    assert chipwatch("kibana", "check", "nowhere.ndjson", "--target", "8.7").returncode == 2
    assert chipwatch("kibana", "import", "nowhere.ndjson", "--url", "http://127.0.0.1:1").returncode == 2


def test_kibana_import_puts_what_export_writes_into_kibana(chipwatch: Chipwatch, tmp_path: Path) -> None:
    with stub.serving(stub.Kibana()) as kibana:
        env = {"CHIPWATCH_KIBANA_URL": kibana.url, "CHIPWATCH_KIBANA_USER": stub.USER, PASSWORD: stub.PASSWORD}
        done = chipwatch("kibana", "import", env=env)
        assert (done.returncode, done.stdout) == (0, "")
        assert f"16 saved objects imported into {kibana.url} (Kibana 8.19.8)" in done.stderr
        exported = chipwatch("kibana", "export").stdout
        assert [json.loads(line) for line in exported.splitlines()] == list(kibana.objects.values())

        (tmp_path / "mine.ndjson").write_text(exported.replace("chipwatch: Market", "Mine"), encoding="utf-8")
        assert chipwatch("kibana", "import", "mine.ndjson", "--space", "research", env=env).returncode == 0
        assert kibana.objects["dashboard", "chipwatch-market"]["attributes"]["title"] == "Mine"


def test_kibana_import_tells_what_is_wrong_and_never_a_secret(chipwatch: Chipwatch, tmp_path: Path) -> None:
    with stub.serving(stub.Kibana()) as kibana:
        refused = chipwatch("--log-level", "DEBUG", "kibana", "import", "--url", kibana.url, env={API_KEY: "sesame"})
        assert (refused.returncode, refused.stdout) == (9, "")
        assert "credentials are not accepted (status 401)" in refused.stderr
        assert "sesame" not in refused.stderr
        (tmp_path / "bad.ndjson").write_text('{"id": "a", "type": "index-pattern"}', encoding="utf-8")
        broken = chipwatch("kibana", "import", "bad.ndjson", "--url", kibana.url, env={API_KEY: stub.API_KEY})
        assert (broken.returncode, kibana.objects) == (2, {})
    gone = chipwatch("kibana", "import", "--url", kibana.url, env={API_KEY: stub.API_KEY})
    assert (gone.returncode, "cannot be reached" in gone.stderr) == (9, True)
