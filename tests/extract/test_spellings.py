"""spelling.yaml against the catalogue."""

from __future__ import annotations

from typing import Any

import pytest

from extract.catalogue import load_catalogue
from extract.components.spellings import check_spelling
from extract.lexicon import vocabulary_file
from foundation.errors import SourceError

CATALOGUE = load_catalogue()


def spelling(**changed: Any) -> dict[str, Any]:
    return {**vocabulary_file("spelling.yaml"), **changed}


def test_check_passes_what_ships() -> None:
    check_spelling(spelling(), CATALOGUE)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"aliases": {"H9000": ["h9k"]}}, "'H9000', which the catalogue lacks"),
        ({"sxm": {"H9000": "SXM9"}}, "sxm names the model 'H9000'"),
        ({"memory": {"RTX 9090": [24]}}, "memory names the model 'RTX 9090'"),
        ({"modules": ["H9000"]}, "modules names"),
        ({"linked": {"NVL2": ["GH900"]}}, "linked names"),
        ({"aliases": {"H200": ["H100"]}}, "the catalogue reads it as H100"),
        ({"aliases": {"H200": ["xe9680"]}}, "the catalogue reads it as a server"),
        ({"aliases": {"H100": ["H-100"]}}, "has it already"),
        ({"aliases": {"H100": ["hopper big"], "H200": ["Hopper-Big"]}}, "means both H100 and H200"),
    ],
)
def test_check_refuses_what_contradicts_the_catalogue(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        check_spelling(spelling(**changed), CATALOGUE)
