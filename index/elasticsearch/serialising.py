"""JSON as the client writes and reads it: pydantic's, in half the time of the standard library's."""

from __future__ import annotations

from typing import Any

from elasticsearch.serializer import JsonSerializer
from pydantic_core import PydanticSerializationError, from_json, to_json


class Json(JsonSerializer):
    """Reads and writes what the client's own does, lone surrogates included."""

    def json_dumps(self, data: Any) -> bytes:
        """*data* as UTF-8."""
        try:
            return to_json(data, fallback=self.default)
        except (PydanticSerializationError, UnicodeError):
            return super().json_dumps(data)

    def json_loads(self, data: bytes) -> Any:
        """Raises `ValueError` for what is no JSON."""
        return from_json(data)
