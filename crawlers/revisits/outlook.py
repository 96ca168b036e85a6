"""What the next crawl of a source would visit, and why: for people and monitors."""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.ledger import Ledger
from crawlers.revisits.memory import VisitMemory
from crawlers.revisits.plan import Planner, Visit, plan
from crawlers.revisits.rebuild import rebuild
from crawlers.revisits.rules import revisit_rules
from crawlers.site import site_of
from crawlers.source import Source
from foundation.settings import Settings


@dataclass(frozen=True)
class Outlook:
    """The plan of one source at one time."""

    source: str
    """Its name."""
    budget: int | None
    """Requests of a UTC day; None, everything is visited."""
    spent: int
    """Requests of today so far."""
    left: int | None
    """Requests that may still be made today; None for no limit."""
    visits: list[Visit]
    """In the order of the next crawl; what it would not get to comes behind, by due date."""


def outlook(settings: Settings, source: Source) -> Outlook:
    """The plan of *source* now. Raises `SpoolError` where what is remembered of it cannot be read."""
    directory = settings.data.jobs / source.name
    directory.mkdir(parents=True, exist_ok=True)
    ledger = Ledger.of(settings, source)
    rules, now = revisit_rules(), settings.clock.now()
    memory = VisitMemory(directory / "visits.db", rules)
    try:
        if memory.is_new:
            rebuild(memory, settings.data.spool, source.name)
        for entry, address in site_of(source).starts():
            memory.found_list(address, entry.kind, now, is_start=True)
        visits = plan(Planner(source, memory, rules, now, settings.revisit_order), ledger.left)
    finally:
        memory.close()
    return Outlook(source.name, ledger.budget, ledger.spent().total(), ledger.left, visits)
