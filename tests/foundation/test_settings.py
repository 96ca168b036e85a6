"""Reading settings. What the command shows of them: tests/cli/test_settings.py."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from foundation.errors import SettingsError
from foundation.settings import Settings, load_settings, origins


@pytest.fixture(autouse=True)
def _in_empty_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(f"CHIPWATCH_{name.upper()}", raising=False)


def test_settings_have_defaults_without_a_file() -> None:
    settings = load_settings()
    assert settings.home == Path("data")
    assert settings.contacts == "hashed"


def test_settings_options_that_are_none_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHIPWATCH_HOME", "elsewhere")
    assert load_settings(home=None).home == Path("elsewhere")


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().delay_s = 0.0  # type: ignore[misc]


def test_settings_store_is_the_file_in_the_home_unless_given(tmp_path: Path) -> None:
    assert load_settings(home=tmp_path).store_url == f"sqlite:///{tmp_path.resolve() / 'chipwatch.db'}"
    assert load_settings(store="https://search.example.org").store_url == "https://search.example.org"


def test_settings_clock_stands_still_where_now_is_set() -> None:
    clock = load_settings(now="2026-03-02T08:00:00+08:00").clock
    assert clock.now() == datetime(2026, 3, 2, tzinfo=UTC)


def test_settings_clock_takes_a_time_without_zone_as_utc() -> None:
    assert load_settings(now="2026-03-02T08:00:00").clock.now() == datetime(2026, 3, 2, 8, tzinfo=UTC)


def test_settings_clock_runs_by_default() -> None:
    assert abs((load_settings().clock.now() - datetime.now(UTC)).total_seconds()) < 5


def test_settings_origins_name_the_source_that_won(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chipwatch.toml").write_text("delay_s = 2\nhome = 'a'\nstore = 'b'\n")
    monkeypatch.setenv("CHIPWATCH_HOME", "c")
    monkeypatch.setenv("CHIPWATCH_STORE", "d")
    assert origins({"home": Path("e"), "log_level": None}) == {
        "delay_s": "file chipwatch.toml",
        "home": "option --home",
        "store": "variable CHIPWATCH_STORE",
    }


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"delay_s": -1}, "option --delay-s: delay_s: input should be greater than or equal to 0"),
        ({"delya_s": 1}, "no such setting; did you mean delay_s?"),
        ({"zzz": 1}, "there is no such setting (got 1)"),
        ({"contacts": "open"}, "'hashed' or 'raw'"),
    ],
)
def test_settings_mistake_names_the_setting_and_the_way_out(options: dict[str, object], words: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(**options)
    assert words in str(caught.value)
    assert "way out" in str(caught.value)
