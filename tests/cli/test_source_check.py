"""``chipwatch source check`` as a person runs it: any page without a source, and pages by a source."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.crawlers.crawled import home_for
from tests.crawlers.small_site import Answer, item_page, shop, small_site

KEYS = [
    *("file", "url", "kind", "name", "price", "price_max", "currency", "availability", "seller", "published"),
    *("language", "text"),
]
GOODS = """<html lang="de"><head><title>H100 PCIe 80 GB</title></head><body><h1>H100 PCIe 80 GB</h1>
<p class="price">25.999,00 €</p><p>Verkäufer: Example GmbH</p><button>In den Warenkorb</button></body></html>"""
NEWS = (
    "<html lang=en><head><title>Customs seizes servers</title><meta property=og:type content=article></head><body>"
    + (
        "<article><h1>Customs seizes servers</h1>"
        + "".join(
            f"<p>Paragraph {n}: officers seized servers with eight H100 modules at the border.</p>" for n in range(9)
        )
        + "</article></body></html>"
    )
)


def check(directory: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = {
        "CHIPWATCH_HOME": str(directory / "home"),
        "CHIPWATCH_PRIVATE_HOSTS": "127.0.0.1:*",
        "PYTHONPATH": str(ROOT),
    }
    if (directory / "sources").is_dir():
        settings["CHIPWATCH_SOURCES"] = str(directory / "sources")
    return subprocess.run(
        [sys.executable, "-m", "cli", "source", "check", *arguments],
        cwd=directory,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def answers(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_source_check_prints_one_object_a_page_in_the_order_given(tmp_path: Path) -> None:
    (tmp_path / "news.html").write_text(NEWS, encoding="utf-8")
    (tmp_path / "goods.html.gz").write_bytes(gzip.compress(GOODS.encode()))
    done = check(tmp_path, "news.html", "goods.html.gz", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    news, goods = answers(done)
    assert list(news) == list(goods) == KEYS
    assert (news["file"], news["url"], news["kind"]) == ("news.html", None, "article")
    assert news["text"].startswith("Paragraph 0: officers")
    assert news["price"] is None
    assert goods == {
        "file": "goods.html.gz",
        "url": None,
        "kind": "listing",
        "name": "H100 PCIe 80 GB",
        "price": "25999.00",
        "price_max": None,
        "currency": "EUR",
        "availability": "in_stock",
        "seller": "Example GmbH",
        "published": None,
        "language": "de",
        "text": goods["text"],
    }


def test_source_check_goes_on_after_pages_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "goods.html").write_text(GOODS, encoding="utf-8")
    (tmp_path / "torn.html.gz").write_bytes(gzip.compress(GOODS.encode())[:60])
    (tmp_path / "empty.html").write_bytes(b"")
    done = check(tmp_path, "torn.html.gz", "missing.html", "empty.html", "goods.html", "--format", "json")
    assert done.returncode == 2
    assert [answer["kind"] for answer in answers(done)] == ["other", "other", "other", "listing"]
    assert [line.partition(":")[0] for line in done.stderr.splitlines() if "way out" not in line] == [
        "torn.html.gz",
        "missing.html",
        "empty.html",
    ]
    assert "Traceback" not in done.stderr


def test_source_check_takes_the_address_of_one_file(tmp_path: Path) -> None:
    (tmp_path / "goods.html").write_text(GOODS.replace("€", "$").replace("de", "en"), encoding="utf-8")
    done = check(tmp_path, "goods.html", "--url", "https://shop.example.com.au/h100", "--format", "json")
    (goods,) = answers(done)
    assert (goods["url"], goods["currency"]) == ("https://shop.example.com.au/h100", "AUD")


@pytest.mark.parametrize(
    "arguments",
    [
        ("pages.jsonl",),
        ("saved/b.html", "saved/a.html", "--addresses", "pages.jsonl"),
        ("pages.jsonl", "saved/b.html", "saved/a.html"),
    ],
)
def test_source_check_takes_addresses_from_a_list(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    (tmp_path / "saved").mkdir()
    rows = []
    for name, country in (("b", "cl"), ("a", "ca")):
        (tmp_path / "saved" / f"{name}.html").write_text(GOODS.replace("€", "$"), encoding="utf-8")
        rows.append({"file": f"saved/{name}.html", "url": f"https://shop.example.{country}/{name}"})
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = answers(check(tmp_path, *arguments, "--format", "json"))
    assert [(page["file"], page["url"], page["currency"]) for page in found] == [
        ("saved/b.html", "https://shop.example.cl/b", "CLP"),
        ("saved/a.html", "https://shop.example.ca/a", "CAD"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "pages.jsonl:1: is not JSON"),
        ("[]", "pages.jsonl:1: is no object"),
        ('{"name": "x"}', "pages.jsonl:1: has neither a file nor a url"),
        ('{"file": "x.html", "url": "shop.example/x"}', "pages.jsonl:1: has a url that is no web address"),
    ],
)
def test_source_check_names_the_line_of_a_broken_list(tmp_path: Path, line: str, reason: str) -> None:
    (tmp_path / "pages.jsonl").write_text(line, encoding="utf-8")
    done = check(tmp_path, "pages.jsonl")
    assert done.returncode == 2
    assert reason in done.stderr


def test_source_check_refuses_one_address_for_two_files(tmp_path: Path) -> None:
    done = check(tmp_path, "a.html", "b.html", "--url", "https://shop.example/a")
    assert done.returncode == 2
    assert "--url is the address of one file" in done.stderr


def test_source_check_shows_what_every_parser_saw_and_why(tmp_path: Path) -> None:
    offer = '{"@type": "Product", "name": "H100", "offers": {"price": "25999.00", "priceCurrency": "EUR"}}'
    head = f'<meta property="product:price:amount" content="26500"><script type="application/ld+json">{offer}</script>'
    (tmp_path / "goods.html").write_text(GOODS.replace("</head>", f"{head}</head>"), encoding="utf-8")
    shown = check(tmp_path, "goods.html").stdout
    assert "kind          listing: the markup names a product with an offer" in shown
    assert "price         25999.00   <- json-ld: markup goes first; the page shows the same" in shown
    assert "    JSON-LD    25999.00" in shown
    assert "    OpenGraph  26500" in shown
    assert "    CSS        25.999,00 € (p.price" in shown


def test_source_check_reads_a_served_page_and_names_the_source_of_its_site(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        home_for(tmp_path, origin=site.origin)
        done = check(tmp_path, f"{site.origin}/item/1.html")
    assert "H100 PCIe 80GB, lot 1" in done.stdout
    assert "price         25001" in done.stdout
    assert "--source shop" in done.stdout


@pytest.mark.parametrize(("status", "kind"), [(404, "gone"), (410, "gone"), (403, "blocked"), (429, "blocked")])
def test_source_check_believes_the_status_of_a_served_page(tmp_path: Path, status: int, kind: str) -> None:
    with small_site({"/x": Answer(GOODS, status=status)}).serving() as site:
        (page,) = answers(check(tmp_path, f"{site.origin}/x", "--format", "json"))
    assert page["kind"] == kind


def test_source_check_obeys_robots_txt(tmp_path: Path) -> None:
    with small_site(shop(1) | {"/private/x": "secret"}).serving() as site:
        home_for(tmp_path, origin=site.origin)
        done = check(tmp_path, f"{site.origin}/private/x", "--format", "json")
    assert done.returncode == 7
    assert "robots.txt forbids this page" in done.stderr
    assert answers(done)[0]["kind"] == "other"
    assert site.paths() == []


def test_source_check_shows_what_a_source_reads(tmp_path: Path) -> None:
    with small_site(shop(3)).serving() as site:
        home_for(tmp_path, origin=site.origin)
        item = check(tmp_path, f"{site.origin}/item/1.html", "--source", "shop")
        listed = check(tmp_path, f"{site.origin}/list?page=1", "--source", "shop", "--format", "json")
    assert "state    content" in item.stdout
    assert "H100 PCIe 80GB, lot 1" in item.stdout
    assert "$25001" in item.stdout
    (answer,) = answers(listed)
    assert [link["key"] for link in answer["reading"]["links"]] == ["0", "1", "2"]


@pytest.mark.parametrize("option", ["--url", "--address"])
def test_source_check_reads_a_saved_file_by_a_source(tmp_path: Path, option: str) -> None:
    home_for(tmp_path, origin="http://shop.example")
    (tmp_path / "page.html.gz").write_bytes(gzip.compress(item_page(7).encode()))
    done = check(tmp_path, "page.html.gz", option, "http://shop.example/item/7.html", "--source", "shop")
    assert done.returncode == 0, done.stderr
    assert "lot 7" in done.stdout


def test_source_check_by_a_source_asks_for_the_address_of_a_file(tmp_path: Path) -> None:
    home_for(tmp_path, origin="http://shop.example")
    (tmp_path / "page.html").write_text(GOODS, encoding="utf-8")
    done = check(tmp_path, "page.html", "--source", "shop")
    assert done.returncode == 2
    assert "give the page's address" in done.stderr
