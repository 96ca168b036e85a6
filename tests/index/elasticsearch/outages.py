"""An ingest that a server's outage interrupts, and what must be in the store afterwards.

A short outage on the way to a shared server is part of the suite; `make soak` takes a minute, on servers of its own.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Sequence

from foundation.errors import StoreError
from index.documents import Document
from index.elasticsearch.address import Access, read_address
from index.elasticsearch.store import ElasticsearchStore
from index.store import Batch
from tests.index.generated import generated_documents

BATCH = 50
DOCUMENTS: list[Document] = list(generated_documents(600))
_PAUSE_S = 0.2
_SEGMENT = "a.jsonl"


class Ingest(threading.Thread):
    """Writes batches in order, each again until it lands, as runs of ``chipwatch ingest`` would."""

    def __init__(self, url: str, access: Access, documents: Sequence[Document] = DOCUMENTS) -> None:
        super().__init__()
        self._url = url
        self._access = access
        self._documents = documents
        self.landed = 0
        """Documents of the batches that landed."""
        self.refused: list[StoreError] = []
        """What each run has ended with."""
        self.ended_at = 0.0
        """When all had landed (`time.monotonic`)."""

    def run(self) -> None:
        """Until every batch has landed."""
        while self.landed < len(self._documents):
            with contextlib.suppress(StoreError):
                self._some()
            time.sleep(_PAUSE_S)
        self.ended_at = time.monotonic()

    def end(self, seconds: float) -> None:
        """Wait for it; `AssertionError` where it takes longer."""
        self.join(seconds)
        assert not self.is_alive(), f"{self.landed:,} of {len(self._documents):,} documents after {seconds:.0f} s"

    def _some(self) -> None:
        try:
            with ElasticsearchStore.open(read_address(self._url), self._access) as store:
                at = store.cursor(_SEGMENT)
                while at < len(self._documents):
                    self.landed = at
                    store.write(Batch(self._documents[at : at + BATCH], {_SEGMENT: at + BATCH}))
                    at += BATCH
                self.landed = at
        except StoreError as error:
            self.refused.append(error)
            raise


def check_as_written(url: str, access: Access, documents: Sequence[Document] = DOCUMENTS) -> None:
    """The store holds *documents* and nothing else, each as it was written."""
    with ElasticsearchStore.open(read_address(url), access) as store:
        for kind in {type(document) for document in documents}:
            wanted = {document.id: document for document in documents if type(document) is kind}
            found = list(store.scan(kind))
            assert len(found) == len(wanted), "nothing is doubled"
            assert {document.id: document for document in found} == wanted, "nothing is lost"
        assert not list(store.set_aside())


def await_until(condition: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until *condition* holds; `AssertionError` where it does not."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
