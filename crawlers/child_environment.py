"""What a process that is started for a crawl is given."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from foundation.settings import Settings

ROOT = Path(__file__).parent.parent


def child_environment(settings: Settings) -> dict[str, str]:
    """The variables that give a child the same settings, whatever they were made from here."""
    given = {
        f"CHIPWATCH_{name.upper()}": _as_variable(value)
        for name in settings.model_fields_set
        if (value := getattr(settings, name)) is not None
    }
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return {**os.environ, **given, "PYTHONPATH": path}


def _as_variable(value: Any) -> str:
    if isinstance(value, tuple):
        return json.dumps([str(one) for one in value])
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
