"""Every command, option, setting, field and exit code has its place in docs/."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from foundation import errors
from foundation.settings import Settings
from tests.docs.pages import headings_of, text_of
from tools.reference.blocks import DOCS
from tools.reference.commands import commands, option_names, options_of
from tools.reference.pages import PAGES

DOCS_PAGE = Path("docs")


@pytest.mark.parametrize("name", PAGES)
def test_reference_page_says_what_the_code_says(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run make docs"


def test_reference_has_a_heading_for_every_command_and_option() -> None:
    text = text_of(DOCS_PAGE / "commands.md")
    for name, command in commands():
        section = re.search(rf"^## `{re.escape(name)}`$(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
        assert section, name
        for option in options_of(command):
            assert f"### `{option_names(option)}`" in section[1], (name, option_names(option))


def test_reference_says_what_every_command_and_parameter_is_for() -> None:
    silent = [name for name, command in commands() if not command.help]
    silent += [
        f"{name} {parameter.name}"
        for name, command in commands()
        for parameter in command.params
        if not parameter.hidden and not parameter.help
    ]
    assert silent == []


def test_reference_has_a_heading_for_every_setting() -> None:
    assert headings_of(DOCS_PAGE / "settings.md")[1:] == list(Settings.model_fields)


def test_reference_describes_every_setting() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_reference_states_the_unit_in_the_name_of_a_setting() -> None:
    units = {"seconds": "_s", "bytes": "_bytes", "days": "_days", "milliseconds": "_ms"}
    for name, field in Settings.model_fields.items():
        extra = field.json_schema_extra
        unit = str(extra.get("unit")) if isinstance(extra, dict) else ""
        assert unit not in units or name.endswith(units[unit]), name


def test_reference_lists_every_exit_code() -> None:
    text = text_of(DOCS_PAGE / "exit-codes.md")
    for kind in vars(errors).values():
        if isinstance(kind, type) and issubclass(kind, errors.ChipwatchError) and kind is not errors.ChipwatchError:
            assert f"| `{kind.exit_code}` | `{kind.__name__}`" in text
