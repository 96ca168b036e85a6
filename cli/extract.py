"""``chipwatch extract``: texts in, offers and facts out; for programs and for looking closely at one text."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import settings_of

if TYPE_CHECKING:
    from extract.pipeline import Extractor
    from extract.records import Extraction
    from foundation.settings import Settings


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("extract")(extract)


def extract(
    ctx: typer.Context,
    explain: Annotated[
        bool, typer.Option("--explain", help="Show each text with its spans and why values were or were not read.")
    ] = False,
) -> None:
    """Read JSONL on stdin ({"id","text","kind"?,"lang"?}) and write what was read as JSONL on stdout.

    `kind` is listing (the default) or article. With --explain, stdin may also be plain text.
    """
    settings = settings_of(ctx)
    extractor = _extractor(settings)
    if explain:
        _explain(extractor)
        return
    from cli.output import write_json_line

    rows = list_rows(sys.stdin)
    for row, extraction in _read(extractor, rows):
        write_json_line({"id": row["id"], **plain_extraction(extraction)})


def _extractor(settings: Settings) -> Extractor:
    from extract.pipeline import Extractor
    from foundation.contact_key import contact_key

    key = None if settings.contacts == "raw" else contact_key(settings.data.contact_key)
    return Extractor(contacts=settings.contacts, contact_key=key)


def list_rows(lines: Iterator[str] | Any) -> Iterator[dict[str, Any]]:
    """Rows of JSONL. Raises `UsageError` that names the line."""
    import json

    from foundation.errors import UsageError

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise UsageError(
                f"is not JSON ({error})", where=f"stdin, line {number}", way_out='one {"id", "text"} a line'
            ) from error
        if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
            raise UsageError("has no id or no text", where=f"stdin, line {number}", way_out='one {"id", "text"} a line')
        yield row


def _read(extractor: Extractor, rows: Iterator[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Extraction]]:
    from collections import deque

    waiting: deque[dict[str, Any]] = deque()

    def texts() -> Iterator[tuple[str, dict[str, Any]]]:
        for row in rows:
            waiting.append(row)
            yield row["text"], {"kind": row.get("kind") or "listing", "lang": row.get("lang")}

    for extraction in extractor.pipe(texts()):
        yield waiting.popleft(), extraction


def plain_extraction(extraction: Extraction) -> dict[str, Any]:
    """An extraction as JSON types: numbers as numbers, null keys left out."""
    return {
        "side": extraction.side.value,
        "lang": extraction.lang,
        "offers": [_plain(offer.model_dump()) for offer in extraction.offers],
        "seller": extraction.seller.name if extraction.seller else None,
        "contacts": [_plain(contact.model_dump()) for contact in extraction.contacts],
        "facts": [_plain(fact.model_dump()) for fact in extraction.facts],
        "events": [_plain(event.model_dump()) for event in extraction.events],
        "undetermined": [_plain(item.model_dump()) for item in extraction.undetermined],
        "version": extraction.version,
    }


def _plain(value: Any) -> Any:
    from datetime import date
    from decimal import Decimal

    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None and item != ()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def _explain(extractor: Extractor) -> None:
    from cli.output import write_text
    from extract.explain import explained

    text = sys.stdin.read()
    rows = list_rows(iter(text.splitlines())) if text.lstrip().startswith("{") else iter([{"id": "-", "text": text}])
    for row, extraction in _read(extractor, rows):
        for line in explained(row["text"], extraction):
            write_text(line)
