"""Addresses and credentials."""

from __future__ import annotations

from pathlib import Path

import pytest

from foundation.errors import UsageError
from kibana.access import API_KEY, PASSWORD, open_access


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://kibana", "http://kibana:5601"),
        ("https://kibana.example.org/", "https://kibana.example.org:443"),
        ("https://example.org:9243/kibana/", "https://example.org:9243/kibana"),
        ("http://[::1]:5601", "http://[::1]:5601"),
    ],
)
def test_access_reads_an_address(url: str, shown: str) -> None:
    assert open_access(url, environment={}).url == shown


def test_access_goes_into_a_space() -> None:
    assert open_access("http://kibana", space="team", environment={}).base_path == "/s/team"
    assert open_access("http://kibana", space="default", environment={}).base_path == ""


@pytest.mark.parametrize(
    "url", ["", "kibana", "ftp://kibana", "http://", "http://kibana:port", "http://kibana:99999", "http://k/?a=b"]
)
def test_access_refuses_what_is_no_address(url: str) -> None:
    with pytest.raises(UsageError, match="the address of Kibana"):
        open_access(url, environment={})


def test_access_refuses_a_password_in_the_address_and_does_not_repeat_it() -> None:
    with pytest.raises(UsageError, match="holds a user or a password") as error:
        open_access("https://elastic:open-sesame@kibana:5601", environment={})
    assert "sesame" not in str(error.value)


def test_access_by_key_or_by_password(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from-file\n", encoding="utf-8")
    assert open_access("http://k", environment={}).authorization is None
    assert open_access("http://k", environment={API_KEY: " key "}).authorization == "ApiKey key"
    by_file = open_access("http://k", api_key_file=tmp_path / "key", environment={API_KEY: "key"})
    assert by_file.authorization == "ApiKey from-file"
    assert open_access("http://k", user="u", environment={PASSWORD: "p"}).authorization == "Basic dTpw"
    assert "dTpw" not in repr(open_access("http://k", user="u", environment={PASSWORD: "p"}))


@pytest.mark.parametrize(
    ("given", "environment", "told"),
    [
        ({"user": "u"}, {}, "no password for u"),
        ({"user": "u"}, {API_KEY: "k", PASSWORD: "p"}, "an API key and a user"),
        ({"user": "u:v"}, {PASSWORD: "p"}, "no colon"),
        ({"user": "u", "password_file": Path("nowhere")}, {}, "cannot be read"),
        ({}, {API_KEY: "two\nlines"}, "characters that none has"),
        ({}, {API_KEY: "schlüssel"}, "characters that none has"),
    ],
)
def test_access_refuses_credentials_that_do_not_fit(
    given: dict[str, object], environment: dict[str, str], told: str
) -> None:
    with pytest.raises(UsageError, match=told):
        open_access("http://kibana", environment=environment, **given)  # type: ignore[arg-type]


def test_access_refuses_certificates_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing", encoding="utf-8")
    with pytest.raises(UsageError, match="certificates cannot be read"):
        open_access("https://kibana", ca_file=tmp_path / "ca.pem", environment={})
    with pytest.raises(UsageError, match="No such file"):
        open_access("https://kibana", ca_file=tmp_path / "none.pem", environment={})
