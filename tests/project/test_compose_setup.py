"""The setup script, against a server that takes the one request that it makes."""

from __future__ import annotations

import json
import os
import ssl
import subprocess
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.kibana.certificate import certificate
from tests.kibana.stub import Answer, Kibana, serving

SECRETS = {"ELASTIC_PASSWORD": "sesame-open_1", "KIBANA_SYSTEM_PASSWORD": "other-word_2"}


class _Elasticsearch(Kibana):
    """Takes a password for kibana_system from `elastic`."""

    taken: Any = None

    def answer(self, method: str, target: str, headers: Any, body: bytes) -> Answer:
        basic = b64encode(f"elastic:{SECRETS['ELASTIC_PASSWORD']}".encode()).decode()
        if headers.get("Authorization") != f"Basic {basic}":
            return 401, {}
        if (method, target) != ("POST", "/_security/user/kibana_system/_password"):
            return 404, {}
        self.taken = json.loads(body)
        return 200, {}


def _setup(url: str, ca_file: Path, **secrets: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", ROOT / "tools" / "compose" / "setup.sh"],
        env={"PATH": os.environ["PATH"], "ELASTICSEARCH_URL": url, "CA_FILE": str(ca_file), **SECRETS, **secrets},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def test_setup_gives_kibana_its_password_over_tls_and_shows_none(tmp_path: Path) -> None:
    chain = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    server = _Elasticsearch()
    with serving(server, context):
        done = _setup(server.url, chain)
        assert (done.returncode, server.taken) == (0, {"password": SECRETS["KIBANA_SYSTEM_PASSWORD"]})
        wrong = _setup(server.url, chain, ELASTIC_PASSWORD="not-that-one")
        assert wrong.returncode == 1
        assert "does not take the password of kibana_system" in wrong.stderr
    for run in (done, wrong):
        assert not any(secret in run.stdout + run.stderr for secret in SECRETS.values())


@pytest.mark.parametrize("password", ["", "short", "with blank", 'quo"te-quote', "new\nline-line"])
def test_setup_refuses_passwords_that_it_cannot_hand_on(tmp_path: Path, password: str) -> None:
    done = _setup("https://127.0.0.1:1", tmp_path / "none", KIBANA_SYSTEM_PASSWORD=password)
    assert done.returncode == 2
    assert "KIBANA_SYSTEM_PASSWORD" in done.stderr
