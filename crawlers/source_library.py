"""The source files that ship. They are a library: none is crawled until it is copied into the operator's directory."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from foundation.errors import SourceError
from foundation.settings import Settings

PATTERN_SITE = "https://shop.example"
"""Where the sites of patterns stand: files for a kind of shop instead of one."""

SHIPPED = Path(__file__).parent / "sources"
"""Directory of the sources that ship."""

_SCHEMA_LINE = "# yaml-language-server:"


def own_directory(settings: Settings) -> Path:
    """Directory of the operator's source files: the setting `sources`, else ``sources/`` in the home."""
    return settings.sources.expanduser() if settings.sources is not None else settings.data.root / "sources"


def shipped_files() -> dict[str, Path]:
    """Name → file of every source that ships."""
    return {file.stem: file for file in sorted(SHIPPED.glob("*.yaml"))}


def add_source(settings: Settings, name: str, *, as_name: str | None = None, site: str | None = None) -> Path:
    """Copy the shipped source *name* into the operator's directory, which is made where need be; the new file.

    A pattern (a source of ``https://shop.example``) is copied under *as_name* for the shop at *site*. Raises
    `SourceError` where none of that name ships, the operator has a file of that name, which stays as it is, or a
    pattern comes without name and site.
    """
    shipped = shipped_files()
    if name not in shipped:
        raise SourceError(
            f"no source called {name!r} ships with chipwatch",
            where="source add",
            way_out="`chipwatch sources --shipped` lists those that do; docs/sources.md tells how to write one",
        )
    text = _for_site(name, shipped[name].read_text(encoding="utf-8"), as_name, site)
    file = own_directory(settings) / f"{as_name or name}.yaml"
    if file.exists():
        raise SourceError("is there already, and stays as it is", where=str(file), way_out="delete it to take it anew")
    kept = [line for line in text.splitlines() if not line.startswith(_SCHEMA_LINE)]
    head = f"# yaml-language-server: $schema={SHIPPED / 'schema.json'}"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    except OSError as error:
        raise SourceError(f"cannot be written ({error.strerror})", where=str(file)) from error
    return file


def _for_site(name: str, text: str, as_name: str | None, site: str | None) -> str:
    is_pattern = PATTERN_SITE in text
    if is_pattern != (site is not None) or is_pattern > (as_name is not None):
        raise SourceError(
            "this is a pattern for many shops" if is_pattern else "this source has a site of its own",
            where=name,
            way_out="say which shop: --as NAME --site https://its.address" if is_pattern else "leave --site out",
        )
    if site is not None:
        parts = urlsplit(site)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise SourceError("not the address of a site", where=site, way_out="give it as https://its.address")
        text = text.replace(PATTERN_SITE, f"{parts.scheme}://{parts.netloc}")
    return text.replace(f"\nname: {name}\n", f"\nname: {as_name}\n") if as_name else text
