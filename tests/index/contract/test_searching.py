from __future__ import annotations

import pytest

from foundation.errors import UsageError
from index.documents import Article
from index.store import Batch, Query, Store
from tests.index.described import LISTINGS
from tests.index.documents import article, day, listing, offer

FOUND = [
    ("", "h100 4090d wanted bare"),
    ("*", "h100 4090d wanted bare"),
    ("H100", "h100"),
    ("h100", "h100"),
    ("H100 现货", "h100"),
    ("现货 求购", ""),
    ("现货 OR 求购", "h100 wanted"),
    ("货", "h100"),
    ("貨", "h100"),
    ("機", "h100"),
    ("机", "h100"),
    ("服务器", "4090d"),
    ("服器", ""),
    ("伺服器", "4090d"),
    ("伺服器模组", "4090d"),
    ("模組", "4090d"),
    ("货现", ""),
    ('"现货,深圳"', "h100"),
    ("现货深圳", "h100"),
    ("深圳 430", "h100"),
    ('"delivery in Hong Kong"', "4090d"),
    ('"Kong Hong"', ""),
    ("hong kong", "4090d"),
    ("hon*", "4090d"),
    ("H1*", "h100"),
    ("h10", ""),
    ("rtx-40*", "4090d"),
    ("老张", "h100"),
    ("福田", "h100"),
    ("title:H100", "h100"),
    ("title:现货", ""),
    ("text:现货", "h100"),
    ("seller:张", "h100"),
    ("seller:compute", "4090d"),
    ("place:深圳", "h100"),
    ("place:*", "h100 4090d"),
    ("NOT place:*", "wanted bare"),
    ("title:*", "h100 4090d wanted"),
    ("model:H100", "h100"),
    ("model:h100", "h100"),
    ("model:H10", ""),
    ("model:H*", "h100"),
    ("model:4090D", "4090d"),
    ('model:"RTX 4090 D"', "4090d"),
    ("model:rtx4090d", "4090d"),
    ('model:"RTX 4090"', ""),
    ("model:(H100 OR A100)", "h100 wanted"),
    ("offers.model:A100", "h100 wanted"),
    ("model:H100 model:A100", ""),
    ("offers.model:(H100 A100)", "h100"),
    ("side:offer", "h100 4090d bare"),
    ("side:offer -H100", "4090d bare"),
    ("site:luntan", "h100 wanted"),
    ("source:LUNTAN side:wanted", "wanted"),
    ("state:gone", "4090d"),
    ("currency:hkd", "4090d"),
    ("kind:forum", "h100 4090d wanted bare"),
    ("lang:zh*", "h100 4090d"),
    ("lang:zh", "h100"),
    ("form:server", "h100"),
    ("form:card", "h100 4090d wanted"),
    ("quantity:5", "4090d"),
    ("quantity:>5", "h100"),
    ("qty:[2 TO 5]", "h100 4090d"),
    ("quantity:{2 TO 5}", ""),
    ("condition:new condition:used", "h100"),
    ("condition:*", "h100"),
    ("modded:true", "h100"),
    ("modded:false", "h100 4090d wanted"),
    ("server:821GE", "h100"),
    ("server:sys-821ge-tnhr", "h100"),
    ("variant:24GB", "4090d"),
    ("delivery:香港", "4090d"),
    ("gpu_count:[100 TO *]", "h100"),
    ("gpus:0", "wanted"),
    ("gpu_count:<=5", "4090d wanted"),
    ("gpu_count:*", "h100 4090d wanted"),
    ("NOT gpu_count:<=5", "h100 bare"),
    ("price:430万", "h100"),
    ("price:19999.99", "4090d"),
    ("price:<20k", "4090d"),
    ("price_usd:>597000", "h100"),
    ("usd:[2560 TO 2560]", "4090d"),
    ("h100e:[97 TO 98]", "h100"),
    ("h100e:97.856", "h100"),
    ("NOT h100e:*", "4090d wanted bare"),
    ("price_usd_gpu:<75000", "h100"),
    ("usd_gpu:>75000", ""),
    ("city:shenzhen", "h100"),
    ('city:"hong kong"', "4090d"),
    ("country:(CN OR HK) -city:Shenzhen", "4090d"),
    ("countries:*", "h100 4090d"),
    ("contact:feed", "h100"),
    ('contact:"ab***z"', "h100"),
    ("contact_kind:wechat", "h100"),
    ("first_seen:2026-03-02", "h100"),
    ("first_seen:>2026-03-02", "4090d wanted bare"),
    ("first_seen:>=2026-03-03", "4090d wanted bare"),
    ("first_seen:<2026-03-03", "h100"),
    ("first_seen:<=2026-03-03", "h100 4090d"),
    ("first_seen:[2026-03-03 TO 2026-03-04]", "4090d wanted"),
    ("first_seen:[2026-03-03 TO 2026-03-04}", "4090d"),
    ("first_seen:{2026-03-03 TO *]", "wanted bare"),
    ("first_seen:2026-03", "h100 4090d wanted bare"),
    ("first_seen:2026-02", ""),
    ("first_seen:2026", "h100 4090d wanted bare"),
    ("first_seen:2026-03-02T08:00:00", "h100"),
    ("first_seen:2026-03-02T09", ""),
    ('first_seen:"2026-03-02T16:00+08:00"', "h100"),
    ("first_seen:>now-2d", "wanted bare"),
    ("first_seen:>now-1w", "h100 4090d wanted bare"),
    ("first_seen:yesterday", "wanted"),
    ("posted:*", "h100"),
    ("gone:2026-03-05", "4090d"),
    ("gone_reason:404", "4090d"),
    ("url:sid", "h100"),
    ('url:"https://a.example/h100"', "h100"),
    ("(H100 OR 4090*) state:live", "h100"),
    ("（H100 OR 求购）site：luntan", "h100 wanted"),
    ("“Hong Kong”", "4090d"),
    ("NOT (H100 OR A100)", "4090d bare"),
    ("NOT NOT H100", "h100"),
    ("-site:luntan -state:gone", "bare"),
    ("a OR NOT b", "h100 4090d wanted bare"),
    ("H100 AND (gpu_count:>1000 OR price_usd:>1000)", "h100"),
    ("form:server OR gpu_count:5", "h100 4090d"),
]


