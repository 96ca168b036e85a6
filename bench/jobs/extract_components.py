"""What each step of the extractor costs: ``extract_components COUNT``; microseconds of processor time a text."""

from __future__ import annotations

import sys
import time
from collections import defaultdict

from bench.generated import items
from bench.jobs.timing import tell
from extract.pipeline import Extractor, reading_of


def main(count: int) -> None:
    """Read *count* texts step by step, after a few that load what is loaded once."""
    extractor = Extractor()
    for warm in items(20, start=count):
        extractor.read(warm.text)
    spent: dict[str, int] = defaultdict(int)

    def note(step: str, since: int) -> int:
        now = time.process_time_ns()
        spent[step] += now - since
        return now

    with extractor.nlp.memory_zone():
        for item in items(count):
            at = time.process_time_ns()
            doc = extractor.document(f"{item.title}\n{item.text}")
            at = note("characters and tokens", at)
            for name, component in extractor.nlp.pipeline:
                component(doc)
                at = note(name.removeprefix("chipwatch_"), at)
            extractor.extraction(reading_of(doc))
            note("offers, people and facts", at)
    tell(**{step: nanoseconds / count / 1000 for step, nanoseconds in spent.items()})


if __name__ == "__main__":
    main(int(sys.argv[1]))
