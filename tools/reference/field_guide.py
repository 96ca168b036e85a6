"""docs/field-guide.md: every field of what the extractor reads, with texts and what comes out of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter

from index.meaning import meaning_in

GUIDE = Path(__file__).with_name("field-guide.yaml")

_INTRODUCTION = """\
# Guide of fields

What the extractor reads, field by field, with invented texts and what comes out of them. Written by `make docs` from
the records and from `tools/reference/field-guide.yaml`; a test reads every text here with the extractor. ⏎ is a line
break. [The extractor](extractor.md) tells how a text is read, [fields](fields.md) what the index holds of it.

- [What a text gives](#what-a-text-gives)
- [Lines of goods](#lines-of-goods)
- [Money](#money)
- [Contacts](#contacts)
- [Parties](#parties)
- [Facts](#facts)
- [Case events](#case-events)
"""
_TITLES = {
    "Extraction": "What a text gives",
    "Offer": "Lines of goods",
    "Money": "Money",
    "Contact": "Contacts",
    "Party": "Parties",
    "Fact": "Facts",
    "CaseEvent": "Case events",
}


class Example(BaseModel):
    """A text and what is read from it."""

    model_config = ConfigDict(extra="forbid")

    text: str
    """Invented."""
    kind: Literal["listing", "article"] = "listing"
    """How it is read."""
    hints: dict[str, Any] = {}
    """What the page around it says, by field of `Hints`."""
    reads: dict[str, Any] | list[dict[str, Any]] = []
    """Fields of the only record of its kind, or of several in order; null is an empty field."""
    text_reads: dict[str, Any] = {}
    """Fields of the extraction as a whole."""
    because: str | None = None
    """The reason given for what is left out."""

    @property
    def records(self) -> list[dict[str, Any]]:
        """`reads` as a list."""
        return self.reads if isinstance(self.reads, list) else [self.reads]


class Entry(BaseModel):
    """What the guide says of one field."""

    model_config = ConfigDict(extra="forbid")

    note: str | None = None
    """What a reader should know beside its meaning."""
    examples: tuple[Example, ...] = ()
    """Texts that show it."""


@cache
def guide() -> dict[str, dict[str, Entry]]:
    """Record → field → entry."""
    return TypeAdapter(dict[str, dict[str, Entry]]).validate_python(yaml.safe_load(GUIDE.read_text(encoding="utf-8")))


def field_guide_page() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *(_section(record, fields) for record, fields in guide().items())])


def _section(record: str, fields: dict[str, Entry]) -> str:
    parts = (_field(record, name, entry) for name, entry in fields.items())
    return "\n".join([f"## {_TITLES[record]}\n", f"Record `{record}` of `extract/records.py`.\n", *parts])


def _field(record: str, name: str, entry: Entry) -> str:
    told = [meaning_in(record, name), entry.note.strip() if entry.note else ""]
    table = list(_table(entry.examples))
    return "\n".join([f"### `{name}`\n", " ".join(filter(None, told)), "", *table, *([""] if table else [])])


def _table(examples: Sequence[Example]) -> Iterator[str]:
    if not examples:
        return
    yield "| text | read |"
    yield "|---|---|"
    for example in examples:
        text = example.text.replace("\n", " ⏎ ").replace("|", "\\|")
        kind = " (article)" if example.kind == "article" else ""
        hints = "".join(f"; the page says `{name}` {value}" for name, value in example.hints.items())
        yield f"| {text}{kind}{hints} | {_read(example)} |"


def _read(example: Example) -> str:
    lines = [_values(record) for record in (*example.records, example.text_reads) if record]
    reason = f" ({example.because})" if example.because else ""
    return "<br>".join(lines) + reason


def _values(values: dict[str, Any]) -> str:
    return ", ".join(
        f"no `{name}`" if value in (None, []) else f"`{name}` {_shown(value)}" for name, value in values.items()
    )


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_shown(item) for item in value)
    if isinstance(value, dict):
        return f"({_values(value)})"
    return str(value).lower() if isinstance(value, bool) else str(value)
