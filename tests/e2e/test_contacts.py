"""Contact details are kept as keyed hashes with a mask, unless the operator wants them raw."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.crawlers.small_site import item_page
from tests.e2e.test_bad_input import chipwatch, crawl_of

NUMBER = "138-0000-1234"
OFFER = f"<div class='text'>出 H100 PCIe 80G 20张 21万一张，电话 {NUMBER}，微信 demo_seller_9</div>"
WARNING = f"<div class='text'>骗子警告：此人卖H100收钱不发货，电话 {NUMBER}</div>"


def _dump(database: Path) -> str:
    with closing(sqlite3.connect(database)) as connection:
        return "\n".join(connection.iterdump())


def _crawled(tmp_path: Path, **settings: str) -> str:
    page = item_page(0).split("<div class='text'>")[0]
    links = "<a href='/item/0.html'>a</a><a href='/item/1.html'>b</a>"
    routes = {"/list?page=1": links, "/item/0.html": page + OFFER, "/item/1.html": page + WARNING}
    assert crawl_of(tmp_path, routes).returncode == 0
    assert chipwatch(tmp_path / "home", "ingest", settings=settings).returncode == 0
    return _dump(tmp_path / "home" / "chipwatch.db")


def test_contacts_leave_no_trace_in_the_index(tmp_path: Path) -> None:
    kept = _crawled(tmp_path)
    assert "H100" in kept
    for detail in (NUMBER, NUMBER.replace("-", ""), "demo_seller_9", "00001234"):
        assert detail not in kept
    assert "138***" in kept


def test_contacts_stay_readable_when_the_operator_wants_them(tmp_path: Path) -> None:
    kept = _crawled(tmp_path, CHIPWATCH_CONTACTS="raw")
    assert NUMBER in kept
    assert "demo_seller_9" in kept


def test_contacts_of_one_home_have_equal_hashes_and_its_key_is_private(tmp_path: Path) -> None:
    kept = _crawled(tmp_path)
    key = tmp_path / "home" / "contact.key"
    assert key.stat().st_mode & 0o077 == 0
    assert key.read_text().strip() not in kept
