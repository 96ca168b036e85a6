"""A researcher types a contact; the index holds hashes only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawlers.spool import SpoolWriter
from tests.cli.conftest import Chipwatch
from tests.ingest.captures import capture

TEXT = "出 H100 PCIe 80G 20张 21万一张 现货 电话 138-0000-0404 微信同号，纸飞机 @Desk_demo"


@pytest.fixture
def home(tmp_path: Path, chipwatch: Chipwatch) -> Path:
    spool = tmp_path / "data" / "spool"
    spool.mkdir(parents=True)
    with SpoolWriter(spool, "a") as writer:
        writer.append(capture(TEXT))
        writer.append(capture("出 H100 PCIe 80G 2张 20万一张 现货 电话 138-0000-0505", key="8"))
    assert chipwatch("ingest").returncode == 0
    return tmp_path


@pytest.mark.parametrize(
    "typed", ["138 0000 0404", "13800000404", "+86 138-0000-0404", "desk_demo", "@desk_demo", "138*******404"]
)
def test_search_finds_a_hashed_contact_however_it_is_typed(home: Path, chipwatch: Chipwatch, typed: str) -> None:
    done = chipwatch("search", f'contact:"{typed}"', "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["total"] == 1
    assert "0404" not in done.stdout


def test_search_finds_no_contact_that_nobody_gave(home: Path, chipwatch: Chipwatch) -> None:
    done = chipwatch("search", 'contact:"138 0000 0406"', "--format", "json")
    assert json.loads(done.stdout)["total"] == 0


def test_search_for_a_contact_makes_no_key(tmp_path: Path, chipwatch: Chipwatch) -> None:
    assert chipwatch("search", 'contact:"138 0000 0404"').returncode == 0
    assert not (tmp_path / "data" / "contact.key").exists()
