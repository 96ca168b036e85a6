"""The line format of a segment, and reading it whatever happened to the bytes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_HEAD = re.compile(rb"([0-9a-f]{8}) ([0-9]{1,12}) ")


@dataclass(frozen=True)
class Line:
    """A whole record: bytes `start` to `end` of the segment, the newline included."""

    start: int
    end: int
    payload: bytes


@dataclass(frozen=True)
class Gap:
    """Bytes `start` to `end` of the segment hold no record that can be trusted."""

    start: int
    end: int


def encode(payload: bytes) -> bytes:
    """The line of a record. *payload* is JSON without a raw newline."""
    return b"%08x %d %b\n" % (zlib.crc32(payload), len(payload), payload)


def scan(stream: BinaryIO, offset: int) -> Iterator[Line | Gap]:
    """Read *stream* from *offset* up to its last newline; what follows that is torn or still being written."""
    stream.seek(offset)
    while (raw := stream.readline()).endswith(b"\n"):
        yield from _pieces(raw, offset)
        offset += len(raw)


def salvage(raw: bytes, base: int) -> Iterator[Line | Gap]:
    """Find the whole records in bytes that begin at *base* and whose newlines cannot be trusted."""
    done = 0
    position = 0
    while (head := _HEAD.search(raw, position)) is not None:
        end = head.end() + int(head[2])
        if end <= len(raw) and zlib.crc32(raw[head.end() : end]) == int(head[1], 16):
            if head.start() > done:
                yield Gap(base + done, base + head.start())
            line_end = end + (raw[end : end + 1] == b"\n")
            yield Line(base + head.start(), base + line_end, raw[head.end() : end])
            done = position = line_end
        else:
            position = head.start() + 1
    if done < len(raw):
        yield Gap(base + done, base + len(raw))


def tail_start(stream: BinaryIO, block_bytes: int = 1 << 16) -> int:
    """Offset after the last newline of *stream*; equal to its size where the last record is whole."""
    position = stream.seek(0, 2)
    while position > 0:
        start = max(0, position - block_bytes)
        stream.seek(start)
        found = stream.read(position - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        position = start
    return 0


def _pieces(raw: bytes, base: int) -> Iterator[Line | Gap]:
    head = _HEAD.match(raw)
    if head is not None:
        payload = raw[head.end() : -1]
        if len(payload) == int(head[2]) and zlib.crc32(payload) == int(head[1], 16):
            yield Line(base, base + len(raw), payload)
            return
    yield from salvage(raw, base)
