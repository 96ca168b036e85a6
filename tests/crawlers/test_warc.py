"""WARC files: what was written is read back, and other WARC tools accept the files."""

from __future__ import annotations

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.indexer import Indexer

from crawlers.warc import WarcWriter, read_response
from foundation.errors import SpoolError

RUN = "20260302T080000Z-shop-0001"
AT = datetime(2026, 3, 2, 8, 0, 1, tzinfo=UTC)
HEADERS = {"Content-Type": "text/html; charset=gb2312", "Content-Encoding": "gzip", "Content-Length": "7"}


class _CheckArguments:
    verbose = True

    def __init__(self, path: Path) -> None:
        self.inputs = [str(path)]


def complaints(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What `warcio check` finds wrong."""
    capsys.readouterr()
    checker = Checker(_CheckArguments(path))
    checker.process_all()
    output = capsys.readouterr().out
    return output if checker.exit_value else ""


def test_warc_gives_back_a_response(tmp_path: Path) -> None:
    body = "出售 H100".encode("gb18030") + bytes(range(256))
    with WarcWriter(tmp_path, RUN) as writer:
        writer.write("https://shop.example/0", 200, {}, b"first", AT)
        file, offset, length = writer.write("https://shop.example/1?q=显卡", 404, HEADERS, body, AT)
    response = read_response(tmp_path, file, offset)
    assert file == f"{RUN}-1.warc.gz"
    assert (tmp_path / file).stat().st_size == offset + length
    assert (response.url, response.status, response.body) == ("https://shop.example/1?q=显卡", 404, body)
    assert (response.fetched_at, response.rendered) == (AT, False)
    assert response.header("content-type") == "text/html; charset=gb2312"
    assert response.header("x-archive-orig-content-encoding") == "gzip"
    assert response.header("content-encoding") is None


def test_warc_files_pass_the_checker_and_the_indexer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with WarcWriter(tmp_path, RUN) as writer:
        for number in range(5):
            url = f"https://shop.example/{number}"
            asked = {"User-Agent": "chipwatch"}
            writer.write(url, 200, HEADERS, b"x" * number, AT, request_headers=asked, rendered=number == 3)
    path = tmp_path / f"{RUN}-1.warc.gz"
    assert complaints(path, capsys) == ""
    Indexer(["warc-type", "warc-target-uri", "warc-payload-digest"], [str(path)], str(tmp_path / "index")).process_all()
    index = (tmp_path / "index").read_text()
    assert (index.count('"response"'), index.count('"request"'), index.count("sha1:")) == (5, 5, 10)


def test_warc_links_a_request_to_its_response(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, RUN) as writer:
        url = "https://shop.example/search?q=h100"
        file, _, _ = writer.write(url, 200, {}, b"page", AT, request_headers=[("User-Agent", "chipwatch")])
    with (tmp_path / file).open("rb") as stream:
        info, response, request = list(ArchiveIterator(stream))
    assert info.rec_type == "warcinfo"
    assert request.rec_headers["WARC-Concurrent-To"] == response.rec_headers["WARC-Record-ID"]
    assert response.rec_headers["WARC-Date"] == "2026-03-02T08:00:01Z"
    assert request.http_headers["User-Agent"] == "chipwatch"


def test_warc_marks_a_rendered_page(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, RUN) as writer:
        file, offset, _ = writer.write("https://shop.example/", 200, {}, b"<html>", AT, rendered=True)
    assert read_response(tmp_path, file, offset).rendered


def test_warc_takes_a_new_file_a_process_and_at_the_size_limit(tmp_path: Path) -> None:
    for expected in ("-1", "-2"):
        with WarcWriter(tmp_path, RUN) as writer:
            assert writer.write("https://a.example/", 200, {}, b"", AT)[0] == f"{RUN}{expected}.warc.gz"
    with WarcWriter(tmp_path, RUN, roll_over_bytes=2000) as writer:
        places = [writer.write("https://a.example/", 200, {}, os.urandom(900), AT) for _ in range(6)]
    assert len({file for file, _, _ in places}) > 1
    for file, offset, _ in places:
        assert len(read_response(tmp_path, file, offset).body) == 900


def test_warc_makes_no_file_without_a_response(tmp_path: Path) -> None:
    WarcWriter(tmp_path, RUN).close()
    assert list(tmp_path.iterdir()) == []


def test_warc_record_is_readable_before_the_file_is_closed(tmp_path: Path) -> None:
    writer = WarcWriter(tmp_path, RUN)
    file, offset, _ = writer.write("https://a.example/", 200, {}, b"now", AT)
    assert read_response(tmp_path, file, offset).body == b"now"
    writer.close()


def test_warc_cut_or_damaged_anywhere_never_gives_another_body(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, RUN) as writer:
        file, offset, length = writer.write("https://a.example/", 200, {}, os.urandom(300), AT)
    path = tmp_path / file
    whole = path.read_bytes()
    body = read_response(tmp_path, file, offset).body
    for at in range(offset, offset + length, 3):
        path.write_bytes(whole[:at])
        # Neither the last bytes of the gzip trailer nor a flipped bit in its header (time, system) touch the content.
        with contextlib.suppress(SpoolError):
            assert read_response(tmp_path, file, offset).body == body
            assert at > offset + length - 20
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        with contextlib.suppress(SpoolError):
            assert read_response(tmp_path, file, offset).body == body


@pytest.mark.parametrize(
    ("file", "offset", "problem"),
    [
        (f"{RUN}-9.warc.gz", 0, "cannot be read"),
        (f"{RUN}-1.warc.gz", 0, "no response begins"),
        (f"{RUN}-1.warc.gz", 10**9, "no response begins"),
        (f"{RUN}-1.warc.gz", 5, "damaged"),
        ("../../etc/passwd", 0, "not the name"),
        ("a/b.warc.gz", 0, "not the name"),
    ],
)
def test_warc_names_what_is_missing(tmp_path: Path, file: str, offset: int, problem: str) -> None:
    with WarcWriter(tmp_path, RUN) as writer:
        writer.write("https://a.example/", 200, {}, b"body", AT)
    with pytest.raises(SpoolError, match=problem):
        read_response(tmp_path, file, offset)


@settings(max_examples=100, deadline=None)
@given(
    headers=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=40)), max_size=5),
    body=st.binary(max_size=300),
    status=st.integers(100, 999),
    path=st.text(max_size=60),
)
def test_warc_survives_odd_headers_bodies_and_addresses(
    headers: list[tuple[str, str]], body: bytes, status: int, path: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    place = tmp_path_factory.mktemp("warc")
    with WarcWriter(place, RUN) as writer:
        file, offset, _ = writer.write(f"https://a.example/{path}", status, headers, body, AT)
    response = read_response(place, file, offset)
    assert (response.status, response.body) == (status, body)


def test_warc_takes_a_page_of_50_mb(tmp_path: Path) -> None:
    body = b"<p>H100</p>" * (50_000_000 // 11)
    with WarcWriter(tmp_path, RUN) as writer:
        file, offset, _ = writer.write("https://a.example/", 200, {}, body, AT)
    assert read_response(tmp_path, file, offset).body == body
