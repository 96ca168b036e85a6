"""What can be wrong with a server: one clear sentence each, and nothing lost."""

from __future__ import annotations

import logging
import socket
import ssl
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from foundation.errors import StoreError
from index.documents import Listing
from index.elasticsearch import sending
from index.elasticsearch.address import Access, read_address
from index.elasticsearch.client import open_client
from index.elasticsearch.managing import Managed
from index.elasticsearch.names import PARTS
from index.elasticsearch.schema import Schema
from index.elasticsearch.store import ElasticsearchStore
from index.store import Batch, Query, Store
from tests.elasticsearch.certificates import certificate
from tests.elasticsearch.node import free_ports
from tests.index.backends import ElasticsearchBackend
from tests.index.documents import listing, offer


def _open(url: str, access: Access) -> None:
    ElasticsearchStore.open(read_address(url), access).close()


def test_wrong_password_is_refused_without_being_repeated(secured: ElasticsearchBackend) -> None:
    for access in (Access(password="hunter2", ca=secured.access.ca), Access(password="", ca=secured.access.ca)):
        with pytest.raises(StoreError, match="refuses the user name, the password or the API key") as caught:
            _open(secured.url("x"), access)
        assert "hunter2" not in str(caught.value)


def test_wrong_api_key_and_no_account_are_refused(secured: ElasticsearchBackend) -> None:
    url = secured.server.url
    for access in (Access(api_key="aHVudGVyMjpodW50ZXIy", ca=secured.access.ca), Access(ca=secured.access.ca)):
        with pytest.raises(StoreError, match="CHIPWATCH_STORE_API_KEY"):
            _open(url, access)


def test_user_without_a_password_is_told_where_to_put_it(secured: ElasticsearchBackend) -> None:
    with pytest.raises(StoreError, match=r"no password for the user 'admin'(.|\n)*CHIPWATCH_STORE_PASSWORD"):
        _open(secured.url("x"), Access(ca=secured.access.ca))


def test_server_that_nobody_vouches_for_is_not_trusted(secured: ElasticsearchBackend) -> None:
    with pytest.raises(StoreError, match=r"nobody whom this machine trusts(.|\n)*store_ca"):
        _open(secured.url("x"), Access(password="hunter2"))


def test_fingerprint_stands_in_for_the_authority(secured: ElasticsearchBackend) -> None:
    server = secured.server
    access = Access(password=server.password, fingerprint=server.fingerprint)
    open_client(read_address(secured.url("x")), access).close()
    with pytest.raises(StoreError, match="not the one whose fingerprint is set"):
        _open(secured.url("x"), Access(password=server.password, fingerprint="ab" * 32))


def test_authority_that_cannot_be_read_is_named(secured: ElasticsearchBackend, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nothing\.pem: the file of the authority cannot be read"):
        _open(secured.url("x"), Access(password="p", ca=tmp_path / "nothing.pem"))


@pytest.mark.parametrize(
    ("options", "problem"),
    [({"valid_days": -1}, "certificate has expired"), ({"host": "192.0.2.1"}, "certificate is for another host")],
)
def test_certificate_that_is_not_valid_is_explained(tmp_path: Path, options: dict[str, Any], problem: str) -> None:
    shown = certificate(**options)
    for name, content in (("c.pem", shown.certificate), ("k.pem", shown.key), ("ca.pem", shown.authority)):
        (tmp_path / name).write_bytes(content)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "c.pem", tmp_path / "k.pem")
    with _served(_Silent, context) as port, pytest.raises(StoreError, match=problem):
        _open(f"https://127.0.0.1:{port}", Access(ca=tmp_path / "ca.pem"))


def test_server_that_does_not_answer_is_named() -> None:
    (port,) = free_ports(1)
    with pytest.raises(StoreError, match=rf"http://127.0.0.1:{port}/chipwatch: no server answers"):
        _open(f"http://127.0.0.1:{port}", Access())


def test_server_that_is_too_slow_is_named() -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        with pytest.raises(StoreError, match=r"does not answer in time(.|\n)*store_timeout_s"):
            _open(f"http://127.0.0.1:{deaf.getsockname()[1]}", Access(timeout_s=0.2))


def test_server_that_is_no_elasticsearch_is_told_apart() -> None:
    with _served(_Stranger) as port, pytest.raises(StoreError, match="no Elasticsearch"):
        _open(f"http://127.0.0.1:{port}", Access())


def test_server_of_an_unsupported_version_is_refused(server: ElasticsearchBackend) -> None:
    with pytest.raises(StoreError, match=r"Elasticsearch 9\.1\.5, which this chipwatch does not speak(.|\n)*10 to 11"):
        open_client(read_address(server.server.url), Access(), supported=range(10, 12))


