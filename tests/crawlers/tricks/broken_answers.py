"""Answers that are no HTTP, end too early, or are chunks of nonsense."""

from __future__ import annotations

import socket

from tests.crawlers.hostile_site import Trick

TOLD = "the site"
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def tricks() -> dict[str, Trick]:
    """Path → trick."""
    return {
        "/item/no-http.html": _say(b"SSH-2.0-OpenSSH_9.9\r\n\r\n"),
        "/item/short.html": _say(_HEAD + b"Content-Length: 100000\r\n\r\n<html>"),
        "/item/chunks.html": _say(_HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF\r\n<html>"),
        "/item/nothing.html": _say(b""),
    }


def _say(data: bytes) -> Trick:
    def send(connection: socket.socket, path: str) -> None:
        connection.sendall(data)

    return send
