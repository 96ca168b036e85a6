"""Settings: one file (``chipwatch.toml``), ``CHIPWATCH_*`` variables and command-line options, later ones win."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource

from foundation.clock import Clock
from foundation.errors import SettingsError
from foundation.home import Home

SETTINGS_FILE = Path("chipwatch.toml")


class Settings(BaseSettings):
    """Every setting. The unit stands in the name where there is one."""

    model_config = SettingsConfigDict(env_prefix="CHIPWATCH_", extra="forbid", frozen=True)
    settings_file: ClassVar[Path] = SETTINGS_FILE

    home: Path = Field(Path("data"), description="Directory where all data lives.")
    store: str | None = Field(
        None, description="URL of the store; unset, the SQLite file in the home.", examples=["sqlite:///leads.db"]
    )
    sources: Path | None = Field(None, description="Directory of further source files, beside the ones that ship.")
    contact: str | None = Field(
        None,
        description="E-mail or web address that the crawler names in its user agent, so that a site can reach you.",
        examples=["research@example.org"],
    )
    contacts: Literal["hashed", "raw"] = Field(
        "hashed", description="Keep contact details as keyed hashes with a mask, or raw."
    )
    delay_s: float = Field(
        1.0,
        ge=0,
        le=3600,
        description="Least time between two requests to one site. A site's own crawl delay wins if longer.",
        json_schema_extra={"unit": "seconds"},
    )
    concurrency_per_site: int = Field(
        2, ge=1, le=16, description="Most requests at once to one site.", json_schema_extra={"unit": "requests"}
    )
    max_page_bytes: int = Field(
        10_000_000,
        ge=10_000,
        description="Larger responses are cut off and counted as errors.",
        json_schema_extra={"unit": "bytes"},
    )
    browser: Path | None = Field(
        None, description="Chromium to render pages with; unset, the one on PATH or Playwright's own."
    )
    http_cache: bool = Field(False, description="Keep responses on disk and answer from there. For developing sources.")
    now: datetime | None = Field(
        None, description="Stops the clock at this UTC time. For demos and tests.", examples=["2026-03-02T08:00:00Z"]
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "WARNING", description="Least severe message logged."
    )

    @property
    def data(self) -> Home:
        """The data home, opened."""
        return Home(self.home)

    @property
    def clock(self) -> Clock:
        """The clock that crawls go by."""
        return Clock(self.now)

    @property
    def store_url(self) -> str:
        """URL of the store in use."""
        return self.store or f"sqlite:///{self.data.database}"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options over variables over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml_file=cls.settings_file)


def load_settings(**options: Any) -> Settings:
    """Read settings; options that are None do not count. Raises `SettingsError` that names the setting."""
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(
            f"{first['msg'].lower()} (got {first.get('input')!r})",
            where=f"setting {name}",
            way_out="see `chipwatch settings` for what each setting takes",
        ) from error
    except ValueError as error:
        raise SettingsError(
            f"cannot be read ({error})", where=str(SETTINGS_FILE), way_out="mend the file or move it away"
        ) from error
