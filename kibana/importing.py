"""Puts a file of saved objects into a Kibana through its import route."""

from __future__ import annotations

import json
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from uuid import uuid4

from foundation.errors import KibanaError, UsageError
from kibana.access import Access
from kibana.checking import check_file
from kibana.rules.envelope import OLDEST_KIBANA, numbers
from kibana.rules.values import mapping, mappings, parse

TIMEOUT_S = 60
_SHOWN = 5


@dataclass(frozen=True)
class Imported:
    """What an import did."""

    objects: int
    """How many saved objects Kibana holds now."""
    version: str | None
    """Version of the Kibana, where it tells."""


def import_file(access: Access, content: bytes) -> Imported:
    """Import *content* over what was there under the same ids.

    The file is checked first, against the Kibana's own version. Raises `UsageError` for a file that breaks a rule and
    `KibanaError` where Kibana cannot be reached, is too old, or refuses.
    """
    version = _version(access)
    problems = check_file(content, target=version or OLDEST_KIBANA)
    if problems:
        first = problems[0]
        raise UsageError(
            f"the file breaks {len(problems)} rule{'s' if len(problems) > 1 else ''}, first: {first.text}",
            where=f"line {first.line}",
            way_out="`chipwatch kibana check` lists them all; `chipwatch kibana export` writes a file anew",
        )
    status, answer = _ask(access, "POST", "/api/saved_objects/_import?overwrite=true", content)
    if status != 200:
        raise _refusal(access, status, answer)
    if answer.get("success") is not True:
        raise KibanaError(
            f"{_count(answer.get('errors'))} of the saved objects were refused: {_errors(answer.get('errors'))}",
            where=access.url,
            way_out="the others are in Kibana; mend the cause and import again",
        )
    return Imported(objects=int(answer.get("successCount", 0)), version=version)


def _version(access: Access) -> str | None:
    status, answer = _ask(access, "GET", "/api/status")
    if status != 200:
        raise _refusal(access, status, answer)
    version = mapping(answer.get("version")).get("number")
    if isinstance(version, str) and numbers(version.partition("-")[0]) < numbers(OLDEST_KIBANA):
        raise KibanaError(
            f"this is Kibana {version}, and the files are for {OLDEST_KIBANA} and later",
            where=access.url,
            way_out="upgrade Kibana",
        )
    return version.partition("-")[0] if isinstance(version, str) else None


def _ask(access: Access, method: str, route: str, file: bytes | None = None) -> tuple[int, dict[str, Any]]:
    headers = {"kbn-xsrf": "true", "Accept": "application/json"}
    if access.authorization:
        headers["Authorization"] = access.authorization
    body = None
    if file is not None:
        boundary = f"chipwatch-{uuid4().hex}"
        headers["Content-Type"] = f"multipart/form-data; boundary={boundary}"
        body = _multipart(boundary, file)
    connection = (
        HTTPSConnection(access.host, access.port, timeout=TIMEOUT_S, context=access.tls)
        if access.tls
        else HTTPConnection(access.host, access.port, timeout=TIMEOUT_S)
    )
    try:
        connection.request(method, access.base_path + route, body, headers)
        response = connection.getresponse()
        return response.status, mapping(parse(response.read().decode("utf-8", "replace")))
    except ssl.SSLError as error:
        raise KibanaError(
            f"the connection is not safe ({error.reason or error})",
            where=access.url,
            way_out="name the authority of its certificate with --ca-file, or write http:// if it speaks no TLS",
        ) from error
    except TimeoutError as error:
        raise KibanaError(
            f"there is no answer in {TIMEOUT_S} s", where=access.url, way_out="see whether Kibana is up, and try again"
        ) from error
    except (OSError, HTTPException) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise KibanaError(
            f"Kibana cannot be reached ({reason})", where=access.url, way_out="check --url, and that Kibana is up"
        ) from error
    finally:
        connection.close()


def _multipart(boundary: str, file: bytes) -> bytes:
    head = (
        f"--{boundary}\r\n"
        'Content-Disposition: form-data; name="file"; filename="chipwatch.ndjson"\r\n'
        "Content-Type: application/ndjson\r\n\r\n"
    )
    return head.encode() + file + f"\r\n--{boundary}--\r\n".encode()


_REFUSALS = {
    401: ("the credentials are not accepted", "check the API key, or user and password"),
    403: ("this user may not import saved objects", "give it the privilege `Saved Objects Management: all`"),
    404: ("there is no such route", "check the path in --url, and the name of the space"),
    413: ("the file is too large for this Kibana", "raise `savedObjects.maxImportPayloadBytes`"),
    429: ("Kibana is too busy", "try again in a minute"),
    503: ("Kibana is not ready", "wait until its start is done, and try again"),
}


def _refusal(access: Access, status: int, answer: dict[str, Any]) -> KibanaError:
    problem, way_out = _REFUSALS.get(status, ("Kibana refuses the request", "see what Kibana's log says"))
    if 300 <= status < 400:
        problem, way_out = "the address leads elsewhere", "give --url with the path under which Kibana answers"
    said = answer.get("message")
    detail = f": {said}" if isinstance(said, str) and said else ""
    return KibanaError(f"{problem} (status {status}){detail}", where=access.url, way_out=way_out)


def _count(errors: Any) -> int:
    return len(mappings(errors))


def _errors(errors: Any) -> str:
    shown = []
    for error in mappings(errors)[:_SHOWN]:
        cause = mapping(error.get("error"))
        missing = [f"{r.get('type')} {r.get('id')}" for r in mappings(cause.get("references"))]
        reason = cause.get("message") or cause.get("type") or json.dumps(cause)
        shown.append(f"{error.get('type')} {error.get('id')} ({reason}{': ' + ', '.join(missing) if missing else ''})")
    more = _count(errors) - len(shown)
    return "; ".join(shown) + (f"; and {more} more" if more > 0 else "")
