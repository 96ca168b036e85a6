"""docs/commands.md: every command with its arguments and options."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from enum import Enum
from typing import Any

import typer

from cli.main import build_app

_INTRODUCTION = """\
# Commands

Every command and option. Written from the code by `make docs`; what `chipwatch COMMAND --help` shows stands here too.
Results go to stdout, messages and progress to stderr. [Exit codes](exit-codes.md) and [settings](settings.md) have
pages of their own.
"""


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its full name (``chipwatch export listings``), the frame first, groups before members."""
    yield from _walk("chipwatch", typer.main.get_command(build_app()))


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    yield name, command
    for child_name, child in sorted(getattr(command, "commands", {}).items()):
        if not child.hidden:
            yield from _walk(f"{name} {child_name}", child)


def options_of(command: Any) -> list[Any]:
    """Visible options of a command, without ``--help``."""
    return [p for p in command.params if p.opts[0].startswith("-") and not p.hidden]


def arguments_of(command: Any) -> list[Any]:
    """Visible arguments of a command."""
    return [p for p in command.params if not p.opts[0].startswith("-") and not p.hidden]


def option_names(option: Any) -> str:
    """Heading of an option, for example ``--out, -o``."""
    return ", ".join([*option.opts, *option.secondary_opts])


def commands_page() -> str:
    """The whole page."""
    return "\n".join([_INTRODUCTION, *(_section(name, command) for name, command in commands())])


def _section(name: str, command: Any) -> str:
    # Markers of the terminal's help (form feed, backspace) mean nothing here.
    help_text = inspect.cleandoc(command.help or "").replace("\f", "").replace("\b", "")
    parts = [f"## `{name}`\n", f"{help_text}\n"]
    if hasattr(command, "commands"):
        parts.append("".join(f"- [`{name} {child}`](#{_anchor(f'{name} {child}')})\n" for child in _children(command)))
    else:
        words = [name, *("[OPTIONS]" for _ in options_of(command)[:1]), *map(_usage, arguments_of(command))]
        parts.append(f"```\n{' '.join(words)}\n```\n")
    parts += [f"### `{_metavar(p)}`\n\n{_meaning(p)}\n" for p in arguments_of(command)]
    parts += [f"### `{option_names(p)}`\n\n{_meaning(p)}\n" for p in options_of(command)]
    return "\n".join(parts)


def _children(command: Any) -> list[str]:
    return sorted(name for name, child in command.commands.items() if not child.hidden)


def _anchor(heading: str) -> str:
    return heading.lower().replace(" ", "-")


def _metavar(argument: Any) -> str:
    return str(argument.metavar or argument.name).upper()


def _usage(argument: Any) -> str:
    shown = _metavar(argument) + ("..." if argument.nargs == -1 else "")
    return shown if argument.required else f"[{shown}]"


def _meaning(parameter: Any) -> str:
    notes = [parameter.help or ""]
    annotation = parameter.type_descriptor.annotation
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        notes.append(f"One of {', '.join(f'`{member.value}`' for member in annotation)}.")
    if parameter.min is not None and parameter.max is not None:
        notes.append(f"From {parameter.min} to {parameter.max}.")
    elif parameter.min is not None:
        notes.append(f"At least {parameter.min}.")
    if parameter.multiple:
        notes.append("Can be given several times.")
    if parameter.required:
        notes.append("Required.")
    elif parameter.default not in (None, "", (), [], False):
        default = parameter.default.value if isinstance(parameter.default, Enum) else parameter.default
        notes.append(f"Default: `{default}`.")
    elif isinstance(parameter.show_default, str):
        notes.append(f"Default: `{parameter.show_default}`.")
    return " ".join(note for note in notes if note)
