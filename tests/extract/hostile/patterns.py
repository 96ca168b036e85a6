"""Every regular expression that the extractor compiles, with the place in the code that asked for it.

    python -m tests.extract.hostile.patterns

Prints a line of JSON for each. They are caught on their way into ``re`` while the extractor is imported and reads the
project's own examples, so it needs a process in which nothing has been imported yet: `collected` starts one.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, wraps
from pathlib import Path
from typing import Any

from extract.scanning import Pattern

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "tests" / "extract" / "examples"
_FUNCTIONS = ("compile", "search", "match", "fullmatch", "split", "findall", "finditer", "sub", "subn")
_BUILDERS = ("scanning.py", "screening.py", "word_classes.py")
"""Files that compile for others."""


@dataclass(frozen=True)
class Found:
    """One regular expression."""

    where: str
    """``components/money.py:57``."""
    pattern: str
    flags: int


@cache
def collected() -> tuple[Found, ...]:
    """All of them, in order of place."""
    command = [sys.executable, "-m", "tests.extract.hostile.patterns"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT).stdout
    return tuple(sorted((Found(**json.loads(line)) for line in printed.splitlines()), key=lambda found: found.where))


def _catch(found: dict[tuple[str, int], str]) -> None:
    """Have every function of ``re`` that takes a pattern tell of it, and patterns that are compiled later do it now."""
    plain = Pattern.__init__

    @wraps(plain)
    def at_once(self: Pattern, source: str, flags: int = 0) -> None:
        plain(self, source, flags)
        self.finditer("")

    Pattern.__init__ = at_once  # type: ignore[method-assign]

    def telling(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def told(pattern: Any, *rest: Any, **named: Any) -> Any:
            result = function(pattern, *rest, **named)
            if isinstance(pattern, str) and (where := _place()):
                flags = result.flags if isinstance(result, re.Pattern) else 0
                found.setdefault((pattern, flags & ~re.UNICODE), where)
            return result

        return told

    for name in _FUNCTIONS:
        setattr(re, name, telling(getattr(re, name)))


def _place() -> str:
    """The line of extract/ that called; empty for other callers."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_code.co_filename.endswith(_BUILDERS):
        frame = frame.f_back
    _, inside, path = frame.f_code.co_filename.rpartition("/extract/")
    return f"{path}:{frame.f_lineno}" if inside and "tests" not in frame.f_code.co_filename else ""


def main() -> None:
    """Import and read with ears open, then print what was heard."""
    found: dict[tuple[str, int], str] = {}
    _catch(found)
    from extract.pipeline import Extractor

    extractor = Extractor(contacts="raw")
    for path in sorted(EXAMPLES.rglob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            for kind in ("listing", "article"):
                extractor.read(json.loads(line)["text"], kind=kind)
    for (pattern, flags), where in found.items():
        print(json.dumps({"where": where, "pattern": pattern, "flags": flags}))


if __name__ == "__main__":
    main()
