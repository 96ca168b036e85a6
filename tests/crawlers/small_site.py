"""A small web site served on localhost, whose answers a test writes down."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Body = str | bytes


@dataclass(frozen=True)
class Answer:
    """What the site says to one request."""

    body: Body = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    wait_s: float = 0


Route = Answer | Body | Callable[[int], "Answer | Body"]
"""An answer, its body, or a function of how often the address was asked for before."""


@dataclass(frozen=True)
class Asked:
    """One request that came in."""

    path: str
    at: float
    user_agent: str
    accept_language: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def authorization(self) -> str:
        """Header of that name; empty where there is none."""
        return self.headers.get("Authorization", "")


class SmallSite:
    """The running site. `routes` may be changed at any time; an unknown path is 404."""

    def __init__(self, routes: Mapping[str, Route]) -> None:
        self.routes = dict(routes)
        self.asked: list[Asked] = []
        self._lock = threading.Lock()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with suppress(ConnectionError):
                    site._answer(self)

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers.get("Content-Length", 0)))
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.netloc = f"127.0.0.1:{self._server.server_port}"
        self.origin = f"http://{self.netloc}"

    def paths(self) -> list[str]:
        """What was asked for, in order, without robots.txt."""
        return [one.path for one in self.asked if one.path != "/robots.txt"]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self._lock:
            before = sum(one.path == handler.path for one in self.asked)
            self.asked.append(
                Asked(
                    handler.path,
                    time.monotonic(),
                    handler.headers.get("User-Agent", ""),
                    handler.headers.get("Accept-Language", ""),
                    dict(handler.headers.items()),
                )
            )
            route = self.routes.get(handler.path, Answer("no such page", 404))
        made = route(before) if callable(route) else route
        answer = made if isinstance(made, Answer) else Answer(made)
        time.sleep(answer.wait_s)
        body = answer.body.encode() if isinstance(answer.body, str) else answer.body
        handler.send_response(answer.status)
        for name, value in {"Content-Type": answer.content_type, **answer.headers}.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    @contextmanager
    def serving(self) -> Iterator[SmallSite]:
        """Serve until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()


def small_site(routes: Mapping[str, Route]) -> SmallSite:
    """A site with *routes* (path with query → answer), not yet served."""
    return SmallSite(routes)


def shop(items: int, *, per_page: int = 5) -> dict[str, Route]:
    """A plain shop: `/list?page=N` with links to `/item/N.html`, each item with a title, price and seller."""
    pages = range(1, -(-items // per_page) + 1)
    routes: dict[str, Route] = {"/robots.txt": Answer("User-agent: *\nDisallow: /private\n", content_type="text/plain")}
    for page in pages:
        numbers = range((page - 1) * per_page, min(items, page * per_page))
        links = "".join(f'<li><a href="/item/{number}.html">item {number}</a></li>' for number in numbers)
        onwards = f'<a class="next" href="/list?page={page + 1}">next</a>' if page < len(pages) else ""
        routes[f"/list?page={page}"] = f"<html><body><h1>All goods</h1><ul>{links}</ul>{onwards}</body></html>"
    routes |= {f"/item/{number}.html": item_page(number) for number in range(items)}
    return routes


def item_page(number: int, price: str | None = None) -> str:
    """Page of one item of `shop`."""
    return (
        f"<html lang='en'><body><h1>H100 PCIe 80GB, lot {number}</h1><p class='price'>${price or 25_000 + number}</p>"
        f"<p class='seller'>Demo Seller {number % 3}</p>"
        f"<div class='text'>Lot {number} of new H100 PCIe cards.</div></body></html>"
    )


SHOP = """\
name: {name}
title: A small shop
kind: shop
languages: [en]
currency: USD
homepage: {origin}/
terms: A test.
entries:
  - {{kind: list, url: "{origin}/list?page=1"}}
lists:
  next: a.next
pages:
  url: /item/(?P<id>\\d+)\\.html
  key: "{{id}}"
  fields:
    title: h1
    price: .price
    seller: .seller
    text: .text
"""
"""Source file of `shop`."""
