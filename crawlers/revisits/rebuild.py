"""Writing what is remembered of a source anew from the spool, where it was lost."""

from __future__ import annotations

import re
from pathlib import Path

from crawlers.records import Capture
from crawlers.revisits.memory import VisitMemory
from crawlers.spool import SpoolReader


def rebuild(memory: VisitMemory, spool: Path, source: str) -> int:
    """Tell *memory* every capture of *source* in the spool, oldest run first; returns how many. Damage is skipped.

    All of it is remembered, or nothing where it is killed.
    """
    reader = SpoolReader(spool)
    own = re.compile(rf"[^-]+-{re.escape(source)}-\d{{4,}}\.jsonl")
    told = 0
    memory.gather()
    for segment in reader.segments():
        if own.fullmatch(segment) is None:
            continue
        for record, _ in reader.read(segment):
            if isinstance(record, Capture):
                memory.saw(record)
                told += 1
    memory.commit()
    return told
