"""``chipwatch kibana``: saved objects for Kibana, written, checked and imported."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cli.output import Format, FormatOption, say, write_json, write_table


def register(app: typer.Typer) -> None:
    """Add the group."""
    group = typer.Typer(help="Data views, saved searches and dashboards for Kibana.", no_args_is_help=True)
    group.command(name="export")(export)
    group.command(name="check")(check)
    group.command(name="import")(import_)
    app.add_typer(group, name="kibana")


def export(
    out: Annotated[
        Path | None, typer.Option(help="File to write, its name ending in .ndjson; unset, standard output.")
    ] = None,
) -> None:
    """Write data views, saved searches and dashboards as NDJSON, to be imported in Kibana by hand.

    There: Stack Management, Saved Objects, Import.
    """
    from foundation.errors import ExportError, UsageError
    from kibana.all_objects import all_objects
    from kibana.saved_objects import to_ndjson

    objects = all_objects()
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
    say(f"{len(objects)} saved objects written to {out}")


def check(
    file: Annotated[Path, typer.Argument(help="File of saved objects (.ndjson).")],
    target: Annotated[str, typer.Option(help="Version of the Kibana that is to import it.")] = "8.8.0",
    format: FormatOption = Format.TABLE,
) -> None:
    """Hold a file of saved objects to the rules of Kibana's import. Problems end with exit code 2."""
    from foundation.errors import UsageError
    from kibana.checking import check_file
    from kibana.rules.envelope import OLDEST_KIBANA, numbers

    if numbers(target) < numbers(OLDEST_KIBANA):
        raise UsageError(
            f"{target} is no version of Kibana that reads such files",
            where="--target",
            way_out=f"name {OLDEST_KIBANA} or a later one",
        )
    problems = check_file(_content(file), target=target)
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


def import_(  # noqa: PLR0917
    url: Annotated[
        str, typer.Option(envvar="CHIPWATCH_KIBANA_URL", help="Address of Kibana, without user and password.")
    ],
    file: Annotated[Path | None, typer.Argument(help="File of saved objects; none, those that export writes.")] = None,
    space: Annotated[str | None, typer.Option(help="Kibana space; unset, the default one.")] = None,
    user: Annotated[
        str | None,
        typer.Option(envvar="CHIPWATCH_KIBANA_USER", help="User; the password is in CHIPWATCH_KIBANA_PASSWORD."),
    ] = None,
    password_file: Annotated[Path | None, typer.Option(help="File that holds the password instead.")] = None,
    api_key_file: Annotated[
        Path | None, typer.Option(help="File that holds an API key; unset, CHIPWATCH_KIBANA_API_KEY.")
    ] = None,
    ca_file: Annotated[Path | None, typer.Option(help="Certificates (PEM) that Kibana's is signed by.")] = None,
) -> None:
    """Put data views, saved searches and dashboards into a Kibana of version 8.8 or later, over those of the same ids.

    Passwords and keys come from variables or files alone and are never shown.
    """
    from kibana.access import open_access
    from kibana.all_objects import all_objects
    from kibana.importing import import_file
    from kibana.saved_objects import to_ndjson

    access = open_access(
        url, space=space, user=user, password_file=password_file, api_key_file=api_key_file, ca_file=ca_file
    )
    content = _content(file) if file else to_ndjson(all_objects()).encode()
    done = import_file(access, content)
    say(f"{done.objects} saved objects imported into {access.url}{f' (Kibana {done.version})' if done.version else ''}")


def _content(file: Path) -> bytes:
    from foundation.errors import UsageError

    try:
        return file.read_bytes()
    except OSError as error:
        raise UsageError(
            f"the file cannot be read ({error.strerror})", where=str(file), way_out="name a file of saved objects"
        ) from error
