from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from foundation.errors import UsageError
from index.documents import Article, Document, Listing, Sighting
from index.fields import Kind
from index.language import parse
from index.store import Query, Store
from tests.index.filled import NOW, filled_documents
from tests.index.oracle import matches
from tests.index.queries import anything, queries

DOCUMENTS = filled_documents()
LISTINGS = [document for document in DOCUMENTS if isinstance(document, Listing)]


def agree(store: Store, text: str) -> None:
    """The store finds what the filter finds, by page and by scan."""
    tree = parse(text, "listing", now=NOW)
    wanted = {document.id for document in LISTINGS if matches(tree, document)}
    page = store.search(Query(text, limit=1000))
    assert {document.id for document in page.documents} == wanted
    assert page.total == len(wanted)
    assert {document.id for document in store.scan(Listing, text)} == wanted


def agree_or_refuse(store: Store, text: str) -> None:
    """The same of any text; one that is no query is refused by the parser."""
    try:
        parse(text, "listing", now=NOW)
    except UsageError:
        return
    agree(store, text)


@settings(deadline=None, max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(queries)
def test_search_finds_what_a_plain_filter_over_the_documents_finds(filled: Store, text: str) -> None:
    agree(filled, text)


@settings(deadline=None, max_examples=10)
@given(anything)
def test_search_of_anything_agrees_with_the_filter_or_is_refused(filled: Store, text: str) -> None:
    agree_or_refuse(filled, text)


def test_scan_agrees_with_the_filter_for_the_other_kinds(filled: Store) -> None:
    cases: tuple[tuple[type[Document], Kind, list[str]], ...] = (
        (Sighting, "sighting", ["state:live", "gpus:>50 OR side:wanted", "observed:<2026-02 -site:hk*", "price:*"]),
        (Article, "article", ["H100", "查获 OR seizure", "published:*", "model:H*", "-lang:en", "posted:<2026-02"]),
    )
    for kind, name, texts in cases:
        rows = [document for document in DOCUMENTS if isinstance(document, kind)]
        for text in texts:
            tree = parse(text, name, now=NOW)
            found = {d.id for d in filled.scan(kind, text)}
            assert found == {d.id for d in rows if matches(tree, d)}, text
            assert found, text
