"""One source held against its own past: pure, over its runs and a moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from textwrap import shorten

from crawlers.assertions import failed_assertions
from crawlers.source import Source
from health.figures import Figures, fields_of
from health.finding import Finding, finding
from health.parameters import Parameters
from health.unusual import has_fallen, has_risen, has_shrunk, has_swollen, is_silent, usual

_NOT_SOUND = frozenset({"blocked", "lies", "layout", "gone_many", "items_lost", "failed"})
"""A run with such a finding is no past for later ones, or the fault would soon be what is usual."""

_WHY_CHARACTERS = 160


@dataclass(frozen=True)
class SourceHealth:
    """What is known of one source."""

    source: Source
    latest: Figures | None
    """The latest run that ended; none where the source was never crawled."""
    past: tuple[Figures, ...]
    """The sound runs that it was compared with, oldest first."""
    good_at: datetime | None
    """UTC; end of the latest run that brought content."""
    findings: tuple[Finding, ...]


def judge(
    source: Source, runs: Sequence[Figures], now: datetime, parameters: Parameters, *, since: str | None = None
) -> SourceHealth:
    """Findings on the latest of *runs* (all of *source*, ended) and on its age at *now*.

    *since* is the run from which on the operator takes what the site shows for usual; runs before it do not count.
    """
    ordered = sorted(runs, key=lambda figures: (figures.run.started_at, figures.run.id))
    good_at = max((one.run.finished_at for one in ordered if one.items and one.run.finished_at), default=None)
    if not ordered:
        return SourceHealth(source, None, (), None, ())
    window = parameters.past_runs.value
    sound: list[Figures] = []
    found: list[Finding] = []
    past: list[Figures] = []
    for figures in ordered:
        past = sound[-window:]
        if since is not None and figures.run.id < since:
            continue
        found = list(_on_run(source, figures, past, parameters))
        found += _on_assertions(source, figures, found)
        if figures.is_counted and (figures.run.id == since or not _NOT_SOUND & {one.kind for one in found}):
            sound.append(figures)
    latest = ordered[-1]
    found += _on_silence(source, sound, latest, parameters)
    found += _on_age(source, good_at, now, parameters)
    if len(past) < parameters.least_past_runs.value:
        found.append(
            finding(
                "young",
                f"{len(past)} sound runs before the last one, {parameters.least_past_runs.value} are needed to compare",
                source=source.name,
            )
        )
    return SourceHealth(source, latest, tuple(past), good_at, tuple(found))


def _on_run(source: Source, now: Figures, past: list[Figures], parameters: Parameters) -> Iterator[Finding]:
    """Findings on one run; what follows from another of them is not told again."""
    name, run_id = source.name, now.run.id
    told: dict[str, str] = {}
    refused = [one.refused for one in past]
    is_shut = has_risen(now.refused, refused, parameters) or (now.failed and now.refused.share > 0.5)
    if is_shut:
        usually = f", usually {usual(refused):.0%}" if past else ""
        kind = "lies" if now.is_refused_by_lies else "blocked"
        what = "say with status 200 that there is nothing" if kind == "lies" else "were refused"
        told[kind] = f"{now.refused} pages {what}{usually}{_why(now)}"
    is_alike = now.repeated.share >= parameters.repeated_share.value and has_risen(
        now.repeated, [one.repeated for one in past], parameters
    )
    if is_alike:
        usually = f"usually {usual([one.repeated for one in past]):.0%}"
        alike = f"{now.repeated} items say word for word what another one says, {usually}"
        told["lies"] = f"{told['lies']}; {alike}" if "lies" in told else alike
    elif now.failed and not is_shut:
        told["failed"] = now.run.outcome.removeprefix("failed: ")
    for kind, problem in told.items():
        yield finding(kind, problem, source=name, run_id=run_id)
    if not is_alike:
        yield from _on_fields(source, now, past, parameters)
    if now.gone.share >= parameters.gone_share.value and has_risen(now.gone, [one.gone for one in past], parameters):
        shown = f"{now.gone} items are said to be gone, usually {usual([one.gone for one in past]):.0%}"
        yield finding("gone_many", shown, source=name, run_id=run_id)
    if not (is_shut or is_alike or now.failed):
        yield from _on_yield(source, now, past, parameters)
    if not now.failed and has_risen(now.errors, [one.errors for one in past], parameters):
        yield finding(
            "errors",
            f"{now.errors} requests failed, usually {usual([one.errors for one in past]):.0%}{_why(now)}",
            source=name,
            run_id=run_id,
        )


def _on_fields(source: Source, now: Figures, past: list[Figures], parameters: Parameters) -> Iterator[Finding]:
    told = {field: text for field in fields_of(past) if (text := _lost(field, now, past, parameters))}
    if not told:
        return
    for field in fields_of(past):
        if field not in told and (text := _lost(field, now, past, parameters, beside=True)):
            told[field] = text
    worst = sorted(told, key=lambda field: -told[field].by)
    yield finding(
        "layout",
        f"fields are no longer found where they stood: {'; '.join(told[field].text for field in worst)}",
        source=source.name,
        fields=worst,
        run_id=now.run.id,
    )


@dataclass(frozen=True)
class _Lost:
    by: float
    text: str


def _lost(
    field: str, now: Figures, past: list[Figures], parameters: Parameters, *, beside: bool = False
) -> _Lost | None:
    """By how much *field* is found less often than usual, where that is no chance."""
    found, filled = [one.found(field) for one in past], [one.filled(field) for one in past]
    is_missing = has_fallen(now.filled(field), filled, parameters, beside=beside)
    if has_fallen(now.found(field), found, parameters, beside=beside):
        usually = usual(found)
        text = f"{field} on {now.found(field)} items (usually {usually:.0%})"
        return _Lost(usually - now.found(field).share, text if is_missing else f"{text}, and is guessed from elsewhere")
    if is_missing:
        usually = usual(filled)
        return _Lost(usually - now.filled(field).share, f"{field} on {now.filled(field)} items (usually {usually:.0%})")
    return None


def _on_assertions(source: Source, now: Figures, told: list[Finding]) -> Iterator[Finding]:
    """Assertions of the source file that fail and that no finding of *told* says already."""
    fields = {field for one in told for field in one.fields}
    is_told = bool(_NOT_SOUND & {one.kind for one in told})
    for assertion in failed_assertions(source.healthy, now.run.counts):
        if assertion.field not in fields if assertion.field else not is_told:
            about = [assertion.field] if assertion.field else []
            yield finding("assertion", assertion.text, source=source.name, fields=about, run_id=now.run.id)


def _on_yield(source: Source, now: Figures, past: list[Figures], parameters: Parameters) -> Iterator[Finding]:
    if now.is_budgeted:
        return  # the plan chooses which lists and items are visited
    listed = [one.listed for one in past if not one.is_budgeted]
    if has_shrunk(now.listed, listed, parameters):
        again = now.count("revisits")
        known = f"; {again} known ones were visited without them" if again else ""
        shown = f"lists led to {now.listed} items, usually to {median(listed):.0f}{known}"
        yield finding("items_lost", shown, source=source.name, run_id=now.run.id)
    if has_swollen(now.listed, listed, parameters):
        shown = f"lists led to {now.listed} items, usually to {median(listed):.0f}"
        yield finding("many", shown, source=source.name, run_id=now.run.id)


def _on_silence(source: Source, sound: list[Figures], latest: Figures, parameters: Parameters) -> Iterator[Finding]:
    """Whether the last runs, each sound, showed nothing new for too long."""
    if not sound or sound[-1].run.id != latest.run.id or any(one.is_budgeted for one in sound):
        return
    counts = [one.count("new") for one in sound]
    silent = next((back for back, count in enumerate(reversed(counts)) if count), len(counts))
    before = counts[: len(counts) - silent][-parameters.past_runs.value :]
    # The first run of a source finds everything new.
    before = before[1:] if len(before) == len(counts) - silent else before
    if len(before) >= parameters.least_past_runs.value and is_silent(silent, median(before), parameters):
        shown = f"nothing new in the last {silent} runs, where {median(before):.0f} new items a run were usual"
        yield finding("quiet", shown, source=source.name, run_id=latest.run.id)


def _on_age(source: Source, good_at: datetime | None, now: datetime, parameters: Parameters) -> Iterator[Finding]:
    if good_at is None:
        return
    period = timedelta(hours=source.period_hours)
    age = now - good_at
    shown = f"the last good crawl ended {_span(age)} ago, one every {_span(period)} is expected"
    if age > parameters.stale_periods.value * period:
        yield finding("stale", shown, source=source.name)
    elif age > parameters.late_periods.value * period:
        yield finding("late", shown, source=source.name)


def _why(figures: Figures) -> str:
    """The first trouble that the run itself tells."""
    return f" ({shorten(figures.run.problems[0], _WHY_CHARACTERS)})" if figures.run.problems else ""


def _span(time: timedelta) -> str:
    hours = time.total_seconds() / 3600
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.0f} days"
