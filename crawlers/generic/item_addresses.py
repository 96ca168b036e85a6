"""The pattern that the addresses of a list's items have, with the part that tells one from the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

_RUN = re.compile(r"(?<![A-Za-z\d])\d+|(?<!\d)\d{5,}")
"""A number of its own, or a long one: the 100 of ``h100`` is the model's."""
_DISTINCT = 0.9
_MOST_RUNS = 3
_MOST_PREFIXES = 6


@dataclass(frozen=True)
class ItemAddresses:
    """How addresses of items look."""

    url: str
    """Regular expression for ``pages.url``, with the group ``id``."""
    keep: tuple[str, ...]
    """The query parameters that make an item's address, where its id is one."""
    drop: tuple[str, ...]
    """Query parameters that its address carries without need."""


def item_addresses(addresses: Sequence[str]) -> ItemAddresses | None:
    """The pattern of *addresses*: by a number or the last word of the path, or by a parameter; None where none fits."""
    parameters = Counter(name for address in addresses for name, _ in parse_qsl(urlsplit(address).query))
    paths = {urlsplit(address).path for address in addresses}
    # A parameter may differ from link to link (a session, the place in the list) where the path says which item it is.
    for name, count in parameters.most_common() if len(paths) < _DISTINCT * len(addresses) else ():
        if count >= _DISTINCT * len(addresses) and _tells_apart(addresses, _parameter(name)):
            path = _same([urlsplit(address).path for address in addresses])
            return ItemAddresses(rf"{path}\?(?:.*&)?{escaped(name)}=(?P<id>[^&#]+)", (name,), ())
    drop = tuple(sorted(parameters))
    for place in range(1, _MOST_RUNS + 1):
        if _tells_apart(addresses, _run(place)):
            prefixes = Counter(_prefix(urlsplit(address).path, place) for address in addresses)
            if len(prefixes) <= _MOST_PREFIXES:
                return ItemAddresses(rf"{_any_of(sorted(prefixes))}(?P<id>\d+)(?!\d)", (), drop)
    if _tells_apart(addresses, _last_word):
        folders = Counter(urlsplit(address).path.rstrip("/").rpartition("/")[0] for address in addresses)
        depth = r"(?:/[^/?#]+)*" if len(folders) > _MOST_PREFIXES else _any_of([escaped(one) for one in folders])
        return ItemAddresses(rf"{depth}/(?P<id>[^/?#]+?)(?:\.html?)?/?(?:[?#]|$)", (), drop)
    return None


def _tells_apart(addresses: Sequence[str], part: Callable[[str], str | None]) -> bool:
    found = [one for address in addresses if (one := part(address))]
    return len(found) >= _DISTINCT * len(addresses) and len(set(found)) >= _DISTINCT * len(found)


def _parameter(name: str) -> Callable[[str], str | None]:
    return lambda address: dict(parse_qsl(urlsplit(address).query)).get(name)


def _run(place: int) -> Callable[[str], str | None]:
    """The number at *place*, counted from the end of the path."""

    def part(address: str) -> str | None:
        runs = _RUN.findall(urlsplit(address).path)
        return str(runs[-place]) if len(runs) >= place else None

    return part


def _last_word(address: str) -> str | None:
    return urlsplit(address).path.rstrip("/").rpartition("/")[2] or None


def _prefix(path: str, place: int) -> str:
    """A pattern for what stands before the number: folders as they are, the words of a slug as any."""
    runs = list(_RUN.finditer(path))
    before = path[: runs[-place].start()] if len(runs) >= place else path
    folder, slash, slug = before.rpartition("/")
    folders = re.sub(r"\d+", r"\\d+", escaped(folder))
    if len(slug) <= 1 or re.fullmatch(r"[A-Za-z]{1,12}[-_]?", slug):
        return f"{folders}{slash}{escaped(slug)}"
    joint = slug[-1] if not slug[-1].isalnum() else ""
    return f"{folders}{slash}[^/?]*{escaped(joint)}"


def _same(paths: Sequence[str]) -> str:
    return _any_of(sorted({escaped(path) for path in paths})[:_MOST_PREFIXES])


def escaped(text: str) -> str:
    """*text* as a pattern that a person can read."""
    return re.escape(text).replace(r"\-", "-")


def _any_of(patterns: Sequence[str]) -> str:
    return patterns[0] if len(patterns) == 1 else f"(?:{'|'.join(patterns)})"
