"""What is most worth a request now: items and lists of one source, ranked by what their visit is expected to show."""

from __future__ import annotations

import heapq
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Self

from crawlers.revisits.memory import Ends, VisitMemory, days
from crawlers.revisits.rivals import Rivals
from crawlers.revisits.rules import Ends as EndPrior
from crawlers.revisits.rules import RevisitRules
from crawlers.revisits.staleness import change_rate, due_after, expected_wait, urgency, urgency_of_known
from crawlers.revisits.worth import worth_of
from crawlers.source import Source

Order = Literal["worth", "uniform"]
"""worth: by the rules; uniform: whatever was not visited for longest, for comparison."""

_DAY_S = 86_400
_NEVER_READ = 1e6
_LEAST_RATE = 1e-6


@dataclass(frozen=True)
class EndRates:
    """How many of a source's items end on a day."""

    said: float
    """Of which a list tells: it marks them as sold, or drops them."""
    unsaid: float
    """While a list goes on showing them: only a visit tells."""

    @classmethod
    def of(cls, known: Ends, prior: EndPrior) -> Self:
        """The rates of a source, after what is *known* of its ends."""
        unsaid = change_rate(
            known.unsaid,
            known.listed_days,
            prior_changes=prior.unsaid * prior.a_day * prior.days,
            prior_days=prior.days,
        )
        every = change_rate(known.ended, known.days, prior_changes=prior.a_day * prior.days, prior_days=prior.days)
        return cls(said=max(every - unsaid, _LEAST_RATE), unsaid=unsaid)


@dataclass
class Visit:
    """One request that would be worth its while."""

    what: Literal["item", "list"]
    """The page of an item or of several, or a page that leads to items."""
    url: str
    """Address to ask for."""
    title: str
    """Of the item, or what the list is."""
    score: float
    """Days that what it would show is expected to have waited, times worth; beyond the target, more than that."""
    due: datetime
    """UTC; when the visit is worth a request."""
    why: str
    """In words."""
    key: str | None = None
    """Of the item; none for lists and pages of several items."""
    role: str = "item"
    """What the address shows."""
    planned: bool = field(default=False)
    """It is within what is left of the budget."""


