"""Shipped sources turned towards a site of a test."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from crawlers.source import Source
from crawlers.source_file import read_source
from crawlers.source_library import shipped_files


def shipped(name: str) -> Source:
    """The source *name* as it ships."""
    return read_source(shipped_files()[name])


def write_turned(
    directory: Path, name: str, origin: str, *, hosts: Sequence[str], queries: Sequence[str] = (), **changes: Any
) -> None:
    """Write the source *name* into *directory*, unhurried; each of *hosts* (HOST or HOST/PATH) leads to *origin*.

    *queries* take the place of its searches; *changes* of other keys.
    """
    text = shipped_files()[name].read_text(encoding="utf-8")
    for host in hosts:
        _, slash, path = host.partition("/")
        text = text.replace(f"https://{host}", f"{origin}{slash}{path}")
    data: dict[str, Any] = yaml.safe_load(text)
    data.setdefault("politeness", {})["delay_s"] = 0
    if queries:
        data.pop("searches", None)
        data["queries"] = list(queries)
    data |= changes
    directory.mkdir(parents=True, exist_ok=True)
    (directory / f"{name}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
