"""A server that answers Kibana's status and import routes, and refuses what Kibana refuses.

Only the wire and the answers are made here; the envelope is held to Kibana's own words, the content to the rules.
"""

from __future__ import annotations

import json
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.parser import BytesParser
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from kibana.checking import check_file

USER, PASSWORD, API_KEY = "importer", "pass word:ü", "a2V5OnNlY3JldA=="
_NOWHERE = {"type": "search", "id": "x"}
Answer = tuple[int, dict[str, Any]]


@dataclass
class Kibana:
    """What the server is and what it was given."""

    version: str = "8.19.8"
    spaces: tuple[str, ...] = ("research",)
    security: bool = True
    forced: dict[str, Answer] = field(default_factory=dict)
    """Path → the answer to give whatever is asked."""
    missing: tuple[tuple[str, str], ...] = ()
    """Type and id of objects that this Kibana refuses for a missing reference."""
    objects: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    """Type and id → what was imported."""
    url: str = ""

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> Answer:
        """The answer to one request."""
        parts = urlsplit(target)
        path = parts.path
        if path in self.forced:
            return self.forced[path]
        for space in self.spaces:
            path = path.removeprefix(f"/s/{space}")
        if self.security and headers.get("Authorization") not in _accepted():
            return _error(401, "Unauthorized")
        if (method, path) == ("GET", "/api/status"):
            return 200, {"version": {"number": self.version}}
        if (method, path) != ("POST", "/api/saved_objects/_import"):
            return _error(404, "Not Found")
        if not headers.get("kbn-xsrf"):
            return _error(400, "Request must contain a kbn-xsrf header.")
        file, problem = _file(headers, body)
        if file is None:
            return _error(400, problem)
        return self._import(file, overwrite=parse_qs(parts.query).get("overwrite") == ["true"])

    def _import(self, file: bytes, *, overwrite: bool) -> Answer:
        try:
            objects = [json.loads(line) for line in file.decode("utf-8").splitlines() if line.strip()]
            keys = [(value["type"], value["id"]) for value in objects]
        except (ValueError, KeyError, TypeError) as error:
            return _error(400, f"Unexpected {error}")
        if len(set(keys)) < len(keys):
            return _error(400, "Non-unique import objects detected")
        if len(keys) > 10_000:
            return _error(400, "Can't import more than 10000 objects")
        problems = check_file(file, target=self.version)
        if problems:
            return _error(400, f"rule {problems[0].rule}: {problems[0].text}")
        errors = [
            {"type": kind, "id": name, "error": {"type": "missing_references", "references": [_NOWHERE]}}
            for kind, name in self.missing
        ]
        if not overwrite:
            errors += [{"type": k, "id": i, "error": {"type": "conflict"}} for k, i in keys if (k, i) in self.objects]
        refused = {(error["type"], error["id"]) for error in errors}
        new = {key: value for key, value in zip(keys, objects, strict=True) if key not in refused}
        self.objects |= new
        return 200, {"success": not errors, "successCount": len(new), **({"errors": errors} if errors else {})}


def _accepted() -> set[str]:
    basic = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    return {f"Basic {basic}", f"ApiKey {API_KEY}"}


def _error(status: int, message: str) -> Answer:
    return status, {"statusCode": status, "message": message}


def _file(headers: Any, body: bytes) -> tuple[bytes | None, str]:
    """The multipart field `file`, read by Python's own reader of MIME, or why there is none."""
    if not str(headers.get("Content-Type")).startswith("multipart/form-data"):
        return None, "expects multipart/form-data"
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode() + body)
    for part in message.iter_parts():
        if part.get_param("name", header="content-disposition") == "file":
            name = part.get_filename() or ""
            if not name.endswith(".ndjson"):
                return None, f"Invalid file extension {name}"
            content = part.get_payload(decode=True)
            return (content, "") if isinstance(content, bytes) else (None, "the file is no bytes")
    return None, "[request body.file]: expected value of type [Stream]"


@contextmanager
def serving(kibana: Kibana, tls: ssl.SSLContext | None = None) -> Iterator[Kibana]:
    """Answers on a free port of this machine until the block ends; *kibana* then knows its address."""

    class Handler(BaseHTTPRequestHandler):
        def _respond(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            status, content = kibana.answer(self.command, self.path, self.headers, self.rfile.read(length))
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _respond  # noqa: N815 - the names that http.server calls

        def log_message(self, format: str, *args: Any) -> None:
            return

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            return

    with Server(("127.0.0.1", 0), Handler) as server:
        if tls:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        kibana.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield kibana
        finally:
            server.shutdown()
            thread.join()
