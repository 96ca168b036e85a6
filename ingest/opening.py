"""The ingest step as the settings want it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from crawlers.spool import SpoolReader
from extract.pipeline import Extractor
from extract.rates import Rates
from foundation.contact_key import contact_key
from foundation.errors import SpoolError
from foundation.ids import sha256_hex
from foundation.settings import Settings
from index.store import Store
from ingest.report import Report
from ingest.run import cursor_of, ingest


def open_ingest(settings: Settings) -> Callable[[Store, Callable[[int], None]], Report]:
    """A function that reads the home's spool, then other machines', into a store and tells its progress in records.

    Raises `SpoolError` where a spool of the setting is not there.
    """
    home = settings.data
    extractor = Extractor(contacts=settings.contacts, contact_key=contact_key(home.contact_key))
    rates = Rates(settings.rates)

    def run(store: Store, on_progress: Callable[[int], None]) -> Report:
        report = Report()
        for name, spool in _spools(settings):
            ingest(
                SpoolReader(spool),
                store,
                extractor,
                rates,
                raw_contacts=settings.contacts == "raw",
                on_progress=on_progress,
                report=report,
                spool=name,
            )
        return report

    return run


def is_behind(settings: Settings, store: Store) -> bool:
    """Whether some spool holds more than *store* has read. Raises `SpoolError`."""
    for name, spool in _spools(settings):
        reader = SpoolReader(spool)
        for segment in reader.segments():
            if reader.size(segment) > store.cursor(cursor_of(name, reader, segment)):
                return True
    return False


def _spools(settings: Settings) -> Iterator[tuple[str, Path]]:
    """Name and place of every spool. One that was moved has another name and is read again, which changes nothing."""
    own = settings.data.spool
    yield "", own
    for spool in dict.fromkeys(path.expanduser().resolve() for path in settings.spools):
        if not spool.is_dir():
            raise SpoolError(
                "there is no such spool",
                where=str(spool),
                way_out="mount it, or mend the setting `spools` or the option --spool",
            )
        if spool != own:
            yield f"{sha256_hex(str(spool).encode())[:12]}:", spool
