"""The source files of the demo's sites: templates, rendered for the port that the demo is served on."""

from __future__ import annotations

from pathlib import Path

TEMPLATES = Path(__file__).parent / "sources"
SITES = ("demo-forum", "demo-market", "demo-shop", "demo-b2b", "demo-hk", "demo-news")
"""In the order of their ports: the overview is served on the port asked for, the first site on the next one."""

_PLACE = "SITE/"


def write_sources(directory: Path, port: int, host: str = "127.0.0.1") -> list[Path]:
    """Write the six source files into *directory* (made if absent), for a demo whose overview is on *port*.

    A file that is already there with the same text is left alone. Returns the files in the order of `SITES`.
    """
    directory.mkdir(parents=True, exist_ok=True)
    files = []
    for number, name in enumerate(SITES, start=1):
        text = (TEMPLATES / f"{name}.yaml").read_text(encoding="utf-8")
        text = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
        text = text.replace(_PLACE, f"http://{host}:{port + number}/")
        file = directory / f"{name}.yaml"
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")
        files.append(file)
    return files
