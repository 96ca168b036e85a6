"""The spool: what was appended is read back, whatever happened to the bytes in between."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.records import RunFinished, RunStarted, SpoolRecord
from crawlers.spool import SpoolReader, SpoolWriter
from crawlers.spool.reader import Damage
from foundation.errors import SpoolError
from tests.crawlers.spool_records import RUN, capture

SEGMENT = f"{RUN}.jsonl"


def fill(spool: Path, count: int, text: str = "出 H100 两台") -> Path:
    with SpoolWriter(spool, RUN) as writer:
        for number in range(count):
            writer.append(capture(number, text))
    return writer.path


def keys(spool: Path) -> list[str]:
    return [record.item_key for record, _ in SpoolReader(spool).read(SEGMENT) if record.type == "capture"]


def test_spool_gives_back_records_of_every_type_in_order(tmp_path: Path) -> None:
    at = capture(0).evidence.fetched_at
    records: list[SpoolRecord] = [
        RunStarted(run_id=RUN, source="forum", started_at=at, user_agent="chipwatch"),
        capture(1),
        RunFinished(run_id=RUN, source="forum", finished_at=at, duration_s=1, outcome="finished", counts={"pages": 1}),
    ]
    with SpoolWriter(tmp_path, RUN) as writer:
        offsets = [writer.append(record) for record in records]
    assert list(SpoolReader(tmp_path).read(SEGMENT)) == list(zip(records, offsets, strict=True))


def test_spool_reads_on_from_every_offset_it_returned(tmp_path: Path) -> None:
    fill(tmp_path, 5)
    reader = SpoolReader(tmp_path)
    everything = list(reader.read(SEGMENT))
    for index, (_, offset) in enumerate(everything):
        assert list(reader.read(SEGMENT, offset)) == everything[index + 1 :]


def test_spool_segments_are_sorted_and_empty_before_the_first_run(tmp_path: Path) -> None:
    assert SpoolReader(tmp_path).segments() == []
    for run in ("20260303T080000Z-b-0001", "20260302T080000Z-a-0001"):
        SpoolWriter(tmp_path, run).close()
    assert SpoolReader(tmp_path).segments() == ["20260302T080000Z-a-0001.jsonl", "20260303T080000Z-b-0001.jsonl"]


def test_spool_line_is_readable_by_a_person(tmp_path: Path) -> None:
    line = fill(tmp_path, 1).read_text(encoding="utf-8")
    checksum, length, payload = line.rstrip("\n").split(" ", 2)
    assert (len(checksum), int(length)) == (8, len(payload.encode()))
    assert "出 H100 两台" in payload


@pytest.mark.parametrize("text", ["", "a\nb\r\n\x0b\x0c\u2028\u2029\x85c", "\x00\x1f", "😀🇭🇰", "b5a3f00d 2 {}\n"])
def test_spool_keeps_odd_text(tmp_path: Path, text: str) -> None:
    fill(tmp_path, 2, text)
    pages = [record.page for record, _ in SpoolReader(tmp_path).read(SEGMENT) if record.type == "capture"]
    assert [page.text for page in pages if page] == [text, text]


def test_spool_replaces_lone_surrogates(tmp_path: Path) -> None:
    fill(tmp_path, 1, "H100 \ud83d 两台")
    ((record, _),) = SpoolReader(tmp_path).read(SEGMENT)
    assert record.type == "capture"
    assert record.page is not None
    assert record.page.text == "H100 \ufffd 两台"


def test_spool_takes_a_record_of_50_mb(tmp_path: Path) -> None:
    fill(tmp_path, 2, "显卡" * (50_000_000 // 6))
    assert keys(tmp_path) == ["tid=0", "tid=1"]


def test_spool_torn_at_every_byte_is_detected_healed_and_goes_on(tmp_path: Path) -> None:
    whole = fill(tmp_path, 2)
    data = whole.read_bytes()
    ends = [offset for _, offset in SpoolReader(tmp_path).read(SEGMENT)]
    for size in [*range(10), *range(ends[0] - 10, len(data))]:
        whole.write_bytes(data[:size])
        whole.with_name(SEGMENT + ".torn").unlink(missing_ok=True)
        complete = [end for end in ends if end <= size]
        start = complete[-1] if complete else 0
        reader = SpoolReader(tmp_path)
        assert [offset for _, offset in reader.read(SEGMENT)] == complete
        assert reader.damage(SEGMENT) == []
        torn = reader.torn(SEGMENT)
        assert torn == (Damage(SEGMENT, start, size - start, "the last record is torn") if size > start else None)
        with SpoolWriter(tmp_path, RUN) as writer:
            writer.append(capture(99))
        # Where only the newline was missing the record itself is whole and stays.
        kept = len(complete) + (size + 1 in ends)
        assert keys(tmp_path) == [f"tid={number}" for number in range(kept)] + ["tid=99"]
        assert reader.torn(SEGMENT) is None
        aside = whole.with_name(SEGMENT + ".torn")
        moved = b"" if size in ends or size + 1 in ends else data[start:size]
        assert (aside.read_bytes() if aside.exists() else b"") == (moved + b"\n" if moved else b"")
        assert writer.healed == len(moved)


def test_spool_keeps_all_torn_pieces_aside(tmp_path: Path) -> None:
    segment = fill(tmp_path, 1)
    for piece in (b"first", b"second"):
        with segment.open("ab") as stream:
            stream.write(piece)
        SpoolWriter(tmp_path, RUN).close()
    assert segment.with_name(SEGMENT + ".torn").read_bytes() == b"first\nsecond\n"


def test_spool_salvages_a_whole_record_out_of_a_torn_tail(tmp_path: Path) -> None:
    segment = fill(tmp_path, 3)
    data = bytearray(segment.read_bytes())
    ends = [offset for _, offset in SpoolReader(tmp_path).read(SEGMENT)]
    data[ends[1] - 1] = 0xFF
    segment.write_bytes(data[: ends[2] - 5])
    SpoolWriter(tmp_path, RUN).close()
    assert keys(tmp_path) == ["tid=0", "tid=1"]


@pytest.mark.parametrize("line", [0, 1, 2])
def test_spool_damage_is_reported_with_place_and_the_rest_is_read(tmp_path: Path, line: int) -> None:
    segment = fill(tmp_path, 4)
    data = bytearray(segment.read_bytes())
    ends = [0] + [offset for _, offset in SpoolReader(tmp_path).read(SEGMENT)]
    data[ends[line] + 40] ^= 0x20
    segment.write_bytes(data)
    seen: list[Damage] = []
    reader = SpoolReader(tmp_path)
    read = [record for record, _ in reader.read(SEGMENT, on_damage=seen.append)]
    assert len(read) == 3
    assert seen == reader.damage(SEGMENT)
    assert [(item.offset, item.length) for item in seen] == [(ends[line], ends[line + 1] - ends[line])]


def test_spool_reports_a_record_of_a_newer_version(tmp_path: Path) -> None:
    segment = fill(tmp_path, 1)
    from crawlers.spool.lines import encode

    with segment.open("ab") as stream:
        stream.write(encode(b'{"type": "hologram"}'))
    (damage,) = SpoolReader(tmp_path).damage(SEGMENT)
    assert "not a record that this version knows" in damage.reason
    assert keys(tmp_path) == ["tid=0"]


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_spool_random_corruption_never_raises_and_never_invents(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    spool = tmp_path_factory.mktemp("spool")
    segment = fill(spool, 6, "H100\n" + "显" * data.draw(st.integers(0, 40)))
    raw = bytearray(segment.read_bytes())
    lines = bytes(raw).splitlines(keepends=True)
    hit: set[int] = set()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw) - 1))
        for index in range(at, min(at + data.draw(st.integers(1, 30)), len(raw))):
            raw[index] = data.draw(st.integers(0, 255))
            hit.add(index)
    segment.write_bytes(raw)
    reader = SpoolReader(spool)
    damage: list[Damage] = []
    read = [record.item_key for record, _ in reader.read(SEGMENT, on_damage=damage.append) if record.type == "capture"]
    start = 0
    untouched = []
    for number, line in enumerate(lines):
        # The newline before a line may be hit without harm to it: the length tells where it begins.
        if not hit & set(range(start, start + len(line))):
            untouched.append(f"tid={number}")
        start += len(line)
    assert set(untouched) <= set(read) <= {f"tid={number}" for number in range(6)}
    assert read == sorted(read)
    SpoolWriter(spool, RUN).close()
    assert reader.torn(SEGMENT) is None
    # Healing may find more: a whole record whose newline was hit is no longer taken for torn.
    assert set(read) <= set(keys(spool)) <= {f"tid={number}" for number in range(6)}


def test_spool_has_one_writer_a_run(tmp_path: Path) -> None:
    with SpoolWriter(tmp_path, RUN):
        with pytest.raises(SpoolError, match="another process is writing"):
            SpoolWriter(tmp_path, RUN)
        SpoolWriter(tmp_path, "20260302T080000Z-news-0001").close()
    SpoolWriter(tmp_path, RUN).close()


@pytest.mark.parametrize("run_id", ["", "../up", "a/b", "-x", "x" * 300])
def test_spool_refuses_a_run_id_that_is_no_name(tmp_path: Path, run_id: str) -> None:
    with pytest.raises(SpoolError, match="not a run id"):
        SpoolWriter(tmp_path, run_id)


def test_spool_names_a_missing_segment(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    with pytest.raises(SpoolError, match="cannot be read"):
        list(SpoolReader(tmp_path).read("nothing.jsonl"))


def test_spool_names_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(SpoolError, match="cannot be used"):
        SpoolWriter(tmp_path / "file" / "spool", RUN)


def test_spool_pointer_to_nowhere_is_an_error_and_not_an_empty_spool(tmp_path: Path) -> None:
    fill(tmp_path, 1)
    pointer = tmp_path / "CURRENT"
    generation = pointer.read_text()
    for bad in ("g0099-20260302T080000Z\n", "", "../elsewhere"):
        pointer.write_text(bad)
        with pytest.raises(SpoolError, match="names no generation"):
            SpoolReader(tmp_path)
    pointer.unlink()
    with pytest.raises(SpoolError, match="is missing"):
        SpoolWriter(tmp_path, RUN)
    pointer.write_text(generation)
    assert keys(tmp_path) == ["tid=0"]


def test_spool_reader_beside_a_writer_sees_a_growing_prefix(tmp_path: Path) -> None:
    writer = SpoolWriter(tmp_path, RUN)
    done = threading.Event()

    def write() -> None:
        for number in range(300):
            writer.append(capture(number, "显卡" * (number * 50)))
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    reader = SpoolReader(tmp_path)
    offset, read = 0, []
    while not done.is_set() or offset < writer.path.stat().st_size:
        for record, after in reader.read(SEGMENT, offset, on_damage=lambda damage: pytest.fail(str(damage))):
            assert record.type == "capture"
            read.append(record.item_key)
            offset = after
    thread.join()
    writer.close()
    assert read == [f"tid={number}" for number in range(300)]
