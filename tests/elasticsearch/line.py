"""A line to a server that can go dead: what is sent arrives, and no answer comes back until it is alive again."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable
from typing import Self
from urllib.parse import urlsplit

_BYTES = 65_536


class Line:
    """Listens on a port of 127.0.0.1 and passes everything on to the server at *url*, which speaks without TLS."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._server = (str(parts.hostname), int(parts.port or 0))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._alive = threading.Event()
        self._alive.set()
        self._open: list[socket.socket] = []
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        """Where the line begins."""

    def __enter__(self) -> Self:
        self._start(self._accept)
        return self

    def __exit__(self, *_: object) -> None:
        self._alive.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        for one in (self._listener, *self._open):
            one.close()

    def die(self) -> None:
        """From now on no answer comes back."""
        self._alive.clear()

    def revive(self) -> None:
        """Answers come back, first those that were held."""
        self._alive.set()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                far = socket.create_connection(self._server)
                self._open += [near, far]
                self._start(self._pass_on, near, far, False)
                self._start(self._pass_on, far, near, True)

    def _pass_on(self, source: socket.socket, target: socket.socket, answers: bool) -> None:
        with contextlib.suppress(OSError):
            while passed := source.recv(_BYTES):
                if answers:
                    self._alive.wait()
                target.sendall(passed)
            target.shutdown(socket.SHUT_WR)

    @staticmethod
    def _start(act: Callable[..., None], *arguments: object) -> None:
        threading.Thread(target=act, args=arguments, daemon=True).start()
