"""One item, one address: what is dropped from an address before it is asked for, compared or kept."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import unquote_plus, urljoin, urlsplit, urlunsplit

import yaml
from w3lib.url import safe_url_string

_PLAIN = re.compile(r"[\w\-.~:/?#@!$&'()*+,;=%]+", re.ASCII)
"""Needs no escapes."""
_PORTS = {"http": "80", "https": "443"}


@cache
def _usual() -> tuple[tuple[str, ...], re.Pattern[str]]:
    data = yaml.safe_load((Path(__file__).parent / "addresses.yaml").read_text(encoding="utf-8"))
    in_path = "|".join(re.escape(name) for name in data["drop_in_path"])
    return tuple(data["drop"]), re.compile(rf";(?:{in_path})=[^/;]*", re.IGNORECASE)


def canonical(
    address: str,
    *,
    base: str | None = None,
    drop: tuple[str, ...] = (),
    keep: tuple[str, ...] = (),
    keep_fragment: bool = False,
) -> str | None:
    """The canonical form of *address* (made absolute with *base*), or None where it is not a web address.

    Scheme and host in lower case, usual ports and empty queries dropped, session and campaign parameters dropped,
    and with *keep* every parameter but those. Order and escapes of the rest stay, since sites may depend on them.
    """
    page, _, fragment = address.partition("#")
    if page and fragment and keep_fragment and _PLAIN.fullmatch(fragment):
        # The posts of a thread differ in nothing else.
        found = _canonical(page, base, drop, keep, keep_fragment=False)
        return None if found is None else f"{found}#{fragment}"
    return _canonical(address, base, drop, keep, keep_fragment=keep_fragment)


@lru_cache(maxsize=4096)
def _canonical(
    address: str, base: str | None, drop: tuple[str, ...], keep: tuple[str, ...], *, keep_fragment: bool
) -> str | None:
    try:
        whole = urljoin(base, address.strip()) if base else address.strip()
        parts = urlsplit(whole if _PLAIN.fullmatch(whole) else safe_url_string(whole))
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in _PORTS or not host:
        return None
    usual, in_path = _usual()
    unwanted, wanted = (*usual, *drop), {name.lower() for name in keep}
    query = "&".join(
        piece
        for piece in parts.query.split("&")
        if piece and _counts(unquote_plus(piece.partition("=")[0]).lower(), unwanted, wanted)
    )
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and str(port) != _PORTS[parts.scheme]:
        netloc = f"{netloc}:{port}"
    path = in_path.sub("", parts.path) or "/"
    return urlunsplit((parts.scheme, netloc, path, query, parts.fragment if keep_fragment else ""))


def _counts(name: str, unwanted: Iterable[str], wanted: set[str]) -> bool:
    if wanted:
        return name in wanted
    return not any(name.startswith(one[:-1].lower()) if one.endswith("*") else name == one.lower() for one in unwanted)


def same_site(address: str, netlocs: Iterable[str]) -> bool:
    """Whether *address* stands on one of the hosts *netlocs* (with port where not the usual one)."""
    return urlsplit(address).netloc.lower() in {netloc.lower() for netloc in netlocs}
