"""Settings: one file (``chipwatch.toml``), ``CHIPWATCH_*`` variables and command-line options, later ones win."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

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
        None,
        description="URL of the store; unset, the SQLite file in the home. docs/elasticsearch.md has the forms for a"
        " server.",
        examples=["sqlite:///leads.db", "https://crawler@es.example.org:9200"],
    )
    store_password: SecretStr | None = Field(
        None, description="Password of the user that the URL of the store names. Never shown."
    )
    store_password_file: Path | None = Field(None, description="File that holds the password alone.")
    store_api_key: SecretStr | None = Field(
        None, description="API key of the store, encoded as Elasticsearch hands it out. Never shown."
    )
    store_api_key_file: Path | None = Field(None, description="File that holds the API key alone.")
    store_ca: Path | None = Field(
        None, description="PEM file with the authority that vouches for the certificate of the store."
    )
    store_fingerprint: str | None = Field(
        None, description="SHA-256 of the certificate of the store, hexadecimal; no authority is asked then."
    )
    store_timeout_s: float = Field(
        60.0,
        gt=0,
        le=3600,
        description="Longest wait for one answer of the store.",
        json_schema_extra={"unit": "seconds"},
    )
    store_shards: int | None = Field(
        None,
        ge=1,
        le=1024,
        description="Shards of the indices of listings, sightings and articles that are made from now on; unset, the"
        " server's default, one.",
    )
    store_replicas: int | None = Field(
        None,
        ge=0,
        le=100,
        description="Copies of each shard in the indices that are made from now on; unset, the server's default, one.",
    )
    sources: Path | None = Field(None, description="Directory of your source files; unset, `sources/` in the home.")
    spools: tuple[Path, ...] = Field(
        (),
        description="Spools of other machines that are read into the store beside the home's own.",
        examples=['["/mnt/crawler-1/spool", "/mnt/crawler-2/spool"]'],
    )
    contact: str | None = Field(
        None,
        description="E-mail or web address that the crawler names in its user agent, so that a site can reach you.",
        examples=["research@example.org"],
    )
    contacts: Literal["hashed", "raw"] = Field(
        "hashed", description="Keep contact details as keyed hashes with a mask, or raw."
    )
    rates: Path | None = Field(
        None, description="CSV file date,currency,usd_per_unit with exchange rates that win over the ECB's."
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
    budget: int | None = Field(
        None,
        ge=2,
        description="Most requests to one source in one UTC day, of every kind, robots.txt and retries included. A"
        " source's own budget counts if stricter. Under a budget a crawl visits what is most worth it; `chipwatch plan`"
        " shows the order.",
        json_schema_extra={"unit": "requests"},
    )
    revisit_order: Literal["worth", "uniform"] = Field(
        "worth",
        description="What a budget is spent on: what is most worth a visit, or whatever was not visited for longest."
        " The second is there to compare with.",
    )
    max_page_bytes: int = Field(
        10_000_000,
        ge=10_000,
        description="Larger responses are cut off and counted as errors.",
        json_schema_extra={"unit": "bytes"},
    )
    private_hosts: str | None = Field(
        None,
        description="Hosts in private networks that may be crawled nonetheless, `host:port` with commas between;"
        " `host:*` is every port. Unset, nothing but public addresses is connected to.",
        examples=["127.0.0.1:8801", "intranet.example:*"],
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

    def secret(self, name: Literal["store_password", "store_api_key"]) -> str | None:
        """A secret from its setting or its file, None where neither is given. Raises `SettingsError`."""
        value: SecretStr | None = getattr(self, name)
        file: Path | None = getattr(self, f"{name}_file")
        if value is not None or file is None:
            return value.get_secret_value() if value is not None else None
        try:
            return file.expanduser().read_text("utf-8").strip()
        except (OSError, ValueError) as error:
            problem = error.strerror if isinstance(error, OSError) else "it is no text"
            raise SettingsError(
                f"the file cannot be read ({problem})",
                where=f"{name}_file: {file}",
                way_out=f"name a file that you may read, or set CHIPWATCH_{name.upper()}",
            ) from error

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


def origins(options: Mapping[str, Any]) -> dict[str, str]:
    """Name → where its value comes from (option, variable or file), for every name that is given anywhere.

    Names that are no setting are there too when the file or *options* hold them.
    """
    file = TomlConfigSettingsSource(Settings, toml_file=Settings.settings_file)()
    variables = EnvSettingsSource(Settings)()
    return (
        dict.fromkeys(file, f"file {Settings.settings_file}")
        | {name: f"variable CHIPWATCH_{name.upper()}" for name in variables}
        | {name: f"option --{name.replace('_', '-')}" for name, value in options.items() if value is not None}
    )


def load_settings(**options: Any) -> Settings:
    """Read settings; options that are None do not count. Raises `SettingsError` that names the setting."""
    try:
        return Settings(**{name: value for name, value in options.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        got = "" if name in ("store_password", "store_api_key") else f" (got {first.get('input')!r})"
        raise SettingsError(
            f"{_problem(name, first['type'], first['msg'])}{got}",
            where=f"{origins(options).get(name, 'setting')}: {name}",
            way_out="docs/settings.md says what each setting takes",
        ) from error
    except (ValueError, OSError) as error:
        raise SettingsError(
            f"cannot be read ({error})", where=str(SETTINGS_FILE), way_out="mend the file or move it away"
        ) from error


def _problem(name: str, kind: str, message: str) -> str:
    if kind != "extra_forbidden":
        return message[:1].lower() + message[1:]
    near = get_close_matches(name, Settings.model_fields, n=1, cutoff=0.5)
    return "there is no such setting" + (f"; did you mean {near[0]}?" if near else "")
