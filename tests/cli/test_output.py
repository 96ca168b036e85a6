"""What commands print, on a terminal and elsewhere."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import unicodedata
from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from cli.output import marked, plain, progress, say, write_json, write_json_line, write_table, write_text

Group = Callable[[str], list[str]]


def _on_terminal(command: list[str], env: dict[str, str]) -> tuple[bytes, bytes]:
    """stdout and stderr of *command*, each a terminal."""
    readers, writers = zip(pty.openpty(), pty.openpty(), strict=True)
    process = subprocess.Popen(command, env={**env, "TERM": "xterm-256color"}, stdout=writers[0], stderr=writers[1])
    for writer in writers:
        os.close(writer)
    process.wait(timeout=60)
    return _drain(readers[0]), _drain(readers[1])


def _drain(reader: int) -> bytes:
    pieces = []
    try:
        while piece := os.read(reader, 65536):
            pieces.append(piece)
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(reader)
    return b"".join(pieces)


def test_table_lines_up_in_display_width(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(["title", "price"], [["出售 H100 八卡服务器", 1], ["H100", 2]], right=["price"])
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines() if line.strip()]
    assert len({cell_len(line) for line in lines if not line.lstrip().startswith("─")}) == 1


def test_table_shows_nothing_as_a_dash(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(["a"], [[None]])
    assert "–" in capsys.readouterr().out


def test_table_takes_brackets_as_text(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(["a"], [["[bold]8x H100[/bold] [/nonsense] :smile:"]], title="[red]t")
    out = capsys.readouterr().out
    assert "[bold]8x H100[/bold] [/nonsense] :smile:" in out
    assert "[red]t" in out


def test_output_of_strangers_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    evil = "a\x1b[2Jb\x9b31mc\u202ed\x07e"
    write_table(["x"], [[evil]])
    write_text(evil)
    say(evil)
    captured = capsys.readouterr()
    for text in (captured.out, captured.err):
        assert not set("\x1b\x9b\u202e\x07") & set(text)
        assert "a[2Jb31mcde" in text


@given(st.text())
def test_plain_keeps_every_visible_character(text: str) -> None:
    shown = plain(text)
    assert not {"Cc", "Cf", "Cs", "Co"} & {unicodedata.category(c) for c in shown if c != "\n"}
    assert [c for c in text if c.isprintable()] == [c for c in shown if c.isprintable()]


def test_marked_is_bold_where_the_search_matched() -> None:
    text = marked("买 \x02H100\x03 卖")
    assert text.plain == "买 H100 卖"
    assert [(text.plain[s.start : s.end], s.style) for s in text.spans] == [("H100", "bold")]


def test_json_keeps_money_exact_and_chinese_readable(capsys: pytest.CaptureFixture[str]) -> None:
    write_json({"price": Decimal("12.50"), "title": "出售"})
    out = capsys.readouterr().out
    assert json.loads(out) == {"price": "12.50", "title": "出售"}
    assert "出售" in out


def test_json_lines_are_one_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    write_json_line({"text": "a\nb"})
    write_json_line(2)
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [{"text": "a\nb"}, 2]


def test_json_is_valid_where_the_terminal_has_no_chinese(group: Group, clean_env: dict[str, str]) -> None:
    command = [*group("write_json(['出售', '𠮷'])"), "probe"]
    result = subprocess.run(command, env=clean_env | {"PYTHONIOENCODING": "latin-1"}, capture_output=True, check=True)
    assert json.loads(result.stdout) == ["出售", "𠮷"]


def test_table_survives_a_terminal_without_chinese(group: Group, clean_env: dict[str, str]) -> None:
    command = [*group("write_table(['a'], [['出售']])"), "probe"]
    result = subprocess.run(command, env=clean_env | {"PYTHONIOENCODING": "ascii"}, capture_output=True, check=True)
    assert rb"\u51fa\u552e" in result.stdout


def test_colours_stay_on_the_terminal(group: Group, clean_env: dict[str, str]) -> None:
    command = [*group("write_table(['a'], [['b']], title='t')\nwrite_text(marked('x \\x02y\\x03'))"), "probe"]
    assert b"\x1b[1m" in _on_terminal(command, clean_env)[0]
    assert b"\x1b" not in subprocess.run(command, env=clean_env, capture_output=True, check=True).stdout


def test_long_lines_are_left_whole_where_there_is_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    write_text("x" * 500)
    assert "x" * 500 in capsys.readouterr().out


def test_table_is_wide_without_a_terminal_unless_columns_says_otherwise(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for columns, width in ((None, 160), ("60", 60)):
        if columns:
            monkeypatch.setenv("COLUMNS", columns)
        else:
            monkeypatch.delenv("COLUMNS", raising=False)
        write_table(["a"], [["x" * 500]])
        assert max(map(len, capsys.readouterr().out.splitlines())) == width


PROGRESS = "with progress('reading', 3) as advance:\n    for _ in range(3): advance(1)\nprint('done')"


def test_progress_is_silent_without_a_terminal(group: Group, clean_env: dict[str, str]) -> None:
    result = subprocess.run([*group(PROGRESS), "probe"], env=clean_env, capture_output=True, text=True, check=True)
    assert (result.stdout, result.stderr) == ("done\n", "")


def test_progress_is_shown_on_a_terminal_apart_from_results(group: Group, clean_env: dict[str, str]) -> None:
    out, err = _on_terminal([*group(PROGRESS), "probe"], clean_env)
    assert b"reading" in err
    assert out == b"done\r\n"


def test_progress_ends_when_the_work_fails() -> None:
    with pytest.raises(LookupError), progress("reading"):
        raise LookupError
