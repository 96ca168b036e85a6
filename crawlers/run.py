"""One crawl of one source at work: evidence first, then the capture, then what is known of the site."""

from __future__ import annotations

import time
from collections import Counter

from crawlers.agenda import Agenda, Progress
from crawlers.assertions import failed_assertions
from crawlers.crawl_result import CrawlResult
from crawlers.frontier import Frontier
from crawlers.job import Job, JobState
from crawlers.ledger import Ledger
from crawlers.reading_result import ItemReading
from crawlers.records import Capture, Evidence, ListingPage, RunFinished, RunStarted
from crawlers.response import PageResponse
from crawlers.revisits.memory import VisitMemory
from crawlers.revisits.rebuild import rebuild
from crawlers.revisits.rules import revisit_rules
from crawlers.source import Source
from crawlers.spool import SpoolReader, SpoolWriter
from crawlers.tally import Tally
from crawlers.warc import WarcWriter
from foundation.errors import SpoolError
from foundation.ids import natural_id, sha256_hex
from foundation.settings import Settings

_MAX_EXAMPLES = 3
_REMEMBER_EVERY_S = 0.5


class Run:
    """The run of a source: counts, problems, and the files it writes. Made for one process; closed once."""

    def __init__(
        self, settings: Settings, source: Source, round_id: str | None = None, *, afresh: bool = False
    ) -> None:
        """Take the source's lock and decide whether to begin anew or go on; *afresh* goes on with nothing.

        Raises `CrawlError`.
        """
        self.source = source
        self.clock = settings.clock
        self.job = Job(settings, source, round_id, afresh=afresh)
        self.id = self.job.state.run_id
        self.counts: Counter[str] = Counter()
        self.ledger = Ledger.of(settings, source)
        """Requests of the day."""
        self._tally = Tally(self.counts)
        self.broken: SpoolError | None = None
        """Set where captures cannot be written any more; nothing is taken after that."""
        self._home = settings.data
        self._problems: dict[str, list[str]] = {}
        self._spent_s = 0.0
        self._began = time.monotonic()
        self._remembered_at = 0.0
        self._remembered = 0

    def begin(self, user_agent: str) -> None:
        """Open the files and record the start. Raises `SpoolError`."""
        self.agenda = Agenda(self.job.agenda_file)
        self.frontier = Frontier(self.job.frontier_file)
        self.memory = VisitMemory(self.job.memory_file, revisit_rules())
        if self.memory.is_new:
            rebuild(self.memory, self._home.spool, self.source.name)
        self.memory.gather()
        if self.job.given_up is not None:
            self._give_up(self.job.given_up)
        progress = self.agenda.progress(self.id) if self.job.goes_on else None
        self._spool = SpoolWriter(self._home.spool, self.id)
        self._warc = WarcWriter(self._home.warc, self.id)
        self.job.begin()
        if progress is None:
            self._record_start(user_agent)
            self.agenda.begin(self.id)
        else:
            self._go_on(progress)
        self.agenda.gather()
        if self.ledger.budget is not None:
            self.counts["budget"] = self.ledger.budget

    def _give_up(self, given_up: JobState) -> None:
        progress = self.agenda.progress(given_up.run_id) or Progress()
        with SpoolWriter(self._home.spool, given_up.run_id) as spool:
            spool.append(
                RunFinished(
                    run_id=given_up.run_id,
                    source=self.source.name,
                    finished_at=self.clock.now(),
                    duration_s=progress.duration_s,
                    outcome=f"failed: {self.job.given_up_for}",
                    counts=progress.counts,
                )
            )
            self._tell_again(spool, progress)

    def _record_start(self, user_agent: str) -> None:
        self._spool.append(
            RunStarted(
                run_id=self.id,
                source=self.source.name,
                started_at=self.job.state.started_at,
                user_agent=user_agent,
            )
        )

    def _go_on(self, progress: Progress) -> None:
        """Take up the run at *progress*."""
        self.counts.update(progress.counts)
        self._problems = {kind: list(examples) for kind, examples in progress.examples.items()}
        self._spent_s = progress.duration_s
        self._tell_again(self._spool, progress)

    def _tell_again(self, spool: SpoolWriter, progress: Progress) -> None:
        """Tell the memories of items and visits what a kill took from them."""
        offset = progress.remembered if progress.segment == str(spool.path) else 0
        for record, _ in SpoolReader(self._home.spool).read(spool.path.name, offset):
            if isinstance(record, Capture):
                self._remember(record)

    def keep_progress(self) -> None:
        """Have all that was done so far survive a kill. Raises `SpoolError`."""
        now = time.monotonic()
        # Captures can be told again from the spool.
        if self.memory.holds_more_than_captures or now - self._remembered_at >= _REMEMBER_EVERY_S:
            self.frontier.commit()
            self.memory.commit()
            self._remembered, self._remembered_at = self._spool.size, now
        self.agenda.commit(
            Progress.model_construct(
                counts=dict(self.counts),
                examples=self._problems,
                duration_s=self.duration_s,
                segment=str(self._spool.path),
                remembered=self._remembered,
            )
        )

    def keep(self, response: PageResponse, *, rendered: bool) -> Evidence:
        """Write *response* to the WARC file. Raises `SpoolError`."""
        file, offset, length = self._warc.write(
            response.address,
            response.status,
            response.headers,
            response.body,
            response.fetched_at,
            rendered=rendered,
        )
        return Evidence(
            url=response.url,
            final_url=response.address,
            fetched_at=response.fetched_at,
            status=response.status,
            sha256=sha256_hex(response.body),
            warc_file=file,
            warc_offset=offset,
            warc_length=length,
        )

    def capture_of(self, item: ItemReading, evidence: Evidence) -> Capture:
        """The capture of one item that *evidence* shows."""
        self._tally.read(item)
        return Capture(
            id=natural_id("capture", self.id, self.source.name, item.key),
            run_id=self.id,
            source=self.source.name,
            source_kind=self.source.kind,
            item_key=item.key,
            state=item.state,
            reason=item.reason,
            country=self.source.country,
            quality=self.source.quality,
            default_currency=self.source.currency,
            page=item.page,
            evidence=evidence,
        )

    def take(self, capture: Capture) -> None:
        """Append *capture* to the spool and remember its item. Raises `SpoolError`; then the run takes nothing more."""
        if self.broken:
            raise self.broken
        partial = isinstance(capture.page, ListingPage) and capture.page.partial
        try:
            self._spool.append(capture)
            self.agenda.mark(*_name(capture.item_key, is_glimpse=partial))
            self._remember(capture)
        except SpoolError as error:
            self.broken = error
            raise
        self.counts["captures"] += 1
        if partial:
            self.counts["glimpses"] += 1
            return
        self.counts["items" if capture.state == "content" else capture.state] += 1
        self._tally.take(capture)

    def has_taken(self, key: str, *, is_glimpse: bool = False) -> bool:
        """Whether the item was captured before in this run, from its page or, as a glimpse, from a list."""
        return self.agenda.has(*_name(key, is_glimpse=is_glimpse))

    def _remember(self, capture: Capture) -> None:
        url = capture.page.url if capture.page else capture.evidence.url
        self.frontier.saw(capture.item_key, url, capture.state, run_id=capture.run_id, at=capture.evidence.fetched_at)
        self.memory.saw(capture)

    def count_new(self) -> None:
        """Count the items that no run before has seen."""
        if self.broken is None:
            try:
                self.counts["new"] = self.frontier.new_in(self.id)
            except SpoolError as error:
                self.broken = error

    def problem(self, kind: str, example: str) -> None:
        """Count a trouble of *kind*; the first few examples are told at the end."""
        examples = self._problems.setdefault(kind, [])
        if len(examples) < _MAX_EXAMPLES:
            examples.append(example)
        self.counts[f"problem: {kind}"] += 1

    def problems(self) -> list[str]:
        """One sentence for each kind of trouble met, and for each health assertion that failed."""
        told = []
        for kind, examples in self._problems.items():
            count = self.counts[f"problem: {kind}"]
            times = f" ({count} times)" if count > 1 else ""
            told.append(f"{kind}{times}: {'; '.join(dict.fromkeys(examples))}")
        failed = failed_assertions(self.source.healthy, self.counts)
        return [*told, *(assertion.text for assertion in failed)]

    @property
    def duration_s(self) -> float:
        """Seconds of work, those before an interruption included."""
        return round(self._spent_s + time.monotonic() - self._began, 3)

    def finish(self, outcome: str, counts: dict[str, int]) -> CrawlResult:
        """Record the end and close everything. A run that could write no more stays open and is crawled again."""
        problems = tuple(self.problems())
        try:
            if self.broken is None:
                try:
                    return self._record_end(outcome, counts, problems)
                except SpoolError as error:
                    self.broken = error
            self.agenda.close()
            return self._result(f"failed: {self.broken.problem}", counts, problems).model_copy(
                update={"error": str(self.broken), "exit_code": self.broken.exit_code, "can_go_on": True}
            )
        finally:
            self.job.release()

    def _record_end(self, outcome: str, counts: dict[str, int], problems: tuple[str, ...]) -> CrawlResult:
        result = self._result(outcome, counts, problems)
        self._spool.append(
            RunFinished(
                run_id=self.id,
                source=self.source.name,
                finished_at=self.clock.now(),
                duration_s=result.duration_s,
                outcome=outcome,
                counts=counts,
                problems=problems,
            )
        )
        if result.kind == "paused":
            self.keep_progress()
            self.agenda.close()
        self.frontier.close()
        self.memory.close()
        self.ledger.close()
        self._warc.close()
        self._spool.close()
        self.job.end(result)
        if result.kind != "paused":
            self.agenda.delete()
        return result

    def _result(self, outcome: str, counts: dict[str, int], problems: tuple[str, ...]) -> CrawlResult:
        return CrawlResult(
            source=self.source.name,
            run_id=self.id,
            outcome=outcome,
            counts=counts,
            problems=problems,
            duration_s=self.duration_s,
            can_go_on=outcome.startswith("paused"),
        )


def _name(key: str, *, is_glimpse: bool) -> tuple[str, str]:
    return ("glimpse" if is_glimpse else "captured", key)
