"""Documents a second of the extractor: ``extract_texts COUNT``."""

from __future__ import annotations

import sys

from bench.generated import items
from bench.jobs.timing import seconds, tell
from extract.pipeline import Extractor


def main(count: int) -> None:
    """Read *count* generated texts, after a few that load what is loaded once."""
    extractor = Extractor()
    for warm in items(20, start=count):
        extractor.read(warm.text)
    texts = [f"{item.title}\n{item.text}" for item in items(count)]
    took = seconds(lambda: [extractor.read(text) for text in texts])
    tell(rate=count / took)


if __name__ == "__main__":
    main(int(sys.argv[1]))
