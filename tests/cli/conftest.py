"""Runs the command as a person does: as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Chipwatch = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def clean_env() -> dict[str, str]:
    """The environment without CHIPWATCH_* variables and without what changes the look or the buffering of output."""
    others = {"FORCE_COLOR", "NO_COLOR", "COLUMNS", "GITHUB_ACTIONS", "PYTHONUNBUFFERED"}
    return {
        name: value for name, value in os.environ.items() if not name.startswith("CHIPWATCH_") and name not in others
    }


@pytest.fixture
def chipwatch(tmp_path: Path, clean_env: dict[str, str]) -> Chipwatch:
    """``chipwatch(*arguments, env={...})`` in an empty directory."""

    def run(*arguments: str | Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "cli", *map(str, arguments)],
            cwd=tmp_path,
            env=clean_env | (env or {}),
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def group(tmp_path: Path, clean_env: dict[str, str]) -> Callable[[str], list[str]]:
    """Puts a command group with one command, ``probe``, beside the real ones; returns the command line to run it."""

    def add(body: str) -> list[str]:
        folder = tmp_path / "groups"
        folder.mkdir()
        lines = "".join(f"    {line}\n" for line in body.splitlines())
        (folder / "probe.py").write_text(
            "import typer\n"
            "from cli.output import *\n"
            "from cli.context import settings_of\n"
            "def register(app):\n"
            "    app.command('probe')(probe)\n"
            f"def probe(ctx: typer.Context):\n{lines}",
            encoding="utf-8",
        )
        start = f"import cli; cli.__path__.append({str(folder)!r}); from cli.main import main; main()"
        return [sys.executable, "-c", start]

    return add
