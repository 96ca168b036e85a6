"""A real Scrapyd runs two sharded jobs out of the egg that ships."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from tests.conftest import ROOT
from tests.crawlers.crawled import captures, finished, home_for
from tests.crawlers.small_site import SHOP, shop, small_site

NODE = ROOT / "deploy" / "scrapyd"
BIN = Path(sys.executable).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def scrapyd(directory: Path, port: int) -> Iterator[str]:
    """A Scrapyd at work in *directory*, with the configuration that ships but for its port."""
    conf = (NODE / "scrapyd.conf").read_text("utf-8").replace("= 6800", f"= {port}")
    (directory / "scrapyd.conf").write_text(f"{conf}poll_interval = 0.2\n", encoding="utf-8")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "CHIPWATCH_HOME": str(directory / "home"),
        "CHIPWATCH_SOURCES": str(directory / "sources"),
        "CHIPWATCH_DELAY_S": "0",
        "CHIPWATCH_PRIVATE_HOSTS": "127.0.0.1:*",
        "CHIPWATCH_LOG_LEVEL": "INFO",
    }
    with (directory / "scrapyd.log").open("w") as log:
        process = subprocess.Popen([BIN / "scrapyd"], cwd=directory, env=environment, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{port}/"
    try:
        deadline = time.monotonic() + 60
        while not _answers(address):
            assert process.poll() is None, (directory / "scrapyd.log").read_text()
            assert time.monotonic() < deadline
            time.sleep(0.2)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _answers(address: str) -> bool:
    try:
        return bool(_ask(f"{address}daemonstatus.json")["status"] == "ok")
    except OSError:
        return False


def _ask(address: str, **data: str) -> Any:
    with urlopen(address, urlencode(data).encode() if data else None, timeout=60) as answer:
        return json.load(answer)


def test_scrapyd_runs_two_sharded_jobs_of_the_egg_that_ships(tmp_path: Path) -> None:
    node = tmp_path / "node"
    shutil.copytree(NODE, node)
    port = free_port()
    cfg = node / "scrapy.cfg"
    cfg.write_text(cfg.read_text("utf-8").replace("6800", str(port)), encoding="utf-8")
    with small_site(shop(3)).serving() as site:
        settings = home_for(tmp_path)
        for name in ("a", "b", "c", "d"):
            text = SHOP.format(origin=site.origin, name=name)
            (tmp_path / "sources" / f"{name}.yaml").write_text(text, encoding="utf-8")
        with scrapyd(tmp_path, port) as address:
            deployed = subprocess.run([BIN / "scrapyd-deploy"], cwd=node, capture_output=True, text=True, check=False)
            assert deployed.returncode == 0, deployed.stderr
            spiders = _ask(f"{address}listspiders.json?project=chipwatch")["spiders"]
            assert {"due", "market", "news", "a", "b", "c", "d"} <= set(spiders)
            for part in ("1/2", "2/2"):
                answer = _ask(f"{address}schedule.json", project="chipwatch", spider="due", shard=part)
                assert answer["status"] == "ok", answer
            deadline = time.monotonic() + 200
            while len((jobs := _ask(f"{address}listjobs.json?project=chipwatch"))["finished"]) < 2:
                assert time.monotonic() < deadline, jobs
                time.sleep(0.5)
    logs = "\n".join(file.read_text("utf-8") for file in (tmp_path / "logs").glob("chipwatch/due/*.log"))
    assert sorted(run.source for run in finished(settings)) == ["a", "b", "c", "d"], logs
    assert {run.outcome for run in finished(settings)} == {"finished"}
    assert len(captures(settings)) == 12
    assert logs.count(": finished") == 4
