"""Somebody who writes to a store at a steady rate, and somebody who looks whether a document is ever missing."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from itertools import islice

from foundation.errors import StoreError
from index.documents import Document, Listing
from index.store import Batch, Query, Store
from tests.index.documents import day, listing, sighting

RATE = 200
"""Documents a second."""
_TICK_S = 0.1
_LOOK_S = 0.05
_MOST = 500
"""Documents of one batch, where the writer has fallen behind."""
_MINUTE_IN_DAYS = 1 / 1440


class MeteredWriter(threading.Thread):
    """Writes new listings, newer states of them and sightings, `RATE` a second; what it had to wait is made up for."""

    def __init__(self, open_store: Callable[[], Store]) -> None:
        super().__init__()
        self._open = open_store
        self._stop_asked = threading.Event()
        self.acknowledged: dict[str, Document] = {}
        """The last state of every document that `write` returned from."""
        self.listings = 0
        """How many different listings that are."""
        self.written = 0
        """Documents, each state counted."""
        self.seconds = 0.0
        self.longest_write_s = 0.0
        self.failure: BaseException | None = None

    @property
    def rate(self) -> float:
        """Documents a second, over the whole time."""
        return self.written / self.seconds

    def run(self) -> None:
        """Until it is stopped, or a write fails."""
        documents = _documents()
        begun = time.monotonic()
        try:
            with self._open() as store:
                while not self._stop_asked.wait(_TICK_S):
                    due = int((time.monotonic() - begun) * RATE) - self.written
                    self._write(store, list(islice(documents, min(due, _MOST))))
        except BaseException as error:
            self.failure = error
        self.seconds = time.monotonic() - begun

    def stop(self) -> None:
        """Have it end after the batch that it writes; raises what a write has failed with."""
        self._stop_asked.set()
        self.join(120)
        assert not self.is_alive()
        if self.failure is not None:
            raise self.failure

    def _write(self, store: Store, documents: list[Document]) -> None:
        start = time.monotonic()
        assert store.write(Batch(documents)) == len({document.id for document in documents}), "every state is newer"
        self.longest_write_s = max(self.longest_write_s, time.monotonic() - start)
        self.listings += sum(isinstance(document, Listing) and document.title is None for document in documents)
        self.acknowledged.update({document.id: document for document in documents})
        self.written += len(documents)


class Watcher(threading.Thread):
    """Reads again and again, and holds each answer to those before and to what was acknowledged before it asked."""

    def __init__(self, open_store: Callable[[], Store], held: int, writer: MeteredWriter) -> None:
        """*held*: listings that were there before."""
        super().__init__()
        self._open = open_store
        self._held = held
        self._writer = writer
        self._stop_asked = threading.Event()
        self.reads = 0
        self.refused: list[StoreError] = []
        """Errors instead of answers."""
        self.failure: BaseException | None = None

    def run(self) -> None:
        """Until it is stopped, or a read shows too little."""
        seen = self._held
        try:
            with self._open() as store:
                while not self._stop_asked.wait(_LOOK_S):
                    for read in (_searched, _counted):
                        least = max(seen, self._held + self._writer.listings)
                        try:
                            seen = read(store)
                        except StoreError as error:
                            self.refused.append(error)
                            continue
                        assert seen >= least, f"{read.__name__}: {seen:,} listings where {least:,} had been there"
                        self.reads += 1
        except BaseException as error:
            self.failure = error

    def stop(self) -> None:
        """Have it end; raises what it has found."""
        self._stop_asked.set()
        self.join(120)
        assert not self.is_alive()
        if self.failure is not None:
            raise self.failure


def _searched(store: Store) -> int:
    return store.search(Query(limit=1)).total


def _counted(store: Store) -> int:
    return store.counts()["listing"]


def _documents() -> Iterator[Document]:
    """Of eight documents one is a new listing, six are newer states of earlier ones, one is a sighting.

    A store that grew by every document would make each migration of a long campaign longer than the one before.
    """
    number = 0
    while True:
        yield listing(f"metered-{number}")
        for state in range(6):
            at = day((6 * number + state + 1) * _MINUTE_IN_DAYS)
            yield listing(f"metered-{(number * (state + 1)) // 7}", title=f"state {number}.{state}", last_checked=at)
        yield sighting(f"metered-{number}", number)
        number += 1
