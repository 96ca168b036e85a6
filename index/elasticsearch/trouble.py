"""What the server's and the network's errors mean for a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import elastic_transport
from elasticsearch import ApiError, UnsupportedProductError

from foundation.errors import StoreError, UsageError

_AGAIN = "then run the command again; nothing is lost"
_ROOM = f"free some space on the server's disks, or give it more, {_AGAIN}"
_MEANINGS: tuple[tuple[str, str, str], ...] = (
    ("read-only-allow-delete", "the server's disk is nearly full and its indices take no writes", _ROOM),
    ("flood-stage", "the server's disk is nearly full and its indices take no writes", _ROOM),
    (
        "FORBIDDEN/8",
        "the index takes no writes: a migration holds it",
        "wait for it to end, or finish it with `chipwatch index migrate`; nothing is lost",
    ),
    ("FORBIDDEN/5", "the index is read-only", f"take the block off, {_AGAIN}"),
    ("FORBIDDEN/4", "the index is closed", f"open it, {_AGAIN}"),
    ("index_closed_exception", "the index is closed", f"open it, {_AGAIN}"),
    ("es_rejected_execution_exception", "the server has too much to do", f"wait a little, {_AGAIN}"),
    ("circuit_breaking_exception", "the server has too little memory for this", f"give it a larger heap, {_AGAIN}"),
    ("unavailable_shards_exception", "a part of the index is not there", f"wait for the cluster to heal, {_AGAIN}"),
    ("no_shard_available_action_exception", "a part of the index is not there", f"wait for the cluster, {_AGAIN}"),
    (
        "index_not_found_exception",
        "the store's indices are not there",
        "make them with `chipwatch index create`, then fill them with `chipwatch reextract`",
    ),
    (
        "search_context_missing_exception",
        "the server has forgotten the view that was being read",
        f"read without long pauses, {_AGAIN}",
    ),
)
_TOO_LARGE = ("too_many_nested_clauses", "too_many_clauses", "maxClauseCount", "maximum nested depth")
_STATUS: Mapping[int, tuple[str, str]] = {
    401: (
        "the server refuses the user name, the password or the API key",
        "check the user in the URL and CHIPWATCH_STORE_PASSWORD or CHIPWATCH_STORE_API_KEY",
    ),
    429: ("the server has too much to do", f"wait a little, {_AGAIN}"),
    503: ("the server or a part of it is not there", f"wait for the cluster to heal, {_AGAIN}"),
}
_REPORT = "see the server's log; if it is chipwatch's fault, report it"
_ACTION = re.compile(r"action \[([^\]]+)\]")


@contextmanager
def explained(where: str) -> Iterator[None]:
    """Turn errors of the client into `StoreError`; a query too large for the server into `UsageError`."""
    try:
        yield
    except UnsupportedProductError as error:
        raise StoreError("what answers is no Elasticsearch", where=where, way_out="check the URL") from error
    except ApiError as error:
        raise explanation(error.status_code, error.body, where) from error
    except elastic_transport.TlsError as error:
        raise _untrusted(str(error), where) from error
    except elastic_transport.ConnectionTimeout as error:
        raise StoreError(
            "the server does not answer in time",
            where=where,
            way_out=f"raise store_timeout_s or look at the server, {_AGAIN}",
        ) from error
    except elastic_transport.TransportError as error:
        raise StoreError(
            "no server answers",
            where=where,
            way_out=f"check the URL, start the server, {_AGAIN}",
        ) from error


def explanation(status: int, body: Any, where: str) -> StoreError | UsageError:
    """What an error answer, or the error of one item of a bulk request, means."""
    error = body.get("error", body) if isinstance(body, Mapping) else body
    said = str(error)
    if any(sign in said for sign in _TOO_LARGE):
        return UsageError(
            "the query is too large for the server", where="query", way_out="ask in several queries, or for less"
        )
    if "strict_dynamic_mapping_exception" in said:
        return StoreError(
            f"the index does not know what this chipwatch writes ({reason(error)})",
            where=where,
            way_out="bring the indices up to date with `chipwatch index migrate`; nothing is lost",
        )
    for sign, problem, way_out in _MEANINGS:
        if sign in said:
            return StoreError(problem, where=where, way_out=way_out)
    if status == 403:
        action = _ACTION.search(said)
        return StoreError(
            f"the account may not do this{f' ({action[1]})' if action else ''}",
            where=where,
            way_out="use an account with the role for it; `chipwatch index roles` prints the roles",
        )
    if status in _STATUS:
        problem, way_out = _STATUS[status]
        return StoreError(problem, where=where, way_out=way_out)
    return StoreError(f"Elasticsearch reports: {reason(error)}", where=where, way_out=_REPORT)


def reason(error: Any) -> str:
    """The innermost reason of an error in one line."""
    while isinstance(error, Mapping):
        cause = error.get("caused_by") or next(iter(error.get("root_cause") or ()), None)
        text = f"{error.get('type', 'error')}: {error.get('reason', '')}"
        if not isinstance(cause, Mapping) or cause == error:
            return " ".join(text.split())[:500]
        error = cause
    return " ".join(str(error).split())[:500]


def _untrusted(said: str, where: str) -> StoreError:
    if "expired" in said:
        return StoreError(
            "the server's certificate has expired", where=where, way_out="have it renewed; nothing was sent to it"
        )
    if "ingerprint" in said:
        return StoreError(
            "the server's certificate is not the one whose fingerprint is set",
            where=where,
            way_out="check store_fingerprint against the server's certificate",
        )
    if "ostname" in said or "IP address mismatch" in said:
        return StoreError(
            "the server's certificate is for another host", where=where, way_out="use the name that it is made out to"
        )
    return StoreError(
        "nobody whom this machine trusts vouches for the server's certificate",
        where=where,
        way_out="name its authority with store_ca, or its certificate with store_fingerprint",
    )
