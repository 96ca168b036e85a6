"""What every command starts from: the settings and the open store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from foundation.settings import Settings
    from index.elasticsearch.address import Access
    from index.store import Store


@dataclass
class GlobalOptions:
    """Options given before the command's name; each is a setting of the same name."""

    home: Path | None = None
    store: str | None = None
    log_level: str | None = None
    fixed: dict[str, Any] = field(default_factory=dict)
    """Settings that a command fixes for the commands it calls."""

    def given(self) -> dict[str, Any]:
        """Name → value of these settings."""
        named = {name: value for name, value in vars(self).items() if name != "fixed" and value is not None}
        return {**named, **self.fixed}

    def typed(self) -> list[str]:
        """The words by which a person gives the same home and store again."""
        return [
            *(["--home", str(self.home)] if self.home is not None else []),
            *(["--store", self.store] if self.store is not None else []),
        ]


def settings_of(ctx: typer.Context, **options: Any) -> Settings:
    """Settings with the global options over them, *options* of the command over these; starts logging to stderr."""
    import logging

    from foundation.settings import load_settings

    settings = load_settings(**{**global_options(ctx).given(), **options})
    logging.basicConfig(level=settings.log_level, format="%(levelname)s %(name)s: %(message)s")
    return settings


def global_options(ctx: typer.Context) -> GlobalOptions:
    """The options given before the command's name."""
    found = ctx.find_object(GlobalOptions)
    return found if found is not None else GlobalOptions()


@contextmanager
def store_of(ctx: typer.Context, settings: Settings | None = None) -> Iterator[Store]:
    """The store in use, closed at the end. Raises `StoreError`."""
    from index.opening import open_store

    settings = settings or settings_of(ctx)
    with open_store(
        settings.store_url,
        access=access_of(settings),
        clock=settings.clock,
        contact_hash=partial(_contact_hashes, settings.data.contact_key),
    ) as store:
        yield store


def access_of(settings: Settings) -> Access:
    """What opens a server of the store beside its URL. Raises `SettingsError`."""
    from index.elasticsearch.address import Access

    return Access(
        password=settings.secret("store_password"),
        api_key=settings.secret("store_api_key"),
        ca=settings.store_ca,
        fingerprint=settings.store_fingerprint,
        timeout_s=settings.store_timeout_s,
        shards=settings.store_shards,
        replicas=settings.store_replicas,
    )


def _contact_hashes(key_file: Path, text: str) -> tuple[str, ...]:
    """Hashes under which a contact of a query may be kept; without a key nothing was ever hashed."""
    from extract.components.contact_records import contact_hashes
    from foundation.contact_key import contact_key

    return contact_hashes(text, contact_key(key_file)) if key_file.exists() else ()
