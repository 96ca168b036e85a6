"""Ten gigabytes of page: once without a word on its length, once declared."""

from __future__ import annotations

import socket

from tests.crawlers.hostile_site import Trick

TOLD = "a response was larger than max_page_bytes and was cut off"
_TEN_GB = 10_000_000_000
_PIECE = b"<p>H100</p>" * 10_000


def tricks() -> dict[str, Trick]:
    """Path → trick."""
    return {"/item/endless.html": _send(""), "/item/declared.html": _send(f"Content-Length: {_TEN_GB}\r\n")}


def _send(length: str) -> Trick:
    def send(connection: socket.socket, path: str) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{length}Connection: close\r\n\r\n".encode())
        for _ in range(_TEN_GB // len(_PIECE)):
            connection.sendall(_PIECE)

    return send
