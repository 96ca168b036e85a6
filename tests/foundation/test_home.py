"""The data home."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from foundation.errors import SettingsError
from foundation.home import Home


def test_home_makes_its_directories_on_first_use(tmp_path: Path) -> None:
    home = Home(tmp_path / "deep" / "home")
    assert not home.root.exists()
    assert [path.name for path in (home.spool, home.warc, home.jobs, home.exports)] == [
        "spool",
        "warc",
        "jobs",
        "exports",
    ]
    assert all((home.root / name).is_dir() for name in ("spool", "warc", "jobs", "exports"))
    assert home.database == home.root / "chipwatch.db"


def test_home_understands_a_tilde(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert Home(Path("~/chips")).root == tmp_path / "chips"


def test_home_stays_where_it_was_when_the_directory_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    home = Home(Path("data"))
    monkeypatch.chdir("/")
    assert home.spool == tmp_path / "data" / "spool"


def test_home_that_is_a_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(SettingsError, match=r"cannot be used.*\n.*--home"):
        _ = Home(tmp_path / "home").spool


def test_home_with_a_file_in_the_way_inside_says_so(tmp_path: Path) -> None:
    (tmp_path / "spool").write_text("")
    with pytest.raises(SettingsError, match=str(tmp_path)):
        _ = Home(tmp_path).spool


AS_NOBODY = """
import os, sys
from pathlib import Path
from foundation.errors import SettingsError
from foundation.home import Home

if os.geteuid() == 0:  # root may write everywhere
    os.setuid(65534)
try:
    Home(Path(sys.argv[1])).spool
except SettingsError as error:
    print(error)
"""


def test_home_that_cannot_be_written_says_so() -> None:
    with TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        (Path(home) / "spool").mkdir(mode=0o500)
        result = subprocess.run([sys.executable, "-c", AS_NOBODY, home], capture_output=True, text=True, check=True)
        assert result.stdout.startswith(f"{home}/spool: the data home cannot be written\n  way out: ")
