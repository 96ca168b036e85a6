"""A report as a text file for Prometheus (textfile collector of node_exporter)."""

from __future__ import annotations

from pathlib import Path

from prometheus_client import CollectorRegistry, Gauge, write_to_textfile

from foundation.errors import ExportError
from health.examination import Report
from health.figures import Figures, fields_of

_COUNTED = ("pages", "items", "listed", "new", "gone", "blocked", "shut", "errors", "repeated", "retries", "bytes")


def write_metrics(report: Report, file: Path) -> None:
    """Replace *file* by the metrics of *report*, in one step. Raises `ExportError`."""
    try:
        write_to_textfile(str(file), registry_of(report))
    except OSError as error:
        raise ExportError(
            f"the metrics cannot be written ({error.strerror})",
            where=str(file),
            way_out="give a file in a directory that you may write, as node_exporter's textfile directory",
        ) from error


def registry_of(report: Report) -> CollectorRegistry:
    """Every metric of *report*, each described."""
    registry = CollectorRegistry()

    def gauge(name: str, about: str, *labels: str) -> Gauge:
        return Gauge(f"chipwatch_{name}", about, labels, registry=registry)

    gauge("doctor_timestamp_seconds", "When doctor looked, seconds since 1970.").set(report.at.timestamp())
    gauge("home_free_bytes", "Free bytes on the disk of the home.").set(report.free_bytes)
    gauge("spool_waiting_bytes", "Bytes of captures that are not ingested.").set(
        report.waiting.bytes if report.waiting else 0
    )
    findings = gauge("finding", "1 for each kind of finding that holds.", "urgency", "kind", "source", "field")
    for one in report.findings:
        for field in one.fields or ("",):
            findings.labels(one.urgency, one.kind, one.source or "", field).set(1)
    totals = gauge("findings", "How many findings of an urgency.", "urgency")
    for urgency in ("urgent", "warning", "note"):
        totals.labels(urgency).set(sum(one.urgency == urgency for one in report.findings))
    good = gauge("source_good_timestamp_seconds", "End of the last crawl that brought content.", "source")
    period = gauge("source_period_seconds", "How often the source is to be crawled.", "source")
    count = gauge("run_count", "A count of the last run of a source.", "source", "count")
    fill = gauge("run_fill_ratio", "Share of the last run's items that have a field.", "source", "field")
    for health in report.sources:
        name = health.source.name
        period.labels(name).set(health.source.period_hours * 3600)
        if health.good_at is not None:
            good.labels(name).set(health.good_at.timestamp())
        if health.latest is not None:
            _set_run(count, fill, name, health.latest)
    return registry


def _set_run(count: Gauge, fill: Gauge, name: str, latest: Figures) -> None:
    for counted in _COUNTED:
        count.labels(name, counted).set(latest.count(counted))
    for field in fields_of([latest]) if latest.items else ():
        fill.labels(name, field).set(latest.filled(field).share)