class Planner:
    """Ranks the visits of one source at one time."""

    def __init__(
        self, source: Source, memory: VisitMemory, rules: RevisitRules, now: datetime, order: Order = "worth"
    ) -> None:
        self._source = source
        self._memory = memory
        memory.weigh()
        self._rules = rules
        self._now = days(now)
        self._order = order
        self._usual: dict[bool, float] = {True: self._usual_rate(True), False: self._usual_rate(False)}
        self._ends = EndRates.of(memory.ends(rules.worth.names_a_model), rules.ends)
        self._signs = memory.signs()
        self._beside_lists: Rivals | None = None

    def items(self) -> list[Visit]:
        """Every item page that may be visited again or for the first time, the most urgent first."""
        pages: dict[str, list[sqlite3.Row]] = defaultdict(list)
        for row in self._memory.items():
            pages[row["page"]].append(row)
        visits = [visit for url, rows in pages.items() if (visit := self._page(url, rows)) is not None]
        visits += [self._unread(row) for row in self._memory.unread()]
        return sorted(visits, key=lambda visit: (-visit.score, visit.url))

    def lists(self) -> list[Visit]:
        """Every list page, the most urgent first; each for itself."""
        relief = self._relief()
        visits = [self._list(row, sum(relief[row["address"]].values())) for row in self._memory.lists()]
        return sorted(visits, key=lambda visit: (-visit.score, visit.url))

    def choose_lists(self, requests: int) -> list[Visit]:
        """The list pages worth reading with *requests* to spend, in their order.

        What one list tells another need not tell again, nor a visit to the item; and a list must be worth more than the
        item that would be visited instead.
        """
        most = math.ceil(requests * self._rules.lists.most_share)
        due = [visit for visit in self.items() if self.is_due(visit)]
        if self._order == "uniform":
            everything = sorted((visit.score for visit in [*due, *self.lists()]), reverse=True)
            least = everything[requests] if requests < len(everything) else -1.0
            return [visit for visit in self.lists() if visit.score > least][:requests]
        relief = self._relief()
        rows = {row["address"]: row for row in self._memory.lists()}
        rivals = self._beside_lists = Rivals({visit.url: visit.score for visit in due})
        pages = {row["key"]: row["page"] for row in self._memory.items()}
        told: dict[str, float] = {}
        chosen: list[Visit] = []
        heap = [(-visit.score, visit.url) for visit in self.lists()]
        heapq.heapify(heap)
        while heap and len(chosen) < most:
            before, address = heapq.heappop(heap)
            rival = rivals.at(requests - len(chosen))
            # What would be visited all the same after the list was read is not the list's to tell.
            still = sum(
                max(0.0, worth - told.get(key, 0.0))
                for key, worth in relief[address].items()
                if rival == 0 or rivals.score(pages[key]) - worth <= rival
            )
            visit = self._list(rows[address], still)
            if heap and -visit.score > heap[0][0] and -visit.score > before:
                heapq.heappush(heap, (-visit.score, address))
                continue
            if visit.score <= max(rival, self._rules.due.expected_wait_days):
                break
            chosen.append(visit)
            for key, worth in relief[address].items():
                more = worth - told.get(key, 0.0)
                if more > 0:
                    told[key] = worth
                    rivals.lower(pages[key], more)
        return chosen

    def beside_lists(self, visit: Visit) -> float:
        """Score of an item page once the lists that were chosen have told what they tell."""
        return visit.score if self._beside_lists is None else self._beside_lists.score(visit.url)

    def is_due(self, visit: Visit) -> bool:
        """Whether *visit* is worth a request now."""
        return days(visit.due) <= self._now and visit.score > 0

    # ---- items

    def _page(self, url: str, rows: Sequence[sqlite3.Row]) -> Visit | None:
        told = [(self._item(row), row) for row in rows if row["state"] != "gone" or self._is_watched(row)]
        if not told:
            return None
        (best, row), score = max(told, key=lambda one: one[0].score), sum(one.score for one, _ in told)
        due = min(one.due for one, _ in told)
        why = best.why if len(told) == 1 else f"{best.why} ({len(told)} items on the page)"
        key = row["key"] if len(rows) == 1 else None
        if self._order == "uniform":
            since = self._now - max(row["tried_at"] for row in rows)
            return Visit("item", url, best.title, since, _moment(self._now), _ago("last visited", since), key)
        return Visit("item", url, best.title, score, due, why, key)

    def _item(self, row: sqlite3.Row) -> Visit:
        rules, now = self._rules, self._now
        worth = row["worth"] * rules.blocked.factor ** min(row["refusals"], 30)
        title = row["title"] or row["key"]
        visited = _visited(row)
        if row["state"] == "gone":
            at = row["gone_at"] + rules.gone.again_after_days[row["gone_visits"]]
            score = worth * rules.gone.wait_days if at <= now else 0.0
            which = f"{row['gone_visits'] + 1} of {len(rules.gone.again_after_days)}"
            return Visit("item", row["url"], title, score, _moment(at), f"gone; looked at again, {which}")
        rate, since = self._rate(row), now - visited
        if row["sign"]:
            proved = self._proves(row["sign"])
            score = worth * (proved * self._known(now - row["sign_at"]) + (1 - proved) * self._wait(row, rate, now))
            return Visit("item", row["url"], title, score, _moment(row["sign_at"]), row["sign"])
        if row["seen_at"] is None and row["state"] == "content":
            told = self._told(row) if row["glimpsed_at"] is not None else 0.0
            score = (1 - told) * worth * self._known(now - max(row["first_seen"], row["tried_at"]) + rules.new.age_days)
            return Visit("item", row["url"], title, score, _moment(row["first_seen"]), "new; only a list has shown it")
        wait = self._wait(row, rate, now)
        after = due_after(
            rate,
            worth,
            wait=rules.due.expected_wait_days,
            least=rules.due.least_days,
            most=rules.due.most_days,
        )
        refused = f", refused {row['refusals']} times" if row["refusals"] else ""
        why = f"{_every(rate, row['visits'])}, {_ago('last visited', since)}{refused}"
        return Visit("item", row["url"], title, worth * wait, _moment(visited + after), why)

    def _wait(self, row: sqlite3.Row, rate: float, now: float) -> float:
        """What a visit is expected to show: changes, and an end."""
        return self._wait_for_change(row, rate, now) + self._rules.ends.worth * self._wait_for_end(row, now)

    def _wait_for_change(self, row: sqlite3.Row, rate: float, now: float) -> float:
        visited = _visited(row)
        if not row["is_priced"] or row["glimpsed_at"] <= visited:
            return self._urgency(rate, now - visited)
        # What lists do not tell are no prices: it is nothing that should be seen within the target.
        tells, rest = self._rules.tells.glimpse, expected_wait(rate, now - visited)
        return tells * self._urgency(rate, now - row["glimpsed_at"]) + (1 - tells) * rest

    def _wait_for_end(self, row: sqlite3.Row, now: float) -> float:
        if row["worth"] < self._rules.worth.names_a_model:
            return 0.0
        visited = _visited(row)
        said = self._urgency(self._ends.said, now - max(visited, row["listed_at"] or 0.0))
        return said + self._urgency(self._ends.unsaid, now - visited)

    def _told(self, row: sqlite3.Row) -> float:
        """Share of an item's changes that a list tells: most, where it shows the price."""
        return self._rules.tells.glimpse if row["is_priced"] else self._rules.tells.link

    def _proves(self, sign: str) -> float:
        """How often such a sign tells the truth."""
        (followed, proved), prior = self._signs.get(sign, (0, 0)), self._rules.signs
        return (proved + prior.proved) / (followed + prior.followed)

    def _rate(self, row: sqlite3.Row) -> float:
        days_, usual = self._rules.prior.days, self._usual[row["worth"] >= self._rules.worth.names_a_model]
        return change_rate(row["changes"], row["days"], prior_changes=usual * days_, prior_days=days_)

    def _urgency(self, rate: float, days: float) -> float:
        return urgency(rate, max(0.0, days), target=self._rules.target.days, weight=self._rules.target.weight)

    def _known(self, age: float) -> float:
        return urgency_of_known(max(0.0, age), target=self._rules.target.days, weight=self._rules.target.weight)

    def _usual_rate(self, worthwhile: bool) -> float:
        """Of the source's items of one kind as a whole: what one of them is taken for before it is known."""
        prior = self._rules.prior
        known = self._memory.changes_of(self._rules.worth.names_a_model, worthwhile=worthwhile)
        return change_rate(*known, prior_changes=prior.changes, prior_days=prior.days)

    def _is_watched(self, row: sqlite3.Row) -> bool:
        """A gone item that is still to be looked at again, or that a list shows again."""
        return row["gone_visits"] < len(self._rules.gone.again_after_days) or row["sign"] is not None

    def _unread(self, row: sqlite3.Row) -> Visit:
        # Once tried in vain, it waits from there: else the oldest refusal would always come first.
        since = self._now - max(row["found_at"], row["tried_at"] or 0.0)
        title = row["label"] or row["url"]
        if self._order == "uniform":
            tried = row["tried_at"]
            score = _NEVER_READ if tried is None else self._now - tried
            return Visit("item", row["url"], title, score, _moment(self._now), "never visited", row["key"])
        worth = max(self._rules.worth.unread, worth_of(self._rules.worth, row["label"] or ""))
        worth *= self._rules.blocked.factor ** min(row["tries"], 30)
        score = worth * self._known(since + self._rules.new.age_days)
        due = row["found_at"] if row["tried_at"] is None else row["tried_at"] + self._rules.due.least_days
        why = "new" if row["tries"] == 0 else f"new; tried {row['tries']} times"
        return Visit("item", row["url"], title, score, _moment(due), why, row["key"])

    # ---- lists

    def _relief(self) -> dict[str, dict[str, float]]:
        """List → item → how much of what is expected of the item the list would tell."""
        whole = self._source.lists.cards is not None
        lists = {row["address"]: row for row in self._memory.lists()}
        rows = {row["key"]: row for row in self._memory.items() if row["state"] != "gone"}
        relief: dict[str, dict[str, float]] = defaultdict(dict)
        for member in self._memory.members():
            row, shown_by = rows.get(member["key"]), lists.get(member["list"])
            if row is None or shown_by is None:
                continue
            by_address = shown_by["role"] in {"feed", "sitemap"}
            if not by_address and (shown_by["read_at"] or 0.0) > member["seen_at"]:
                # It is not on its list any more: either on the next one by now, or gone.
                if onward := shown_by["onward"]:
                    told = self._rules.vanished.share * self._known(self._now - member["seen_at"])
                    relief[onward][member["key"]] = max(relief[onward].get(member["key"], 0.0), row["worth"] * told)
                continue
            tells = self._rules.tells.address if by_address else 1.0 if whole else self._told(row)
            seen = max(row["seen_at"] or 0.0, row["glimpsed_at"] or 0.0)
            wait = tells * self._urgency(self._rate(row), self._now - seen)
            if not by_address and row["worth"] >= self._rules.worth.names_a_model:
                since = self._now - max(_visited(row), row["listed_at"] or 0.0)
                wait += self._rules.ends.worth * self._urgency(self._ends.said, since)
            known = relief[member["list"]].get(member["key"], 0.0)
            relief[member["list"]][member["key"]] = max(known, row["worth"] * wait)
        return relief

    def _list(self, row: sqlite3.Row, relief: float) -> Visit:
        address, title = row["address"], f"{row['role']} page"
        if row["read_at"] is None:
            at = _moment(row["found_at"])
            return Visit("list", address, title, _NEVER_READ, at, "never read", role=row["role"])
        since = self._now - row["read_at"]
        if self._order == "uniform":
            return Visit("list", address, title, since, _moment(self._now), _ago("last read", since), role=row["role"])
        known, expected = row["new_a_day"], self._rules.new
        rate = known if known is not None else expected.a_day if row["is_start"] else 0.0
        rate = max(rate, expected.least_a_day if row["is_start"] else 0.0)
        score = relief + rate * since * self._known(since / 2)
        new = f"{rate:.1f} new items a day" if rate else "no new items"
        why = f"{new}, {_ago('last read', since)}; tells {relief:.1f} days of what is known"
        due = _moment(row["read_at"] + self._rules.due.least_days)
        return Visit("list", address, title, score, due, why, role=row["role"])


