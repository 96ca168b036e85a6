"""YAML files of parameters: read into a model, their mistakes told, and the JSON schema that editors check them by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from foundation.errors import SettingsError

M = TypeVar("M", bound=BaseModel)


def schema_text(model: type[BaseModel]) -> str:
    """The content of the schema file of *model*."""
    return json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


def read_parameters(model: type[M], path: Path, *, what: str, schema: str) -> M:
    """Read and check *path*, which holds *what*. Raises `SettingsError` that names the file and the key.

    *schema* names the schema file, for whoever made a mistake.
    """
    try:
        return model.model_validate(yaml.safe_load(path.read_text("utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"]) or "the file as a whole"
        raise SettingsError(
            f"{key}: {first['msg']}", where=str(path), way_out=f"{schema} says what each key takes"
        ) from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"{what} cannot be read ({error})", where=str(path), way_out="mend the file") from error
