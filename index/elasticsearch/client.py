"""The client: who is asked, how it is proved that they are who they are, and whether they speak what we speak."""

from __future__ import annotations

import logging
import os
from typing import Any

from elasticsearch import AuthorizationException, Elasticsearch

from foundation.errors import StoreError
from index.elasticsearch.address import Access, Address
from index.elasticsearch.patience import RETRIED, PatientTransport
from index.elasticsearch.serialising import Json
from index.elasticsearch.trouble import explained

SUPPORTED = range(8, 10)
"""Major versions of servers."""
_RETRIES = 3


class _Brief(logging.Filter):
    """Leaves the traceback out of the transport's notes on retries; the error itself is explained at the end."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = None
        return True


_BRIEF = _Brief()


def open_client(address: Address, access: Access, supported: range = SUPPORTED) -> Elasticsearch:
    """A client that has met its server. Raises `StoreError` in one sentence for everything that can be wrong."""
    logging.getLogger("elastic_transport.transport").addFilter(_BRIEF)
    client = _client(address, access)
    try:
        _check_version(client, address, supported)
    except BaseException:
        client.close()
        raise
    return client


def server_version(client: Elasticsearch) -> str | None:
    """Version of the server that answers; none where the account may not ask. `GET /` is not everywhere."""
    try:
        answer = client.nodes.info(node_id="_local", filter_path="nodes.*.version")
    except AuthorizationException:
        return None
    nodes: dict[str, dict[str, str]] = answer.body.get("nodes", {})
    return next((node["version"] for node in nodes.values()), None)


def _check_version(client: Elasticsearch, address: Address, supported: range) -> None:
    with explained(address.shown):
        version = server_version(client)
    if version is not None and int(version.partition(".")[0]) not in supported:
        raise StoreError(
            f"the server is Elasticsearch {version}, which this chipwatch does not speak to",
            where=address.shown,
            way_out=f"use a server of version {supported.start} to {supported.stop - 1}",
        )


def _client(address: Address, access: Access) -> Elasticsearch:
    given: dict[str, Any] = {"cloud_id": address.cloud_id} if address.cloud_id else {"hosts": list(address.hosts)}
    if address.user is not None:
        if access.password is None:
            raise StoreError(
                f"there is no password for the user {address.user!r}",
                where=address.shown,
                way_out="set CHIPWATCH_STORE_PASSWORD, or store_password_file",
            )
        given["basic_auth"] = (address.user, access.password)
    elif access.api_key is not None:
        given["api_key"] = access.api_key
    if any(host.startswith("https:") for host in address.hosts):
        if access.fingerprint is not None:
            given["ssl_assert_fingerprint"] = access.fingerprint
        elif access.ca is not None:
            if not os.access(access.ca, os.R_OK):
                raise StoreError(
                    "the file of the authority cannot be read", where=str(access.ca), way_out="check store_ca"
                )
            given["ca_certs"] = str(access.ca)
    try:
        return Elasticsearch(
            **given,
            request_timeout=access.timeout_s,
            max_retries=_RETRIES,
            retry_on_timeout=True,
            retry_on_status=RETRIED,
            transport_class=PatientTransport,
            serializers={Json.mimetype: Json()},
        )
    except (ValueError, OSError) as error:
        raise StoreError(
            f"the client cannot be made ({error})", where=address.shown, way_out="check the settings of the store"
        ) from error
