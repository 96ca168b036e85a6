"""A crawl of a hundred thousand pages with everything on: its memory does not grow with what it has seen."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from threading import Thread

import pytest

from tests.crawlers.crawled import home_for
from tests.crawlers.small_site import SHOP
from tests.crawlers.test_crawl_resume import process_of
from tests.soak.endless_shop import PER_PAGE, endless_shop

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads a process's memory from /proc"),
]
ITEMS = 100_000
SAMPLE_EVERY_S = 2.0
MOST_GROWTH_MIB = 5.0
SOURCE = (
    SHOP.replace('page=1"}}', f'page=1", max_pages: {ITEMS // PER_PAGE}}}}}')
    + f"politeness: {{{{max_depth: {2 * ITEMS // PER_PAGE}}}}}\n"
)


@dataclass(frozen=True)
class Sample:
    """The crawl at one moment."""

    seconds: float
    pages: int
    resident_mib: float


def resident_mib(pid: int) -> float:
    """Resident memory of a process; 0 when it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    lines = dict(line.split(":", 1) for line in status.splitlines())
    return int(lines.get("VmRSS", "0 kB").split()[0]) / 1024


def crawled(home: Path, origin: str) -> tuple[list[Sample], dict[str, int]]:
    """Crawl the shop and watch; the samples and the counts at the end."""
    settings = home_for(home, origin=origin, source=SOURCE, concurrency_per_site=8, log_level="ERROR")
    samples: list[Sample] = []
    said: list[str] = []
    started = time.monotonic()
    with process_of(settings) as process:
        output = process.stdout
        assert output is not None
        listening = Thread(target=lambda: said.extend(line.decode() for line in output))
        listening.start()
        while process.poll() is None:
            time.sleep(SAMPLE_EVERY_S)
            pages = json.loads(said[-1]).get("progress", {}).get("pages", 0) if said else 0
            if pages:
                samples.append(Sample(time.monotonic() - started, pages, resident_mib(process.pid)))
                print(f"{samples[-1].seconds:7.0f} s {pages:8,} pages {samples[-1].resident_mib:7.1f} MiB", flush=True)
        listening.join()
    return [sample for sample in samples if sample.resident_mib], json.loads(said[-1])["result"]["counts"]


def test_memory_campaign_of_a_hundred_thousand_pages(tmp_path: Path) -> None:
    with endless_shop(ITEMS) as origin:
        samples, counts = crawled(tmp_path, origin)
    assert counts["items"] == ITEMS
    pages = counts["pages"]
    half = median(one.resident_mib for one in samples if 0.4 * pages < one.pages <= 0.5 * pages)
    end = median(one.resident_mib for one in samples if one.pages > 0.9 * pages)
    print(f"{pages:,} pages: {half:.1f} MiB at half of them, {end:.1f} MiB at the end")
    assert end - half <= MOST_GROWTH_MIB
