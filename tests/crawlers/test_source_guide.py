"""docs/sources.md and the model of a source agree."""

from __future__ import annotations

import re

import pytest
import yaml

from crawlers import source as model
from crawlers.source import Source
from crawlers.source_model import SourceModel
from tests.conftest import ROOT

GUIDE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", GUIDE, flags=re.MULTILINE | re.DOTALL)
PARTS = [part for part in vars(model).values() if isinstance(part, type) and issubclass(part, SourceModel)]


@pytest.mark.parametrize("example", EXAMPLES)
def test_source_guide_shows_sources_that_can_be_read(example: str) -> None:
    assert Source.model_validate(yaml.safe_load(example)).name in example


@pytest.mark.parametrize("part", [part for part in PARTS if part is not SourceModel], ids=lambda part: part.__name__)
def test_source_guide_names_every_key(part: type[SourceModel]) -> None:
    keys = {field.alias or name for name, field in part.model_fields.items()}
    assert {key for key in keys if f"`{key}`" not in GUIDE} == set()
