"""The key of an API: who gets it, and what is said where it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from crawlers.api_key import missing_key
from crawlers.source import Source
from tests.crawlers.crawled import crawl_shop, home_for
from tests.crawlers.small_site import Answer, SmallSite, small_site

API = """
name: shop
title: An API
kind: shop
languages: [en]
currency: USD
homepage: {origin}/
terms: A test.
access:
  key: DEMO_KEY
  header: X-Demo-Key
  form: "key {{key}}"
  how: ask for one
entries:
  - {{kind: api, url: "{origin}/goods.json"}}
lists:
  cards:
    each: {{json: goods}}
    parts: {{id: {{json: id}}}}
    key: "{{id}}"
    url: "/goods/{{id}}"
    fields: {{title: {{json: title}}, text: {{json: title}}}}
"""
WITH_TOKEN = API.replace('  key: DEMO_KEY\n  header: X-Demo-Key\n  form: "key {{key}}"\n', "").replace(
    "access:\n", 'access:\n  key: DEMO_KEY\n  secret: DEMO_SECRET\n  token: {{url: "{origin}/token"}}\n'
)
GOODS = Answer('{"goods": [{"id": 1, "title": "H100"}]}', content_type="application/json")


def _headers(site: SmallSite, name: str) -> dict[str, str]:
    return {one.path: one.headers.get(name, "") for one in site.asked}


def test_api_key_is_no_part_of_requests_to_other_hosts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_KEY", "s3cret")
    with small_site({"/goods.json": GOODS}).serving() as other:
        moved = Answer("", 302, headers={"Location": f"{other.origin}/goods.json"})
        with small_site({"/goods.json": moved}).serving() as site:
            source = API + f"hosts: ['{other.netloc}']\n"
            result = crawl_shop(home_for(tmp_path, origin=site.origin, source=source))
    assert result.counts["items"] == 1
    assert _headers(site, "X-Demo-Key")["/goods.json"] == "key s3cret"
    assert set(_headers(other, "X-Demo-Key").values()) == {""}


def test_api_key_that_is_not_set_is_named(tmp_path: Path) -> None:
    with small_site({"/goods.json": GOODS}).serving() as site:
        result = crawl_shop(home_for(tmp_path, origin=site.origin, source=API))
    assert result.outcome == "skipped: the key of its API is not set (DEMO_KEY); ask for one"
    assert site.asked == []


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Answer("no", 401), "HTTP 401"),
        (Answer("<html>"), "JSONDecodeError"),
        (Answer('{"error": "invalid_client"}'), "holds none"),
    ],
)
def test_token_that_is_refused_is_told_without_the_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: Answer, reason: str
) -> None:
    monkeypatch.setenv("DEMO_KEY", "client-7")
    monkeypatch.setenv("DEMO_SECRET", "s3cret")
    with small_site({"/goods.json": GOODS, "/token": answer}).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=WITH_TOKEN, log_level="DEBUG")
        result = crawl_shop(settings)
    assert result.outcome.startswith("failed: the API gave no token")
    assert reason in result.outcome
    logs = "".join(path.read_text(encoding="utf-8") for path in settings.data.jobs.glob("*.log"))
    assert logs
    assert "s3cret" not in logs + result.model_dump_json()
    assert "/goods.json" not in site.paths()


def test_token_is_asked_of_no_other_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_KEY", "client-7")
    monkeypatch.setenv("DEMO_SECRET", "s3cret")
    with small_site({"/token": Answer('{"access_token": "t0ken"}')}).serving() as other:
        moved = Answer("", 302, headers={"Location": f"{other.origin}/token"})
        with small_site({"/goods.json": GOODS, "/token": moved}).serving() as site:
            result = crawl_shop(home_for(tmp_path, origin=site.origin, source=WITH_TOKEN))
    assert "HTTP 302" in result.outcome
    assert other.asked == []


def test_token_is_asked_of_nothing_private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_KEY", "client-7")
    monkeypatch.setenv("DEMO_SECRET", "s3cret")
    with small_site({"/token": GOODS}).serving() as inside, small_site({"/goods.json": GOODS}).serving() as site:
        source = WITH_TOKEN.replace("{origin}/token", f"{inside.origin}/token")
        result = crawl_shop(home_for(tmp_path, origin=site.origin, source=source, private_hosts=site.netloc))
    assert result.outcome.startswith("failed: the API gave no token")
    assert inside.asked == []


def test_token_is_asked_for_once_a_life(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_KEY", "client-7")
    monkeypatch.setenv("DEMO_SECRET", "s3cret")
    token = Answer('{"access_token": "t0ken", "expires_in": 3600}', content_type="application/json")
    source = WITH_TOKEN.replace("goods.json", "goods.json?page={{page}}")
    routes = {f"/goods.json?page={page}": _goods(page) for page in (1, 2, 3)}
    with small_site({**routes, "/goods.json?page=4": Answer('{"goods": []}'), "/token": token}).serving() as site:
        result = crawl_shop(home_for(tmp_path, origin=site.origin, source=source))
    assert result.counts["items"] == 3
    assert site.paths().count("/token") == 1


def _goods(page: int) -> Answer:
    return Answer(f'{{"goods": [{{"id": {page}, "title": "H100"}}]}}', content_type="application/json")


@pytest.mark.parametrize(
    ("access", "message"),
    [
        ({"key": "K", "how": "x", "form": "Bearer"}, "form must hold"),
        ({"key": "K", "how": "x", "secret": "S"}, "token and secret belong together"),
        ({"key": "K", "secret": "S", "how": "x", "token": {"url": "http://a.example/t"}}, "over https alone"),
        ({"key": "my-key", "how": "x"}, "match pattern"),
    ],
)
def test_access_that_would_leak_or_do_nothing_is_refused(access: dict[str, object], message: str) -> None:
    data = yaml.safe_load(API.format(origin="https://api.example"))
    with pytest.raises(ValidationError, match=message):
        Source.model_validate({**data, "access": access})


def test_source_without_access_misses_nothing() -> None:
    data = yaml.safe_load(API.format(origin="https://api.example"))
    data.pop("access")
    assert missing_key(Source.model_validate(data), {}) is None
