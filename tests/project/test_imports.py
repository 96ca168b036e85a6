"""What a room imports is named as a dependency, not had by the grace of another package."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT
from tests.project.tracked import tracked_files

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
ROOMS = ("foundation", "extract", "index", "crawlers", "ingest", "health", "leads", "kibana", "cli")
OWN = {path.parts[0] for path in tracked_files() if path.suffix == ".py"}


def _declared(*extras: str) -> set[str]:
    texts = [*PROJECT["dependencies"], *(text for extra in extras for text in PROJECT["optional-dependencies"][extra])]
    return {canonicalize_name(Requirement(text).name) for text in texts}


def _imported(*rooms: str) -> Iterator[tuple[str, str]]:
    """(file, top-level module) of every import of somebody else's package."""
    for path in tracked_files():
        if path.suffix == ".py" and path.parts[0] in rooms:
            for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
                names: list[str] = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module:
                    names = [node.module]
                for name in {name.partition(".")[0] for name in names} - sys.stdlib_module_names - OWN:
                    yield str(path), name


@pytest.mark.parametrize(
    ("rooms", "extras"),
    [
        (ROOMS, ("browser",)),
        (("demo",), ("demo", "browser")),
        (("tests", "tools", "bench"), ("demo", "browser", "names", "dev")),
    ],
    ids=["rooms", "demo", "tests"],
)
def test_imports_are_declared(rooms: tuple[str, ...], extras: tuple[str, ...]) -> None:
    owners, declared = packages_distributions(), _declared(*extras)
    undeclared: dict[str, str] = {}
    for file, module in _imported(*rooms):
        if not {canonicalize_name(owner) for owner in owners.get(module, [module])} & declared:
            undeclared.setdefault(module, file)
    assert undeclared == {}
