"""The counts of a run as figures that can be compared."""

from __future__ import annotations

from dataclasses import dataclass

from crawlers.tally import FIELDS
from index.documents import Run

_LYING = ("soft_404", "empty")


@dataclass(frozen=True)
class Part:
    """So many of so many."""

    hits: int
    of: int

    @property
    def share(self) -> float:
        """Between 0 and 1; 0 of nothing is 0."""
        return self.hits / self.of if self.of else 0.0

    def __str__(self) -> str:
        return f"{self.hits} of {self.of}"


@dataclass(frozen=True)
class Figures:
    """One run that has ended."""

    run: Run

    def count(self, name: str) -> int:
        """A count of the run's record; 0 where it has none."""
        return self.run.counts.get(name, 0)

    @property
    def is_counted(self) -> bool:
        """Whether the run was counted for health; records of older versions were not."""
        return "listed" in self.run.counts

    @property
    def is_budgeted(self) -> bool:
        """The run visited what its budget of requests was best spent on, not everything."""
        return "budget" in self.run.counts

    @property
    def failed(self) -> bool:
        """The run brought nothing."""
        return self.run.outcome.startswith("failed")

    @property
    def items(self) -> int:
        """Items with content."""
        return self.count("items")

    @property
    def listed(self) -> int:
        """Items that lists led to."""
        return self.count("listed")

    @property
    def refused(self) -> Part:
        """Pages that the site refused, of all that answered."""
        return Part(self.count("shut"), self.count("pages"))

    @property
    def is_refused_by_lies(self) -> bool:
        """Most refusals come with status 200 and no word of a wall."""
        return sum(self.count(f"shut_{kind}") for kind in _LYING) > self.refused.hits / 2

    @property
    def gone(self) -> Part:
        """Items said to be gone, of those whose page answered."""
        return Part(self.count("gone"), self.count("gone") + self.items)

    @property
    def errors(self) -> Part:
        """Requests that failed, of all."""
        errors = self.count("errors")
        return Part(errors, errors + self.count("pages"))

    @property
    def repeated(self) -> Part:
        """Items that say what another said, of all with content."""
        return Part(self.count("repeated"), self.items)

    def filled(self, field: str) -> Part:
        """Items that have *field*, wherever it was found."""
        return Part(self.count(f"with_{field}"), self.items)

    def found(self, field: str) -> Part:
        """Items on which *field* stood where the source file says."""
        return Part(self.count(f"own_{field}"), self.items)


def fields_of(past: list[Figures]) -> list[str]:
    """Fields that some run of *past* has filled."""
    return [field for field in FIELDS if any(run.count(f"with_{field}") for run in past)]
