"""The wheel: what it holds, and that it runs without the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.project.tracked import tracked_files

ROOMS = {"foundation", "extract", "index", "crawlers", "ingest", "health", "leads", "cli", "demo", "kibana"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The wheel of the tracked files, built offline with the installed setuptools."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for path in tracked_files():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, source / path)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*pip, "--wheel-dir", out, source], check=True, timeout=200)
    (built,) = out.glob("*.whl")
    yield built
    shutil.rmtree(source)


def test_wheel_holds_every_file_of_every_room(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert [str(path) for path in tracked_files() if path.parts[0] in ROOMS and str(path) not in packed] == []


def test_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} <= ROOMS


def test_wheel_names_licence_and_command(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    (info,) = {name.split("/")[0] for name in archive.namelist() if ".dist-info/" in name}
    metadata = archive.read(f"{info}/METADATA").decode()
    assert "License-Expression: Apache-2.0" in metadata
    assert b"Apache License" in archive.read(f"{info}/licenses/LICENSE")
    assert b"chipwatch = cli.main:main" in archive.read(f"{info}/entry_points.txt")


def test_wheel_runs_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    code = "import sys, cli.main; print(cli.main.__file__); sys.argv[1:] = ['settings']; cli.main.main()"
    # Without the checkout on the path, which an editable install puts there; before everything else, the wheel.
    paths = f"import sys; sys.path = [{str(tmp_path / 'site')!r}] + [p for p in sys.path if p != {str(ROOT)!r}]; "
    result = subprocess.run(
        [sys.executable, "-P", "-c", paths + code],
        cwd=tmp_path,
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(str(tmp_path / "site"))
    assert "delay_s" in result.stdout
