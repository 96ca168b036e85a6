"""``chipwatch doctor``: what is wrong with the house and its sources, most urgent first, and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.context import settings_of, store_of
from cli.output import Format, FormatOption, say, write_json, write_table, write_text

if TYPE_CHECKING:
    from foundation.settings import Settings
    from health.examination import Report
    from health.source_health import SourceHealth

_WEAKEST_SHOWN = 2


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    ctx: typer.Context,
    sources: Annotated[list[str] | None, typer.Argument(help="Names of sources; none means all.")] = None,
    accept: Annotated[
        list[str] | None,
        typer.Option(help="Take what this source shows since its last run for usual. May be given again."),
    ] = None,
    prometheus: Annotated[
        Path | None, typer.Option(help="File for Prometheus (textfile collector), replaced in one step.")
    ] = None,
    format: FormatOption = Format.TABLE,
) -> None:
    """Say what is wrong, most urgent first, and what to do. Every source is held against its own past.

    Ends with 0 where all is fine, 1 with warnings, 2 with something urgent.
    """
    from health.examination import examine
    from health.finding import exit_code
    from health.parameters import load_parameters

    settings = settings_of(ctx)
    _check_names(settings, [*(sources or []), *(accept or [])])
    for name in accept or []:
        _accept(ctx, settings, name)
    reading = _for_reading(settings)
    report = examine(settings, lambda: store_of(ctx, reading), load_parameters(), only=tuple(sources or ()))
    if prometheus is not None:
        from health.metrics import write_metrics

        write_metrics(report, prometheus)
    code = exit_code(report.findings)
    if format is Format.JSON:
        write_json({"at": report.at, "exit_code": code, **_as_json(report)})
    else:
        _write(report)
    raise typer.Exit(code)


def _check_names(settings: Settings, names: list[str]) -> None:
    """Every name must be one of a source. Raises `SourceError`."""
    from crawlers.source_file import load_source

    for name in names:
        load_source(settings, name)


def _for_reading(settings: Settings) -> Settings:
    """The same settings with a store that is opened to read."""
    url = settings.store_url
    return settings if "?" in url else settings.model_copy(update={"store": f"{url}?mode=ro"})


def _accept(ctx: typer.Context, settings: Settings, name: str) -> None:
    from foundation.errors import UsageError
    from health.jobs import accept, latest_run

    run = latest_run(settings.data, name)
    run_id = run.id if run is not None else None
    if run_id is None and settings.data.database.exists():
        with store_of(ctx, _for_reading(settings)) as store:
            run_id = next((one.id for one in store.runs(source=name, limit=1)), None)
    if run_id is None:
        raise UsageError("it was never crawled, so there is nothing to accept", where=name)
    accept(settings.data, name, run_id, settings.clock.now())
    say(f"{name}: what it shows since {run_id} is taken for usual")


def _as_json(report: Report) -> dict[str, Any]:
    return {
        "findings": report.findings,
        "sources": [_source_json(health) for health in report.sources],
        "free_bytes": report.free_bytes,
        "waiting": report.waiting,
    }


def _source_json(health: SourceHealth) -> dict[str, Any]:
    from health.figures import fields_of
    from health.unusual import usual

    latest, past = health.latest, list(health.past)
    return {
        "name": health.source.name,
        "period_hours": health.source.period_hours,
        "good_at": health.good_at,
        "run": latest.run if latest else None,
        "compared_with": len(past),
        "fields": {
            field: {
                "share": latest.filled(field).share,
                "usual_share": usual([one.filled(field) for one in past]),
                "found_share": latest.found(field).share,
                "usual_found_share": usual([one.found(field) for one in past]),
            }
            for field in fields_of([*past, latest])
        }
        if latest
        else {},
    }


def _write(report: Report) -> None:
    for one in report.findings:
        write_text(f"{one.urgency.upper():8} {f'{one.source}: ' if one.source else ''}{one.problem}")
        write_text(f"         → {one.way_out}")
    if report.sources:
        write_text()
        columns = ("source", "last good crawl (UTC)", "items", "usually", "refused", "errors", "least filled")
        write_table(columns, [_row(health) for health in report.sources], whole=columns[:2], right=(*columns[2:6],))
    urgent = sum(one.urgency == "urgent" for one in report.findings)
    warnings = sum(one.urgency == "warning" for one in report.findings)
    if urgent or warnings:
        say(f"{urgent} urgent, {warnings} warnings")
    elif report.sources:
        say("all is fine")


def _row(health: SourceHealth) -> tuple[Any, ...]:
    from statistics import median

    from health.figures import fields_of

    latest = health.latest
    if latest is None:
        return (health.source.name, *[None] * 6)
    fills = sorted((latest.filled(field).share, field) for field in fields_of([*health.past, latest]))
    return (
        health.source.name,
        f"{health.good_at:%Y-%m-%d %H:%M}" if health.good_at else "never",
        latest.items,
        f"{median(one.items for one in health.past):.0f}" if health.past else None,
        f"{latest.refused.share:.0%}",
        latest.count("errors"),
        ", ".join(f"{field} {share:.0%}" for share, field in fills[:_WEAKEST_SHOWN]) if latest.items else None,
    )
