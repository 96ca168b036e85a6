"""The file of weights: what ships is sound, and a mistake is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from foundation.errors import SettingsError
from leads.weights import WEIGHTS_FILE, load_weights, schema_text


@pytest.fixture
def raw() -> dict[str, Any]:
    return dict(yaml.safe_load(WEIGHTS_FILE.read_text("utf-8")))


def written(tmp_path: Path, raw: dict[str, Any]) -> Path:
    path = tmp_path / "weights.yaml"
    path.write_text(yaml.safe_dump(raw, allow_unicode=True), "utf-8")
    return path


def test_every_flag_has_points_a_label_and_a_source() -> None:
    weights = load_weights()
    for name, flag in weights.flags.items():
        assert flag.label, name
        assert flag.sources, name


def test_schema_for_editors_is_the_model() -> None:
    assert WEIGHTS_FILE.with_name("weights.schema.json").read_text("utf-8") == schema_text()


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("flags.no_invoice.points", "many", "flags.no_invoice.points"),
        ("flags.no_invoice.points", -1, "greater than or equal to 0"),
        ("flags.no_invoice.terms", ["港幣"], "write '港幣' as it is compared: '港币'"),
        ("flags.no_invoice.unless", ["("], "no regular expression"),
        ("flags.no_invoice.sources", ["hearsay"], "not listed: hearsay"),
        ("flags.no_invoice.colour", "red", "flags.no_invoice.colour"),
        ("flags.large_stock.steps", [{"at_least": 9, "points": 1}, {"at_least": 3, "points": 2}], "rising"),
        ("sources.extra", {"title": "t", "where": "w"}, "no flag cites: extra"),
        ("cap", 101, "cap"),
    ],
)
def test_mistake_is_named_with_its_key(
    tmp_path: Path, raw: dict[str, Any], path: str, value: object, words: str
) -> None:
    *holders, last = path.split(".")
    holder = raw
    for part in holders:
        holder = holder[part]
    holder[last] = value
    with pytest.raises(SettingsError, match="way out") as caught:
        load_weights(written(tmp_path, raw))
    assert words in str(caught.value)
    assert "weights.yaml" in str(caught.value)


@pytest.mark.parametrize("content", ["flags: [", "\xff"])
def test_unreadable_file_is_told(tmp_path: Path, content: str) -> None:
    path = tmp_path / "weights.yaml"
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(SettingsError, match="cannot be read"):
        load_weights(path)
