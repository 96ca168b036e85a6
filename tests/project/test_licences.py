"""Every package that chipwatch is installed with has a licence that it can be given away with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

EXTRAS = ("browser", "demo", "names")

FREE = re.compile(
    r"MIT|BSD|Apache|ISC|PSF|Python Software Foundation|CNRI-Python|MPL-2\.0|MPL 2\.0|MPL-1\.1|Zlib|0BSD|CC0|ZPL"
    r"|W3C|HPND|Unlicense",
    re.IGNORECASE,
)
"""MPL asks only that changes to its own files stay open; nothing here changes them."""

STATED_ELSEWHERE = {"currencyconverter": "Apache License"}
"""Package whose metadata names no licence → words in the licence file that it comes with."""

COPYLEFT = re.compile(r"\bA?GPL|GNU (Affero )?General Public|LGPL|GNU Lesser", re.IGNORECASE)

CHOICE = {"luqum", "tld"}
"""Packages under a choice of licences of which one is free (luqum: Apache-2.0; tld: MPL-1.1)."""


def _tree() -> Iterator[Distribution]:
    waiting = [distribution("chipwatch")]
    seen: set[str] = set()
    while waiting:
        package = waiting.pop()
        is_root = package.name == "chipwatch"
        for text in package.requires or ():
            requirement = Requirement(text)
            extras = EXTRAS if is_root else ("",)
            name = canonicalize_name(requirement.name)
            if name in seen or (
                requirement.marker and not any(requirement.marker.evaluate({"extra": extra}) for extra in extras)
            ):
                continue
            seen.add(name)
            try:
                found = distribution(requirement.name)
            except PackageNotFoundError:  # an extra of a package that is not asked for
                continue
            yield found
            waiting.append(found)


def _stated(package: Distribution) -> list[str]:
    """What the metadata say: the SPDX expression if there is one, else classifiers and the first line of the text."""
    expressions = package.metadata.get_all("License-Expression")
    if expressions:
        return list(expressions)
    classifiers = [
        value.rpartition("::")[2].strip()
        for value in package.metadata.get_all("Classifier") or ()
        if value.startswith("License ::")
    ]
    first_lines = [text.strip().partition("\n")[0] for text in package.metadata.get_all("License") or ()]
    return [text for text in (*classifiers, *first_lines) if text]


def _licence_files(package: Distribution) -> str:
    return "\n".join(
        file.read_text() for file in package.files or () if re.match(r"LICEN[CS]E|COPYING", file.name, re.IGNORECASE)
    )


def test_licences_of_all_packages_are_free_ones() -> None:
    bad = {}
    for package in _tree():
        stated = _stated(package) or [STATED_ELSEWHERE.get(canonicalize_name(package.name), "")]
        if not any(map(FREE.search, stated)):
            bad[package.name] = stated
    assert bad == {}


def test_licences_have_no_copyleft_but_by_choice() -> None:
    found = {canonicalize_name(p.name) for p in _tree() if any(map(COPYLEFT.search, _stated(p)))}
    assert found == CHOICE


def test_licences_that_metadata_do_not_name_stand_in_a_file() -> None:
    unnamed = {canonicalize_name(p.name): p for p in _tree() if not _stated(p)}
    assert set(unnamed) == set(STATED_ELSEWHERE)
    for name, package in unnamed.items():
        assert STATED_ELSEWHERE[name] in _licence_files(package)


def test_licences_walk_reaches_the_depth_of_the_tree() -> None:
    names = {canonicalize_name(package.name) for package in _tree()}
    assert {"scrapy", "lxml", "numpy", "playwright", "pillow", "tld"} <= names
    assert len(names) > 90
