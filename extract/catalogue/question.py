"""A question of control status: the day, the destination, and the rules and countries that answer it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Self

from extract.catalogue.destinations import Countries, Reach, load_countries
from extract.catalogue.rules import Rules, Window, load_rules


@dataclass(frozen=True, slots=True)
class Question:
    """What holds for all goods on a day for a destination."""

    on: date
    """The day."""
    to: str
    """Destination, ISO 3166, as asked."""
    code: str
    """Destination as the regulations take it (Hong Kong is China)."""
    rules: Rules
    """The rules."""
    countries: Countries
    """The countries."""
    window: Window
    """The window of the day."""

    @classmethod
    def ask(cls, on: date, to: str) -> Self:
        """The question for destination *to* (ISO 3166) on *on*. Raises `SourceError` for broken rule files."""
        rules, countries = load_rules(), load_countries()
        return cls(on, to, countries.of_rules(to), rules, countries, rules.window(on))

    @property
    def reached(self) -> bool:
        """Whether the performance rule of the day reaches the destination."""
        return self.covers(self.window.destinations)

    def covers(self, reach: Reach) -> bool:
        """Whether *reach* holds the destination on the day."""
        return reach.covers(self.code, self.on, self.countries)

    def caveats(self) -> tuple[str, ...]:
        """What to know before an answer is quoted."""
        caveats = ["party and end-use controls (Entity List, military end use, headquarters) are not computed"]
        if self.on > self.rules.verified_until:
            caveats.append(
                f"the rules were last looked up on {self.rules.verified_until}; later changes are not in here"
            )
        if self.on < self.countries.as_of and self.window.destinations.groups:
            caveats.append(f"Country Groups are those of {self.countries.as_of}")
        if self.window.note:
            caveats.append(self.window.note)
        return tuple(caveats)
