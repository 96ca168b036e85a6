"""``chipwatch extract`` as a program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "出H100 8卡整机 20台 260万含税 深圳现货 V：abc_demo1"


def run(
    home: Path, stdin: str | bytes, *options: str, contacts: str = "raw", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cli", "--home", str(home), "extract", *options]
    neutral = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "NO_COLOR", "COLUMNS"}}
    done = subprocess.run(
        command,
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        capture_output=True,
        cwd=ROOT,
        env={**neutral, "CHIPWATCH_CONTACTS": contacts, "PYTHONIOENCODING": "utf-8", **(env or {})},
        check=False,
    )
    return subprocess.CompletedProcess(command, done.returncode, done.stdout.decode(), done.stderr.decode())


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


@pytest.mark.parametrize(
    ("stdin", "options", "message"),
    [
        (b'{"id": 1, "text": "x"}\n\xc4\xe3\n', (), "stdin, line 2: is not UTF-8"),
        (b"\xc4\xe3\xba\xc3", ("--explain",), "stdin: is not UTF-8"),
        (b'{"id": 1, "text": "x", "lang": 5}', (), "stdin, line 1: has a lang that is no text"),
        (b'{"id": 1, "text": "x", "kind": ["news"]}', (), "stdin, line 1: has a kind that is no text"),
        (b'{"id": 1}', ("--explain",), "stdin, line 1: has no id or no text"),
        (b" \n", ("--explain",), "stdin: holds no text"),
    ],
)
def test_extract_says_what_is_wrong_with_its_input(
    stdin: bytes, options: tuple[str, ...], message: str, tmp_path: Path
) -> None:
    done = run(tmp_path, stdin, *options)
    assert done.returncode == 2
    assert done.stderr.startswith(message)
    assert "Traceback" not in done.stderr


def test_extract_reads_a_file_that_starts_with_a_byte_order_mark(tmp_path: Path) -> None:
    done = run(tmp_path, "\ufeff" + json.dumps({"id": 1, "text": TEXT}))
    assert json.loads(done.stdout)["side"] == "offer"


def test_extract_explain_shows_values_rules_and_doubts(tmp_path: Path) -> None:
    done = run(tmp_path, "出H100整机 34X万 面交北京", "--explain")
    assert done.returncode == 0, done.stderr
    assert "model.alias" in done.stdout
    assert "digits are masked" in done.stdout
    assert "offer: 1 line of goods" in done.stdout


def test_extract_explain_marks_spans_in_brackets_where_there_is_no_colour(tmp_path: Path) -> None:
    done = run(tmp_path, "出H100整机 34X万 面交北京", "--explain")
    assert done.stdout.startswith("[出][H100][整机] [? 34X万] 面交[北京]\n[read]  [? seen and not read]\n")
    assert "\x1b" not in done.stdout


def test_extract_explain_marks_spans_in_colour_on_a_terminal(tmp_path: Path) -> None:
    env = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}
    coloured = run(tmp_path, "出H100整机 34X万", "--explain", env=env).stdout
    without = run(tmp_path, "出H100整机 34X万", "--explain", env={**env, "NO_COLOR": "1"}).stdout
    assert "\x1b[4;32mH100\x1b[0m" in coloured
    assert "[read]" not in coloured
    assert "[出][H100]" in without
    assert "\x1b[3" not in without


def test_extract_explain_says_why_a_text_trades_nothing(tmp_path: Path) -> None:
    rows = [
        {"id": "scam", "text": "避雷，骗子，卖H100收钱就拉黑"},
        {"id": "walk", "text": "The committee met on Tuesday.", "kind": "article"},
    ]
    done = run(tmp_path, "".join(json.dumps(row) + "\n" for row in rows), "--explain")
    assert "── scam ──" in done.stdout
    assert "none: the text warns of a fraud" in done.stdout
    assert "article: it states no number and no price of GPUs or machines" in done.stdout


def test_extract_explain_steers_no_terminal(tmp_path: Path) -> None:
    text = "出H100 \x1b[31m20台\x1b]0;title\x07 \u202e34X万 店铺：\x1b[2J算力商行"
    done = run(tmp_path, json.dumps({"id": "\x1b[2J", "text": text}), "--explain")
    assert done.returncode == 0, done.stderr
    assert {"\x1b", "\x07", "\u202e"}.isdisjoint(done.stdout)
