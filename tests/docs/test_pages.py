"""What the pages say can be followed: links resolve, commands, options and targets exist."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.docs.pages import PAGES, anchors_of, code_lines_of, links_of
from tests.project.tracked import tracked_files
from tools.reference.commands import commands

COMMANDS: dict[str, Any] = dict(commands())
TARGETS = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_page_has_links_that_resolve(page: Path) -> None:
    broken = []
    for target in links_of(page):
        path, _, anchor = target.partition("#")
        goal = (ROOT / page.parent / path).resolve()
        linked = goal.relative_to(ROOT) if path else page
        known = linked in tracked_files() or any(linked in file.parents for file in tracked_files())
        if not known or (anchor and anchor not in anchors_of(linked)):
            broken.append(target)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_page_names_commands_that_exist(page: Path) -> None:
    wrong = [line for line in code_lines_of(page) if line.startswith("chipwatch ") and not _is_known(line)]
    assert wrong == []


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_page_names_make_targets_that_exist(page: Path) -> None:
    named = {
        word
        for line in code_lines_of(page)
        if line.startswith("make ")
        for word in shlex.split(line, comments=True)[1:]
        if re.fullmatch(r"[a-z]+", word)
    }
    assert named <= TARGETS


def _is_known(line: str) -> bool:
    """Whether the commands and options of a command line are those of `chipwatch`; other words may be anything."""
    words = shlex.split(re.split(r"\s[|>#&;]", line)[0])
    name, command = words[0], COMMANDS[words[0]]
    options = {"--help", "-h"} | _options(command)
    for word in words[1:]:
        if word.startswith("-") and len(word) > 1:
            if word.partition("=")[0] not in options:
                return False
        elif f"{name} {word}" in COMMANDS:
            name = f"{name} {word}"
            command = COMMANDS[name]
            options |= _options(command)
        elif hasattr(command, "commands") and name == words[0] and not _is_value(words, word):
            return word.isupper()
    return True


def _is_value(words: list[str], word: str) -> bool:
    """Whether *word* belongs to a global option before it."""
    before = words[words.index(word) - 1]
    return before.startswith("--")


def _options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}


def test_readme_shows_the_two_commands() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40]
    assert any("make demo" in line for line in first_screen)
    assert any("make test" in line for line in first_screen)


def test_gate_runs_exactly_the_readme_test_command() -> None:
    assert "part make test\n" in (ROOT / ".ci/run").read_text()
