"""``chipwatch extract``: texts in, offers and facts out; for programs and for looking closely at one text."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
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
    from cli.output import say, write_json_line

    settings = settings_of(ctx)
    if sys.stdin.isatty():
        say("reading from the terminal; Ctrl-D ends the text")
    extractor = _extractor(settings)
    if explain:
        _explain(extractor)
        say_what_was_lost()
        return
    rows = list_rows(sys.stdin.buffer)
    for row, extraction in _read(extractor, rows):
        write_json_line({"id": row["id"], **plain_extraction(extraction)})
    say_what_was_lost()


def say_what_was_lost() -> None:
    """One line on stderr for each optional model that the texts asked for and that is not installed."""
    from cli.output import say
    from extract.names import lost

    for notice in lost():
        say(notice)


def _extractor(settings: Settings) -> Extractor:
    from extract.pipeline import Extractor
    from foundation.contact_key import contact_key

    key = None if settings.contacts == "raw" else contact_key(settings.data.contact_key)
    return Extractor(contacts=settings.contacts, contact_key=key)


def list_rows(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Rows of JSONL in UTF-8. Raises `UsageError` that names the line."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(line, f"stdin, line {number}")


def _row(line: bytes, where: str) -> dict[str, Any]:
    import json

    from foundation.errors import UsageError

    shape = 'one {"id", "text"} a line'
    try:
        row = json.loads(_decoded(line, where))
    except ValueError as error:
        raise UsageError(f"is not JSON ({error})", where=where, way_out=shape) from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise UsageError("has no id or no text", where=where, way_out=shape)
    for key in ("kind", "lang"):
        if not isinstance(row.get(key), str | None):
            raise UsageError(f"has a {key} that is no text", where=where, way_out=f"leave {key} out or quote it")
    return row


def _decoded(line: bytes, where: str) -> str:
    from foundation.errors import UsageError

    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"is not UTF-8 (byte {error.start + 1})",
            where=where,
            way_out="convert it, for example with iconv -f GB18030",
        ) from error


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
    from cli.explained import explain
    from foundation.errors import UsageError

    given = sys.stdin.buffer.read()
    if not given.strip():
        raise UsageError("holds no text", where="stdin", way_out='echo "出H100 20台" | chipwatch extract --explain')
    if given.lstrip().startswith(b"{"):
        for row, extraction in _read(extractor, list_rows(given.splitlines())):
            explain(row["text"], extraction, kind=row.get("kind") or "listing", name=str(row["id"]))
    else:
        text = _decoded(given, "stdin").strip()
        explain(text, extractor.read(text))
