"""Conditions of definitions, as Kibana's query language (KQL) and as Elasticsearch takes them."""

from __future__ import annotations

from typing import Any

from index.fields import Kind
from kibana.definitions import Condition, Scalar, Where
from kibana.mapped_fields import mapped_fields

Query = dict[str, Any]
_Wanted = Scalar | tuple[Scalar, ...] | Condition


def kql(kind: Kind, where: Where) -> dict[str, str]:
    """*where* as the ``query`` of a saved object. Raises `KeyError` for a field that *kind* has not."""
    text = " and ".join(_kql(kind, path, wanted) for path, wanted in where.items())
    return {"language": "kuery", "query": text}


def filters(kind: Kind, where: Where) -> list[Query]:
    """*where* as filters of a query, all of which must hold. Raises `KeyError` as `kql` does."""
    return [_filter(kind, path, wanted) for path, wanted in where.items()]


def _kql(kind: Kind, path: str, wanted: _Wanted) -> str:
    if isinstance(wanted, Condition) and wanted.one_has is not None:
        inner = (_kql(kind, f"{path}.{name}", value).removeprefix(f"{path}.") for name, value in wanted.one_has.items())
        return f"{path}: {{ {' and '.join(inner)} }}"
    path = mapped_fields(kind)[path].path
    if not isinstance(wanted, Condition):
        values = wanted if isinstance(wanted, tuple) else (wanted,)
        shown = " or ".join(map(_quoted, values))
        return f"{path}: ({shown})" if len(values) > 1 else f"{path}: {shown}"
    parts = []
    if wanted.least is not None:
        parts.append(f"{path} >= {wanted.least}")
    if wanted.exists is not None:
        parts.append(f"{'' if wanted.exists else 'not '}{path}: *")
    return " and ".join(parts)


def _quoted(value: Scalar) -> str:
    if isinstance(value, bool | int):
        return str(value).lower()
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _filter(kind: Kind, path: str, wanted: _Wanted) -> Query:
    if isinstance(wanted, Condition) and wanted.one_has is not None:
        inner = [_filter(kind, f"{path}.{name}", value) for name, value in wanted.one_has.items()]
        return {"nested": {"path": path, "query": {"bool": {"filter": inner}}}}
    path = mapped_fields(kind)[path].path
    if not isinstance(wanted, Condition):
        return {"terms": {path: list(wanted) if isinstance(wanted, tuple) else [wanted]}}
    parts: list[Query] = []
    if wanted.least is not None:
        parts.append({"range": {path: {"gte": wanted.least}}})
    if wanted.exists is not None:
        exists: Query = {"exists": {"field": path}}
        parts.append(exists if wanted.exists else {"bool": {"must_not": [exists]}})
    return {"bool": {"filter": parts}}
