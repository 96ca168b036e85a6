"""``chipwatch index`` and a store on a server, as a person uses them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.errors import SettingsError, StoreError, UsageError
from index.elasticsearch.schema import VERSION
from index.opening import open_store
from index.store import Batch
from tests.cli.conftest import Chipwatch
from tests.elasticsearch.shared import SECURED
from tests.index.backends import ElasticsearchBackend, running
from tests.index.documents import listing, offer, sighting

NAME = "cli"


@pytest.fixture(scope="module")
def server() -> Iterator[ElasticsearchBackend]:
    """The server with TLS and accounts."""
    backend = ElasticsearchBackend(running(SECURED))
    yield backend
    backend.close()


@pytest.fixture
def env(server: ElasticsearchBackend, tmp_path: Path) -> dict[str, str]:
    """Settings of a store on the server; its password stands in a file."""
    password = tmp_path / "password"
    password.write_text(f"{server.server.password}\n")
    return {
        "CHIPWATCH_STORE": server.url(NAME),
        "CHIPWATCH_STORE_PASSWORD_FILE": str(password),
        "CHIPWATCH_STORE_CA": server.server.ca or "",
    }


def test_index_from_an_sqlite_file_to_a_migrated_store(
    chipwatch: Chipwatch, env: dict[str, str], tmp_path: Path, server: ElasticsearchBackend
) -> None:
    with open_store(f"sqlite:///{tmp_path / 'small.db'}") as store:
        documents = [listing("1", title="出 H100", models=("H100",), offers=(offer(),)), sighting("1")]
        store.write(Batch(documents, {"g/a.jsonl": 4}))
    created = chipwatch("index", "create", env=env)
    assert created.returncode == 0, created.stderr
    copied = chipwatch("index", "copy", "sqlite:///small.db", server.url(NAME), env=env)
    assert copied.returncode == 0, copied.stderr
    assert "both stores are equal; 2 documents written, 1 positions of the spool" in copied.stderr
    found = chipwatch("search", "現貨 OR 出", "--format", "json", env=env)
    assert found.returncode == 0, found.stderr
    assert "出 H100" in found.stdout
    migrated = chipwatch("index", "migrate", "--again", env=env)
    assert migrated.returncode == 0, migrated.stderr
    assert f"{server.prefix(NAME)}-listings-v{VERSION}-000002" in migrated.stderr
    status = json.loads(chipwatch("index", "status", "--format", "json", env=env).stdout)
    roles = {row["index"].removeprefix(server.prefix(NAME)): row["role"] for row in status["indices"]}
    assert roles[f"-listings-v{VERSION}-000001"] == "kept"
    assert roles[f"-listings-v{VERSION}-000002"] == "read and write"
    assert chipwatch("index", "rollback", env=env).returncode == 0
    dropped = chipwatch("index", "migrate", "--drop-old", env=env)
    assert re.search(
        f"have today's mapping\nremoved: .*{server.prefix(NAME)}-listings-v{VERSION}-000002", dropped.stderr
    )
    assert "every index is as it should be" in chipwatch("index", "verify", env=env).stderr


def test_index_status_shows_shards_and_what_the_server_refused(
    chipwatch: Chipwatch, env: dict[str, str], server: ElasticsearchBackend
) -> None:
    sized = {
        **env,
        "CHIPWATCH_STORE": server.url("sized"),
        "CHIPWATCH_STORE_SHARDS": "2",
        "CHIPWATCH_STORE_REPLICAS": "0",
    }
    assert chipwatch("index", "create", env=sized).returncode == 0
    refused = listing("refused", offers=(offer(),) * 10_001)  # more nested offers than the server takes
    with open_store(sized["CHIPWATCH_STORE"], access=server.access) as store:
        store.write(Batch([refused, listing("1")]))
    shown = chipwatch("index", "status", env=sized)
    assert re.search(r"listings-v\d+-000001 .* 1 +\S+ +2 +0 $", shown.stdout, re.MULTILINE), shown.stdout
    assert re.search(rf"{refused.id} .*nested documents", shown.stdout)
    assert "1 document refused and missing; 0 that were refused have landed since" in shown.stderr
    status = json.loads(chipwatch("index", "status", "--format", "json", env=sized).stdout)
    assert [(one["kind"], one["id"], one["landed"]) for one in status["set_aside"]] == [("listing", refused.id, False)]


def test_index_verify_names_what_is_wrong(
    chipwatch: Chipwatch, env: dict[str, str], server: ElasticsearchBackend
) -> None:
    chipwatch("index", "create", env=env)
    server.client.indices.delete_index_template(name=f"{server.prefix(NAME)}-runs")
    result = chipwatch("index", "verify", env=env)
    assert result.returncode == StoreError.exit_code
    assert f"the template {server.prefix(NAME)}-runs is missing" in result.stdout
    assert "1 problem found" in result.stderr


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({"CHIPWATCH_STORE_PASSWORD": "hunter2"}, StoreError.exit_code, "refuses the user name, the password"),
        ({"CHIPWATCH_STORE_CA": ""}, StoreError.exit_code, "nobody whom this machine trusts"),
        ({"CHIPWATCH_STORE_PASSWORD_FILE": "nothing"}, SettingsError.exit_code, "store_password_file: nothing"),
        ({"CHIPWATCH_STORE": "https://a:hunter2@127.0.0.1:1"}, UsageError.exit_code, "holds a password"),
        ({"CHIPWATCH_STORE": "http://127.0.0.1:1"}, StoreError.exit_code, "no server answers"),
    ],
)
def test_store_that_cannot_be_opened_is_one_message_and_no_secret(
    chipwatch: Chipwatch, env: dict[str, str], changes: dict[str, str], code: int, words: str
) -> None:
    given = {name: value for name, value in (env | changes).items() if value}
    for command in (("search", "H100"), ("index", "status")):
        result = chipwatch("--log-level", "debug", *command, env=given)
        assert result.returncode == code, result.stderr
        assert words in result.stderr
        assert "Traceback" not in result.stderr
        assert not re.search("hunter2|correct-horse", result.stdout + result.stderr)


def test_settings_show_no_secret_of_the_store(chipwatch: Chipwatch) -> None:
    env = {"CHIPWATCH_STORE_PASSWORD": "hunter2", "CHIPWATCH_STORE_API_KEY": "hunter2"}
    for arguments in (["settings"], ["settings", "--format", "json"]):
        result = chipwatch(*arguments, env=env)
        assert "hunter2" not in result.stdout + result.stderr
        assert "********" in result.stdout


def test_index_of_a_file_has_nothing_to_look_after(chipwatch: Chipwatch) -> None:
    result = chipwatch("index", "status")
    assert result.returncode == UsageError.exit_code
    assert "this store has no indices" in result.stderr


def test_index_roles_are_printed_without_a_server(chipwatch: Chipwatch) -> None:
    roles = json.loads(chipwatch("--store", "https://es.example:9200/team", "index", "roles").stdout)
    assert set(roles) == {"team-crawler", "team-researcher", "team-keeper", "team-kibana"}
    keys = json.loads(chipwatch("index", "roles", "--api-keys").stdout)
    assert keys["chipwatch-crawler"]["role_descriptors"]["chipwatch-crawler"]["cluster"] == []
