"""The frame of the command: help, version, and what becomes of errors."""

from __future__ import annotations

import importlib.metadata
import os
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from foundation import errors
from tests.cli.conftest import Chipwatch

Group = Callable[[str], list[str]]

KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.ChipwatchError)]


def _run(command: list[str], env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_help_lists_the_groups(chipwatch: Chipwatch) -> None:
    result = chipwatch("--help")
    assert result.returncode == 0
    assert "settings" in result.stdout
    assert result.stderr == ""


def test_help_loads_no_room() -> None:
    heavy = ("scrapy", "spacy", "pydantic", "elasticsearch", "trafilatura", "opencc", "twisted", "index", "crawlers")
    code = f"import sys; from cli.main import build_app; build_app(); print([m for m in {heavy} if m in sys.modules])"
    assert _run([sys.executable, "-c", code], dict(os.environ)).stdout.strip() == "[]"


def test_version_is_that_of_the_installed_package(chipwatch: Chipwatch) -> None:
    assert chipwatch("--version").stdout.strip() == f"chipwatch {importlib.metadata.version('chipwatch')}"


def test_unknown_command_is_a_usage_error(chipwatch: Chipwatch) -> None:
    result = chipwatch("serach")
    assert result.returncode == errors.UsageError.exit_code
    assert "serach" in result.stderr
    assert result.stdout == ""


def test_unknown_format_names_the_allowed_ones(chipwatch: Chipwatch) -> None:
    result = chipwatch("settings", "--format", "xml")
    assert result.returncode == errors.UsageError.exit_code
    assert "'table'" in result.stderr
    assert "'json'" in result.stderr


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_errors_become_a_message_and_their_exit_code(
    kind: type[errors.ChipwatchError], group: Group, clean_env: dict[str, str]
) -> None:
    command = group(
        f"from foundation import errors\nraise errors.{kind.__name__}('it is broken', where='here', way_out='mend it')"
    )
    result = _run([*command, "probe"], clean_env)
    assert result.returncode == kind.exit_code
    assert result.stderr == "here: it is broken\n  way out: mend it\n"


def test_exit_codes_are_all_different() -> None:
    assert len({kind.exit_code for kind in KINDS}) == len(KINDS)


def test_unexpected_error_names_the_file_of_its_traceback(group: Group, clean_env: dict[str, str]) -> None:
    result = _run([*group("raise LookupError('what is this')"), "probe"], clean_env)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "LookupError: what is this" in result.stderr
    found = re.search(r"report it with (\S+)", result.stderr)
    assert found
    traceback = Path(found[1])
    assert "LookupError: what is this" in traceback.read_text()
    assert "probe.py" in traceback.read_text()
    traceback.unlink()


def test_interrupt_ends_quietly(group: Group, clean_env: dict[str, str]) -> None:
    command = group("import time\nprint('ready', flush=True)\ntime.sleep(60)")
    with subprocess.Popen(
        [*command, "probe"], env=clean_env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in stderr


@pytest.mark.parametrize(
    "write",
    ["for _ in range(20000): print('line')", "write_table(['a'], [['line']] * 20000)", "write_json(['line'] * 20000)"],
)
def test_closed_pipe_ends_quietly(write: str, group: Group, clean_env: dict[str, str]) -> None:
    with subprocess.Popen(
        [*group(write), "probe"], env=clean_env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        stderr = process.stderr.read()
    assert stderr == ""
    assert process.returncode == 141


def test_short_output_into_a_closed_pipe_ends_quietly(group: Group, clean_env: dict[str, str]) -> None:
    with subprocess.Popen(
        [*group("import time\ntime.sleep(0.5)\nprint('line')"), "probe"],
        env=clean_env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        stderr = process.stderr.read()
    assert stderr == ""
    assert process.returncode == 141


def test_full_disk_under_the_output_is_reported(group: Group, clean_env: dict[str, str]) -> None:
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [*group("print('line')"), "probe"],
            env=clean_env,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr.startswith("no space is left on the device\n  way out: ")


def test_error_keeps_its_exit_code_when_the_disk_is_full_too(group: Group, clean_env: dict[str, str]) -> None:
    command = group("from foundation import errors\nprint('line')\nraise errors.ExportError('it is full')")
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [*command, "probe"], env=clean_env, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert (result.returncode, result.stderr) == (errors.ExportError.exit_code, "it is full\n")


def test_home_that_is_a_file_is_a_settings_error(group: Group, clean_env: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    result = _run([*group("settings_of(ctx).data.spool"), "--home", str(tmp_path / "taken"), "probe"], clean_env)
    assert result.returncode == errors.SettingsError.exit_code
    assert str(tmp_path / "taken") in result.stderr
    assert "--home" in result.stderr


def test_home_that_cannot_be_made_is_a_settings_error(group: Group, clean_env: dict[str, str]) -> None:
    result = _run([*group("settings_of(ctx).data.spool"), "--home", "/proc/nowhere", "probe"], clean_env)
    assert result.returncode == errors.SettingsError.exit_code
    assert "/proc/nowhere" in result.stderr


def test_log_level_lets_messages_through(group: Group, clean_env: dict[str, str]) -> None:
    command = group("settings_of(ctx)\nimport logging\nlogging.getLogger('room').info('seen')")
    assert _run([*command, "probe"], clean_env).stderr == ""
    assert _run([*command, "--log-level", "info", "probe"], clean_env).stderr == "INFO room: seen\n"


def test_help_is_quick(chipwatch: Chipwatch) -> None:
    def once() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        chipwatch("--help")
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    assert min(once() for _ in range(3)) < 0.5, "seconds of processor time, so that a busy machine does not count"
