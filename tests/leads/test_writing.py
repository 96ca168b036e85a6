"""Files that are there whole or not at all."""

from __future__ import annotations

import errno
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from foundation.errors import ExportError
from foundation.ids import sha256_hex
from leads.export.writing import told, whole_file


def names(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


def test_file_is_whole_with_its_digest(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with whole_file(target) as output:
        output.write("价格\n")
        assert not target.exists()
    assert target.read_text("utf-8") == "价格\n"
    assert output.sha256 == sha256_hex("价格\n".encode())
    assert names(tmp_path) == ["out.csv"]


def test_error_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(AttributeError), whole_file(target) as output:
        output.write(None)  # type: ignore[arg-type]
    assert target.read_text() == "old"
    assert names(tmp_path) == ["out.csv"]


def test_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    with whole_file(tmp_path / "link.csv") as output:
        output.write("new")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text() == "new"


@pytest.mark.parametrize(
    ("place", "words"),
    [("", "is a directory"), ("absent/out.csv", "make the directory first"), ("file/out.csv", "choose another place")],
)
def test_unwritable_place_says_the_way_out(tmp_path: Path, place: str, words: str) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match=words), whole_file(tmp_path / place):
        pass


def test_device_is_refused() -> None:
    with pytest.raises(ExportError, match="not an ordinary file"), whole_file(Path("/dev/null")):
        pass


def test_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """A limit on the size of files refuses a write as a full disk does, in a process of its own."""
    target = tmp_path / "out.csv"
    program = (
        "import pathlib, signal, sys\n"
        "from leads.export.writing import whole_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "with whole_file(pathlib.Path(sys.argv[1])) as output:\n"
        "    for _ in range(1000): output.write('x' * 1000)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(target)],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ExportError" in done.stderr
    assert "File too large" in done.stderr
    assert names(tmp_path) == []


def test_full_disk_is_told_with_its_way_out() -> None:
    with pytest.raises(ExportError, match="make room there"), told("out.csv"):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_closed_pipe_is_no_error_of_the_disk() -> None:
    with pytest.raises(BrokenPipeError), told("standard output"):
        raise BrokenPipeError
