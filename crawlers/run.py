"""One crawl of one source at work: evidence first, then the capture, then what is known of the site."""

from __future__ import annotations

import time
from collections import Counter

from crawlers.assertions import failed_assertions
from crawlers.crawl_result import CrawlResult
from crawlers.frontier import Frontier
from crawlers.job import Job
from crawlers.ledger import Ledger
from crawlers.reading_result import ItemReading
from crawlers.records import Capture, Evidence, ListingPage, RunFinished, RunStarted
from crawlers.response import PageResponse
from crawlers.revisits.memory import VisitMemory
from crawlers.revisits.rebuild import rebuild
from crawlers.revisits.rules import revisit_rules
from crawlers.source import Source
from crawlers.spool import SpoolWriter
from crawlers.tally import Tally
from crawlers.warc import WarcWriter
from foundation.errors import SpoolError
from foundation.ids import natural_id, sha256_hex
from foundation.settings import Settings

_MAX_EXAMPLES = 3


class Run:
    """The run of a source: counts, problems, and the files it writes. Made for one process; closed once."""

    def __init__(self, settings: Settings, source: Source, round_id: str | None = None) -> None:
        """Take the source's lock and decide whether to begin anew or go on. Raises `CrawlError`."""
        self.source = source
        self.clock = settings.clock
        self.job = Job(settings, source, round_id)
        self.id = self.job.state.run_id
        self.counts: Counter[str] = Counter(self.job.state.counts)
        self.ledger = Ledger.of(settings, source)
        """Requests of the day."""
        if self.ledger.budget is not None:
            self.counts["budget"] = self.ledger.budget
        self._tally = Tally(self.counts)
        self.broken: SpoolError | None = None
        """Set where captures cannot be written any more; nothing is taken after that."""
        self._home = settings.data
        self._problems: dict[str, list[str]] = {}
        self._began = time.monotonic()

    def begin(self, user_agent: str) -> None:
        """Open the files and record the start. Raises `SpoolError`."""
        if given_up := self.job.given_up:
            with SpoolWriter(self._home.spool, given_up.run_id) as spool:
                spool.append(
                    RunFinished(
                        run_id=given_up.run_id,
                        source=self.source.name,
                        finished_at=self.clock.now(),
                        duration_s=given_up.duration_s,
                        outcome="failed: interrupted, and never gone on with",
                        counts=given_up.counts,
                    )
                )
        self.frontier = Frontier(self.job.frontier_file)
        self.memory = VisitMemory(self.job.memory_file, revisit_rules())
        if self.memory.is_new:
            rebuild(self.memory, self._home.spool, self.source.name)
        self._spool = SpoolWriter(self._home.spool, self.id)
        self._warc = WarcWriter(self._home.warc, self.id)
        self.job.begin()
        if not self.job.resumed:
            self._spool.append(
                RunStarted(
                    run_id=self.id,
                    source=self.source.name,
                    started_at=self.job.state.started_at,
                    user_agent=user_agent,
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
        url = capture.page.url if capture.page else capture.evidence.url
        partial = isinstance(capture.page, ListingPage) and capture.page.partial
        try:
            self._spool.append(capture)
            self.frontier.saw(
                capture.item_key, url, capture.state, run_id=capture.run_id, at=capture.evidence.fetched_at
            )
            self.memory.saw(capture)
        except SpoolError as error:
            self.broken = error
            raise
        self.counts["captures"] += 1
        if partial:
            self.counts["glimpses"] += 1
            return
        self.counts["items" if capture.state == "content" else capture.state] += 1
        self._tally.take(capture)

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
        """Seconds of work, those before a pause included."""
        return round(self.job.state.duration_s + time.monotonic() - self._began, 3)

    def finish(self, outcome: str, counts: dict[str, int]) -> CrawlResult:
        """Record the end and close everything. A run that could write no more stays open and is crawled again."""
        problems = tuple(self.problems())
        try:
            if self.broken is None:
                try:
                    return self._record_end(outcome, counts, problems)
                except SpoolError as error:
                    self.broken = error
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
        self.frontier.close()
        self.memory.close()
        self.ledger.close()
        self._warc.close()
        self._spool.close()
        self.job.end(result, dict(self.counts))
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
