"""The spool and the WARC files under kill -9 and on a full disk, in processes and file systems of their own."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawlers.spool import SpoolReader, SpoolWriter
from crawlers.warc import read_response
from tests.conftest import ROOT
from tests.crawlers.spool_records import RUN, capture

SEGMENT = f"{RUN}.jsonl"

WRITE = """
import resource, sys
from pathlib import Path
from crawlers.spool import SpoolWriter
from crawlers.warc import WarcWriter
from foundation.errors import ChipwatchError
from tests.crawlers.spool_records import RUN, capture

home = Path(sys.argv[1])
if sys.argv[3]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
warc, spool = WarcWriter(home / "warc", RUN), SpoolWriter(home / "spool", RUN)
try:
    for number in range(int(sys.argv[2])):
        record = capture(number, "出 H100 两台" * 200)
        body = (record.item_key * 300).encode()
        file, offset, length = warc.write(record.evidence.url, 200, {}, body, record.evidence.fetched_at)
        spool.append(capture(number, warc_file=file, warc_offset=offset, warc_length=length))
        print(number, flush=True)
except ChipwatchError as error:
    print(error, file=sys.stderr)
    sys.exit(error.exit_code)
"""


def writer_process(home: Path, count: int, max_file_bytes: int | None = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITE, str(home), str(count), str(max_file_bytes or "")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        # A process that may write nothing long would leave cut off bytecode in the checkout.
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )


def check(home: Path, acknowledged: int) -> None:
    """Everything that was acknowledged is there, with its evidence; then the segment goes on."""
    reader = SpoolReader(home / "spool")
    read = [record for record, _ in reader.read(SEGMENT)] if reader.segments() else []
    assert len(read) >= acknowledged
    for number, record in enumerate(read):
        assert record.type == "capture"
        assert record.item_key == f"tid={number}"
        evidence = record.evidence
        assert evidence.warc_file is not None
        assert evidence.warc_offset is not None
        response = read_response(home / "warc", evidence.warc_file, evidence.warc_offset)
        assert response.body == (record.item_key * 300).encode()


def test_spool_survives_kill_9_at_random_moments(tmp_path: Path) -> None:
    rng = random.Random(3)
    for attempt in range(6):
        home = tmp_path / str(attempt)
        process = writer_process(home, 1_000_000)
        assert process.stdout is not None
        acknowledged = 0
        wanted = rng.randrange(0, 200)
        while acknowledged <= wanted:
            acknowledged = int(process.stdout.readline()) + 1
        time.sleep(rng.random() / 50)
        process.send_signal(signal.SIGKILL)
        rest = process.stdout.read().splitlines()
        process.communicate()
        acknowledged += len([line for line in rest if line.isdigit()])
        check(home, acknowledged - 1)
        with SpoolWriter(home / "spool", RUN) as writer:
            writer.append(capture(0))
        reader = SpoolReader(home / "spool")
        assert reader.torn(SEGMENT) is None
        assert reader.damage(SEGMENT) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 512 KB; without the right to mount one the test is skipped."""
    place = tmp_path / "disk"
    place.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)], check=False, capture_output=True
        ).returncode
    ):
        pytest.skip("cannot mount a small file system here (needs root); the file size limit is tested instead")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_spool_on_a_full_disk_keeps_everything_and_says_so(small_disk: Path) -> None:
    process = writer_process(small_disk, 1_000_000)
    output, message = process.communicate(timeout=60)
    assert process.returncode == 6
    assert "the disk is full" in message
    assert "way out: make room" in message
    acknowledged = len(output.splitlines())
    assert acknowledged > 50
    check(small_disk, acknowledged)
    assert SpoolReader(small_disk / "spool").torn(SEGMENT) is None


def test_spool_on_a_full_disk_goes_on_after_room_was_made(small_disk: Path) -> None:
    ballast = small_disk / "ballast"
    ballast.write_bytes(b"x" * 400_000)
    first = len(writer_process(small_disk, 1_000_000).communicate(timeout=60)[0].splitlines())
    ballast.unlink()
    process = writer_process(small_disk, 5)
    process.communicate(timeout=60)
    assert process.returncode == 0
    reader = SpoolReader(small_disk / "spool")
    assert len(list(reader.read(SEGMENT))) == first + 5
    assert reader.damage(SEGMENT) == []


def test_spool_at_a_file_size_limit_keeps_everything_and_says_so(tmp_path: Path) -> None:
    process = writer_process(tmp_path, 1_000_000, max_file_bytes=100_000)
    output, message = process.communicate(timeout=60)
    assert process.returncode == 6
    assert "the disk is full" in message
    check(tmp_path, len(output.splitlines()))
    assert SpoolReader(tmp_path / "spool").torn(SEGMENT) is None
