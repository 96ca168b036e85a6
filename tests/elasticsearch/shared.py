"""One server a flavour for a whole test session, whichever of its workers asks first.

A session is the process that pytest was started as. A keeper outside of it ends the servers when the session ends,
however it ends. To keep servers over several runs, let them belong to another process:
``sleep 1d & export CHIPWATCH_TEST_SESSION=$!``
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from uuid import uuid4

from filelock import FileLock

from tests.elasticsearch.certificates import certificate
from tests.elasticsearch.flavours import FLAVOURS
from tests.elasticsearch.node import Node, end_group
from tests.elasticsearch.secured import ADMIN, PASSWORD, secured_node

ROOT = Path(__file__).parent.parent.parent
SECURED = "full"
"""The flavour that runs with TLS and accounts; the others are open."""

_started: list[object] = []
"""Kept, so that nobody takes a process that goes on for one that was forgotten."""


@dataclass(frozen=True)
class Server:
    """A running server and how its superuser gets in."""

    url: str
    user: str | None = None
    password: str | None = None
    ca: str | None = None
    """File of the authority."""
    fingerprint: str | None = None
    """Of its certificate."""


def shared_server(name: str) -> Server:
    """The session's server of a flavour. Raises `MissingError` where it cannot be had."""
    folder = session_folder()
    with FileLock(folder / f"{name}.lock"):
        known = folder / f"{name}.server"
        if known.is_file():
            return Server(**json.loads(known.read_text("utf-8")))
        place = folder / f"node-{name}"
        shutil.rmtree(place, ignore_errors=True)
        if name == SECURED:
            shown = certificate()
            authority = folder / f"{name}.pem"
            authority.write_bytes(shown.authority)
            node = secured_node(place, shown)
            server = Server(node.url, ADMIN, PASSWORD, str(authority), shown.fingerprint)
        else:
            node = Node(FLAVOURS[name], place)
            server = Server(node.url)
        node.launch()
        remember(node)
        node.wait()
        known.write_text(json.dumps(asdict(server)), "utf-8")
        return server


def remember(node: Node) -> None:
    """Have the keeper end a node that runs, should the session forget it."""
    _started.append(node)
    (session_folder() / f"{node.pid}.pid").touch()


def session_folder() -> Path:
    """A folder for the servers of this session; the session's end removes it. In memory where that can be."""
    memory = Path("/dev/shm")
    folder = (memory if memory.is_dir() else Path(tempfile.gettempdir())) / f"chipwatch-es-{_session()}"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    with FileLock(folder / "keeper.lock"):
        if not (folder / "keeper").exists():
            keeper = subprocess.Popen(
                [sys.executable, "-m", "tests.elasticsearch.shared", str(_session()), str(folder)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            _started.append(keeper)
            (folder / "keeper").touch()
    return folder


def own_folder() -> Path:
    """A folder for nodes of one test's own, under the session's."""
    folder = session_folder() / f"own-{uuid4().hex[:8]}"
    folder.mkdir()
    folder.chmod(0o755)
    return folder


def _session() -> int:
    if "CHIPWATCH_TEST_SESSION" in os.environ:
        return int(os.environ["CHIPWATCH_TEST_SESSION"])
    return os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()


def _keeper(session: int, folder: Path) -> None:
    while Path(f"/proc/{session}").exists():
        time.sleep(0.5)
    for file in folder.glob("*.pid"):
        end_group(int(file.stem))
    shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    _keeper(int(sys.argv[1]), Path(sys.argv[2]))
