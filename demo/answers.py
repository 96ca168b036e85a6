"""How the sites answer: rendered templates, pages in old encodings, and the 429 that wants patience."""

from __future__ import annotations

import time
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from aiohttp import web

from demo.market import Market

_HERE = Path(__file__).parent
MARKET: web.AppKey[Market] = web.AppKey("market", Market)
"""The market that an application shows."""
PATIENCE_S = 1.0
"""Seconds that a site wants between the first visit to an impatient address and the next."""


@cache
def _templates() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(_HERE / "pages")
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["lines"] = str.splitlines
    environment.filters["moment"] = lambda moment, form="%Y-%m-%dT%H:%M:%SZ": moment.strftime(form)
    return environment


def render(template: str, **values: Any) -> str:
    """A page from a template under ``pages/``."""
    return _templates().get_template(template).render(**values)


def page(request: web.Request, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """An HTML page in UTF-8 that says so."""
    text = render(template, market=request.app[MARKET], **values)
    return web.Response(text=text, status=status, content_type="text/html", charset="utf-8")


def number(request: web.Request, name: str, default: int) -> int:
    """A whole number in the query; the default where it is missing or none."""
    given = request.query.get(name, "")
    return int(given) if given.isascii() and given.isdigit() else default


def page_number(request: web.Request) -> int:
    """The page asked for, counted from 1."""
    return max(1, number(request, "page", 1))


def iso(moment: datetime) -> str:
    """A UTC moment for markup."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Patience:
    """Asks for patience once per address: 429 with Retry-After on the first visit, and to who returns too early."""

    def __init__(self) -> None:
        self._first: dict[str, float] = {}

    def demand(self, address: str) -> None:
        """Raise 429 unless the address was first asked for long enough ago."""
        now = time.monotonic()
        waited = now - self._first.setdefault(address, now)
        if waited < PATIENCE_S:
            raise web.HTTPTooManyRequests(headers={"Retry-After": "1"}, text="Too many requests")
