"""Responses as they came, kept in WARC 1.1 files that every WARC tool reads."""

from __future__ import annotations

import io
import re
import zlib
from base64 import b32encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha1
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawlers.appending import AppendFile
from foundation.errors import SpoolError

Headers = Mapping[str, str] | Iterable[tuple[str, str]]

RENDERED = "X-Chipwatch-Rendered"
"""Header of a payload that is a browser's DOM and not what the server sent."""

_ROLL_OVER_BYTES = 1_000_000_000
_GZIP_LEVEL = 6
_ORIGINAL = "X-Archive-Orig-"
# The body is kept without its transfer form; a reader that finds these would undo it a second time.
_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\.warc\.gz")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff]")
_WARC_DATE = "%Y-%m-%dT%H:%M:%SZ"


@dataclass(frozen=True)
class WarcResponse:
    """A response out of a WARC file."""

    url: str
    """Address that answered."""
    status: int
    """HTTP status."""
    headers: tuple[tuple[str, str], ...]
    """Response headers in order; those of the transfer carry the prefix ``X-Archive-Orig-``."""
    body: bytes
    """Payload, decompressed."""
    fetched_at: datetime
    """UTC, whole seconds."""
    rendered: bool
    """The payload is the DOM of a browser."""

    def header(self, name: str) -> str | None:
        """First value of a header, whatever its case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)


class WarcWriter:
    """Writes ``<run_id>-<k>.warc.gz``, k the first free number; a new file a process and a gigabyte.

    A file is made with the first response. What a killed process left torn at the end of a file is never written
    over: no file is opened a second time.
    """

    def __init__(self, directory: Path, run_id: str, *, roll_over_bytes: int = _ROLL_OVER_BYTES) -> None:
        self._directory = directory
        self._run_id = run_id
        self._roll_over_bytes = roll_over_bytes
        self._number = 1
        self._file: AppendFile | None = None

    def write(
        self,
        url: str,
        status: int,
        headers: Headers,
        body: bytes,
        fetched_at: datetime,
        *,
        request_headers: Headers | None = None,
        method: str = "GET",
        rendered: bool = False,
    ) -> tuple[str, int, int]:
        """Keep a response and return (file name, offset, length) of its record, which is then with the system.

        *url* is the address that answered, http or https; *body* is decompressed; *fetched_at* is UTC. `rendered`
        marks the DOM of a browser. Raises `SpoolError` where it cannot be written; then nothing of it is in the file.
        """
        file = self._open()
        url = _UNPRINTABLE.sub(lambda found: quote(found[0], errors="replace"), url)
        response = _record("response", url, fetched_at, _response_head(status, headers, len(body), rendered), body)
        record = _gzipped(response)
        data = record
        if request_headers is not None:
            head = StatusAndHeaders(f"{method} {url} HTTP/1.1", _clean(request_headers), is_http_request=True)
            request = _record("request", url, fetched_at, head, b"")
            request.rec_headers.add_header("WARC-Concurrent-To", response.rec_headers.get_header("WARC-Record-ID"))
            data += _gzipped(request)
        return file.path.name, file.append(data), len(record)

    def close(self) -> None:
        """Sync and close; again is allowed, and so is writing on (in a new file)."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> WarcWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> AppendFile:
        if self._file is not None and self._file.size < self._roll_over_bytes:
            return self._file
        self.close()
        while True:
            path = self._directory / f"{self._run_id}-{self._number}.warc.gz"
            self._number += 1
            try:
                self._directory.mkdir(parents=True, exist_ok=True)
                self._file = AppendFile(path, exclusive=True)
            except FileExistsError:
                continue
            except OSError as error:
                raise SpoolError(
                    f"cannot be made ({error.strerror})",
                    where=str(path),
                    way_out="check the rights on this directory",
                ) from error
            try:
                self._file.append(_gzipped(_warcinfo(path.name)))
            except SpoolError:
                self.close()
                path.unlink(missing_ok=True)
                raise
            return self._file


