"""The way of a crawl under a budget: the lists worth reading, then item pages, the most urgent first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from crawlers.ledger import Ledger
from crawlers.reading_result import ItemReading, Link, Reading
from crawlers.revisits.memory import Shown, VisitMemory
from crawlers.revisits.plan import Order, Planner
from crawlers.revisits.rules import RevisitRules
from crawlers.revisits.shown import remember_list
from crawlers.site import Site
from foundation.clock import Clock


class Tour:
    """Chooses the next request of one run. The spider asks it and tells it what lists showed."""

    def __init__(
        self,
        site: Site,
        memory: VisitMemory,
        ledger: Ledger,
        rules: RevisitRules,
        clock: Clock,
        *,
        run_id: str,
        order: Order = "worth",
    ) -> None:
        self._site = site
        self._memory = memory
        self._ledger = ledger
        self._rules = rules
        self._clock = clock
        self._run_id = run_id
        self._order: Order = order
        self._asked: set[str] = set()
        self._lists_told = False

    def lists(self) -> Iterator[Link]:
        """The list pages to begin with."""
        now = self._clock.now()
        # One request is robots.txt's.
        for visit in self._planner(now).choose_lists(max(0, self._left() - 1)):
            self._asked.add(visit.url)
            yield Link(url=visit.url, role=self._site.role(visit.url))

    def read_list(self, address: str, reading: Reading) -> tuple[list[ItemReading], list[Link]]:
        """Take what a list showed; returns items of which it shows something new, and list pages to read on."""
        now = self._clock.now()
        glimpses = {item.key: item for item in reading.glimpses}
        changed = remember_list(self._memory, address, reading, run_id=self._run_id, at=now)
        further = []
        for link in reading.links:
            if link.role == "item" or self._memory.knows_list(link.url) or link.url in self._asked:
                continue
            self._memory.found_list(link.url, link.role, now)
            if self._may_read_on():
                self._asked.add(link.url)
                further.append(link)
        gone = self._memory.live_among(item.key for item in reading.glimpses if item.state == "gone")
        return [glimpses[key] for key in dict.fromkeys([*changed, *gone]) if key in glimpses], further

    def read_thread(self, address: str, links: Sequence[Link]) -> None:
        """Remember further pages of a thread, which are items' pages like any other."""
        unknown = [Shown(link.url, link.url, None, None) for link in links if link.role == "item"]
        if unknown:
            self._memory.note_pages(unknown, address, run_id=self._run_id, at=self._clock.now())

    def items(self, most: int) -> list[Link]:
        """The next item pages, at most *most*; none when nothing is due or nothing may be asked any more."""
        # Half of what is left at a time: a request may cost two, where the address redirects.
        now, most = self._clock.now(), min(most, -(-self._left() // 2))
        if not self._lists_told:
            self._lists_told = True
            self._memory.note_vanished(now)
        found: list[Link] = []
        planner = self._planner(now)
        for visit in planner.items():
            if len(found) >= most:
                break
            if visit.url in self._asked or not planner.is_due(visit):
                continue
            self._asked.add(visit.url)
            found.append(Link(url=visit.url, role="item", key=visit.key))
        return found

    def missed(self, url: str) -> None:
        """Nothing came of the request for the item page *url*."""
        self._memory.missed(url, self._clock.now())

    def refused_list(self, address: str, role: str) -> None:
        """A list could not be read; its turn comes again with the next crawl."""
        self._memory.refused_list(address, role, self._clock.now())

    def failed(self, url: str, *, is_item: bool) -> None:
        """A request got no response, or may not be made."""
        if is_item:
            self.missed(url)
        else:
            self.refused_list(url, self._site.role(url))

    def _planner(self, now: datetime) -> Planner:
        return Planner(self._site.source, self._memory, self._rules, now, self._order)

    def _left(self) -> int:
        left = self._ledger.left
        if left is None:
            raise RuntimeError("a tour needs a budget")
        return left

    def _may_read_on(self) -> bool:
        spent, budget = self._ledger.spent(), self._ledger.budget or 0
        return self._left() > 0 and spent["list"] < budget * self._rules.lists.most_share
