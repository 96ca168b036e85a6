"""The base of everything that stands in a source file."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class SourceModel(BaseModel):
    """Base of the parts of a source: immutable, unknown keys refused."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        validate_by_name=False,
        coerce_numbers_to_str=True,
    )
