"""``chipwatch settings``: values and where they came from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from foundation.errors import SettingsError
from foundation.settings import Settings
from tests.cli.conftest import Chipwatch


def _rows(chipwatch: Chipwatch, *arguments: str, env: dict[str, str] | None = None) -> dict[str, dict[str, Any]]:
    result = chipwatch(*arguments, "settings", "--format", "json", env=env)
    assert result.returncode == 0, result.stderr
    return {row["setting"]: row for row in json.loads(result.stdout)}


def test_settings_lists_every_setting_with_its_default_and_unit(chipwatch: Chipwatch) -> None:
    rows = _rows(chipwatch)
    assert list(rows) == list(Settings.model_fields)
    assert rows["delay_s"] == {
        "setting": "delay_s",
        "value": 1.0,
        "default": 1.0,
        "unit": "seconds",
        "from": "default",
        "description": Settings.model_fields["delay_s"].description,
    }


def test_settings_later_sources_win(chipwatch: Chipwatch, tmp_path: Path) -> None:
    (tmp_path / "chipwatch.toml").write_text('home = "a"\nstore = "sqlite:///a.db"\nlog_level = "ERROR"\n')
    env = {"CHIPWATCH_HOME": "b", "CHIPWATCH_STORE": "sqlite:///b.db"}
    rows = _rows(chipwatch, "--home", "c", env=env)
    assert (rows["home"]["value"], rows["home"]["from"]) == ("c", "option --home")
    assert (rows["store"]["value"], rows["store"]["from"]) == ("sqlite:///b.db", "variable CHIPWATCH_STORE")
    assert (rows["log_level"]["value"], rows["log_level"]["from"]) == ("ERROR", "file chipwatch.toml")
    assert rows["delay_s"]["from"] == "default"


def test_settings_masks_a_password(chipwatch: Chipwatch) -> None:
    for arguments in (["settings"], ["settings", "--format", "json"]):
        result = chipwatch("--store", "https://reader:hunter2@store.example.org:9200/x", *arguments)
        assert "hunter2" not in result.stdout + result.stderr
        assert "reader:********@store.example.org:9200" in result.stdout


def test_settings_table_shows_where_a_value_came_from(chipwatch: Chipwatch) -> None:
    result = chipwatch("settings", env={"CHIPWATCH_DELAY_S": "2.5"})
    line = next(line for line in result.stdout.splitlines() if "delay_s" in line)
    assert "2.5" in line
    assert "variable CHIPWATCH_DELAY_S" in line


def test_settings_mentions_variables_that_are_no_setting(chipwatch: Chipwatch) -> None:
    result = chipwatch("settings", env={"CHIPWATCH_DELAY": "2"})
    assert result.returncode == 0
    assert "CHIPWATCH_DELAY is set" in result.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("delay_s = = 3", ["chipwatch.toml", "line 1"]),
        ("delay_s = 'x'", ["chipwatch.toml", "delay_s", "'x'", "docs/settings.md"]),
        ("delay = 3", ["chipwatch.toml", "no such setting", "delay_s"]),
        ("\udcff", ["chipwatch.toml", "utf-8"]),
    ],
)
def test_settings_file_with_a_mistake_is_explained(
    text: str, words: list[str], chipwatch: Chipwatch, tmp_path: Path
) -> None:
    (tmp_path / "chipwatch.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    result = chipwatch("settings")
    assert result.returncode == SettingsError.exit_code
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr


def test_settings_names_the_variable_with_a_wrong_value(chipwatch: Chipwatch) -> None:
    result = chipwatch("settings", env={"CHIPWATCH_DELAY_S": "-1"})
    assert result.returncode == SettingsError.exit_code
    assert "CHIPWATCH_DELAY_S" in result.stderr
    assert "greater than or equal to 0" in result.stderr


def test_settings_names_the_option_with_a_wrong_value(chipwatch: Chipwatch) -> None:
    result = chipwatch("--log-level", "chatty", "settings")
    assert result.returncode == SettingsError.exit_code
    assert "--log-level" in result.stderr
    assert "'WARNING'" in result.stderr
