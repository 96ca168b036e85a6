"""What a URL of an Elasticsearch store says, and what it must not say.

``https://reader@es1.example:9200,es2.example:9200/chipwatch?mode=ro``   several hosts, a user, a prefix of the indices
``cloud://NAME:BASE64``                                                  a Cloud ID
``http://localhost:9200``                                                no encryption, for a server at home

Secrets never stand in a URL: URLs end in shell histories, logs and process lists.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote

from foundation.errors import UsageError
from index.elasticsearch.names import PREFIX, Names

SCHEMES = ("https", "http", "cloud")
PORT = 9200
"""Of a host that names none."""

_FORMS = "https://user@host:9200, several hosts with commas between them, or cloud://CLOUD_ID"


@dataclass(frozen=True)
class Access:
    """How a server is worked with, beside its address. Never printed: its secrets are left out of `repr`."""

    password: str | None = field(default=None, repr=False)
    """Of the user that the URL names."""
    api_key: str | None = field(default=None, repr=False)
    """In the encoded form that Elasticsearch hands out."""
    ca: Path | None = None
    """PEM file with the certificate authority of the server."""
    fingerprint: str | None = None
    """SHA-256 of the server's certificate, hexadecimal; stands in for the authority."""
    timeout_s: float = 60.0
    """Longest wait for one answer."""
    shards: int | None = None
    """Of large indices that are made; none leaves it to the server."""
    replicas: int | None = None
    """Of indices that are made; none leaves it to the server."""


@dataclass(frozen=True)
class Address:
    """A store on a server."""

    hosts: tuple[str, ...]
    """``https://host:port``; empty where there is a Cloud ID."""
    cloud_id: str | None
    user: str | None
    names: Names
    mode: Literal["rw", "ro"]

    @property
    def shown(self) -> str:
        """The address for messages: no user, no secret."""
        place = ",".join(self.hosts) if self.cloud_id is None else f"cloud://{self.cloud_id.partition(':')[0]}"
        return f"{place}/{self.names.prefix}"


def read_address(url: str) -> Address:
    """The address in *url*. Raises `UsageError` that repeats no secret."""
    scheme, _, rest = url.partition("://")
    rest, _, options = rest.partition("?")
    before, _, after = rest.rpartition("@")
    user = _user(unquote(before)) if before else None
    scheme = scheme.lower()
    place, _, prefix = after.partition("/")
    try:
        names = Names(unquote(prefix) or PREFIX)
    except ValueError as error:
        raise UsageError(
            f"{prefix!r} cannot begin the name of an index",
            where="--store",
            way_out="use lower-case letters, digits, -, _ and dots after the host, for example …:9200/chipwatch",
        ) from error
    return Address(
        hosts=() if scheme == "cloud" else tuple(_host(scheme, host) for host in place.split(",")),
        cloud_id=unquote(place) if scheme == "cloud" else None,
        user=user,
        names=names,
        mode=_mode(options),
    )


def _user(text: str) -> str:
    user, colon, _ = text.partition(":")
    if colon:
        raise UsageError(
            "the URL of the store holds a password, and URLs are seen by others",
            where="--store",
            way_out="leave it out and set CHIPWATCH_STORE_PASSWORD, or store_password_file",
        )
    return user


def _host(scheme: str, text: str) -> str:
    name, bracket, end = text.rpartition("]")
    host, colon, port = end.partition(":")
    host = f"{name}{bracket}{host}"
    if not host or (colon and not port.isdecimal()) or set(host) & set(" @?#"):
        raise UsageError(f"{text!r} names no host", where="--store", way_out=f"use {_FORMS}")
    return f"{scheme}://{host}:{int(port) if port else PORT}"


def _mode(options: str) -> Literal["rw", "ro"]:
    asked = dict(parse_qsl(options, keep_blank_values=True))
    mode = asked.pop("mode", "rw")
    if asked or mode not in ("rw", "ro"):
        raise UsageError(
            f"{options!r} is no option of an Elasticsearch store",
            where="--store",
            way_out="use ?mode=ro, or leave it out",
        )
    return "ro" if mode == "ro" else "rw"
