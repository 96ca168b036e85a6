from __future__ import annotations

from datetime import datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import from_json

from extract.normalise import tokens
from foundation.errors import StoreError
from index.documents import Listing, Run
from index.elasticsearch.schema import Schema
from index.elasticsearch.sources import LONGEST_TOKEN, MORE, Sources, pieces
from tests.index.documents import listing, offer, run
from tests.index.generated import generated_article, generated_documents, generated_runs

SOURCES = Sources(Schema())


def test_sources_bring_documents_back() -> None:
    for document in [*generated_documents(100), *generated_runs(3), generated_article(1)]:
        assert SOURCES.to_document(type(document), SOURCES.to_source(document)) == document


def test_sources_send_what_they_store_and_index() -> None:
    for document in [*generated_documents(100), *generated_runs(3), generated_article(1)]:
        sent = from_json(SOURCES.to_json(document))
        assert sent == {**SOURCES.to_source(document), "search": SOURCES.to_search(document)}


def test_sources_send_lone_surrogates_as_question_marks() -> None:
    document = listing("1", title="H100 \ud800 现货", offers=(offer("H100", verbatim="\udfff"),))
    sent = from_json(SOURCES.to_json(document))
    assert (sent["title"], sent["offers"][0]["verbatim"]) == ("H100 ? 现货", "?")
    assert SOURCES.to_source(document)["title"] == "H100 ? 现货"


def test_sources_keep_amounts_exactly_beside_a_double() -> None:
    source = SOURCES.to_source(listing("1", price=Decimal("0.10"), price_usd=Decimal("1E+400")))
    assert (source["price"], source["price_exact"]) == (0.1, "0.10")
    assert (source["price_usd"], source["price_usd_exact"]) == (1.7976931348623157e308, "1E+400")


def test_sources_keep_a_count_that_no_index_holds() -> None:
    document = listing("1", offers=(offer(quantity=10**25),))
    source = SOURCES.to_source(document)
    assert source["offers"][0]["quantity"] == 2**63 - 1
    assert SOURCES.to_document(Listing, source) == document


def test_sources_refuse_a_number_that_no_store_holds() -> None:
    with pytest.raises(StoreError, match="gpu_count is 1000"):
        SOURCES.to_source(listing("1", gpu_count=10**30))


def test_sources_write_every_time_in_utc() -> None:
    hong_kong = datetime(2026, 3, 2, 16, tzinfo=timezone(timedelta(hours=8)))
    assert SOURCES.to_source(listing("1", posted_at=hong_kong))["posted_at"] == "2026-03-02T08:00:00Z"
    naive = datetime(2026, 3, 2, 8)  # noqa: DTZ001 - a page may hand over one
    assert SOURCES.to_source(run(0, finished_at=naive))["finished_at"] == "2026-03-02T08:00:00Z"
    assert SOURCES.to_document(Run, SOURCES.to_source(run(0, finished_at=naive))).finished_at is not None


def test_sources_index_what_the_search_language_asks() -> None:
    document = listing("1", title="現貨 H100", models=("RTX 4090 D",), offers=(offer("H100"), offer("A100")))
    search = SOURCES.to_search(document)
    assert search["words"]["title"] == ["现 货 h100"]
    assert {"models=rtx4090d", "offers.model=h100", "offers.model=a100", "side=offer"} <= set(search["terms"])
    assert "title" in search["present"]
    assert "place" not in search["present"]
    assert search["moments"]["first_seen"] == [1772438400000000]


@settings(max_examples=200)
@given(st.text(max_size=60), st.integers(1, 3))
def test_pieces_follow_each_other_and_only_the_last_is_whole(text: str, times: int) -> None:
    found = [token * (times * 150) for token in tokens(text)]
    held = list(pieces(found))
    assert "".join(held).replace(MORE, "") == "".join(found)
    assert all(len(piece) <= LONGEST_TOKEN + 1 for piece in held)
    assert sum(not piece.endswith(MORE) for piece in held) == len(found)
