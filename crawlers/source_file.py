"""Reading source files: every mistake is a `SourceError` with file, line and key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from crawlers.source import Source
from crawlers.source_library import own_directory, shipped_files
from foundation.errors import SourceError
from foundation.settings import Settings

GUIDE = "see docs/sources.md; an editor with YAML support shows what each key takes"


def source_files(settings: Settings) -> dict[str, Path]:
    """Name → file of every source of the operator. What ships is not among them (`crawlers.source_library`)."""
    directory = own_directory(settings)
    if settings.sources is not None and not directory.is_dir():
        raise SourceError(
            "the directory of source files is not there",
            where=str(settings.sources),
            way_out="make it, or mend the setting `sources` (CHIPWATCH_SOURCES)",
        )
    return {file.stem: file for file in sorted(directory.glob("*.yaml"))}


def load_source(settings: Settings, name: str) -> Source:
    """The source called *name*. Raises `SourceError`; a mistake in another file does not matter."""
    files = source_files(settings)
    if name in files:
        return read_source(files[name])
    if name in shipped_files():
        raise SourceError(
            "this source ships with chipwatch and is not turned on",
            where=name,
            way_out=f"`chipwatch source add {name}` turns it on and shows what its terms say",
        )
    raise SourceError(
        f"no source is called {name!r}",
        where=str(own_directory(settings)),
        way_out=f"choose one of: {', '.join(files)}"
        if files
        else "`chipwatch source add NAME` turns on one that ships",
    )


def read_source(file: Path) -> Source:
    """The source in *file*. Raises `SourceError` that names the line and the key."""
    try:
        text = file.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        data = yaml.safe_load(text)
    except OSError as error:
        raise SourceError(f"cannot be read ({error.strerror})", where=str(file)) from error
    except UnicodeDecodeError as error:
        raise SourceError("is not UTF-8 text", where=str(file), way_out="save it as UTF-8") from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceError(
            f"is not YAML: {error.problem}", where=f"{file}:{line}", way_out="mend the line; mind indents and quotes"
        ) from error
    except yaml.YAMLError as error:
        raise SourceError(f"is not YAML: {error}", where=str(file)) from error
    if root is None or not isinstance(data, dict):
        raise SourceError("holds no keys", where=f"{file}:1", way_out=GUIDE)
    for path, node in _duplicates(root, ()):
        raise SourceError(
            "the key is there twice",
            where=_place(file, node, path),
            way_out="keep one of the two",
        )
    try:
        source = Source.model_validate(data)
    except ValidationError as error:
        raise _refused(file, root, error) from error
    if source.name != file.stem:
        raise SourceError(
            f"the name {source.name!r} and the file's name differ",
            where=_place(file, _node(root, ("name",)), ("name",)),
            way_out=f"call the file {source.name}.yaml or the source {file.stem}",
        )
    return source


def _refused(file: Path, root: yaml.Node, error: ValidationError) -> SourceError:
    # A misspelt key comes with a missing one; the misspelling is what to look at.
    errors = sorted(error.errors(include_url=False), key=lambda one: one["type"] != "extra_forbidden")
    first, *more = errors
    path = first["loc"]
    message = {
        "extra_forbidden": "no such key here",
        "missing": "the key is missing",
        "value_error": first["msg"].removeprefix("Value error, "),
    }.get(first["type"], f"{first['msg'][:1].lower()}{first['msg'][1:]}")
    given = first.get("input")
    shown = f" (got {given!r})" if isinstance(given, str | int | float) and first["type"] != "extra_forbidden" else ""
    others = f"; {len(more)} more after this one" if more else ""
    return SourceError(f"{message}{shown}{others}", where=_place(file, _node(root, path), path), way_out=GUIDE)


def _place(file: Path, node: yaml.Node, path: Iterable[Any]) -> str:
    key = ".".join(str(part) for part in path)
    return f"{file}:{node.start_mark.line + 1}: {key}" if key else f"{file}:{node.start_mark.line + 1}"


def _node(root: yaml.Node, path: Iterable[Any]) -> yaml.Node:
    """The node that *path* leads to, or the last one on the way; for a key the key itself."""
    current, shown = root, root
    for part in path:
        if isinstance(current, yaml.MappingNode):
            pair = next(((key, value) for key, value in current.value if key.value == str(part)), None)
            if pair is not None:
                shown, current = pair
        elif isinstance(current, yaml.SequenceNode) and isinstance(part, int) and part < len(current.value):
            shown = current = current.value[part]
    return shown


def _duplicates(node: yaml.Node, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            here = (*path, key.value)
            if key.value in seen:
                yield here, key
            seen.add(key.value)
            yield from _duplicates(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            yield from _duplicates(value, (*path, number))
