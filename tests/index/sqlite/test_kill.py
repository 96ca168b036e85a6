from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from index.documents import Listing, Sighting
from index.sqlite.store import SqliteStore
from index.store import Batch, Query
from tests.conftest import ROOT
from tests.index.generated import generated_documents

BATCH = 40
LISTINGS = 400
WRITER = """
import sys
from itertools import islice
from pathlib import Path
from index.sqlite.store import SqliteStore
from index.store import Batch
from tests.index.generated import generated_documents
rebuild = sys.argv[2] == "rebuild"
def fill(store):
    documents = generated_documents({listings})
    written = store.cursor("segment")
    for _ in islice(documents, written):
        pass
    while chunk := list(islice(documents, {batch})):
        written += len(chunk)
        store.write(Batch(chunk, {{"segment": written}}))
        print(written, flush=True)
with SqliteStore(Path(sys.argv[1])) as store:
    if rebuild:
        with store.rebuilding() as fresh:
            fill(fresh)
    else:
        fill(store)
print("done", flush=True)
"""


def _start(path: Path, how: str) -> subprocess.Popen[str]:
    code = WRITER.format(listings=LISTINGS, batch=BATCH)
    return subprocess.Popen([sys.executable, "-c", code, str(path), how], cwd=ROOT, stdout=subprocess.PIPE, text=True)


def _kill_after(process: subprocess.Popen[str], batches: int, delay_s: float) -> None:
    assert process.stdout is not None
    for _ in range(batches):
        if process.stdout.readline().strip() in ("done", ""):
            break
    time.sleep(delay_s)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def _content(store: SqliteStore) -> tuple[list[Listing], list[Sighting]]:
    return list(store.scan(Listing)), list(store.scan(Sighting))


def _assert_whole(path: Path) -> None:
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.execute("INSERT INTO listing_words (listing_words) VALUES ('integrity-check')")
    connection.close()


def test_store_is_whole_after_kills_and_complete_after_a_rerun(tmp_path: Path) -> None:
    chance = random.Random(3)
    documents = list(generated_documents(LISTINGS))
    path = tmp_path / "killed.db"
    for _ in range(4):
        _kill_after(_start(path, "write"), chance.randint(1, 4), chance.uniform(0, 0.02))
        with SqliteStore(path) as store:
            position = store.cursor("segment")
            held = documents[:position]
            counts = store.counts()
            assert counts["listing"] == sum(isinstance(d, Listing) for d in held)
            assert counts["sighting"] == sum(isinstance(d, Sighting) for d in held)
            assert store.search(Query("H100 OR NOT H100")).total == counts["listing"]
        _assert_whole(path)
    process = _start(path, "write")
    output, _ = process.communicate(timeout=120)
    assert output.endswith("done\n")
    with SqliteStore(path) as store, SqliteStore(tmp_path / "undisturbed.db") as undisturbed:
        undisturbed.write(Batch(documents, {"segment": len(documents)}))
        assert _content(store) == _content(undisturbed)
        assert store.cursor("segment") == len(documents)
        for text in ("H100", "现货", "gpu_count:>50"):
            assert store.search(Query(text)).total == undisturbed.search(Query(text)).total
    _assert_whole(path)


def test_store_keeps_its_content_when_a_rebuild_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with SqliteStore(path) as store:
        store.write(Batch(list(generated_documents(50)), {"segment": 5}))
        before = _content(store)
    _kill_after(_start(path, "rebuild"), 4, 0.01)
    with SqliteStore(path) as store:
        assert _content(store) == before
        assert store.cursor("segment") == 5
    _assert_whole(path)
