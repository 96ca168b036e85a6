"""Answers that never come to their end: no byte at all, headers letter by letter, a body letter by letter."""

from __future__ import annotations

import socket
import time

from tests.crawlers.hostile_site import Trick

TOLD = "the site took too long to answer"
_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def tricks() -> dict[str, Trick]:
    """Path → trick."""
    return {
        "/item/silent.html": lambda connection, path: time.sleep(40),
        "/item/slow-head.html": _drip(_HEAD, b"X"),
        "/item/slow-body.html": _drip(_HEAD + b"Connection: close\r\n\r\n<html><h1>H100</h1>", b" "),
    }


def _drip(at_once: bytes, then: bytes) -> Trick:
    def send(connection: socket.socket, path: str) -> None:
        connection.sendall(at_once)
        for _ in range(400):
            time.sleep(0.1)
            connection.sendall(then)

    return send
