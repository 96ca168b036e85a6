"""The ingest step as the settings want it."""

from __future__ import annotations

from collections.abc import Callable

from crawlers.spool import SpoolReader
from extract.pipeline import Extractor
from extract.rates import Rates
from foundation.contact_key import contact_key
from foundation.settings import Settings
from index.store import Store
from ingest.report import Report
from ingest.run import ingest


def open_ingest(settings: Settings) -> Callable[[Store, Callable[[int], None]], Report]:
    """A function that reads the home's spool into a store and tells its progress in records."""
    home = settings.data
    extractor = Extractor(contacts=settings.contacts, contact_key=contact_key(home.contact_key))
    rates = Rates(settings.rates)

    def run(store: Store, on_progress: Callable[[int], None]) -> Report:
        return ingest(
            SpoolReader(home.spool),
            store,
            extractor,
            rates,
            raw_contacts=settings.contacts == "raw",
            on_progress=on_progress,
        )

    return run
