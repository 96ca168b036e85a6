"""How to reach a Kibana, and as whom. Secrets come from the environment or a file and are never shown."""

from __future__ import annotations

import os
import ssl
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from foundation.errors import UsageError

API_KEY = "CHIPWATCH_KIBANA_API_KEY"
PASSWORD = "CHIPWATCH_KIBANA_PASSWORD"  # noqa: S105 - the name of a variable


@dataclass(frozen=True)
class Access:
    """One Kibana as one user sees it."""

    scheme: str
    """http or https."""
    host: str
    port: int
    base_path: str
    """Before every route, space included; empty or begins with a slash."""
    authorization: str | None = field(default=None, repr=False)
    """Value of the header; none for a Kibana without security."""
    tls: ssl.SSLContext | None = field(default=None, repr=False)
    """For https."""

    @property
    def url(self) -> str:
        """For messages: without user and password."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}{self.base_path}"


def open_access(
    url: str,
    *,
    space: str | None = None,
    user: str | None = None,
    password_file: Path | None = None,
    api_key_file: Path | None = None,
    ca_file: Path | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Access:
    """Access by an API key or by user and password, each from its file or else its variable of *environment*.

    Raises `UsageError`, whose text holds no secret.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise _bad_url("is no web address") from None
    if parts.password is not None or parts.username is not None:
        raise _bad_url("holds a user or a password", f"name the user with --user, the password in {PASSWORD}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _bad_url("is no web address")
    if parts.query or parts.fragment:
        raise _bad_url("goes on after the path")
    return Access(
        scheme=parts.scheme,
        host=parts.hostname,
        port=port or {"http": 5601, "https": 443}[parts.scheme],
        base_path=parts.path.rstrip("/") + (f"/s/{space}" if space and space != "default" else ""),
        authorization=_authorization(user, password_file, api_key_file, environment),
        tls=_tls(ca_file) if parts.scheme == "https" else None,
    )


def _bad_url(problem: str, way_out: str = "write it as https://kibana.example.org:5601") -> UsageError:
    return UsageError(f"the address of Kibana {problem}", where="--url", way_out=way_out)


def _authorization(
    user: str | None, password_file: Path | None, api_key_file: Path | None, environment: Mapping[str, str]
) -> str | None:
    api_key = _secret(api_key_file, environment.get(API_KEY), "--api-key-file")
    if user and api_key:
        raise UsageError("there are an API key and a user", where="--user", way_out="give one of the two")
    if user:
        password = _secret(password_file, environment.get(PASSWORD), "--password-file")
        if not password:
            raise UsageError(
                f"there is no password for {user}", where="--user", way_out=f"set {PASSWORD}, or give --password-file"
            )
        if ":" in user:
            raise UsageError("the name of a user holds no colon", where="--user", way_out="give the name alone")
        return "Basic " + b64encode(f"{user}:{password}".encode()).decode()
    return f"ApiKey {api_key}" if api_key else None


def _secret(file: Path | None, value: str | None, option: str) -> str | None:
    if file is not None:
        try:
            value = file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "no UTF-8"
            raise UsageError(
                f"the secret cannot be read ({reason})", where=f"{option} {file}", way_out="name a readable file"
            ) from None
    value = (value or "").strip()
    if not value.isprintable() or (option == "--api-key-file" and not value.isascii()):
        raise UsageError(
            "the secret has characters that none has", where=option, way_out="check what was copied into it"
        )
    return value or None


def _tls(ca_file: Path | None) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise UsageError(
            f"the certificates cannot be read ({error.strerror or error})",
            where=f"--ca-file {ca_file}",
            way_out="name a file of certificates in PEM",
        ) from error
