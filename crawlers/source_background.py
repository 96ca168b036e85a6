"""What is known about a source beside how to read it: evidence of its structure, and the key that its API asks for."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from crawlers.source_model import SourceModel
from crawlers.source_types import Address

Quality = Literal["official", "agency-press", "general-press", "trade-press", "forum", "unknown"]
"""official: a public authority speaks for itself; agency-press: a news agency; general-press: a newspaper;
trade-press: a paper of the trade; forum: anybody; unknown: nobody has judged it."""

_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def _is_private(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise ValueError("a secret is sent over https alone")
    return text


class Proof(SourceModel):
    """Where somebody saw how a part of the site is built."""

    seen: Literal["documentation", "sample", "crawler", "unverified"]
    """documentation: the site's own, or a standard's; sample: a saved answer that a test reads; crawler: another
    program that reads the site; unverified: known from hearsay, try it first."""
    day: date
    """When the proof was looked at."""
    where: str
    """Address, repository and path, or name of the sample."""
    what: str
    """What it shows, in a few words."""


class Token(SourceModel):
    """How a key that lives for a while is had (OAuth 2.0, client credentials)."""

    url: Annotated[Address, AfterValidator(_is_private)]
    """Address that hands it out."""
    scope: str | None = None
    """What is asked for, as the API's documentation names it."""


class Access(SourceModel):
    """The key that an API asks for. It comes from the environment and goes to the API's own hosts alone.

    It goes in a header: addresses are kept as evidence, headers of requests are not.
    """

    key: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")]
    """Environment variable that holds the key; with ``token``, the client id."""
    secret: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")] | None = None
    """Environment variable that holds the client secret."""
    token: Token | None = None
    """The key is asked for with client id and secret."""
    header: str = "Authorization"
    """Header that carries it."""
    form: str = "Bearer {key}"
    """Value of the header; ``{key}`` stands for the key or token."""
    how: str
    """How one gets the key, in a sentence."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if "{key}" not in self.form:
            raise ValueError("form must hold {key}")
        if (self.token is None) != (self.secret is None):
            raise ValueError("token and secret belong together")
        return self

    @property
    def variables(self) -> tuple[str, ...]:
        """Environment variables that must be set."""
        return (self.key, self.secret) if self.secret else (self.key,)
