"""A real, throw-away Elasticsearch node on 127.0.0.1: start, halt (its data stays), start again, stop."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.elasticsearch.flavours import Flavour, installed, java_home

HEAP = "512m"
QUICK_START = "-XX:-UseG1GC -XX:+UseSerialGC -XX:TieredStopAtLevel=1"
"""Options of a Java that starts quickly and does not get fast."""
START_S = 120.0
_NOBODY = 65534
_SETTINGS = {
    "discovery.type": "single-node",
    "http.host": "127.0.0.1",
    "transport.host": "127.0.0.1",
    "node.store.allow_mmap": "false",
    "cluster.routing.allocation.disk.threshold_enabled": "false",
    "xpack.security.enabled": "false",
}


class Node:
    """One node in a folder of its own. Elasticsearch refuses root: as root it is run as nobody."""

    def __init__(
        self,
        flavour: Flavour,
        folder: Path,
        *,
        settings: Mapping[str, str] | None = None,
        files: Mapping[str, bytes] | None = None,
        heap: str = HEAP,
        java_options: str = QUICK_START,
    ) -> None:
        """*settings* win over ours; *files* (name → content) are put into the node's ``config``.

        A *folder* whose node was halted, in this process or an earlier one, is taken up with its data.
        """
        self._java = java_home(flavour)
        self._home = installed(flavour)
        self._folder = folder
        self.port, self.transport_port = free_ports(2)
        self._settings = {"cluster.name": folder.name, "node.name": folder.name, **_SETTINGS}
        self.configure(settings or {})
        self._process: subprocess.Popen[bytes] | None = None
        self._java_options = f"-Xms{heap} -Xmx{heap} {java_options}"
        for name in ("data", "logs", "tmp"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        shutil.copytree(self._home / "config", folder / "config", dirs_exist_ok=True)
        for name, content in (files or {}).items():
            (folder / "config" / name).write_bytes(content)
        self._hand_over()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where it answers."""
        secure = self._settings.get("xpack.security.http.ssl.enabled") == "true"
        return f"http{'s' if secure else ''}://127.0.0.1:{self.port}"

    @property
    def pid(self) -> int:
        """Leader of its process group."""
        assert self._process is not None
        return self._process.pid

    def configure(self, settings: Mapping[str, str]) -> None:
        """Further settings, for the next start."""
        self._settings.update(settings)
        if "discovery.seed_hosts" in settings:
            self._settings.pop("discovery.type", None)

    def launch(self) -> None:
        """Start without waiting for an answer."""
        settings = {
            **self._settings,
            "http.port": str(self.port),
            "transport.port": str(self.transport_port),
            "path.data": str(self._folder / "data"),
            "path.logs": str(self._folder / "logs"),
        }
        root = os.geteuid() == 0
        with (self._folder / "out.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*self._command(), *(f"-E{name}={value}" for name, value in settings.items())],
                cwd=self._home,
                env={
                    "PATH": os.environ["PATH"],
                    "JAVA_HOME": str(self._java),
                    "ES_JAVA_HOME": str(self._java),
                    "ES_TMPDIR": str(self._folder / "tmp"),
                    "LIBFFI_TMPDIR": str(self._folder / "tmp"),
                    "ES_JAVA_OPTS": self._java_options,
                },
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                user=_NOBODY if root else None,
                group=_NOBODY if root else None,
                extra_groups=[] if root else None,
            )

    def _command(self) -> list[str | Path]:
        java, home, config = self._java / "bin" / "java", self._home, f"-Des.path.conf={self._folder / 'config'}"
        paths = [f"-Des.path.home={home}", config, "-Des.distribution.type=tar", "-cp"]
        if not (home / "lib" / "cli-launcher").is_dir():  # before version 8
            flags = ["-Djava.security.manager=allow", f"-Djava.io.tmpdir={self._folder / 'tmp'}"]
            return [
                java,
                *self._java_options.split(),
                *flags,
                *paths,
                f"{home}/lib/*",
                "org.elasticsearch.bootstrap.Elasticsearch",
            ]
        launcher = [f"-Dcli.script={home}/bin/elasticsearch", "-Dcli.name=server", "-Dcli.libs=lib/tools/server-cli"]
        classpath = f"{home}/lib/*:{home}/lib/cli-launcher/*"
        return [java, "-Xmx64m", *launcher, *paths, classpath, "org.elasticsearch.launcher.CliToolLauncher"]

    def start(self) -> None:
        """Start, or take up a halted node again with its data, and wait until it answers."""
        self.launch()
        self.wait()

    def wait(self) -> None:
        """Until it answers; `RuntimeError` with its log where it ends instead."""
        assert self._process is not None
        deadline = time.monotonic() + START_S
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            if self._answers():
                return
            time.sleep(0.2)
        log = (self._folder / "out.log").read_text("utf-8", "replace")
        self.halt()
        raise RuntimeError(f"the node does not answer:\n{log[-3000:]}")

    def halt(self, sign: int = signal.SIGTERM) -> None:
        """Stop and keep the data; `SIGKILL` as *sign* is an outage without a farewell."""
        if self._process is not None:
            end_group(self._process.pid, sign)
            self._process.wait()
            self._process = None

    def stop(self) -> None:
        """Stop and remove the data."""
        self.halt()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answers(self) -> bool:
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        try:
            with urllib.request.urlopen(f"{self.url}/_cluster/health", timeout=2, context=context):
                return True
        except urllib.error.HTTPError as error:
            with error:
                return error.code == 401
        except OSError:
            return False

    def _hand_over(self) -> None:
        if os.geteuid() == 0:
            for place in (self._folder, *self._folder.rglob("*")):
                os.chown(place, _NOBODY, _NOBODY)


def free_ports(count: int) -> list[int]:
    """Ports of 127.0.0.1 that nobody listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def end_group(leader: int, sign: int = signal.SIGTERM) -> None:
    """End a process group, by force after some seconds."""
    for attempt in (sign, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(leader, attempt)
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            if not _runs(leader):
                return
            time.sleep(0.05)


def _runs(group: int) -> bool:
    """Whether any process of a group runs, zombies left out."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            state, _, its_group = stat.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                return True
    return False
