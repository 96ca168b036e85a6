"""Headers without an end: ever more of them, one line without a break, a hundred thousand cookies."""

from __future__ import annotations

import socket

from tests.crawlers.hostile_site import Trick

TOLD = "the headers of an answer have no end"
_MEGABYTES = 2_000


def tricks() -> dict[str, Trick]:
    """Path → trick."""
    return {
        "/item/headers.html": _flood(b"X-Filler: " + b"x" * 1_000 + b"\r\n"),
        "/item/cookies.html": _flood(b"Set-Cookie: c%d=" + b"y" * 4_000 + b"; Path=/\r\n"),
        "/item/line.html": _flood(b"z" * 1_000, first=b"X-Line: "),
    }


def _flood(line: bytes, first: bytes = b"") -> Trick:
    piece = line * (1_000_000 // len(line))

    def send(connection: socket.socket, path: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + first)
        for _ in range(_MEGABYTES):
            connection.sendall(piece)

    return send
