from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from demo.market import Market
from demo.server import bind
from demo.serving import serving
from foundation.errors import UsageError
from tests.demo.visiting import visit


def chipwatch(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-m", "cli", *arguments],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )


def test_server_overview_leads_to_every_site() -> None:
    with serving(Market(listings=40)) as served:
        text = visit(f"http://127.0.0.1:{served.base_port}/").text
        for origin in served.origins.values():
            assert f'href="{origin}/"' in text
            assert visit(f"{origin}/").status == 200


def test_server_port_in_use_is_an_error_with_a_way_out() -> None:
    sockets = bind(0)
    try:
        with pytest.raises(UsageError, match="--port"):
            bind(sockets[0].getsockname()[1])
    finally:
        for listener in sockets:
            listener.close()


def test_server_ports_are_freed_when_one_of_them_is_taken() -> None:
    sockets = bind(0)
    base = sockets[0].getsockname()[1]
    for listener in sockets[:-1]:
        listener.close()
    with pytest.raises(UsageError):
        bind(base)
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", base))
    sockets[-1].close()


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_server_command_ends_cleanly_on_a_signal(name: signal.Signals, tmp_path: Path) -> None:
    log = tmp_path / "requests.jsonl"
    command = [sys.executable, "-m", "cli", "demo", "serve", "--port", "0", "--listings", "40", "--log", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        port = int(url.rsplit(":", 1)[1].strip("/"))
        assert visit(f"http://127.0.0.1:{port + 5}/robots.txt").status == 200
        process.send_signal(name)
        begun = time.monotonic()
        assert process.wait(10) == 0
        assert time.monotonic() - begun < 5
        assert process.stderr is not None
        assert "Traceback" not in process.stderr.read()
    assert "/robots.txt" in log.read_text(encoding="utf-8")


def test_server_same_market_serves_the_same_bytes_again() -> None:
    pages = []
    for _ in range(2):
        with serving(Market(seed=8, listings=60, day=3)) as served:
            paths = [
                ("demo-forum", "/forum-2-1.html"),
                ("demo-forum", "/thread-1003-1.html"),
                ("demo-hk", "/list?page=1"),
            ]
            pages.append([visit(served.origin(site) + path).body for site, path in paths])
    assert pages[0] == pages[1]


def test_serving_on_a_taken_port_says_so_and_leaves_nothing_behind() -> None:
    sockets = bind(0)
    try:
        with pytest.raises(UsageError, match="way out"), serving(Market(), sockets[0].getsockname()[1]):
            pass
    finally:
        for listener in sockets:
            listener.close()


def test_server_ends_with_whoever_started_it() -> None:
    code = (
        "from demo.serving import *; import os, signal\nwith serving(Market()) as s: print(s.base_port, flush=True); "
    )
    starter = subprocess.run(
        [sys.executable, "-c", code + "os.kill(os.getpid(), signal.SIGKILL)"],
        capture_output=True,
        text=True,
        check=False,
    )
    port = int(starter.stdout)
    for _ in range(50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return
        time.sleep(0.1)
    pytest.fail("the server outlived its starter")


def test_command_truth_prints_the_same_lines_every_time() -> None:
    runs = [chipwatch("demo", "truth", "--listings", "30", "--seed", "5", "--day", "2") for _ in range(2)]
    assert runs[0].returncode == 0
    assert runs[0].stdout == runs[1].stdout
    assert len(runs[0].stdout.splitlines()) > 30


def test_command_serve_names_the_port_that_is_taken() -> None:
    sockets = bind(0)
    try:
        done = chipwatch("demo", "serve", "--port", str(sockets[0].getsockname()[1]))
    finally:
        for listener in sockets:
            listener.close()
    assert done.returncode == 2
    assert "way out" in done.stderr
    assert "Traceback" not in done.stderr


def test_command_score_of_a_file_that_is_no_export_says_so(tmp_path: Path) -> None:
    file = tmp_path / "listings.jsonl"
    file.write_text("not json\n", encoding="utf-8")
    done = chipwatch("demo", "score", "--file", str(file))
    assert done.returncode == 2
    assert "chipwatch export listings" in done.stderr


def test_command_score_prints_a_column_a_site(tmp_path: Path) -> None:
    file = tmp_path / "listings.jsonl"
    file.write_text("", encoding="utf-8")
    done = chipwatch("demo", "score", "--file", str(file), "--mistakes", "2")
    assert done.returncode == 0
    for word in ("forum", "market", "shop", "b2b", "hk", "news", "all", "found (recall)", "0.0 %"):
        assert word in done.stdout
