"""The import, against a server that refuses what Kibana refuses."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest

from foundation.errors import KibanaError, UsageError
from kibana.access import API_KEY, PASSWORD, Access, open_access
from kibana.all_objects import all_objects
from kibana.importing import import_file
from kibana.mapped_fields import index_of
from kibana.saved_objects import to_ndjson
from tests.kibana import stub
from tests.kibana.broken import GOOD, MARKET, attribute, changed
from tests.kibana.certificate import certificate

FILE = to_ndjson(all_objects()).encode()


@pytest.fixture
def kibana() -> Iterator[stub.Kibana]:
    with stub.serving(stub.Kibana()) as server:
        yield server


def _access(kibana: stub.Kibana, *, space: str | None = None) -> Access:
    return open_access(kibana.url, space=space, environment={API_KEY: stub.API_KEY})


def test_import_puts_every_object_into_kibana(kibana: stub.Kibana) -> None:
    done = import_file(_access(kibana), FILE)
    assert (done.objects, done.version) == (len(GOOD), "8.19.8")
    assert list(kibana.objects.values()) == GOOD


def test_import_over_an_earlier_one_replaces_it(kibana: stub.Kibana) -> None:
    import_file(_access(kibana), changed(MARKET, attribute("title", "old")))
    assert kibana.objects["dashboard", MARKET]["attributes"]["title"] == "old"
    import_file(_access(kibana), FILE)
    assert list(kibana.objects.values()) == GOOD


def test_import_goes_into_a_space_and_under_a_path(kibana: stub.Kibana) -> None:
    assert import_file(_access(kibana, space="research"), FILE).objects == len(GOOD)
    with pytest.raises(KibanaError, match="no such route") as error:
        import_file(_access(kibana, space="nowhere"), FILE)
    assert error.value.exit_code == 9


def test_import_by_user_and_password(kibana: stub.Kibana, tmp_path: Path) -> None:
    access = open_access(kibana.url, user=stub.USER, environment={PASSWORD: stub.PASSWORD})
    assert import_file(access, FILE).objects == len(GOOD)
    (tmp_path / "password").write_text(stub.PASSWORD + "\n", encoding="utf-8")
    access = open_access(kibana.url, user=stub.USER, password_file=tmp_path / "password", environment={})
    assert import_file(access, FILE).objects == len(GOOD)


def test_import_without_credentials_where_kibana_asks_for_none() -> None:
    with stub.serving(stub.Kibana(security=False)) as open_kibana:
        assert import_file(open_access(open_kibana.url, environment={}), FILE).objects == len(GOOD)


def test_import_refuses_a_broken_file_before_it_is_sent(kibana: stub.Kibana) -> None:
    with pytest.raises(UsageError, match="the time field seen is not a date"):
        import_file(_access(kibana), changed(index_of("run"), attribute("timeFieldName", "seen")))
    assert kibana.objects == {}


def test_import_holds_the_file_to_the_version_of_the_kibana() -> None:
    newer = changed(MARKET, lambda found: found.update(typeMigrationVersion="8.9.0"))
    with stub.serving(stub.Kibana(version="8.8.2")) as old, pytest.raises(UsageError, match=r"8\.9\.0, not 8\.7\.0"):
        import_file(_access(old), newer)
    with stub.serving(stub.Kibana(version="8.19.0-SNAPSHOT")) as new:
        assert import_file(_access(new), newer).version == "8.19.0"


def test_import_refuses_a_kibana_that_is_too_old() -> None:
    with stub.serving(stub.Kibana(version="8.6.1")) as old, pytest.raises(KibanaError, match=r"this is Kibana 8\.6\.1"):
        import_file(_access(old), FILE)


def test_import_tells_which_objects_kibana_refused(kibana: stub.Kibana) -> None:
    kibana.missing = (("dashboard", MARKET),)
    with pytest.raises(KibanaError, match=rf"1 of the saved .*dashboard {MARKET} \(missing_references: search x\)"):
        import_file(_access(kibana), FILE)


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (302, "leads elsewhere"),
        (400, "refuses the request"),
        (401, "credentials are not accepted"),
        (403, "may not import"),
        (413, "too large"),
        (429, "too busy"),
        (500, "refuses the request"),
        (503, "not ready"),
    ],
)
def test_import_tells_what_an_answer_means(kibana: stub.Kibana, status: int, told: str) -> None:
    kibana.forced["/api/saved_objects/_import"] = (status, {"message": "because"})
    with pytest.raises(KibanaError, match=rf"{told}.*\(status {status}\): because"):
        import_file(_access(kibana), FILE)


def test_import_never_shows_a_secret(kibana: stub.Kibana) -> None:
    access = open_access(kibana.url, user="nobody", environment={PASSWORD: "open-sesame"})
    with pytest.raises(KibanaError, match="status 401") as error:
        import_file(access, FILE)
    assert "sesame" not in f"{error.value!r} {error.value} {access!r} {vars(error.value)}"
    assert access.authorization is not None
    assert access.authorization not in f"{error.value!r} {error.value} {access!r}"


def test_import_tells_that_nothing_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(KibanaError, match="cannot be reached"):
        import_file(open_access(f"http://127.0.0.1:{port}", environment={}), FILE)


def test_import_over_tls_with_the_authority_that_signed(tmp_path: Path) -> None:
    chain = certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    with stub.serving(stub.Kibana(), context) as kibana:
        access = open_access(kibana.url, ca_file=chain, environment={API_KEY: stub.API_KEY})
        assert import_file(access, FILE).objects == len(GOOD)
        with pytest.raises(KibanaError, match="not safe"):
            import_file(_access(kibana), FILE)
