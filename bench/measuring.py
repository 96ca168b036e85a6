"""One measurement in a process of its own: its result, its time and the most memory it had."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from foundation.errors import ChipwatchError

_UNITS_PER_MIB = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Measured:
    """What a process did."""

    result: Any
    """The JSON document that it printed last; none where it printed nothing."""
    peak_mib: float
    """Most resident memory, MiB (ru_maxrss). Linux counts the moment before the program is loaded, too: nothing below
    the size of the measuring process itself can be seen."""

    cpu_s: float
    """Processor time, user and system, seconds. Unlike the clock it does not depend on what else the machine does."""


def in_process(command: Sequence[str], environment: dict[str, str] | None = None) -> Measured:
    """Run *command* and measure it. Raises `ChipwatchError` with its last words where it fails."""
    process = subprocess.Popen(  # noqa: S603 - our own commands
        command,
        stdin=subprocess.PIPE,  # a crawl stops when its stdin is closed
        stdout=subprocess.PIPE,
        env={**os.environ, **(environment or {})},
        text=True,
    )
    assert process.stdin is not None  # noqa: S101 - asked for above
    assert process.stdout is not None  # noqa: S101
    with process.stdin, process.stdout as stream:
        printed = stream.read()
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise ChipwatchError(
            f"ended with exit code {process.returncode}",
            where=" ".join(command),
            way_out="run that command by itself to see why",
        )
    last = printed.strip().splitlines()[-1:] or ["null"]
    return Measured(json.loads(last[0]), usage.ru_maxrss / _UNITS_PER_MIB, usage.ru_utime + usage.ru_stime)


def job(name: str, *arguments: str | int) -> Measured:
    """Measure ``python -m bench.jobs.<name> <arguments>``."""
    return in_process([sys.executable, "-m", f"bench.jobs.{name}", *map(str, arguments)])
