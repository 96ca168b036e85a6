"""``chipwatch extract`` as a program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = "出H100 8卡整机 20台 260万含税 深圳现货 V：abc_demo1"


def run(home: Path, stdin: str, *options: str, contacts: str = "raw") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cli", "--home", str(home), "extract", *options]
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "CHIPWATCH_CONTACTS": contacts},
        check=False,
    )


def test_extract_reads_and_writes_jsonl(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": TEXT}, {"id": 2, "text": "1 万块英伟达 H20 芯片获批进口", "kind": "news"}]
    done = run(tmp_path, "".join(json.dumps(row) + "\n" for row in rows))
    assert done.returncode == 0, done.stderr
    listing, article = (json.loads(line) for line in done.stdout.splitlines())
    assert listing["id"] == "a"
    assert listing["side"] == "offer"
    offer = listing["offers"][0]
    assert (offer["model"], offer["quantity"], offer["gpu_count"], offer["price"]) == ("H100", 20, 160, 2600000)
    assert listing["contacts"][0]["value"] == "abc_demo1"
    assert article["id"] == 2
    assert (article["facts"][0]["model"], article["facts"][0]["quantity"]) == ("H20", 10000)


def test_extract_hashes_contacts_unless_raw(tmp_path: Path) -> None:
    done = run(tmp_path, json.dumps({"id": 1, "text": TEXT}), contacts="hashed")
    contact = json.loads(done.stdout)["contacts"][0]
    assert "value" not in contact
    assert len(contact["hash"]) == 64
    assert "abc_demo1" not in done.stdout


def test_extract_names_the_line_that_is_no_json(tmp_path: Path) -> None:
    done = run(tmp_path, '{"id": 1, "text": "x"}\nnonsense\n')
    assert done.returncode == 2
    assert "stdin, line 2" in done.stderr
    assert "Traceback" not in done.stderr


def test_extract_explain_shows_values_rules_and_doubts(tmp_path: Path) -> None:
    done = run(tmp_path, "出H100整机 34X万 面交北京", "--explain")
    assert done.returncode == 0, done.stderr
    assert "by model.alias" in done.stdout
    assert "digits are masked" in done.stdout
