"""A proxy on localhost through which the browser goes, so that its connections too are looked at before they are made.

A browser resolves names by itself, follows redirects by itself and opens sockets for scripts. Through the proxy each
of its connections goes to an address that was looked at, and ends after as many bytes as a page may have.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from urllib.parse import urlsplit

from crawlers.reach import Reach

log = logging.getLogger(__name__)

_HEAD_BYTES = 64 * 1024
_HEAD_TIMEOUT_S = 30
_CONNECT_TIMEOUT_S = 20
_CHUNK = 64 * 1024
_PER_HOP = (b"proxy-connection:", b"connection:", b"keep-alive:", b"proxy-authorization:")
_REFUSED = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_UNREACHED = b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


class CheckedProxy:
    """Takes ``CONNECT`` and plain requests; each connection of the browser carries one of them."""

    def __init__(self, reach: Reach, max_bytes: int) -> None:
        """Bind a free port. *max_bytes* is how much one connection may bring."""
        self._reach = reach
        self._max_bytes = max_bytes
        self._socket = socket.create_server(("127.0.0.1", 0))
        self._server: asyncio.Server | None = None

    @property
    def address(self) -> str:
        """Where the browser finds it."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    async def start(self) -> None:
        """Begin to answer, unless it does already."""
        if self._server is None:
            self._server = await asyncio.start_server(self._serve, sock=self._socket, limit=_HEAD_BYTES)

    def close(self) -> None:
        """Take no more connections."""
        if self._server is not None:
            self._server.close()
        self._socket.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._answer(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError, ValueError) as error:
            log.debug("a connection of the browser ended: %s", error)
        finally:
            writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), _HEAD_TIMEOUT_S)
        first, *headers = head.removesuffix(b"\r\n\r\n").split(b"\r\n")
        method, target, _ = first.decode("latin-1").split(" ")
        parts = urlsplit(f"//{target}" if method == "CONNECT" else target)
        host, port = parts.hostname or "", parts.port or 80
        address = await self._checked(host, port)
        if address is None:
            writer.write(_REFUSED)
            return
        try:
            opening = asyncio.open_connection(address, port)
            there, back = await asyncio.wait_for(opening, _CONNECT_TIMEOUT_S)
        except (OSError, TimeoutError):
            writer.write(_UNREACHED)
            return
        try:
            if method == "CONNECT":
                writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
                upwards = asyncio.ensure_future(_pour(reader, back, self._max_bytes))
            else:
                path = parts._replace(scheme="", netloc="", fragment="").geturl() or "/"
                kept = [line for line in headers if not line.lower().startswith(_PER_HOP)]
                lines = [f"{method} {path} HTTP/1.1".encode("latin-1"), *kept, b"Connection: close"]
                back.write(b"\r\n".join(lines) + b"\r\n\r\n")
                # Nothing but the body of this request goes there: the browser's next one may be for another host.
                upwards = asyncio.ensure_future(_pour(reader, back, _body_bytes(headers)))
            await _pour(there, writer, self._max_bytes)
            upwards.cancel()
            with contextlib.suppress(asyncio.CancelledError, OSError):
                await upwards
        finally:
            back.close()

    async def _checked(self, host: str, port: int) -> str | None:
        """An address of *host* that may be connected to."""
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for *_, place in found:
            if self._reach.allows(str(place[0]), host, port):
                return str(place[0])
        self._reach.refused.add(host.lower())
        log.warning("%s leads into a private network and was not connected to", host)
        return None


def _body_bytes(headers: list[bytes]) -> int:
    for line in headers:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return 0


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, at_most: int) -> None:
    while at_most > 0 and (piece := await reader.read(min(_CHUNK, at_most))):
        at_most -= len(piece)
        writer.write(piece)
        await writer.drain()
