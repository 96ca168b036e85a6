"""The lock files: complete, hashed, without an address, and the wider holds the narrower."""

from __future__ import annotations

import re
import tomllib
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT

RUNTIME, DEV, SDIST = "requirements.lock", "requirements-dev.lock", "requirements-sdist.lock"
NAMES = "requirements-names.lock"


def _locked(name: str) -> dict[str, set[Version]]:
    """Package → its versions; several where a marker tells them apart."""
    found: dict[str, set[Version]] = {}
    for line in (ROOT / name).read_text().splitlines():
        if line and not line.startswith((" ", "#")):
            package, version = line.split(";")[0].rstrip(" \\").split("==")
            found.setdefault(canonicalize_name(package), set()).add(Version(version))
    return found


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return project


@pytest.mark.parametrize("name", [RUNTIME, DEV, SDIST, NAMES])
def test_lock_has_a_hash_for_every_package(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text().strip())
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert packages
    assert [entry.splitlines()[0] for entry in packages if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("name", [RUNTIME, DEV, SDIST, NAMES])
def test_lock_names_no_index(name: str) -> None:
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", (ROOT / name).read_text())


@pytest.mark.parametrize(
    ("name", "extras"), [(RUNTIME, ["browser", "demo"]), (DEV, ["browser", "demo", "names", "dev"]), (NAMES, ["names"])]
)
def test_lock_satisfies_every_requirement_of_the_project(name: str, extras: list[str]) -> None:
    locked, project = _locked(name), _project()
    base = [] if name == NAMES else project["dependencies"]
    texts = [*base, *(text for extra in extras for text in project["optional-dependencies"][extra])]
    requirements = [requirement for requirement in map(Requirement, texts) if requirement.name != "chipwatch"]
    missing = [
        str(requirement)
        for requirement in requirements
        if not any(map(requirement.specifier.contains, locked.get(canonicalize_name(requirement.name), ())))
    ]
    assert missing == [], "run make lock"


def test_lock_for_development_holds_that_of_the_demo() -> None:
    dev = _locked(DEV)
    assert {name: versions for name, versions in _locked(RUNTIME).items() if dev.get(name) != versions} == {}


def test_lock_of_names_adds_to_that_of_the_demo_and_changes_nothing() -> None:
    names, dev = _locked(NAMES), _locked(DEV)
    assert not names.keys() & _locked(RUNTIME).keys()
    assert {name: versions for name, versions in names.items() if dev.get(name) != versions} == {}


def test_lock_holds_what_the_project_is_built_with() -> None:
    (setuptools,) = _locked(RUNTIME)["setuptools"]
    assert setuptools >= Version("77")


def test_lock_of_source_packages_holds_the_one_exception() -> None:
    assert set(_locked(SDIST)) == {"jstyleson"}
    assert "jstyleson" not in _locked(DEV)
