"""Two addresses that redirect to each other, and one that leads on to a new one for ever."""

from __future__ import annotations

import itertools
import socket

from tests.crawlers.hostile_site import Trick, answer

TOLD = "the site redirects in circles"
_COUNT = itertools.count()


def tricks() -> dict[str, Trick]:
    """Path → trick."""
    return {
        "/item/circle.html": answer("", "302 Found", Location="/item/circle.html?back"),
        "/item/circle.html?back": answer("", "302 Found", Location="/item/circle.html"),
        "/item/onwards.html": _onwards,
    }


def _onwards(connection: socket.socket, path: str) -> None:
    answer("", "302 Found", Location=f"/item/onwards.html?step={next(_COUNT)}")(connection, path)
