"""One page fetched outside of a crawl, with the same care for where its address leads."""

from __future__ import annotations

import socket
from functools import partial
from http.client import HTTPConnection, HTTPResponse, HTTPSConnection
from typing import Any
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
    getproxies,
)

from crawlers.reach import PRIVATE, Reach


def checked_opener(reach: Reach, redirects: HTTPRedirectHandler) -> OpenerDirector:
    """Opens http and https alone, and connects to addresses that *reach* allows. Its errors are `OSError`.

    Where the environment names a proxy, that one resolves names and connects.
    """
    opener = OpenerDirector()
    through_proxy = bool(getproxies())
    for handler in (
        ProxyHandler(),
        UnknownHandler(),
        HTTPHandler() if through_proxy else _CheckedHTTP(reach),
        HTTPSHandler() if through_proxy else _CheckedHTTPS(reach),
        HTTPDefaultErrorHandler(),
        redirects,
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


class _CheckedHTTP(HTTPHandler):
    def __init__(self, reach: Reach) -> None:
        super().__init__()
        self._reach = reach

    def http_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_checked, HTTPConnection, self._reach), req)


class _CheckedHTTPS(HTTPSHandler):
    def __init__(self, reach: Reach) -> None:
        super().__init__()
        self._reach = reach

    def https_open(self, req: Request) -> HTTPResponse:
        return self.do_open(partial(_checked, HTTPSConnection, self._reach), req)


def _checked(kind: type[HTTPConnection], reach: Reach, host: str, **options: Any) -> HTTPConnection:
    connection = kind(host, **options)
    # http.client keeps its way to connect in this attribute; TLS still asks for the name.
    connection._create_connection = partial(_connect, reach)  # type: ignore[attr-defined]
    return connection


def _connect(reach: Reach, place: tuple[str, int], *options: Any) -> socket.socket:
    host, port = place
    for *_, found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if reach.allows(str(found[0]), host, port):
            return socket.create_connection((str(found[0]), port), *options)
    raise OSError(PRIVATE)
