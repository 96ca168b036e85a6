"""``chipwatch leads`` and ``chipwatch export`` as a person runs them, each in a process of its own."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from extract.records import Side
from foundation.ids import sha256_hex
from index.opening import open_store
from index.store import Batch
from tests.leads.listings import contact, listing, offer, span

TEXT = "H100 整机 34X万,香港交货,微信 gpu_fan88"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("home")
    goods = offer(
        model="H100",
        form="server",
        price=None,
        masked_price="34X万",
        quantity=20,
        gpu_count=160,
        evidence=(span(TEXT, "34X万", "masked_price"),),
    )
    documents = [
        listing("1", text=TEXT, title="=1+1", offers=(goods,), contacts=(contact(TEXT, "gpu_fan88"),), place="深圳"),
        listing("2"),
        listing("3", side=Side.WANTED, offers=(offer(side=Side.WANTED, model="H100"),)),
    ]
    with open_store(f"sqlite:///{root / 'chipwatch.db'}") as store:
        store.write(Batch(documents=documents))
    return root


def chipwatch(home: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CHIPWATCH_")}
    return subprocess.run(
        [sys.executable, "-m", "cli", "--home", str(home), *arguments],
        capture_output=True,
        check=False,
        cwd=cwd or home,
        env=environment,
    )


def test_leads_table_names_the_reasons(home: Path) -> None:
    done = chipwatch(home, "leads")
    shown = done.stdout.decode()
    assert done.returncode == 0, done.stderr
    for word in ("score", "masked price", "H100", "160", "34X万", "深圳", "seller 1"):
        assert word in shown
    assert "seller 3" not in shown
    assert done.stderr == b""


def test_leads_as_json_are_whole(home: Path) -> None:
    (lead,) = json.loads(chipwatch(home, "leads", "--format", "json").stdout)
    assert lead["status"] == "new"
    assert lead["score"] == sum(reason["points"] for reason in lead["reasons"])
    assert lead["listing"]["url"] == "https://forum.example/1"
    assert "gpu_fan88" not in json.dumps(lead)


def test_leads_without_any_says_so(home: Path) -> None:
    done = chipwatch(home, "leads", "--min-score", "100")
    assert (done.returncode, "No leads" in done.stdout.decode()) == (0, True)
    assert json.loads(chipwatch(home, "leads", "seller:nobody", "--format", "json").stdout) == []


def test_query_mistake_has_its_exit_code(home: Path) -> None:
    for command in (["leads", "gpu_count:[1 TO"], ["export", "leads", "gpu_count:[1 TO", "--out", "-"]):
        done = chipwatch(home, *command)
        assert done.returncode == 2
        assert done.stdout == b""
        assert b"Traceback" not in done.stderr


def test_export_goes_to_the_named_file_with_its_manifest(home: Path, tmp_path: Path) -> None:
    done = chipwatch(home, "export", "leads", "model:H100", "--to", "csv", "--out", "found.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == b""
    assert "1 leads to found.csv" in done.stderr.decode()
    manifest = json.loads((tmp_path / "found.csv.meta.json").read_text("utf-8"))
    assert manifest["sha256"] == sha256_hex((tmp_path / "found.csv").read_bytes())
    with (tmp_path / "found.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["title"] == "'=1+1"


def test_export_without_a_name_goes_to_the_home(home: Path) -> None:
    assert chipwatch(home, "export", "listings", "--to", "jsonl").returncode == 0
    rows = [json.loads(line) for line in (home / "exports" / "listings.jsonl").read_text("utf-8").splitlines()]
    assert len(rows) == 3


def test_export_to_standard_output_is_the_file_alone(home: Path) -> None:
    done = chipwatch(home, "export", "listings", "--to", "jsonl", "--out", "-")
    rows = [json.loads(line, parse_float=Decimal) for line in done.stdout.decode().splitlines()]
    assert {row["offers"][0]["model"] for row in rows} == {"H100", "RTX 3090"}
    assert sha256_hex(done.stdout) in done.stderr.decode()
    assert "contacts hashed" in done.stderr.decode()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--out", "absent/found.csv"], 8, "make the directory first"),
        (["--out", "/dev/full"], 8, "not an ordinary file"),
        (["--to", "jsonl", "--bom"], 2, "leave --bom out"),
    ],
)
def test_export_that_cannot_be_is_told(home: Path, tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    done = chipwatch(home, "export", "listings", *arguments, cwd=tmp_path)
    assert (done.returncode, words in done.stderr.decode()) == (code, True)
    assert b"Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_full_standard_output_is_told(home: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "cli", "--home", str(home), "export", "listings", "--out", "-"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 8
    assert b"make room" in done.stderr
    assert b"Traceback" not in done.stderr


def test_reader_that_stops_early_is_no_error(home: Path) -> None:
    command = f"{sys.executable} -m cli --home {home} export listings --to jsonl --out - | head -c 10 >/dev/null"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False)
    assert b"Traceback" not in done.stderr
