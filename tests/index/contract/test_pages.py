from __future__ import annotations

from decimal import Decimal

import pytest

from extract.records import Contact
from foundation.errors import UsageError
from index.documents import Listing
from index.store import Batch, Query, Store
from tests.index.documents import day, listing, offer
from tests.index.filled import FILLED_LISTINGS


def _walk(store: Store, text: str, sort: str | None, limit: int) -> list[Listing]:
    found: list[Listing] = []
    after = None
    while True:
        page = store.search(Query(text, sort=sort, limit=limit, after=after))
        found += page.documents
        after = page.next
        if after is None:
            return found


@pytest.mark.parametrize("text", ["", "H100 OR 现货", "gpu_count:>50", "h*", "side:offer -place:香港"])
@pytest.mark.parametrize(
    "sort",
    [
        None,
        "first_seen",
        "-price_usd",
        "price_usd",
        "gpu_count",
        "h100e",
        "-price_usd_gpu",
        "-posted",
        "seller",
        "-place",
        "id",
    ],
)
def test_pages_show_every_document_once_in_order(filled: Store, text: str, sort: str | None) -> None:
    whole = filled.search(Query(text, sort=sort, limit=1000))
    walked = _walk(filled, text, sort, 97)
    assert walked == list(whole.documents)
    assert len({d.id for d in walked}) == whole.total == len(list(filled.scan(Listing, text)))
    name = {None: "first_seen", "-posted": "posted_at"}.get(sort, (sort or "").removeprefix("-"))
    descending = sort is None or sort.startswith("-")
    valued = [d for d in walked if getattr(d, name) is not None]
    assert valued == walked[: len(valued)], "documents without a value come last"
    by_id = sorted(valued, key=lambda d: d.id)
    assert valued == sorted(by_id, key=lambda d: getattr(d, name), reverse=descending)
    assert [d.id for d in walked[len(valued) :]] == sorted(d.id for d in walked[len(valued) :])


def test_pages_stay_stable_while_documents_are_added(store: Store) -> None:
    store.write(Batch([listing(str(n), first_seen=day(n)) for n in range(0, 20, 2)]))
    first = store.search(Query(limit=4))
    store.write(Batch([listing(str(n), first_seen=day(n)) for n in range(1, 40, 2)]))
    second = store.search(Query(limit=4, after=first.next))
    keys = [int(d.item_key) for d in (*first.documents, *second.documents)]
    assert keys == [18, 16, 14, 12, 11, 10, 9, 8]


def test_pages_end_without_a_token(filled: Store) -> None:
    assert filled.search(Query(limit=FILLED_LISTINGS)).next is None
    assert filled.search(Query(limit=FILLED_LISTINGS - 1)).next is not None
    assert filled.search(Query("xyzzy")).next is None


@pytest.mark.parametrize("token", ["", "nonsense!", "bm9uc2Vuc2U", "WzFd", "W10", "eyJhIjoxfQ", "é"])
def test_pages_refuse_a_token_that_is_none(filled: Store, token: str) -> None:
    if token:
        with pytest.raises(UsageError, match="page token"):
            filled.search(Query(after=token))


def test_pages_refuse_a_token_of_another_order(filled: Store) -> None:
    token = filled.search(Query(sort="-price_usd", limit=5)).next
    with pytest.raises(UsageError, match="belongs to the order -price_usd"):
        filled.search(Query(sort="price_usd", after=token))


@pytest.mark.parametrize("limit", [0, -1, 1001])
def test_pages_have_1_to_1000_documents(filled: Store, limit: int) -> None:
    with pytest.raises(UsageError, match="1 to 1000"):
        filled.search(Query(limit=limit))


@pytest.mark.parametrize("sort", ["nonsense", "text", "-offers.price", "models", ""])
def test_sort_refuses_what_documents_cannot_be_ordered_by(filled: Store, sort: str) -> None:
    if sort:
        with pytest.raises(UsageError, match="cannot be sorted"):
            filled.search(Query(sort=sort))


def test_sort_compares_amounts_as_numbers(store: Store) -> None:
    amounts = ["9", "10", "1E+3", "0.5", "10.00"]
    store.write(Batch([listing(str(n), price=Decimal(a), currency="CNY") for n, a in enumerate(amounts)]))
    found = [d.price for d in store.search(Query(sort="price")).documents]
    assert found == sorted(Decimal(a) for a in amounts)


def test_facets_count_documents_by_value(store: Store) -> None:
    store.write(
        Batch(
            [
                listing("1", models=("A100", "H100"), offers=(offer("H100"), offer("A100"), offer("A100"))),
                listing("2", models=("H100",), offers=(offer("H100", form="server"),), seller="老张"),
                listing("3", contacts=(Contact(kind="phone", mask="1"), Contact(kind="phone", mask="2"))),
            ]
        )
    )
    facets = store.search(Query(facets=("model", "form", "offers.model", "seller", "contact_kind", "side"))).facets
    assert facets["model"] == (("H100", 2), ("A100", 1))
    assert facets["form"] == (("card", 1), ("server", 1))
    assert facets["offers.model"] == (("H100", 2), ("A100", 1))
    assert facets["seller"] == (("老张", 1),)
    assert facets["contact_kind"] == (("phone", 1),)
    assert facets["side"] == (("offer", 3),)


@pytest.mark.parametrize("text", ["", "H100", "gpu_count:>50 现货", "NOT side:offer", "xyzzy"])
def test_facets_agree_with_the_documents_whatever_the_page(filled: Store, text: str) -> None:
    names = ("site", "state", "models", "lang", "place")
    page = filled.search(Query(text, limit=1, facets=names))
    documents = list(filled.scan(Listing, text))
    assert page.total == len(documents)
    for name in names:
        field = {"site": "source"}.get(name, name)
        counted: dict[str, int] = {}
        for document in documents:
            value = getattr(document, field)
            for one in value if isinstance(value, tuple) else (value,):
                if one is not None:
                    counted[one] = counted.get(one, 0) + 1
        assert page.facets[name] == tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0])))


def test_facets_refuse_what_is_not_counted(filled: Store) -> None:
    with pytest.raises(UsageError, match="'title' are not counted"):
        filled.search(Query(facets=("title",)))


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("H100", "出 \x02H100\x03 整機"),
        ("整机", "出 H100 \x02整機\x03"),
        ("出H100", "\x02出 H100\x03 整機"),
        ("h1*", "出 \x02H100\x03 整機"),
        ("验机 -A100", "现货 430万/台 支持\x02驗機\x03"),
        ("现货 OR 机", "出 H100 整\x02機\x03"),
        ("text:现货", "\x02现货\x03 430万/台 支持驗機"),
        ("side:offer", None),
        ("seller:老张", None),
        ("", None),
    ],
)
def test_highlights_show_the_match_as_written(store: Store, text: str, piece: str | None) -> None:
    document = listing("1", title="出 H100 整機", text="现货\n430万/台 支持驗機", seller="老张")
    store.write(Batch([document]))
    assert store.search(Query(text)).highlights == ({document.id: piece} if piece else {})


def test_highlights_are_short_pieces_of_long_texts(store: Store) -> None:
    document = listing("1", text=f"{'前' * 500}现货H100{'后' * 500}")
    store.write(Batch([document]))
    piece = store.search(Query("H100")).highlights[document.id]
    assert "\x02H100\x03" in piece
    assert piece.startswith("…")
    assert piece.endswith("…")
    assert len(piece) < 140
