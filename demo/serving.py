"""The market served by a process of its own, for as long as a ``with`` lasts. The tests and benchmarks crawl this."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.robotparser import RobotFileParser

from demo.market import Market
from demo.profiles import load
from demo.truth import Row, origins, truth
from foundation.errors import UsageError

_STOP_S = 10


@dataclass(frozen=True)
class Request:
    """One request that a site answered."""

    at: float
    """Seconds since 1970, UTC."""
    site: str
    """Source name of the site."""
    method: str
    """GET, mostly."""
    path: str
    """Path with its query, as asked."""
    user_agent: str
    """What the client called itself; empty where it did not."""
    status: int
    """HTTP status of the answer."""


@dataclass(frozen=True)
class Served:
    """A running market."""

    market: Market
    """What it shows."""
    base_port: int
    """Port of the overview; the sites follow."""
    log: Path
    """File of the requests."""

    @property
    def origins(self) -> dict[str, str]:
        """Origin of every site by source name."""
        return origins(self.base_port)

    def origin(self, site: str) -> str:
        """Origin of a site, for example ``http://127.0.0.1:20001``."""
        return self.origins[site]

    def truth(self) -> Iterator[Row]:
        """What is really on sale, with the addresses of this server."""
        return truth(self.market, self.origins)

    def requests(self, site: str | None = None) -> list[Request]:
        """Requests answered so far, of one site or of all, in the order of their answers."""
        with self.log.open(encoding="utf-8") as lines:
            seen = [Request(*json.loads(line)) for line in lines if line.endswith("\n")]
        return [request for request in seen if site is None or request.site == site]

    def denied(self) -> list[Request]:
        """Requests for addresses that a site's robots.txt denies to everybody. A crawler with manners makes none."""
        rules = {site: RobotFileParser() for site in self.origins}
        for site, parser in rules.items():
            parser.parse(load("robots")[site].splitlines())
        return [one for one in self.requests() if not rules[one.site].can_fetch("*", one.path)]


@contextmanager
def serving(market: Market, port: int = 0) -> Iterator[Served]:
    """Serve a market on *port* and the six after it; 0 takes free ones. The server ends with whoever started it.

    Raises `UsageError` if it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="chipwatch-demo-") as directory:
        log = Path(directory) / "requests.jsonl"
        log.touch()
        options: dict[str, object] = {"port": port, "seed": market.seed, "listings": market.listings, "day": market.day}
        options |= {"layout": market.layout, "log": log}
        command = [sys.executable, "-m", "demo.server", "--leash"]
        command += [f"--{name}={value}" for name, value in options.items()]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as process:  # noqa: S603
            assert process.stdout is not None  # noqa: S101
            assert process.stderr is not None  # noqa: S101
            first = process.stdout.readline().strip()
            if not first:
                raise UsageError(f"the demo market did not start: {process.stderr.read().strip()}")
            try:
                yield Served(market, int(first), log)
            finally:
                process.terminate()
                process.wait(_STOP_S)
