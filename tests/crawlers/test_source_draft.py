"""A draft of a source out of one list page: its items, the next page, and what the pages of items show."""

from __future__ import annotations

from datetime import date

import pytest

from crawlers.document import Document
from crawlers.generic.draft import draft_source, read_list, with_next_page
from crawlers.generic.item_fields import item_fields
from crawlers.generic.page import read_any_page
from crawlers.generic.paging import paging_of
from crawlers.source import Source
from foundation.errors import UsageError

ADDRESS = "https://www.cards.example.jp/gpu?page=1"
CARDS = "".join(
    f"<div class='card card-{n}'><a href=/item/{n}.html><img src=/{n}.jpg></a>"
    f"<h3><a href=/item/{n}.html>Lot {n}: H100 PCIe</a></h3>"
    f"<span class=price>¥{n},000</span><a href=/user/{n % 3}>seller{n % 3}</a></div>"
    for n in range(101, 113)
)
MENU = "<nav>" + "".join(f"<a href=/{word}>All about {word}</a>" for word in ("cpu", "ram", "ssd", "help")) + "</nav>"
ITEM = (
    "<html lang=ja><title>Lot {0}</title><body><h1>Lot {0}</h1><b class=price>¥{0},000</b><p class=by>By"
    " <a class=seller-link href=/user/1>Tokyo Cards</a></p><time class=when datetime=2026-03-01T08:00:00Z>"
    "1 March</time></body></html>"
)


def listed(body: str = CARDS, more: str = "<a class=next href='?page=2'>Next</a>", address: str = ADDRESS) -> Document:
    return Document(f"<html lang=ja><body>{MENU}<main>{body}</main>{more}</body></html>", address)


def test_draft_finds_items_and_the_next_page() -> None:
    seen = read_list(listed())
    assert len(seen.group.cards) == 12
    assert seen.addresses.url == r"/item/(?P<id>\d+)(?!\d)"
    assert seen.paging is not None
    assert seen.paging.next == "a.next"


def test_draft_is_a_source() -> None:
    items = [read_any_page(Document(ITEM.format(n), f"https://www.cards.example.jp/item/{n}.html")) for n in (101, 102)]
    draft = draft_source(read_list(listed()), items, date(2026, 3, 2))
    source = Source.model_validate(draft)
    assert (source.name, source.country, source.currency) == ("cards-example-jp", "JP", "JPY")
    assert (source.kind, source.languages, source.status) == ("shop", ("ja",), "unverified")
    assert [entry.url for entry in source.entries] == [ADDRESS]


@pytest.mark.parametrize(
    ("link", "next_page", "counted"),
    [
        ("<a rel=next href='?page=2'>x</a>", "a[rel~=next]", None),
        ("<a class=pg-next href='?page=2'>x</a>", "a.pg-next", None),
        ("<li class=nxt><a href='?page=2'>下一页</a></li>", ".nxt > a", None),
        ("<a href='?page=2'>次へ</a>", 'a:contains("次へ")', None),
        ("<a href='?page=2' title='Next page'>&gt;</a>", 'a[title="Next page"]', None),
        (
            "<b>1</b> <a href='?page=2'>2</a> <a href='?page=3'>3</a>",
            None,
            "https://www.cards.example.jp/gpu?page={page}",
        ),
        ("<a href='/other'>2 offers</a>", None, None),
    ],
)
def test_draft_finds_the_way_on(link: str, next_page: str | None, counted: str | None) -> None:
    found = paging_of(listed(more=link))
    assert (found and found.next, found and found.url) == (next_page, counted)


def test_draft_counts_up_from_an_address_without_a_number() -> None:
    found = paging_of(listed(more="1 <a href='?page=2'>2</a>", address="https://www.cards.example.jp/gpu"))
    assert found is not None
    assert found.url == "https://www.cards.example.jp/gpu?page={page}"


def test_draft_learns_other_addresses_of_items_from_the_next_page() -> None:
    following = listed(CARDS.replace("/item/", "/lot/").replace("/10", "/20").replace("/11", "/21"))
    seen = with_next_page(read_list(listed()), following)
    assert seen.addresses.url == r"(?:/item/|/lot/)(?P<id>\d+)(?!\d)"


def test_draft_takes_lists_that_are_addressed_alike() -> None:
    menu = "".join(f"<a href=/category/{name}>{name}</a>" for name in ("servers", "cards", "parts"))
    seen = read_list(listed(menu + CARDS, more="", address="https://shop.example/category/servers"))
    assert seen.siblings == ("https://shop.example/category/cards", "https://shop.example/category/parts")


def test_draft_names_what_all_items_have() -> None:
    assert item_fields([Document(ITEM.format(n), ADDRESS) for n in (1, 2, 3)]) == {
        "seller": "a.seller-link",
        "seller_url": "a.seller-link",
        "posted_at": {"css": "time.when", "attr": "datetime"},
    }
    assert item_fields([Document(ITEM.format(1), ADDRESS), Document("<h1>Lot 2</h1>", ADDRESS)]) == {}


@pytest.mark.parametrize("body", ["<p>Nothing here.</p>", "<div id=app></div><script src=x.js></script>"])
def test_draft_of_no_list_is_refused(body: str) -> None:
    with pytest.raises(UsageError, match="shows no list of links"):
        read_list(Document(f"<html><body>{body}</body></html>", ADDRESS))
