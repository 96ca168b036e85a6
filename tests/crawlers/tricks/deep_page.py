"""Pages that are small to send and large to read: a million elements within each other, a million attributes."""

from __future__ import annotations

from tests.crawlers.hostile_site import Trick, answer

TOLD = None
CONTENT = ("deep", "attributes", "entities")
"""Items that are read nonetheless."""


def tricks() -> dict[str, Trick]:
    """Path → trick."""
    attributes = " ".join(f"a{number}=1" for number in range(200_000))
    return {
        "/item/deep.html": answer("<html><h1>H100</h1>" + "<div>" * 500_000 + "deep"),
        "/item/attributes.html": answer(f"<html><h1>H100</h1><p {attributes}>x</p>"),
        "/item/entities.html": answer("<html><h1>H100</h1><p>" + "&amp;" * 1_000_000),
    }
