"""Countries: how people name them, which Country Groups they are in, and which of them a rule reaches."""

from __future__ import annotations

import difflib
from datetime import date
from functools import cache, cached_property
from typing import Annotated, Literal

import phonenumbers
from pydantic import Field

from extract.catalogue.lookup import alias_key
from extract.catalogue.reading import catalogue_directory, read_records
from extract.catalogue.schema import Entry, Key, Text
from foundation.errors import UsageError

Code = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Group = Literal["A:5", "A:6", "D:1", "D:4", "D:5"]


class Countries(Entry):
    """The file countries.yaml."""

    source: Key
    """Where the groups stand."""
    as_of: date
    """Day of that version."""
    groups: dict[Group, tuple[Code, ...]]
    """Country Group → members."""
    treated_as: dict[Code, Code]
    """Destinations that the regulations treat as another one."""
    embargoed: tuple[Code, ...]
    """Destinations under wider embargoes, which are not computed here."""
    names: dict[Code, tuple[Text, ...]]
    """Names that people use, besides the code."""

    def code(self, text: str) -> str:
        """ISO 3166 code of a country named by code or name. Raises `UsageError`."""
        key = alias_key(text)
        if found := self._codes.get(key):
            return found
        if text.strip().upper() in phonenumbers.SUPPORTED_REGIONS:
            return text.strip().upper()
        near = difflib.get_close_matches(key, self._codes, n=1)
        hint = f"did you mean {self._codes[near[0]]}? " if near else ""
        raise UsageError(
            f"{text!r} is no country that chipwatch knows",
            where="--to",
            way_out=f"{hint}give a two-letter code (ISO 3166), for example CN, HK or MY",
        )

    def of_rules(self, code: str) -> str:
        """The destination as the regulations take it (Hong Kong is China)."""
        return self.treated_as.get(code, code)

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {alias_key(name): code for code, names in self.names.items() for name in (code, *names)}


class Reach(Entry):
    """The destinations that a rule or letter reaches."""

    groups: tuple[Group, ...] = ()
    """Members of these groups."""
    except_groups: tuple[Group, ...] = ()
    """Unless they are in one of these. Does not touch `countries`."""
    countries: dict[Code, date] = {}
    """Countries named by themselves → since when."""

    def covers(self, code: str, on: date, countries: Countries) -> bool:
        """Whether destination *code* (as the regulations take it) is reached on *on*."""
        if (since := self.countries.get(code)) is not None and since <= on:
            return True
        inside = any(code in countries.groups[group] for group in self.groups)
        return inside and not any(code in countries.groups[group] for group in self.except_groups)


@cache
def load_countries() -> Countries:
    """The countries that ship with chipwatch. Raises `SourceError`."""
    return read_records(catalogue_directory() / "countries.yaml", Countries)
