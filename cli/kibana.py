"""``chipwatch kibana``: saved objects for Kibana, written and checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.output import Format, FormatOption, say, write_json, write_table


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Write and check saved objects for Kibana 8.", no_args_is_help=True)
    group.command(name="export")(export)
    group.command(name="check")(check)
    app.add_typer(group, name="kibana")


def export(
    out: Annotated[
        Path | None, typer.Option(help="File to write, its name ending in .ndjson; unset, standard output.")
    ] = None,
) -> None:
    """Write the data views as NDJSON, to be imported in Kibana under Stack Management, Saved Objects."""
    from foundation.errors import ExportError, UsageError
    from kibana.data_views import data_views
    from kibana.saved_objects import to_ndjson

    objects = data_views()
    text = to_ndjson(objects)
    if out is None:
        typer.echo(text, nl=False)
        return
    if out.suffix != ".ndjson":
        raise UsageError(
            f"Kibana imports only files whose name ends in .ndjson, not {out.name!r}",
            where="--out",
            way_out=f"write to {out.with_suffix('.ndjson')}",
        )
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise ExportError(
            f"the file cannot be written ({error.strerror})", where=str(out), way_out="choose another file with --out"
        ) from error
    say(f"{len(objects)} data views written to {out}")


def check(
    file: Annotated[Path, typer.Argument(help="File of saved objects (.ndjson).")],
    format: FormatOption = Format.TABLE,
) -> None:
    """Hold a file of saved objects to the rules of Kibana's import. Problems end with exit code 2."""
    from foundation.errors import UsageError
    from kibana.checking import check_file

    try:
        content = file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the file cannot be read ({error.strerror})", where=str(file), way_out="name a file of saved objects"
        ) from error
    problems = check_file(content)
    if format is Format.JSON:
        write_json(problems)
    elif problems:
        write_table(("line", "rule", "problem"), [(p.line or None, p.rule, p.text) for p in problems], right=("line",))
    if problems:
        raise UsageError(
            f"{len(problems)} problem{'s' if len(problems) > 1 else ''} found",
            where=str(file),
            way_out="write it anew with `chipwatch kibana export`",
        )
    say(f"{file} keeps every rule")
