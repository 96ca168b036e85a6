"""The parameters of revisits, from ``rules.yaml``."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field

_FILE = Path(__file__).with_name("rules.yaml")

Days = Annotated[float, Field(gt=0, le=365)]
Share = Annotated[float, Field(ge=0, le=1)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    source: Annotated[str, Field(min_length=1)]
    """Where the figures are from."""


class Prior(_Part):
    """What an item is taken for before it is known: so many changes in so many days."""

    changes: Annotated[float, Field(gt=0)]
    days: Days


class Due(_Part):
    """When a visit is due."""

    expected_wait_days: Days
    """Expected age of the oldest unseen change, times worth."""
    least_days: Days
    """No sooner after the last visit, whatever the rate."""
    most_days: Days
    """No later, whatever the rate."""


class New(_Part):
    """Pages that nobody has read."""

    age_days: Days
    """How long it was there, when it was found."""
    a_day: Annotated[float, Field(ge=0)]
    """New items a day on the first page of an entry, until two visits tell."""
    least_a_day: Annotated[float, Field(ge=0)]
    """However few there were."""


class Target(_Part):
    """Within which time a change should be seen."""

    days: Days
    weight: Annotated[float, Field(ge=0)]
    """How much more what waits longer counts."""


class Tells(_Part):
    """Share of an item's changes that a list shows."""

    glimpse: Share
    """With `lists.glimpse` of the source."""
    link: Share
    """By the text of the link."""
    address: Share
    """By the address alone: feeds and sitemaps."""


class Ends(_Part):
    """Ends of items, until a source's own are known."""

    a_day: Annotated[float, Field(gt=0)]
    """Share of a source's items that end on a day."""
    unsaid: Share
    """Share of the ends that lists keep to themselves."""
    days: Days
    """Weight of both, in days of one item."""
    worth: Annotated[float, Field(ge=1)]
    """So many changes weigh as much as an end."""


class Signs(_Part):
    """Signs of change that lists give."""

    proved: Annotated[float, Field(gt=0)]
    followed: Annotated[float, Field(gt=0)]
    """A sign is taken to have told the truth so often, of so many times, before a source's own are known."""


class Vanished(_Part):
    """Items that stand on their list no more while the list behind it was not read."""

    share: Share
    """So many of them are gone; the others have moved on."""
    most_at_once: Annotated[int, Field(ge=0)]
    """A list that showed more than so many items and shows none has not lost them all: it is not believed."""


class Worth(_Part):
    """Weight of an item."""

    names_a_model: Annotated[float, Field(gt=0)]
    other: Annotated[float, Field(gt=0)]
    unread: Annotated[float, Field(gt=0)]
    """A page that nobody has read, and whose link names no model."""


class Gone(_Part):
    """Items that are gone."""

    again_after_days: tuple[Days, ...]
    """After the end was seen; one visit each."""
    wait_days: Days


class Blocked(_Part):
    """Pages that refuse."""

    factor: Annotated[float, Field(gt=0, le=1)]


class Lists(_Part):
    """List pages."""

    most_share: Share


class RevisitRules(BaseModel):
    """All parameters."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prior: Prior
    target: Target
    due: Due
    new: New
    tells: Tells
    ends: Ends
    signs: Signs
    vanished: Vanished
    worth: Worth
    gone: Gone
    blocked: Blocked
    lists: Lists


@cache
def revisit_rules() -> RevisitRules:
    """The rules that ship."""
    return RevisitRules.model_validate(yaml.safe_load(_FILE.read_text(encoding="utf-8")))
