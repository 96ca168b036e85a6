"""Reads hostile texts as listing and as article, and keeps what broke or took too long."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from tests.extract.hostile.mutations import mutated, repeated
from tests.extract.hostile.patterns import Found, collected
from tests.extract.hostile.probes import probe
from tests.extract.reading_of import read

SECONDS_PER_10_KB = 0.2
_SECONDS = 0.2
"""What any text may take, however short."""
_AGAIN = 10
"""A machine that does other work is slow now and then: what is too slow is read again, and the least time counts."""


@dataclass(frozen=True)
class Text:
    """One hostile text."""

    family: str
    """How it was made."""
    text: str


@dataclass
class Report:
    """What came of a campaign."""

    texts: Counter[str] = field(default_factory=Counter)
    """Texts read, by family."""
    worst: dict[str, tuple[float, str]] = field(default_factory=dict)
    """Family → the largest share of the allowed time that a text took, and that text."""
    problems: list[str] = field(default_factory=list)
    """Texts that raised or were too slow, one line each."""

    def lines(self) -> Iterator[str]:
        """A summary for people."""
        total, problems = self.texts.total(), len(self.problems)
        yield f"{total:,} hostile texts, each read as listing and as article: {problems} problems"
        for family, count in sorted(self.texts.items()):
            share, text = self.worst[family]
            yield f"  {count:7,}  {family}: at most {share:.0%} of the time allowed, by {_shown(text)}"
        yield from (f"  {problem}" for problem in self.problems)


def allowed(text: str) -> float:
    """Seconds of processor time that a text may take by its length in UTF-8."""
    return max(_SECONDS, SECONDS_PER_10_KB * len(text.encode("utf-8", "surrogatepass")) / 10_000)


def run(texts: Iterable[Text]) -> Report:
    """Read them all."""
    report = Report()
    for kind in ("listing", "article"):
        read("出H100 8卡整机 20台 260万", kind=kind)  # what is compiled at first use is no text's fault
    for text in texts:
        report.texts[text.family] += 1
        for kind in ("listing", "article"):
            _read(text, kind, report)
    return report


def _read(text: Text, kind: str, report: Report) -> None:
    try:
        seconds = _seconds(text.text, kind)
    except Exception as error:
        report.problems.append(f"{text.family}, {kind}: {error!r} on {_shown(text.text)}")
        return
    share = seconds / allowed(text.text)
    report.worst[text.family] = max(report.worst.get(text.family, (0.0, "")), (share, text.text))
    if share > 1:
        report.problems.append(f"{text.family}, {kind}: {seconds:.2f} s for {_shown(text.text)}")


def _seconds(text: str, kind: str) -> float:
    least = float("inf")
    for _ in range(_AGAIN):
        start = time.process_time()
        read(text, kind=kind)
        least = min(least, time.process_time() - start)
        if least <= allowed(text):
            break
    return least


def _shown(text: str) -> str:
    return f"{text[:60]!r} ({len(text):,} characters)"


def mutations(texts: Sequence[str], count: int, random: Random) -> Iterator[Text]:
    """Real and own texts, deformed."""
    return (Text("mutated texts", mutated(texts, random)) for _ in range(count))


def repetitions(texts: Sequence[str], count: int, length: int, random: Random) -> Iterator[Text]:
    """Pieces of texts again and again."""
    return (Text(f"repetitions of {length:,}", repeated(texts, length, random)) for _ in range(count))


def probes(count: int, length: int, random: Random) -> Iterator[Text]:
    """Every regular expression in turn, attacked."""
    patterns = collected()
    return (_probe(patterns[number % len(patterns)], length, random) for number in range(count))


def _probe(found: Found, length: int, random: Random) -> Text:
    return Text(f"probes of {length:,} against patterns", probe(found.pattern, found.flags, length, random))
