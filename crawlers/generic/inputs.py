"""Which pages are to be read: files, addresses, and lists that give files their addresses."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from foundation.errors import UsageError

_SHAPE = 'one {"file", "url"} a line'


@dataclass(frozen=True)
class PageInput:
    """One page to read."""

    file: str | None
    """Path of a saved page as it was given; None for a page to fetch."""
    url: str | None
    """Address that the page came from or is at, where it is known."""
    path: Path | None = None
    """Where `file` is."""


def is_address(text: str) -> bool:
    """Whether an argument is a web address, and no file."""
    return text.startswith(("http://", "https://"))


def page_inputs(pages: Sequence[str], *, url: str | None = None, addresses: Path | None = None) -> list[PageInput]:
    """The pages in the order given. Raises `UsageError` for a list that cannot be read.

    *pages* are files, web addresses and lists (``.jsonl``, ``{"file", "url"}`` a line, paths relative to the list or to
    the working directory). A list beside files only gives them their addresses, as *addresses* does; lists alone stand
    for all their pages. *url* is the address of the one file.
    """
    lists = [Path(page) for page in pages if _is_list(page)]
    others = [page for page in pages if not _is_list(page)]
    if url is not None and not is_address(url) and _is_list(url):
        addresses, url = Path(url), None
    listed = [entry for one in (*lists, *([addresses] if addresses else [])) for entry in _read_list(one)]
    if url is not None and not is_address(url):
        raise UsageError("is not a web address", where=url, way_out="give the page's address, with http:// or https://")
    files = [page for page in others if not is_address(page)]
    if url is not None and len(files) != 1:
        raise UsageError(
            "--url is the address of one file", where=url, way_out=f"list them in a file, {_SHAPE}, for --addresses"
        )
    if not others:
        return listed
    known = _Addresses(listed)
    return [
        PageInput(None, page) if is_address(page) else PageInput(page, url or known.of(page), Path(page))
        for page in others
    ]


def _is_list(page: str) -> bool:
    return page.endswith((".jsonl", ".ndjson"))


class _Addresses:
    """Addresses by file: by its path, else by its name where only one of the list is called so."""

    def __init__(self, listed: Sequence[PageInput]) -> None:
        self._by_path = {one.path.resolve(): one.url for one in listed if one.path}
        names = [one.path.name for one in listed if one.path]
        self._by_name = {one.path.name: one.url for one in listed if one.path and names.count(one.path.name) == 1}

    def of(self, file: str) -> str | None:
        path = Path(file)
        return self._by_path.get(path.resolve()) or self._by_name.get(path.name)


def _read_list(file: Path) -> Iterator[PageInput]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot be read ({error})", where=str(file), way_out=f"give UTF-8 text, {_SHAPE}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _entry(line, file, number)


def _entry(line: str, file: Path, number: int) -> PageInput:
    where = f"{file}:{number}"
    try:
        row: Any = json.loads(line)
    except ValueError as error:
        raise UsageError(f"is not JSON ({error})", where=where, way_out=_SHAPE) from error
    if not isinstance(row, dict):
        raise UsageError("is no object", where=where, way_out=_SHAPE)
    name, url = row.get("file"), row.get("url")
    if not isinstance(name, str | None) or not isinstance(url, str | None) or not (name or url):
        raise UsageError("has neither a file nor a url", where=where, way_out=_SHAPE)
    if url and not is_address(url):
        raise UsageError(f"has a url that is no web address: {url}", where=where, way_out=_SHAPE)
    entry = PageInput(name or None, url or None)
    if not name:
        return entry
    beside = file.parent / name
    return replace(entry, path=beside if beside.exists() or not Path(name).exists() else Path(name))