@pytest.mark.parametrize(("text", "keys"), FOUND, ids=[text or "(empty)" for text, _ in FOUND])
def test_search_finds(described: Store, text: str, keys: str) -> None:
    page = described.search(Query(text))
    assert {d.item_key for d in page.documents} == set(keys.split())
    assert page.total == len(keys.split())


def test_search_is_newest_first_and_by_id_at_one_time(store: Store) -> None:
    rows = [listing(str(n), first_seen=day(n % 3)) for n in range(12)]
    store.write(Batch(rows))
    wanted = sorted(sorted(rows, key=lambda d: d.id), key=lambda d: d.first_seen, reverse=True)
    assert store.search(Query()).documents == tuple(wanted)


def test_search_by_id_takes_a_beginning(described: Store) -> None:
    wanted = LISTINGS[0]
    assert [d.id for d in described.search(Query(f"id:{wanted.id}")).documents] == [wanted.id]
    assert wanted.id in {d.id for d in described.search(Query(f"id:{wanted.id[:6]}*")).documents}
    assert described.search(Query(f"id:{wanted.id[:6]}")).total == 0


def test_search_by_seller_id_is_exact(store: Store) -> None:
    store.write(Batch([listing("1", seller_id="AbC"), listing("2", seller_id="abc")]))
    assert [d.item_key for d in store.search(Query("seller_id:AbC")).documents] == ["1"]


def test_search_never_joins_values_that_stand_apart(store: Store) -> None:
    store.write(Batch([listing("1", offers=(offer(goods_location="深圳"), offer(goods_location="香港")))]))
    assert store.search(Query("goods_location:深圳")).total == 1
    assert store.search(Query("goods_location:深圳香港")).total == 0
    assert store.search(Query("goods_location:圳香")).total == 0


def test_search_takes_conditions_on_offers_from_different_offers(described: Store) -> None:
    assert [d.item_key for d in described.search(Query("offers.model:H100 condition:used")).documents] == ["h100"]


SIGNS = [
    "'",
    '\\"',
    "%",
    "_",
    ";",
    "\\(",
    "\\:",
    "\\*",
    "--",
    "\\\\",
    "=",
    "&",
    "|",
    "<b>",
    "NEAR",
    "ROWID",
    "\\{",
    "null",
]


def test_search_treats_signs_of_databases_as_text(store: Store) -> None:
    store.write(Batch([listing("1", title="H100 50% off", source="a=b"), listing("2", title="A100")]))
    for sign in SIGNS:
        assert store.search(Query(f'title:"H100 {sign}"')).total in (0, 1)
        assert store.search(Query(f'site:"{sign}"')).total == 0
    assert store.search(Query('site:"a=b"')).total == 1


def test_search_of_articles_has_its_own_fields(store: Store) -> None:
    store.write(
        Batch(
            [
                article("1", title="海关查获 H100", models=("H100",), author="A. Writer", published_at=day(1)),
                article("2", title="A100 seized", text="in Hong Kong", published_at=day(2)),
                article("3", title="undated"),
                *LISTINGS,
            ]
        )
    )
    assert [d.item_key for d in store.find(Article, Query()).documents] == ["2", "1", "3"]
    assert [d.item_key for d in store.find(Article, Query("海關")).documents] == ["1"]
    assert [d.item_key for d in store.find(Article, Query("model:H100 published:2026-03-03")).documents] == ["1"]
    assert [d.item_key for d in store.find(Article, Query("writer OR hong")).documents] == ["2", "1"]
    with pytest.raises(UsageError, match="no field is called 'gpu_count'"):
        store.find(Article, Query("gpu_count:5"))


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("现货 modle:H100", 4),
        ("H100 AND (a", 10),
        ("price:cheap", 7),
        ("first_seen:>soon", 13),
        ("model:[a TO b]", 8),
        ("a OR", 5),
        ("x~", 1),
        ("a*b", 2),
    ],
)
def test_search_names_the_column_of_a_mistake(described: Store, text: str, column: int) -> None:
    for call in (lambda: described.search(Query(text)), lambda: described.trends(text)):
        with pytest.raises(UsageError, match=rf"query, column {column}: "):
            call()


def test_scan_tells_a_mistake_before_the_first_document(described: Store) -> None:
    from index.documents import Listing, Sighting

    with pytest.raises(UsageError, match="column 1"):
        described.scan(Listing, "modle:H100")
    with pytest.raises(UsageError, match="no text to search"):
        described.scan(Sighting, "H100")
