"""Pages of ten gigabytes that travel as ten megabytes or less: gzip, deflate, brotli, and gzip within gzip."""

from __future__ import annotations

import gzip
import socket
import zlib

import brotli  # type: ignore[import-untyped]

from tests.crawlers.hostile_site import Trick

TOLD = "a response was larger than max_page_bytes and was cut off"
_BLOCK = 10_000_000
_BLOCKS = 1_000


def tricks() -> dict[str, Trick]:
    """Path → trick."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = packer.compress(b"<html><body>") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * _BLOCK) + packer.flush(zlib.Z_FULL_FLUSH)
    bare = zlib.compressobj(9)
    bare_head = bare.compress(b"<html>") + bare.flush(zlib.Z_FULL_FLUSH)
    bare_block = bare.compress(b" " * _BLOCK) + bare.flush(zlib.Z_FULL_FLUSH)
    once = brotli.compress(b" " * 200_000_000, quality=1)
    twice = gzip.compress(gzip.compress(b" " * 100_000_000))
    return {
        "/item/gzip.html": _send("gzip", head, block),
        "/item/deflate.html": _send("deflate", bare_head, bare_block),
        "/item/brotli.html": _send("br", once, b""),
        "/item/twice.html": _send("gzip, gzip", twice, b""),
    }


def _send(encoding: str, head: bytes, block: bytes) -> Trick:
    def send(connection: socket.socket, path: str) -> None:
        said = (
            f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\nConnection: close\r\n\r\n"
        )
        connection.sendall(said.encode() + head)
        for _ in range(_BLOCKS if block else 0):
            connection.sendall(block)

    return send
