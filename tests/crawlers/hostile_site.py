"""A web site that means harm, on a raw socket: each trick is a function that gets the connection and does its worst."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

Trick = Callable[[socket.socket, str], None]
"""Is given the connection and the path asked for; returns or breaks off when it likes."""


def answer(
    body: str | bytes, status: str = "200 OK", content_type: str = "text/html; charset=utf-8", **headers: str
) -> Trick:
    """An ordinary answer; underscores in names of *headers* are hyphens."""
    data = body.encode() if isinstance(body, str) else body

    def send(connection: socket.socket, path: str) -> None:
        lines = [
            f"HTTP/1.1 {status}",
            f"Content-Type: {content_type}",
            f"Content-Length: {len(data)}",
            "Connection: close",
        ]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + data)

    return send


class HostileSite:
    """The running site. An unknown path is 404."""

    def __init__(self, tricks: Mapping[str, Trick]) -> None:
        self.tricks = dict(tricks)
        self.paths: list[str] = []
        self.bytes_sent: dict[str, int] = {}
        """What a trick says that it has sent, by its path."""
        site = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                connection: socket.socket = self.request
                connection.settimeout(60)
                with suppress(OSError):
                    head = b""
                    while b"\r\n\r\n" not in head:
                        piece = connection.recv(65536)
                        if not piece:
                            return
                        head += piece
                    path = head.split(b" ", 2)[1].decode("latin-1")
                    site.paths.append(path)
                    trick = site.tricks.get(path) or site.tricks.get(path.partition("?")[0])
                    (trick or answer("no such page", "404 Not Found"))(connection, path)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 64

        self._server = Server(("127.0.0.1", 0), Handler)
        self.netloc = f"127.0.0.1:{self._server.server_address[1]}"
        self.origin = f"http://{self.netloc}"

    @contextmanager
    def serving(self) -> Iterator[HostileSite]:
        """Serve until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()
