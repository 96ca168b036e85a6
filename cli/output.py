"""What commands print: results on stdout, messages and progress on stderr.

Text of strangers (titles, sellers, addresses) never reaches the terminal as markup or as control characters.
"""

from __future__ import annotations

import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from decimal import Decimal

    from rich.console import Console
    from rich.text import Text

WIDTH_WITHOUT_TERMINAL = 160
_NAME_WIDTH = 18
_HIDDEN = {"Cc", "Cf", "Cs", "Co"}


class Format(StrEnum):
    """How results are printed."""

    TABLE = "table"
    """Lines for people."""
    JSON = "json"
    """One JSON document for programs."""


FormatOption = Annotated[Format, typer.Option("--format", help="table for people, json for programs.")]


def plain(text: str, *, keep: str = "\n") -> str:
    """*text* without control, formatting and private characters, which could steer a terminal; *keep* stays."""
    return "".join(c for c in text if c in keep or unicodedata.category(c) not in _HIDDEN)


def marked(text: str) -> Text:
    r"""*text* of a search with its matches (between ``\x02`` and ``\x03``) in bold."""
    from rich.text import Text

    shown = Text()
    for number, piece in enumerate(text.replace("\x03", "\x02").split("\x02")):
        shown.append(plain(piece), style="bold" if number % 2 else None)
    return shown


def cut(text: str, width: int) -> str:
    """*text* in one line of at most *width* columns of a terminal."""
    from rich.cells import cell_len

    line = " ".join(plain(text, keep=" \n\t").split())
    if cell_len(line) <= width:
        return line
    while line and cell_len(line) > width - 1:
        line = line[:-1]
    return f"{line}…"


def short_name(name: str | None) -> str | None:
    """A seller or a place as a column of a table has room for it."""
    return cut(name, _NAME_WIDTH) if name else None


def money(price: Decimal | None, currency: str | None, basis: str | None = None) -> str | None:
    """An amount for people: ``CNY 1,850,000 each``."""
    if price is None:
        return None
    amount = f"{price:,.2f}".removesuffix(".00")
    return " ".join(part for part in (currency or "?", amount, basis) if part)


def say(message: str) -> None:
    """A message to the person at the terminal, on stderr."""
    print(plain(message), file=sys.stderr, flush=True)


def write_json(value: Any) -> None:
    """One JSON document on stdout. Takes pydantic models, dataclasses, decimals, times and paths as they are."""
    from pydantic_core import to_jsonable_python

    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    json.dump(to_jsonable_python(value), sys.stdout, ensure_ascii=ascii_only, indent=2)
    sys.stdout.write("\n")


def write_json_line(value: Any) -> None:
    """One JSON document in one line on stdout; for results that come one by one."""
    from pydantic_core import to_jsonable_python

    ascii_only = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    sys.stdout.write(json.dumps(to_jsonable_python(value), ensure_ascii=ascii_only) + "\n")


def write_text(text: str | Text = "") -> None:
    """A line for people on stdout."""
    from rich.text import Text

    stdout().print(text if isinstance(text, Text) else Text(plain(text)), soft_wrap=True)


def write_table(
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    title: str | None = None,
    right: Sequence[str] = (),
    whole: Sequence[str] = (),
) -> None:
    """A table for people on stdout, in display width (a Han character is two columns wide).

    Cells are text, numbers, None (shown as ``–``) or rich `Text`. Columns named in *right* are aligned to the
    right, those in *whole* are never broken over lines.
    """
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(
        title=Text(title, style="bold") if title else None, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False
    )
    for column in columns:
        table.add_column(
            Text(column),
            justify="right" if column in right else "left",
            no_wrap=column in whole or column in right,
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(_cell(value) for value in row))
    stdout().print(table)


def _cell(value: Any) -> Text:
    from rich.text import Text

    if isinstance(value, Text):
        return value
    return Text("–" if value is None else plain(str(value)))


def stdout() -> Console:
    """Console of results: on a terminal its colours and width; elsewhere no colours, and COLUMNS or room enough."""
    from rich.console import Console

    class _Results(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    console = _Results(highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = WIDTH_WITHOUT_TERMINAL
    return console


@contextmanager
def progress(description: str, total: float | None = None) -> Iterator[Callable[[float], None]]:
    """A progress bar on stderr while the block runs; yields a function that is told how much more is done.

    Silent when stderr is no terminal. Without *total*, the count and the time are shown.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task(plain(description), total=total)
        yield lambda amount: bar.advance(task, amount)
