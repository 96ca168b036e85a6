"""Small files of state that are whole or not there, whenever the process is killed."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import BaseModel

from foundation.errors import SpoolError


def write_state(file: Path, state: BaseModel) -> None:
    """Replace *file* by *state* as JSON. Raises `SpoolError`; then the old one stands."""
    draft = file.with_name(f"{file.name}.new")
    try:
        with draft.open("w", encoding="utf-8") as stream:
            stream.write(state.model_dump_json())
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(file)
    except OSError as error:
        raise SpoolError(
            f"the state of the crawl cannot be written ({error.strerror})",
            where=str(draft),
            way_out="make room or mend the rights, then run the same command again",
        ) from error
