"""A draft as the YAML file that a person edits."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from crawlers.generic.trying import Tried
from foundation.errors import UsageError

_HEAD = """\
# yaml-language-server: $schema={schema}
# A draft by `chipwatch source try`. Look at it, read the site's terms, and try it:
#   chipwatch source check ADDRESS --source {name}
# What it misses or reads wrongly is named under `pages.fields`; docs/sources.md tells how.
"""
_SCHEMA = Path(__file__).parents[1] / "sources" / "schema.json"


def draft_text(tried: Tried) -> str:
    """The text of the file."""
    head = _HEAD.format(schema=_SCHEMA, name=tried.draft["name"])
    return head + "".join(_key(name, value) for name, value in tried.draft.items())


def _key(name: str, value: Any) -> str:
    # A list of addresses is shortest with each entry on a line; the rest is clearest as a tree.
    style = None if name in {"entries", "languages"} else False
    return yaml.safe_dump({name: value}, sort_keys=False, allow_unicode=True, width=1000, default_flow_style=style)


def write_draft(tried: Tried, file: Path) -> None:
    """Write the file; the directory must be there. Raises `UsageError` where a file is there already."""
    try:
        with file.open("x", encoding="utf-8") as out:
            out.write(draft_text(tried))
    except FileExistsError as error:
        raise UsageError("is there already", where=str(file), way_out="take it away, or give another --out") from error
    except OSError as error:
        raise UsageError(
            f"cannot be written ({error.strerror})", where=str(file), way_out="give another --out"
        ) from error
