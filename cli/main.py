"""The ``chipwatch`` command: its frame, its global options, and what becomes of errors.

A file in this folder with ``register(app)`` is a command group; nothing else has to know of it.
Groups import the rooms inside their functions, so that ``--help`` stays quick.
"""

from __future__ import annotations

import errno
import importlib
import io
import os
import pkgutil
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import cli
from cli.context import GlobalOptions
from cli.output import say
from foundation.errors import ChipwatchError

INTERRUPTED = 130
BROKEN_PIPE = 141

HELP_ORDER = (
    "demo",
    "sources",
    "plan",
    "crawl",
    "due",
    "reparse",
    "ingest",
    "search",
    "show",
    "trends",
    "leads",
    "export",
    "doctor",
)
"""Groups as the work goes; others follow by name."""


class _Frame(TyperGroup):
    """Flushes results inside the command, so that a closed pipe or a full disk is noticed in time."""

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as error:
            _abandon_stdout()
            raise typer.Exit(BROKEN_PIPE) from error
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            _abandon_stdout()
            raise ChipwatchError(
                "no space is left on the device", where=error.filename, way_out="free some and run the command again"
            ) from error
        return result


def _abandon_stdout() -> None:
    # What is still buffered must go somewhere, or the interpreter complains while it ends.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def build_app() -> typer.Typer:
    """The command with every group of this folder."""
    app = typer.Typer(
        cls=_Frame,
        name="chipwatch",
        help="Find, read, search and export online offers of export-controlled GPUs.",
        no_args_is_help=True,
        add_completion=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_globals)
    found = {module.name for module in pkgutil.iter_modules(cli.__path__)} - {"__main__"}
    for name in sorted(found, key=lambda name: (_place(name), name)):
        group = importlib.import_module(f"cli.{name}")
        if hasattr(group, "register"):
            group.register(app)
    return app


def _place(name: str) -> int:
    return HELP_ORDER.index(name) if name in HELP_ORDER else len(HELP_ORDER)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"chipwatch {version('chipwatch')}")
        raise typer.Exit


def _globals(
    ctx: typer.Context,
    home: Annotated[Path | None, typer.Option(help="Directory where all data lives.", show_default="./data")] = None,
    store: Annotated[str | None, typer.Option(help="URL of the store, for example sqlite:///leads.db.")] = None,
    log_level: Annotated[
        str | None, typer.Option(help="Least severe message logged: DEBUG, INFO, WARNING or ERROR.")
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and stop.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    ctx.obj = GlobalOptions(home=home, store=store, log_level=log_level.upper() if log_level else None)


def _unexpected(error: Exception) -> None:
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="chipwatch-", suffix=".traceback.txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exception(error, file=file)
    reason = str(error).strip().splitlines()
    say(
        f"chipwatch met an error it did not expect: {type(error).__name__}{f': {reason[0]}' if reason else ''}\n"
        f"  way out: report it with {file.name}"
    )


def main() -> None:
    """Entry point: runs the command and ends with its exit code (docs/exit-codes.md). Never shows a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        build_app()(prog_name="chipwatch")
    except ChipwatchError as error:
        say(str(error))
        _end(error.exit_code)
    except KeyboardInterrupt:
        _end(INTERRUPTED)
    except Exception as error:
        _unexpected(error)
        _end(1)


def _end(code: int) -> None:
    try:
        sys.stdout.flush()
    except OSError:
        _abandon_stdout()
    sys.exit(code)
