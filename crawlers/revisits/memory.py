"""What is remembered of a source's pages so that their next visits can be chosen: one SQLite file beside the frontier.

A crawl gathers what it writes for a moment; what a kill took is told again from the spool by the run that goes on.
Where the file is gone it is written anew from the spool; what lists showed is not in there, and comes back with the
next visit to them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urldefrag

from crawlers.database import Database
from crawlers.records import Capture, ListingPage, Page
from crawlers.revisits.rules import RevisitRules
from crawlers.revisits.schema import SCHEMA, VERSION
from crawlers.revisits.staleness import change_rate, changes_between
from crawlers.revisits.worth import worth_of
from foundation.ids import sha256_hex

_DAY_S = 86_400.0
_TITLE_CHARACTERS = 80
_WEIGHED_CHARACTERS = 1_000


@dataclass(frozen=True)
class Shown:
    """An item, or a page of items, as a list shows it."""

    ref: str
    """What it is known by: the item's key, or the address of a page that holds several."""
    url: str
    """Where the list leads."""
    key: str | None
    """Key of the item; none for a page that holds several."""
    label: str | None
    """Text of the link; none where there is none."""
    glimpse: str | None = None
    """Digest of what the list shows of it."""
    is_priced: bool = False
    """The list shows a price of it."""
    is_gone: bool = False
    """The list shows it as sold."""


@dataclass(frozen=True)
class Ends:
    """How items of a source came to their ends."""

    ended: float
    """So many after they were first seen."""
    days: float
    """Days that items were watched, in all."""
    unsaid: float
    """So many ends were found by a visit while a list went on showing the item."""
    listed_days: float
    """Days before visits of items that a list showed."""


def days(moment: datetime) -> float:
    """Days since 1970, UTC: the time that this file counts in."""
    return moment.timestamp() / _DAY_S


