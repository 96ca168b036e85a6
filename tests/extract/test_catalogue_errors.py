"""A broken catalogue file is named with line and key; nothing loads half."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from pathlib import Path

import pytest

from extract.catalogue.loading import read_catalogue
from extract.catalogue.reading import read_records
from extract.catalogue.rules import Rules
from foundation.errors import SourceError

Broken = Callable[[str, str, str], Path]


@pytest.fixture
def broken(tmp_path: Path) -> Broken:
    """Copies the catalogue and replaces one piece of text in one file."""

    def make(name: str, old: str, new: str) -> Path:
        for file in resources.files("extract.catalogue").iterdir():
            if file.name.endswith(".yaml"):
                (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
        text = (tmp_path / name).read_text("utf-8")
        assert old in text
        (tmp_path / name).write_text(text.replace(old, new, 1), "utf-8")
        return tmp_path

    return make


def test_reading_names_line_and_key_of_a_wrong_value(broken: Broken) -> None:
    path = broken("models-nvidia-blackwell.yaml", "form: module", "form: brick")
    line = (path / "models-nvidia-blackwell.yaml").read_text("utf-8").splitlines().index("        form: brick") + 1
    with pytest.raises(SourceError, match=rf"models-nvidia-blackwell.yaml, line {line}, key models.0.variants.0.form"):
        read_catalogue(path)


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("vendors.yaml", "country: US", "country: usa", r"key vendors\.0\.country"),
        ("servers.yaml", "gpus: 8, gpus_max", "gpu: 8, gpus_max", "Extra inputs are not permitted"),
        ("servers.yaml", "servers:", "servers: [", "is not YAML"),
        ("servers.yaml", "sku: XE9680,", "sku: XE9680L,", "'XE9680L' stands twice"),
        ("servers.yaml", "maker: Supermicro", "maker: Superduper", "the vendor 'Superduper', which does not exist"),
        ("servers.yaml", "sources: [mlperf]", "sources: [hearsay]", "the source 'hearsay', which does not exist"),
        ("servers.yaml", "models_seen: [H100, H200]", "models_seen: [H1000]", "the model 'H1000'"),
        ("servers.yaml", "boards: [HGX-8]", "boards: [HGX-9]", "the board 'HGX-9'"),
        ("models-nvidia-cards.yaml", "[RTX 4090, ", "[H100, ", "'H100' means both model RTX 4090 and model H100"),
        ("models-nvidia-cards.yaml", "id: nvidia-rtx-4090\n", "id: nvidia-rtx-4090\n    id: x\n", "'id' stands twice"),
        ("models-nvidia-cards.yaml", "memory_gb: 24", "memory_gb: -24", "greater than 0"),
    ],
)
def test_reading_refuses(broken: Broken, name: str, old: str, new: str, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read_catalogue(broken(name, old, new))
    assert "way out" in str(caught.value)


def test_reading_reports_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"servers\.yaml: cannot be read"):
        read_catalogue(tmp_path)


def test_reading_reports_wrong_bytes(broken: Broken) -> None:
    path = broken("vendors.yaml", "NVIDIA", "NVIDIA")
    (path / "vendors.yaml").write_bytes(b"vendors: \xff\xfe")
    with pytest.raises(SourceError, match="cannot be read"):
        read_catalogue(path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("to: 2022-10-20", "to: 2022-10-19", "without gap or overlap"),
        ("to: 2023-11-16", "to: 2022-01-01", "ends .* before it begins"),
        ("io_gb_s: {at_least: 600}", "io_gb_s: {}", "needs at_least, below or both"),
        ("symbol: NAC", "symbol: NAK", "NAC"),
    ],
)
def test_rules_refuse(broken: Broken, old: str, new: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read_records(broken("rules.yaml", old, new) / "rules.yaml", Rules)
