"""Checks of the home: room on the disk, the key of the contact hashes, captures that wait for ingest."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from crawlers.spool import SpoolReader
from foundation.contact_key import contact_key
from foundation.errors import SettingsError
from foundation.home import Home
from health.finding import Finding, finding
from health.parameters import Parameters

_GIGABYTE = 1_000_000_000
_STARTED = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Waiting:
    """Captures that are not ingested."""

    segments: int
    """Runs with something left."""
    bytes: int
    """What is left of them."""
    since: datetime
    """UTC; start of the oldest of these runs."""


def free_bytes(home: Home) -> int:
    """Free space on the disk of the home."""
    return shutil.disk_usage(home.root).free


def on_disk(free: int, parameters: Parameters) -> Iterator[Finding]:
    """Whether *free* bytes are few."""
    shown = f"{free / _GIGABYTE:.1f} GB are free on the disk of the home"
    if free < parameters.disk_full_bytes.value:
        yield finding("disk_full", shown)
    elif free < parameters.disk_low_bytes.value:
        yield finding("disk_low", shown)


def on_contact_key(home: Home, *, has_listings: bool) -> Iterator[Finding]:
    """Whether the key is there, once there is something that was hashed with it. Makes no key."""
    if home.contact_key.exists():
        try:
            contact_key(home.contact_key)
        except SettingsError as error:
            yield finding("contact_key_lost", f"{home.contact_key}: {error.problem}")
    elif has_listings:
        yield finding("contact_key_lost", f"{home.contact_key} is not there, and the store holds listings")


def waiting(home: Home, cursors: Mapping[str, int]) -> Waiting | None:
    """What the store with these *cursors* has not read of the spool; a torn last record is nobody's yet."""
    reader = SpoolReader(home.spool)
    left: list[tuple[str, int]] = []
    for segment in reader.segments():
        unread = reader.size(segment) - cursors.get(f"{reader.generation}/{segment}", 0)
        if unread > 0 and (torn := reader.torn(segment)) is not None:
            unread -= torn.length
        if unread > 0:
            left.append((segment, unread))
    if not left:
        return None
    started = min(segment for segment, _ in left).partition("-")[0]
    since = datetime.strptime(started, _STARTED).replace(tzinfo=UTC)
    return Waiting(len(left), sum(unread for _, unread in left), since)


def on_waiting(waits: Waiting | None, now: datetime, parameters: Parameters) -> Iterator[Finding]:
    """Whether captures have waited for long."""
    if waits is None:
        return
    hours = (now - waits.since).total_seconds() / 3600
    shown = f"runs not ingested: {waits.segments} ({waits.bytes:,} bytes), the oldest for {hours:.0f} hours"
    if hours > parameters.spool_stuck_hours.value:
        yield finding("spool_stuck", shown)
    elif hours > parameters.spool_waits_hours.value:
        yield finding("spool_waits", shown)