def plan(planner: Planner, left: int | None) -> list[Visit]:
    """All visits in the order in which a budget is spent, those within *left* requests marked; without a budget all.

    One request is kept for robots.txt; redirects and retries come on top, so that a crawl may get less far.
    """
    requests = max(0, left - 1) if left is not None else None
    lists = planner.choose_lists(requests) if requests is not None else planner.lists()
    items = planner.items()
    due = sorted(
        (visit for visit in items if planner.is_due(visit)),
        key=lambda visit: (-planner.beside_lists(visit), visit.url),
    )
    chosen = [*lists, *(due if requests is None else due[: max(0, requests - len(lists))])]
    for visit in chosen:
        visit.planned = True
    taken = {visit.url for visit in chosen}
    rest = [visit for visit in [*planner.lists(), *items] if visit.url not in taken]
    return [*chosen, *sorted(rest, key=lambda visit: (visit.due, -visit.score))]


def _visited(row: sqlite3.Row) -> float:
    visited: float = max(row["seen_at"] or 0.0, row["tried_at"])
    return visited


def _every(rate: float, visits: int) -> str:
    seen = "expected to change" if visits < 2 else "changes"
    return f"{seen} every {1 / rate:.1f} days"


def _ago(what: str, since: float) -> str:
    if since < 1 / 24:
        return f"{what} within the hour"
    return f"{what} {since * 24:.0f} hours ago" if since < 2 else f"{what} {since:.1f} days ago"


def _moment(at: float) -> datetime:
    return datetime.fromtimestamp(round(at * _DAY_S), UTC)


def budget_spent_on(visits: Iterable[Visit]) -> tuple[int, int]:
    """Lists and items among the planned *visits*."""
    planned = [visit.what for visit in visits if visit.planned]
    return planned.count("list"), planned.count("item")
