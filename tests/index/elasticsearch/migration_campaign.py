"""`kill -9` of ``chipwatch index migrate`` at random points while a metered writer writes, and the rerun.

A few points are part of the suite; `make soak` takes ten.
"""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from index.documents import Document, Listing, Sighting
from index.elasticsearch.address import Access, read_address
from index.elasticsearch.managing import Managed, managed
from index.elasticsearch.store import ElasticsearchStore
from index.elasticsearch.verifying import problems
from index.store import Batch
from tests.index.elasticsearch.metered import MeteredWriter, Watcher
from tests.index.generated import generated_listings

ROOT = Path(__file__).parents[3]
_LOOK_S = 0.02
_LONGEST_S = 1_200.0
"""After so long a migration is taken to hang; on a machine that others use it can take minutes."""

Moment = Callable[[Managed, float], bool]
"""Whether the moment has come, at a time since the beginning of a migration (`time.monotonic`)."""


@dataclass
class Report:
    """What a campaign has seen."""

    kills: list[str] = field(default_factory=list)
    """The state that each kill left behind."""
    reruns_s: list[float] = field(default_factory=list)
    """How long each migration took that was run after a kill, seconds."""
    undisturbed_s: float = 0.0
    """How long a migration takes, under the same load."""
    written: int = 0
    rate: float = 0.0
    """Documents a second, over the whole campaign."""
    longest_write_s: float = 0.0
    reads: int = 0
    refused: list[str] = field(default_factory=list)
    """Errors that reads ended with instead of an answer."""
    listings: int = 0
    """In the store at the end."""

    def lines(self) -> Iterator[str]:
        """For people."""
        yield f"an undisturbed migration takes {self.undisturbed_s:.1f} s"
        for number, (state, seconds) in enumerate(zip(self.kills, self.reruns_s, strict=True), 1):
            yield f"kill {number} {state}; the rerun took {seconds:.1f} s"
        yield f"{self.written:,} documents written meanwhile, {self.rate:.0f} a second, all there at the end"
        yield f"the longest write took {self.longest_write_s:.1f} s"
        yield from (f"a read ended with an error: {error}" for error in dict.fromkeys(self.refused))
        yield f"{self.reads:,} reads, none saw fewer listings than before; {self.listings:,} at the end"


def check_kills_of_migration(url: str, *, held: int, kills: int) -> Report:
    """Migrate a store of *held* listings again and again while others write, and compare what is there at the end.

    It is killed at *kills* random points and once while it holds the indices; each time it is run again.
    """
    before = {document.id: document for document in generated_listings(held)}
    with _open(url) as store:
        left = iter(before.values())
        while chunk := list(islice(left, 1_000)):
            store.write(Batch(chunk))
    report = Report()
    with managed(url, Access()) as indices, _under_load(url, held, report) as writer:
        if kills:
            report.undisturbed_s = _migrate(url, indices)
        dice = random.Random(5)
        parts = ((number + dice.random()) / kills for number in range(kills))
        for moment in (*(_at(part * report.undisturbed_s) for part in parts), _while_held):
            report.kills.append(_killed(url, indices, moment) or _killed_earlier(url, indices))
            report.reruns_s.append(_migrate(url, indices))
    with managed(url, Access()) as indices, _open(url) as store:
        _compare(store, {**before, **writer.acknowledged})
        assert not list(problems(indices.client, indices.address.names, indices.schema, "here"))
        report.listings = store.counts()["listing"]
    return report


@contextmanager
def _under_load(url: str, held: int, report: Report) -> Iterator[MeteredWriter]:
    def opened() -> ElasticsearchStore:
        return _open(url)

    writer = MeteredWriter(opened)
    watcher = Watcher(opened, held, writer)
    writer.start()
    watcher.start()
    try:
        yield writer
    finally:
        try:
            watcher.stop()
        finally:
            writer.stop()
    report.refused = [str(error) for error in watcher.refused]
    report.written, report.rate, report.longest_write_s = writer.written, writer.rate, writer.longest_write_s
    report.reads = watcher.reads


def _open(url: str) -> ElasticsearchStore:
    return ElasticsearchStore.open(read_address(url), Access())


def _started(url: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "cli", "--store", url, "index", "migrate", "--again", "--drop-old"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _migrate(url: str, indices: Managed) -> float:
    """Seconds from the first new index to the end of the process."""
    process = _started(url)
    _await_beginning(process, indices)
    begun = time.monotonic()
    try:
        _, said = process.communicate(timeout=_LONGEST_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    assert process.returncode == 0, said
    return time.monotonic() - begun


def _at(seconds: float) -> Moment:
    return lambda indices, begun: time.monotonic() >= begun + seconds


def _killed_earlier(url: str, indices: Managed) -> str:
    """A kill at the beginning, where another came after the end."""
    state = _killed(url, indices, _at(0.0))
    assert state is not None
    return state


def _while_held(indices: Managed, begun: float) -> bool:
    return _blocks(indices) > 0


def _blocks(indices: Managed) -> int:
    """How many indices take no writes."""
    names = indices.address.names
    found = indices.client.indices.get_settings(index=names.everything, name="index.blocks.write")
    return sum(bool(one["settings"]) for one in found.body.values())


def _killed(url: str, indices: Managed, moment: Moment) -> str | None:
    """Kill a migration at a *moment* from its first new index; what it left behind, none where it had ended."""
    before = indices.indices.layout().read
    process = _started(url)
    _await_beginning(process, indices)
    begun = time.monotonic()
    _until(lambda: process.poll() is not None or moment(indices, begun), _LONGEST_S)
    after_s = time.monotonic() - begun
    process.kill()  # nothing where it has ended
    _, said = process.communicate()
    if process.returncode == 0:
        return None
    assert process.returncode == -signal.SIGKILL, said
    layout = indices.indices.layout()
    state = "before the switch" if layout.read == before else "after the switch"
    return f"after {after_s:.1f} s, {state}, {len(layout.idle)} indices behind no alias, {_blocks(indices)} held"


def _await_beginning(process: subprocess.Popen[str], indices: Managed) -> None:
    """Until a migration makes its first index, or takes up those of one that was killed."""
    idle = len(indices.indices.layout().idle)
    if not idle:
        _until(lambda: process.poll() is not None or len(indices.indices.layout().idle) > 0, _LONGEST_S)


def _until(condition: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(_LOOK_S)


def _compare(store: ElasticsearchStore, expected: dict[str, Document]) -> None:
    found: dict[str, Document] = {}
    for kind in (Listing, Sighting):
        found.update({document.id: document for document in store.scan(kind)})
    assert found.keys() == expected.keys()
    differing = [key for key, document in expected.items() if found[key] != document]
    assert not differing