class VisitMemory:
    """One source's pages and lists. One process at a time, held by the lock of the crawl's job."""

    def __init__(self, file: Path, rules: RevisitRules) -> None:
        self._rules = rules
        self._db = Database(
            file,
            SCHEMA,
            VERSION,
            what="what is remembered of earlier visits",
            remedy="the next crawl writes it anew",
        )
        # Where its rebuilding was killed, the file is there and empty.
        self.is_new = self._db.is_new or self._db.one("SELECT 1 FROM items LIMIT 1") is None
        """Nothing was remembered when it was opened."""
        self.holds_more_than_captures = False
        """Since the last `commit` it was told of lists and failures as well, which the spool does not hold."""

    # ---- what a crawl tells

    def saw(self, capture: Capture) -> None:
        """Remember one capture; the same one a second time changes nothing."""
        now = days(capture.evidence.fetched_at)
        page = capture.page
        if isinstance(page, ListingPage) and page.partial:
            self._glimpsed(capture, page, now)
            return
        url = page.url if page is not None else capture.evidence.url
        known = self._db.one("SELECT * FROM items WHERE key = ?", capture.item_key)
        if known is None:
            self._first_saw(capture, url, now)
            return
        match capture.state:
            case "content":
                self._saw_content(capture.item_key, known, page, now)
            case "gone":
                self._saw_gone(capture.item_key, known, now)
            case "blocked":
                self._db.do(
                    "UPDATE items SET tried_at = ?, refusals = refusals + (tried_at < ? OR refusals = 0),"
                    " sign = NULL, sign_at = NULL WHERE key = ?",
                    (now, now, capture.item_key),
                )

    def _first_saw(self, capture: Capture, url: str, now: float) -> None:
        page, state = capture.page, capture.state
        title = _title(page) if page is not None else None
        is_content = state == "content" and page is not None
        self._db.do(
            "INSERT INTO items (key, url, page, title, state, unweighed, first_seen, seen_at, tried_at, refusals,"
            " digest, visits, gone_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                capture.item_key,
                url,
                urldefrag(url).url,
                title,
                state,
                _told(page) if is_content and page is not None else title or "",
                now,
                now if is_content or state == "gone" else None,
                now,
                state == "blocked",
                _digest(page) if is_content and page is not None else None,
                is_content,
                now if state == "gone" else None,
            ),
        )

    def _saw_content(self, key: str, known: sqlite3.Row, page: Page | None, now: float) -> None:
        if page is None:
            return
        digest = _digest(page)
        self._followed(known, proved=known["digest"] != digest)
        span = now - known["seen_at"] if known["seen_at"] is not None else 0.0
        changes = 0.0
        if span > 0 and known["digest"] is not None and known["digest"] != digest:
            prior = self._rules.prior
            rate = change_rate(known["changes"], known["days"], prior_changes=prior.changes, prior_days=prior.days)
            changes = changes_between(rate, span)
        self._db.do(
            "UPDATE items SET url = ?, page = ?, title = ?, state = 'content', unweighed = COALESCE(?, unweighed),"
            " seen_at = ?, tried_at = ?,"
            " refusals = 0, days = days + ?, changes = changes + ?, digest = ?, visits = visits + ?, sign = NULL,"
            " sign_at = NULL, gone_at = NULL, gone_visits = 0, listed_days = listed_days + ? WHERE key = ?",
            (
                page.url,
                urldefrag(page.url).url,
                _title(page),
                _told(page) if known["digest"] != digest else None,
                now,
                now,
                max(0.0, span),
                changes,
                digest,
                known["seen_at"] is None or span > 0,
                max(0.0, span) * self._stands_on_list(known, now),
                key,
            ),
        )

    def _saw_gone(self, key: str, known: sqlite3.Row, now: float) -> None:
        again = known["state"] == "gone" and known["tried_at"] < now
        stood = known["state"] == "content" and known["seen_at"] is not None and self._stands_on_list(known, now)
        self._followed(known, proved=not again)
        self._db.do(
            "UPDATE items SET state = 'gone', seen_at = ?, tried_at = ?, refusals = 0, sign = NULL, sign_at = NULL,"
            " gone_at = COALESCE(gone_at, ?), gone_visits = gone_visits + ?, listed_days = listed_days + ?,"
            " ended_unsaid = ended_unsaid + ? WHERE key = ?",
            (now, now, now, again, now - known["seen_at"] if stood else 0.0, stood and known["sign"] is None, key),
        )

    def _stands_on_list(self, item: sqlite3.Row, now: float) -> bool:
        """Whether a list that was read a short while ago shows *item*."""
        shown = self._last_shown(item["key"], item["page"])
        return item["sign"] is not None or shown >= now - self._rules.due.least_days

    def _last_shown(self, ref: str, page: str) -> float:
        """When a list last showed the item or its page, in days; 0 for never. Feeds and sitemaps do not count."""
        row = self._db.one(
            "SELECT MAX(l.seen_at) AS at FROM listed l JOIN lists p ON p.address = l.list"
            " WHERE l.ref IN (?, ?) AND p.role NOT IN ('feed', 'sitemap')",
            ref,
            page,
        )
        return (row["at"] or 0.0) if row is not None else 0.0

    def _followed(self, item: sqlite3.Row, *, proved: bool) -> None:
        """Count how often a visit finds what a sign of *item* has told of."""
        if item["sign"] is not None:
            self._db.do(
                "INSERT INTO signs VALUES (?, 1, ?)"
                " ON CONFLICT (sign) DO UPDATE SET followed = followed + 1, proved = proved + excluded.proved",
                (item["sign"], proved),
            )

    def _glimpsed(self, capture: Capture, page: ListingPage, now: float) -> None:
        known = self._db.one("SELECT state, seen_at FROM items WHERE key = ?", capture.item_key)
        if known is None:
            # Only where this file was lost: a list writes the item down before its glimpse is captured.
            self._glimpse(Shown(capture.item_key, page.url, capture.item_key, page.title, is_gone=False), now)
            return
        if capture.state == "gone":
            self._db.do(
                "UPDATE items SET state = 'gone', glimpsed_at = ?, gone_at = COALESCE(gone_at, ?) WHERE key = ?",
                (now, now, capture.item_key),
            )
        elif known["state"] == "gone":
            # A list that shows it again is a reason to look, no proof that it is back.
            self._db.do(
                "UPDATE items SET sign = 'a list shows it again', sign_at = ?, glimpsed_at = ? WHERE key = ?",
                (now, now, capture.item_key),
            )

    def read_list(
        self, address: str, role: str, shown: Sequence[Shown], onward: str | None, *, run_id: str, at: datetime
    ) -> list[str]:
        """Remember what a list showed; returns the keys of items of which it shows another glimpse than before.

        Other changes (the text of a link) are signs that the page behind has changed. A list that showed several items
        and shows none is not believed: nothing vanishes for it.
        """
        self.holds_more_than_captures = True
        now, changed = days(at), []
        if not shown and self._rows_on(address) > self._rules.vanished.most_at_once:
            self.refused_list(address, role, at)
            return []
        with self._db.transaction():
            before = self._db.one("SELECT read_at, new_a_day, run FROM lists WHERE address = ?", address)
            fresh = 0
            self._pass_by(address, role, [one.ref for one in shown], onward)
            for place, one in enumerate(shown):
                fresh += self._listed(one, address, run_id, now, place)
                if one.glimpse is not None and self._glimpse(one, now):
                    changed.append(one.key or one.ref)
            rate = before["new_a_day"] if before else None
            if before and before["read_at"] is not None and now - before["read_at"] > 0:
                seen = fresh / (now - before["read_at"])
                rate = seen if rate is None else (rate + seen) / 2
            self._db.do(
                "INSERT INTO lists (address, role, is_start, found_at, read_at, onward, new_a_day, run, shown)"
                " VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?) ON CONFLICT (address) DO UPDATE SET role = excluded.role,"
                " read_at = excluded.read_at, onward = excluded.onward, new_a_day = excluded.new_a_day,"
                " run = excluded.run, shown = excluded.shown",
                (address, role, now, now, onward, rate, run_id, len(shown)),
            )
        return changed

    def _rows_on(self, address: str) -> int:
        """How many items a list showed when it was last read."""
        row = self._db.one("SELECT shown FROM lists WHERE address = ?", address)
        return row["shown"] if row is not None else 0

    def _pass_by(self, address: str, role: str, shown: Sequence[str], onward: str | None) -> None:
        """Mark what a list shows no more and new items have not pushed off it.

        Either the list goes on showing what stood behind, or it ends here and has room left.
        """
        before = {row["ref"]: row["place"] for row in self._db.all("SELECT * FROM listed WHERE list = ?", address)}
        last = max((before[ref] for ref in shown if ref in before), default=-1)
        if onward is None:
            longest = self._db.one("SELECT MAX(shown) AS rows FROM lists WHERE role = ?", role)
            if longest is not None and len(shown) < (longest["rows"] or 0):
                last = max(before.values(), default=-1) + 1
        for ref in before.keys() - set(shown):
            if before[ref] < last:
                self._db.do("UPDATE listed SET passed = 1 WHERE ref = ? AND list = ?", (ref, address))

    def _listed(self, one: Shown, address: str, run_id: str, now: float, place: int = 0) -> bool:
        """Whether no list had shown it before."""
        known = self._db.one(
            "SELECT label, seen_at FROM listed WHERE ref = ? ORDER BY label IS NULL, seen_at DESC LIMIT 1", one.ref
        )
        if known is not None and one.glimpse is None and known["label"] and one.label not in {None, known["label"]}:
            self._sign(one.ref, "its link in a list has changed", since=known["seen_at"], now=now)
        self._db.do(
            "INSERT INTO listed (ref, list, url, key, label, found_at, seen_at, run, place)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (ref, list) DO UPDATE SET url = excluded.url, label = excluded.label,"
            " seen_at = excluded.seen_at, run = excluded.run, place = excluded.place, passed = 0",
            (one.ref, address, one.url, one.key, one.label, now, now, run_id, place),
        )
        return known is None

    def _sign(self, ref: str, sign: str, *, since: float, now: float) -> None:
        """The page behind *ref* has changed, at the earliest at *since*, when a list was last read without a sign."""
        self._db.do(
            "UPDATE items SET sign = ?, sign_at = MAX(?, COALESCE(seen_at, 0))"
            " WHERE (key = ? OR page = ?) AND state = 'content' AND sign IS NULL AND tried_at < ?",
            (sign, since, ref, ref, now),
        )

    def _glimpse(self, one: Shown, now: float) -> bool:
        """Whether the list shows something else of an item than the last time, or an item that nobody knew."""
        known = self._db.one("SELECT glimpse FROM items WHERE key = ?", one.ref)
        if known is None and one.is_gone:
            return False
        if known is None:
            self._db.do(
                "INSERT INTO items (key, url, page, title, state, unweighed, first_seen, tried_at, glimpse,"
                " glimpsed_at, is_priced) VALUES (?, ?, ?, ?, 'content', ?, ?, 0, ?, ?, ?)",
                (one.ref, one.url, one.url, one.label, one.label or "", now, one.glimpse, now, one.is_priced),
            )
            return True
        self._db.do(
            "UPDATE items SET glimpse = ?, glimpsed_at = ?, is_priced = ? WHERE key = ?",
            (one.glimpse, now, one.is_priced, one.ref),
        )
        return known["glimpse"] is not None and known["glimpse"] != one.glimpse

    def note_pages(self, shown: Sequence[Shown], address: str, *, run_id: str, at: datetime) -> None:
        """Remember pages that the page of an item leads to."""
        self.holds_more_than_captures = True
        with self._db.transaction():
            for one in shown:
                self._listed(one, address, run_id, days(at))

    def found_list(self, address: str, role: str, at: datetime, *, is_start: bool = False) -> None:
        """Remember a list page that was not read yet."""
        self.holds_more_than_captures = True
        self._db.do(
            "INSERT INTO lists (address, role, is_start, found_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (address) DO UPDATE SET is_start = excluded.is_start OR is_start",
            (address, role, is_start, days(at)),
        )

    def refused_list(self, address: str, role: str, at: datetime) -> None:
        """A list page could not be read: it counts as read, and less is expected of it."""
        self.holds_more_than_captures = True
        now, less = days(at), self._rules.blocked.factor
        self._db.do(
            "INSERT INTO lists (address, role, is_start, found_at, read_at, new_a_day) VALUES (?, ?, 0, ?, ?, ?)"
            " ON CONFLICT (address) DO UPDATE SET read_at = excluded.read_at,"
            " new_a_day = ? * COALESCE(new_a_day, ?)",
            (address, role, now, now, less * self._rules.new.a_day, less, self._rules.new.a_day),
        )

    def missed(self, url: str, at: datetime) -> None:
        """Nothing came of the request for the page *url*: forbidden, out of reach, or redirected elsewhere."""
        self.holds_more_than_captures = True
        now = days(at)
        self._db.do("UPDATE listed SET tried_at = ?, tries = tries + 1 WHERE url = ?", (now, url))
        self._db.do(
            "UPDATE items SET tried_at = ?, refusals = refusals + 1, sign = NULL, sign_at = NULL WHERE page = ?",
            (now, url),
        )

    def note_vanished(self, at: datetime) -> None:
        """Take it for a sign of change that a list shows an item no more, and no other list does.

        New items push old ones from list to list. So it must be missing where the list still shows what stood behind
        it, or at the end of a list that has room; or the list behind was read since and does not show it either, and
        no list further on had it in between.
        """
        self.holds_more_than_captures = True
        now = days(at)
        with self._db.transaction():
            vanished = self._db.all(
                "SELECT l.ref, l.list, l.seen_at, l.passed, p.read_at, p.role FROM listed l"
                " JOIN lists p ON p.address = l.list LEFT JOIN lists n ON n.address = p.onward"
                " WHERE l.seen_at < p.read_at AND (l.passed OR n.read_at >= p.read_at)"
            )
            last = {row["ref"]: self._last_shown(row["ref"], row["ref"]) for row in vanished}
            for row in vanished:
                self._db.do("DELETE FROM listed WHERE ref = ? AND list = ?", (row["ref"], row["list"]))
            for row in vanished:
                shown = last[row["ref"]]
                since = row["read_at"] - self._rules.due.least_days if row["passed"] else row["seen_at"]
                # Feeds and sitemaps drop what is old.
                if row["role"] not in {"feed", "sitemap"} and shown <= since:
                    self._sign(row["ref"], "no longer on its list", since=shown, now=now)

    def gather(self) -> None:
        """From now on what is told outlives this process only once `commit` was called."""
        self._db.gather()

    def commit(self) -> None:
        """Hand over to the system what was gathered."""
        self._db.commit()
        self.holds_more_than_captures = False

    # ---- what a plan asks

    def weigh(self) -> None:
        """Settle the worth of items whose content is new. Not done by a crawl, since it loads the names of models."""
        waiting = self._db.all("SELECT key, unweighed FROM items WHERE unweighed IS NOT NULL")
        if not waiting:
            return
        with self._db.transaction():
            for row in waiting:
                worth = worth_of(self._rules.worth, row["unweighed"])
                self._db.do("UPDATE items SET worth = ?, unweighed = NULL WHERE key = ?", (worth, row["key"]))

    def items(self) -> Iterator[sqlite3.Row]:
        """Every known item, with the last time when a list showed it as ``listed_at``."""
        yield from self._db.all(
            "SELECT i.*, (SELECT MAX(l.seen_at) FROM listed l JOIN lists p ON p.address = l.list"
            " WHERE l.ref IN (i.key, i.page) AND p.role NOT IN ('feed', 'sitemap')) AS listed_at"
            " FROM items i ORDER BY page, key"
        )

    def ends(self, worth: float) -> Ends:
        """What is known of the ends of items of at least this worth."""
        row = self._db.one(
            "SELECT TOTAL(gone_at > first_seen) AS ended, TOTAL(COALESCE(gone_at, seen_at) - first_seen) AS days,"
            " TOTAL(ended_unsaid) AS unsaid, TOTAL(listed_days) AS listed_days FROM items"
            " WHERE worth >= ? AND seen_at IS NOT NULL",
            worth,
        )
        return Ends(*row) if row is not None else Ends(0.0, 0.0, 0.0, 0.0)

    def signs(self) -> dict[str, tuple[int, int]]:
        """Sign → how often a visit has followed it, and how often it had told the truth."""
        return {row["sign"]: (row["followed"], row["proved"]) for row in self._db.all("SELECT * FROM signs")}

    def changes_of(self, worth: float, *, worthwhile: bool) -> tuple[float, float]:
        """Changes and days watched of all items of at least this worth, or of the others."""
        sql = "SELECT TOTAL(changes) AS changes, TOTAL(days) AS days FROM items WHERE (worth >= ?) = ?"
        row = self._db.one(sql, worth, worthwhile)
        return (row["changes"], row["days"]) if row is not None else (0.0, 0.0)

    def lists(self) -> list[sqlite3.Row]:
        """Every known list page."""
        return self._db.all("SELECT * FROM lists ORDER BY address")

    def members(self) -> list[sqlite3.Row]:
        """List, key and last sight of every known item that a list shows or showed before it was last read."""
        return self._db.all(
            "SELECT l.list AS list, i.key AS key, l.seen_at AS seen_at FROM listed l JOIN items i ON i.key = l.ref"
            " UNION SELECT l.list, i.key, l.seen_at FROM listed l JOIN items i ON i.page = l.ref"
        )

    def unread(self) -> list[sqlite3.Row]:
        """Pages that lists lead to and that were never read, each once, the newest first."""
        return self._db.all(
            "SELECT ref, url, key, MAX(label) AS label, MIN(found_at) AS found_at, MAX(tried_at) AS tried_at,"
            " MAX(tries) AS tries FROM listed l WHERE NOT EXISTS (SELECT 1 FROM items i WHERE i.key = l.ref)"
            " AND NOT EXISTS (SELECT 1 FROM items i WHERE i.page = l.ref) GROUP BY ref ORDER BY found_at DESC, ref"
        )

    def live_among(self, keys: Iterable[str]) -> list[str]:
        """Those of *keys* whose item was there when it was last seen."""
        return [key for key in keys if self._db.one("SELECT 1 FROM items WHERE key = ? AND state = 'content'", key)]

    def knows_list(self, address: str) -> bool:
        """Whether the list page *address* was read before."""
        return self._db.one("SELECT 1 FROM lists WHERE address = ? AND read_at IS NOT NULL", address) is not None

    def close(self) -> None:
        """Close; what was told is on its way to the disk."""
        self._db.close()


def _title(page: Page) -> str | None:
    """Its title, or the beginning of what it says."""
    return next(
        (line.strip()[:_TITLE_CHARACTERS] for line in (page.title or page.text).splitlines() if line.strip()), None
    )


def _told(page: Page) -> str:
    return f"{page.title or ''}\n{page.text[:_WEIGHED_CHARACTERS]}"


def _digest(page: Page) -> str:
    fields = [page.title, page.text]
    if isinstance(page, ListingPage):
        fields += [page.price, page.availability, page.seller]
    return sha256_hex("\x1f".join(field or "" for field in fields).encode("utf-8", "replace"))[:16]