READS: list[Callable[[Store], object]] = [
    lambda store: store.search(Query()),
    lambda store: store.get(Listing, "x"),
    lambda store: list(store.scan(Listing)),
    lambda store: store.sightings(["x"]),
    lambda store: store.counts(),
    lambda store: store.trends(),
    lambda store: store.runs(),
    lambda store: store.cursor("x"),
]


def test_indices_deleted_under_an_open_store_are_missed(
    server: ElasticsearchBackend, name: str, store: ElasticsearchStore
) -> None:
    server.remove(f"{server.prefix(name)}-*")
    acts: list[Callable[[Store], object]] = [*READS, lambda store: store.write(Batch([listing("1")]))]
    for act in acts:
        with pytest.raises(StoreError, match=r"indices are not there(.|\n)*chipwatch index create"):
            act(store)
    assert not server.client.indices.get_alias(index=f"{server.prefix(name)}*").body, "a write makes no index by itself"
    server.open(name).close()


def test_index_deleted_alone_is_named_when_the_store_is_opened(
    server: ElasticsearchBackend, name: str, url: str, store: ElasticsearchStore
) -> None:
    (index,) = server.client.indices.get_alias(name=f"{server.prefix(name)}-articles").body
    server.client.indices.delete(index=index)
    with pytest.raises(StoreError, match=r"lacks its indices of article(.|\n)*index create"):
        _open(url, Access())
    server.remove(f"{server.prefix(name)}-*")
    server.open(name).close()


def test_full_disk_stops_writes_and_loses_nothing(
    store: ElasticsearchStore, held: Managed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "_BACKOFF_S", 0.01)
    store.write(Batch([listing("1")], {"a.jsonl": 1}))
    every = [held.address.names.read(part) for part in PARTS]
    held.client.indices.put_settings(index=every, settings={"index.blocks.read_only_allow_delete": True})
    try:
        with pytest.raises(StoreError, match=r"disk is nearly full(.|\n)*nothing is lost"):
            store.write(Batch([listing("2")], {"a.jsonl": 2}))
        assert store.search(Query()).total == 1
        assert store.cursor("a.jsonl") == 1, "so the batch comes again"
    finally:
        held.client.indices.put_settings(index=every, settings={"index.blocks.read_only_allow_delete": None})
    assert store.write(Batch([listing("2")], {"a.jsonl": 2})) == 1


@pytest.mark.parametrize(
    ("path", "kind", "problem"),
    [
        ("offers", {"type": "long"}, r"offers is long, not nested"),
        ("gpu_count", {"type": "ip"}, r"gpu_count is ip, not long"),
        ("title", None, r"does not know what this chipwatch writes .*\[title\]"),
    ],
)
def test_mapping_of_another_stops_writes_and_sets_nothing_aside(
    store: ElasticsearchStore, held: Managed, path: str, kind: dict[str, str] | None, problem: str
) -> None:
    mapping = Schema().mapping("listing")
    mapping["properties"] = {**mapping["properties"], path: kind}
    if kind is None:
        del mapping["properties"][path]
    names, foreign = held.address.names, f"{held.address.names.prefix}-foreign"
    (ours,) = held.client.indices.get_alias(name=names.read("listing")).body
    held.client.indices.create(index=foreign, mappings=mapping)
    _switch(held, ours, foreign)
    document = listing("1", title="H100", gpu_count=10**15, offers=(offer(),))
    with pytest.raises(StoreError, match=problem):
        store.write(Batch([document], {"a.jsonl": 2}))
    assert store.cursor("a.jsonl") == 0
    assert not list(store.set_aside())
    _switch(held, foreign, ours)
    held.client.indices.delete(index=foreign)
    assert store.write(Batch([document], {"a.jsonl": 2})) == 1


def test_secrets_stay_out_of_logs(secured: ElasticsearchBackend, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        open_client(read_address(secured.url("x")), secured.access).close()
        with pytest.raises(StoreError):
            _open(secured.url("x"), Access(password="hunter2", ca=secured.access.ca))
    assert caplog.text
    for secret in (secured.server.password or "", "hunter2", "YWRtaW46"):
        assert secret not in caplog.text


def _switch(held: Managed, old: str, new: str) -> None:
    names = held.address.names
    aliases = (names.read("listing"), names.write("listing"))
    actions = [{act: {"index": index, "alias": a}} for a in aliases for act, index in (("remove", old), ("add", new))]
    held.client.indices.update_aliases(actions=actions)


class _Silent(BaseHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


class _Stranger(_Silent):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"{}")


class _served:  # noqa: N801 - reads as a function
    """A server on 127.0.0.1; its port."""

    def __init__(self, handler: type[BaseHTTPRequestHandler], context: ssl.SSLContext | None = None) -> None:
        self._server = _Quiet(("127.0.0.1", 0), handler)
        if context is not None:
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever)

    def __enter__(self) -> int:
        self._thread.start()
        return self._server.server_port

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Quiet(HTTPServer):
    def handle_error(self, *_: object) -> None:
        """A handshake that the other side breaks off is what the test wants."""
