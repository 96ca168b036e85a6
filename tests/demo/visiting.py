"""A visitor of the demo's sites: plain requests, redirects shown and not followed unless asked."""

from __future__ import annotations

import html
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import Any

AGENT = "demo-test/1 (+https://example.org)"


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        declared = self.headers.get_content_charset() or "gb18030"
        return self.body.decode(declared)

    @property
    def reading(self) -> str:
        """Text that a person reads, with the spaces left out."""
        visible = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", self.text, flags=re.DOTALL)
        return squashed(html.unescape(re.sub(r"<[^>]+>", " ", visible)))


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirects)


def visit(url: str, *, follow: bool = False, patient: bool = True) -> Answer:
    """Ask once; with *patient*, wait as long as a 429 asks and ask again."""
    request = urllib.request.Request(url.partition("#")[0], headers={"User-Agent": AGENT})
    try:
        with _opener.open(request, timeout=20) as response:
            return Answer(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            answer = Answer(error.code, error.headers, error.read())
    if answer.status == 429 and patient:
        time.sleep(float(answer.headers["Retry-After"]) + 0.05)
        return visit(url, follow=follow, patient=False)
    if answer.status in (301, 302) and follow:
        return visit(urllib.parse.urljoin(url, answer.headers["Location"]), follow=True)
    return answer


def squashed(text: str) -> str:
    """Text without any space."""
    return "".join(text.split())


def numbers(text: str) -> set[float]:
    """Every number in a text, with the scales of trade notation."""
    found = set()
    for piece in re.findall(r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?", text):
        value = float(piece.replace(",", ""))
        found |= {round(value * scale, 4) for scale in (1, 1e3, 1e4)}
    return found
