"""What ``chipwatch extract --explain`` prints of one text: its spans in colour, or in brackets where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from cli.output import plain, stdout, write_text

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from extract.explain import Row
    from extract.pieces import Piece
    from extract.records import Extraction

_FIELDS_BY_COLOUR = {
    "green": ("model", "models", "server", "variant", "form"),
    "yellow": (
        "quantity",
        "quantity_max",
        "quantity_approx",
        "unit",
        "gpus_per_unit",
        "gpus_source",
        "gpu_count",
        "moq",
    ),
    "magenta": (
        *("price", "price_max", "price_from", "currency", "price_basis", "price_unit", "alt_prices", "masked_price"),
        *("rental_price", "rental_price_max", "rental_currency", "rental_unit", "value", "value_kind", "tax"),
    ),
    "cyan": ("goods_location", "goods_city", "goods_country", "delivery_location", "origin", "route"),
    "blue": ("name", "parties", "seller", "contact", "methods"),
}
_COLOURS = {field: colour for colour, fields in _FIELDS_BY_COLOUR.items() for field in fields}
_NOT_READ = "bold red"
_LINE = 80


def explain(text: str, extraction: Extraction, *, kind: str = "listing", name: str | None = None) -> None:
    """Print the text with its spans, then every value and why it was or was not read."""
    from extract.explain import left_out, people, rows, unsaid
    from extract.pieces import pieces

    cut = list(pieces(text, extraction))
    if name is not None:
        write_text(_styled(f"── {plain(name)} {'─' * max(2, _LINE - len(name))}", "dim"))
    write_text(_in_colour(cut) if _has_colours() else _in_brackets(cut))
    write_text()
    write_text(_styled(_verdict(extraction, kind), "bold"))
    for number, offer in enumerate(extraction.offers, 1):
        note = ", ".join(unsaid(offer))
        _write(f"{number} {offer.side.value}", offer.verbatim, rows(offer), f"nothing said of {note}" if note else None)
    for number, fact in enumerate(extraction.facts, 1):
        _write(f"{number} fact", fact.verbatim, rows(fact))
    for number, event in enumerate(extraction.events, 1):
        _write(f"{number} event", event.verbatim, rows(event))
    _write("seller and contacts", "", people(text, extraction))
    _write("seen and left out", "", left_out(extraction), missing="left out")
    write_text()


def _has_colours() -> bool:
    console = stdout()
    return console.color_system is not None and not console.no_color


def _verdict(extraction: Extraction, kind: str) -> str:
    from extract.explain import why_nothing

    reason = why_nothing(extraction, kind)
    counts = (
        (len(extraction.offers), "line of goods", "lines of goods"),
        (len(extraction.facts), "fact", "facts"),
        (len(extraction.events), "event", "events"),
    )
    found = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    head = extraction.side.value if kind == "listing" else "article"
    return f"{head}: {reason or found}  (language {extraction.lang}, extractor {extraction.version})"


def _write(
    title: str, verbatim: str, values: Iterable[Row], note: str | None = None, *, missing: str = "not read"
) -> None:
    shown = list(values)
    if not shown:
        return
    line = " ".join(plain(verbatim).split())
    write_text()
    write_text(_styled(title, "bold").append(f"  {line if len(line) <= _LINE else line[: _LINE - 1] + '…'}", "dim"))
    stdout().print(_table(shown, missing))
    if note:
        write_text(_styled(f"  {note}", "dim"))


def _table(values: Iterable[Row], missing: str) -> Table:
    """field, value ← words, rule and confidence; a ditto mark where the words are those of the row above."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for _ in range(3):
        table.add_column(overflow="fold")
    above = None
    for row in values:
        words: Text | str = Text(f"  ({row.follows})", "dim") if row.words is None else f"← {plain(row.words)}"
        if row.rule and above == (row.words, row.rule):
            words, basis = "← ″", ""
        else:
            basis = row.reason or (f"{row.rule} {row.confidence:.0%}" if row.rule and row.confidence else "")
        above = (row.words, row.rule)
        value = Text(missing, _NOT_READ) if row.value is None else Text(plain(row.value), "bold")
        table.add_row(Text(f"  {row.field}", _style(row.field)), value, words, Text(basis, "dim" if row.rule else ""))
    return table


def _in_colour(cut: Iterable[Piece]) -> Text:
    from rich.text import Text

    text = Text()
    for piece in cut:
        style = "" if piece.field is None else _style(piece.field) if piece.read else _NOT_READ
        text.append(plain(piece.text), f"underline {style}" if style else None)
    return text


def _in_brackets(cut: Iterable[Piece]) -> str:
    return "".join(_bracketed(cut)) + ("\n[read]  [? seen and not read]" if any(piece.group for piece in cut) else "")


def _bracketed(cut: Iterable[Piece]) -> Iterator[str]:
    for group, members in groupby(cut, key=lambda piece: piece.group):
        span = list(members)
        words = "".join(piece.text for piece in span)
        if not group:
            yield words
        else:
            yield f"[{words}]" if all(piece.read for piece in span) else f"[? {words}]"


def _style(field: str) -> str:
    return _COLOURS.get(field, "bold")


def _styled(words: str, style: str) -> Text:
    from rich.text import Text

    return Text(plain(words), style=style)
