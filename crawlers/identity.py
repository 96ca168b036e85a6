"""How the crawler names itself."""

from __future__ import annotations

import importlib.metadata

from foundation.settings import Settings

ROBOTS_NAME = "chipwatch"
"""What robots.txt calls us."""


def user_agent(settings: Settings) -> str:
    """``chipwatch/VERSION``, with the way to reach its operator where one is set."""
    version = importlib.metadata.version("chipwatch")
    contact = f" (+{settings.contact})" if settings.contact else ""
    return f"{ROBOTS_NAME}/{version}{contact}"
