"""Serves the market: the overview on one port, site k on the k-th port after it. ``python -m demo.server --help``."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import random
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from demo.answers import MARKET, page
from demo.articles import NEWS, NEWS_OFFSET, article_count
from demo.market import Market
from demo.profiles import SITES, load
from demo.sites import b2b, forum, hk, market_api, news, shop
from demo.truth import origins
from foundation.errors import UsageError

HOST = "127.0.0.1"
_ROUTES = {
    "demo-forum": forum.routes,
    "demo-market": market_api.routes,
    "demo-shop": shop.routes,
    "demo-b2b": b2b.routes,
    "demo-hk": hk.routes,
    NEWS: news.routes,
}
_PORTS = NEWS_OFFSET + 1
_FREE_PORTS = (12_000, 32_000)
"""Below those that systems lend to clients, so that a port once found free is still free when it is bound again."""
_TRIES = 50
_STATIC = Path(__file__).parent / "static"


def _logged(site: str, log: TextIO | None) -> Middleware:
    """Middleware that writes every request to the log as a line of JSON."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        at, status = time.time(), 500
        try:
            response = await handler(request)
            status = response.status
        except web.HTTPException as answer:
            status = answer.status
            raise
        finally:
            if log is not None:
                agent = request.headers.get("User-Agent", "")
                seen = [at, site, request.method, request.raw_path, agent, status]
                log.write(json.dumps(seen) + "\n")
        return response

    return middleware


def site_application(market: Market, site: str, origin: str, log: TextIO | None = None) -> web.Application:
    """One site as an application."""
    application = web.Application(middlewares=[_logged(site, log)])
    application[MARKET] = market
    robots = load("robots")[site].format(origin=origin)

    async def answer_robots(request: web.Request) -> web.Response:
        return web.Response(text=robots, content_type="text/plain")

    application.add_routes([web.get("/robots.txt", answer_robots), web.static("/static", _STATIC), *_ROUTES[site]()])
    return application


def overview_application(market: Market, origin: dict[str, str]) -> web.Application:
    """The page that leads to the sites."""
    application = web.Application()
    application[MARKET] = market
    rows = [(profile.title, profile.about, name, origin[name], market.count(name)) for name, profile in SITES.items()]
    about = "English news. RSS, news sitemap, AMP duplicates, court press releases."
    rows.append(("Strait & Harbour Demo Wire", about, NEWS, origin[NEWS], article_count(market)))

    async def overview(request: web.Request) -> web.Response:
        return page(request, "overview.html", rows=rows)

    application.add_routes([web.get("/", overview), web.static("/static", _STATIC)])
    return application


def bind(port: int) -> list[socket.socket]:
    """Sockets of the overview and the sites, on ports in a row. Port 0 looks for free ones.

    Raises `UsageError` where a port is taken.
    """
    tries = [port] if port else [random.randint(*_FREE_PORTS) for _ in range(_TRIES)]  # noqa: S311
    for base in tries:
        with contextlib.ExitStack() as opened:
            try:
                sockets = [opened.enter_context(_listen(base + offset)) for offset in range(_PORTS)]
            except (OSError, OverflowError) as error:
                problem = error
                continue
            opened.pop_all()
            return sockets
    raise UsageError(
        f"the demo market needs {_PORTS} ports in a row, and not all of them can be had ({problem})",
        where=f"port {port}" if port else HOST,
        way_out="choose another with --port, or 0 for any that are free",
    )


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(256)
    except (OSError, OverflowError):
        listener.close()
        raise
    return listener


async def serve(
    market: Market, port: int, *, log: TextIO | None = None, leash: TextIO | None = None, ready: Callable[[int], None]
) -> None:
    """Serve until SIGTERM, SIGINT or the end of *leash*, a stream that whoever started the server holds open.

    *ready* is called with the port of the overview once all sites answer. Raises `UsageError` where a port is taken.
    """
    sockets = bind(port)
    base = sockets[0].getsockname()[1]
    origin = origins(base)
    applications = [overview_application(market, origin)]
    applications += [site_application(market, site, origin[site], log) for site in _ROUTES]
    runners = [web.AppRunner(application, access_log=None, shutdown_timeout=1) for application in applications]
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, stop.set)
    if leash is not None:
        loop.add_reader(leash, stop.set)
    try:
        for runner, listener in zip(runners, sockets, strict=True):
            await runner.setup()
            await web.SockSite(runner, listener).start()
        ready(base)
        await stop.wait()
    finally:
        for runner in runners:
            await runner.cleanup()


def main(arguments: list[str] | None = None) -> None:
    """Serve as a process of its own; the first line on stdout is the port of the overview."""
    parser = argparse.ArgumentParser(prog="python -m demo.server", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port of the overview; 0 takes free ones")
    parser.add_argument("--seed", type=int, default=Market.seed)
    parser.add_argument("--listings", type=int, default=Market.listings)
    parser.add_argument("--day", type=int, default=Market.day)
    parser.add_argument("--layout", choices=("v1", "v2"), default=Market.layout)
    parser.add_argument("--log", type=Path, help="file for a line of JSON about each request")
    parser.add_argument("--leash", action="store_true", help="end when standard input ends")
    given = parser.parse_args(arguments)
    market = Market(seed=given.seed, listings=given.listings, day=given.day, layout=given.layout)
    with contextlib.ExitStack() as opened:
        log = opened.enter_context(given.log.open("a", buffering=1, encoding="utf-8")) if given.log else None
        leash = sys.stdin if given.leash else None
        try:
            asyncio.run(serve(market, given.port, log=log, leash=leash, ready=lambda base: print(base, flush=True)))
        except UsageError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()
