"""Redirects to where a crawler must never go: the cloud's metadata, the machine itself in many spellings, its files."""

from __future__ import annotations

from tests.crawlers.hostile_site import Trick, answer

TOLD = None
TARGETS = (
    "http://169.254.169.254/latest/meta-data/",
    "http://2130706433:9/",
    "http://0177.0.0.1:9/",
    "http://0x7f000001:9/",
    "http://127.1:9/",
    "http://0.0.0.0:9/",
    "http://[::1]:9/",
    "http://[::ffff:127.0.0.1]:9/",
    "http://localhost:9/",
    "http://site@127.0.0.1:9/",
    "file:///etc/passwd",
    "ftp://127.0.0.1/x",
    "gopher://127.0.0.1:9/x",
    "data:text/html,<h1>H100</h1>",
    "javascript:alert(1)",
)


def tricks() -> dict[str, Trick]:
    """Path → trick."""
    return {
        f"/item/private-{number}.html": answer("", "302 Found", Location=target)
        for number, target in enumerate(TARGETS)
    }
