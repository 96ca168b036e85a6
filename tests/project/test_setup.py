"""Set-up: what the make targets say when something is missing. A whole set-up is run by the gate in a fresh clone."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """What set-up reads of a checkout, without an environment."""
    for name in ("tools", "requirements.lock", "requirements-dev.lock", "requirements-sdist.lock", "pyproject.toml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return tmp_path


def _setup(checkout: Path, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name not in {"CI", "CHIPWATCH_BROWSER", "PYTHON"}}
    return subprocess.run(
        [checkout / "tools" / "setup.sh", *arguments],
        env=inherited | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_setup_without_a_new_enough_python_says_what_to_do(checkout: Path) -> None:
    result = _setup(checkout, "environment", "runtime", PYTHON="/bin/false")
    assert result.returncode == 1
    assert "no Python 3.11 or later" in result.stderr
    assert "PYTHON=" in result.stderr


def test_setup_without_ensurepip_says_what_to_do(checkout: Path, tmp_path: Path) -> None:
    stripped = tmp_path / "python3"
    stripped.write_text(
        f'#!/bin/sh\ncase "$*" in *ensurepip*|*venv*) exit 1 ;; esac\nexec {sys.executable} "$@"\n', encoding="utf-8"
    )
    stripped.chmod(0o755)
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "dirname", "id", "cksum", "cat"):
        (tools / name).symlink_to(shutil.which(name) or name)
    result = _setup(checkout, "environment", "runtime", PYTHON=str(stripped), PATH=str(tools))
    assert result.returncode == 1
    assert re.search(r"install the package python3\.\d+-venv", result.stderr)


@pytest.mark.parametrize(("ci", "code"), [("", 0), ("true", 1)])
def test_setup_without_a_browser_goes_on_unless_in_the_gate(checkout: Path, ci: str, code: int) -> None:
    result = _setup(checkout, "browser", CI=ci, CHIPWATCH_BROWSER="/nowhere/chromium")
    assert result.returncode == code
    assert "sites drawn by JavaScript are left out" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_setup_takes_the_browser_that_it_is_told(checkout: Path) -> None:
    result = _setup(checkout, "browser", CI="true", CHIPWATCH_BROWSER=sys.executable)
    assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize("arguments", [(), ("all",), ("environment",), ("environment", "everything")])
def test_setup_explains_its_arguments(arguments: tuple[str, ...], checkout: Path) -> None:
    result = _setup(checkout, *arguments)
    assert result.returncode == 1
    assert "runtime" in result.stderr
    assert "dev" in result.stderr


def test_setup_does_nothing_where_the_stamp_fits(checkout: Path) -> None:
    (checkout / ".venv" / "bin").mkdir(parents=True)
    (checkout / ".venv" / "bin" / "chipwatch").symlink_to(sys.executable)
    locks = ["requirements-dev.lock", "requirements-sdist.lock", "pyproject.toml"]
    content = b"".join((checkout / name).read_bytes() for name in locks)
    sum_ = subprocess.run(["cksum"], input=content, capture_output=True, check=True).stdout
    (checkout / ".venv" / ".chipwatch-dev").write_bytes(sum_)
    for environment in ("runtime", "dev"):
        result = _setup(checkout, "environment", environment, PYTHON="/bin/false")
        assert (result.returncode, result.stderr) == (0, "")


def test_setup_starts_again_where_a_lock_has_changed(checkout: Path) -> None:
    test_setup_does_nothing_where_the_stamp_fits(checkout)
    (checkout / "requirements-sdist.lock").write_text("")
    (checkout / ".venv" / "bin" / "chipwatch").unlink()
    assert _setup(checkout, "environment", "dev", PYTHON="/bin/false").returncode == 1


def test_make_help_lists_the_targets() -> None:
    result = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    listed = set(re.findall(r"^  make (\w+)", result.stdout, re.MULTILINE))
    assert {"demo", "test", "lint", "types", "bench", "soak", "eval", "lock", "clean", "help"} <= listed