def read_response(directory: Path, file: str, offset: int) -> WarcResponse:
    """The response whose record begins at *offset* of *file*, checked against its digests.

    Raises `SpoolError` where the file is missing or the record is damaged or of another kind.
    """
    path = directory / file
    way_out = "restore the file from a copy of the home; the captures themselves are in the spool"
    if _FILE_NAME.fullmatch(file) is None:
        raise SpoolError("not the name of a WARC file", where=file[:200], way_out="give a name as captures hold it")
    try:
        with path.open("rb") as stream:
            stream.seek(offset)
            record = next(iter(ArchiveIterator(stream)), None)
            if record is None or record.rec_type != "response" or record.http_headers is None:
                problem = f"no response begins at offset {offset}"
                raise SpoolError(problem, where=str(path), way_out=way_out)
            return _response(record)
    except SpoolError:
        raise
    except OSError as error:
        raise SpoolError(f"cannot be read ({error.strerror})", where=str(path), way_out=way_out) from error
    except (ArchiveLoadFailed, ValueError, TypeError, AttributeError, LookupError, EOFError, zlib.error) as error:
        # warcio trips over damaged record headers in more ways than its own errors.
        problem = f"the record at offset {offset} is damaged ({error})"
        raise SpoolError(problem, where=str(path), way_out=way_out) from error


def _response(record: ArcWarcRecord) -> WarcResponse:
    body = record.raw_stream.read()
    # warcio's own check says nothing where the file ends before the body does.
    digest = "sha1:" + b32encode(sha1(body, usedforsecurity=False).digest()).decode()
    if digest != record.rec_headers.get_header("WARC-Payload-Digest"):
        raise ValueError("the body is not what was written")
    headers = tuple(record.http_headers.headers)
    return WarcResponse(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        status=int(record.http_headers.get_statuscode()),
        headers=headers,
        body=body,
        fetched_at=datetime.strptime(record.rec_headers.get_header("WARC-Date"), _WARC_DATE).replace(tzinfo=UTC),
        rendered=any(name == RENDERED for name, _ in headers),
    )


def _record(kind: str, url: str, at: datetime, head: StatusAndHeaders, body: bytes) -> ArcWarcRecord:
    return WARCWriter(io.BytesIO(), gzip=False, warc_version="1.1").create_warc_record(
        url,
        kind,
        payload=io.BytesIO(body),
        length=len(body),
        warc_headers_dict={"WARC-Date": at.astimezone(UTC).strftime(_WARC_DATE)},
        http_headers=head,
    )


def _warcinfo(name: str) -> ArcWarcRecord:
    info = {"software": "chipwatch", "format": "WARC File Format 1.1"}
    return WARCWriter(io.BytesIO(), gzip=False, warc_version="1.1").create_warcinfo_record(name, info)


def _gzipped(record: ArcWarcRecord) -> bytes:
    plain = io.BytesIO()
    WARCWriter(plain, gzip=False, warc_version="1.1").write_record(record)
    # warcio itself compresses at level 9, which costs more than fetching the page from a near server does.
    packer = zlib.compressobj(_GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(plain.getbuffer()) + packer.flush()


def _response_head(status: int, headers: Headers, length: int, rendered: bool) -> StatusAndHeaders:
    kept = [(f"{_ORIGINAL}{name}" if name.lower() in _TRANSFER else name, value) for name, value in _clean(headers)]
    kept.append(("Content-Length", str(length)))
    if rendered:
        kept.append((RENDERED, "1"))
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"
    return StatusAndHeaders(f"{status} {phrase}", kept, protocol="HTTP/1.1")


def _clean(headers: Headers) -> list[tuple[str, str]]:
    pairs = headers.items() if isinstance(headers, Mapping) else headers
    return [
        (re.sub(r"[^!-9;-~]", "", name) or "X-Nameless", re.sub(r"[\x00-\x1f\x7f]+", " ", value))
        for name, value in pairs
    ]
