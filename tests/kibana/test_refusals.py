"""A broken file is refused three times: by the check, by the import before it sends, and by the server itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http.client import HTTPConnection

import pytest

from foundation.errors import UsageError
from kibana.access import open_access
from kibana.checking import check_file
from kibana.importing import import_file
from kibana.mapped_fields import index_of
from tests.kibana import (
    stub,
    test_dashboard_rules,
    test_data_view_rules,
    test_envelope_rules,
    test_lens_rules,
    test_panel_rules,
    test_search_rules,
)
from tests.kibana.broken import MARKET, Case, changed

_CASES: list[tuple[str, Case]] = [
    (where, case)
    for where, cases in (
        (index_of("run"), test_data_view_rules.BROKEN),
        (test_envelope_rules.VIEW, test_envelope_rules.BROKEN),
        (MARKET, test_dashboard_rules.BROKEN),
        (MARKET, test_panel_rules.BROKEN),
        (MARKET, test_lens_rules.BROKEN),
        ("chipwatch-live-offers", test_search_rules.BROKEN),
    )
    for case in cases
]
FIRST = {rule: (where, case) for where, case in reversed(_CASES) for _, rule, _ in [case]}
"""Rule → a case that breaks it."""
FILES = {rule: changed(where, change) for rule, (where, (_, _, change)) in FIRST.items()} | {1: b"{"}

_HEADERS = {"kbn-xsrf": "true"}


@pytest.fixture(scope="module")
def kibana() -> Iterator[stub.Kibana]:
    with stub.serving(stub.Kibana(security=False)) as server:
        yield server


def test_there_is_a_file_for_every_rule() -> None:
    assert set(FILES) == set(range(1, 13))


@pytest.mark.parametrize("rule", sorted(FILES))
def test_broken_file_is_refused_by_check_import_and_server(rule: int, kibana: stub.Kibana) -> None:
    assert rule in {problem.rule for problem in check_file(FILES[rule])}
    with pytest.raises(UsageError):
        import_file(open_access(kibana.url, environment={}), FILES[rule])
    assert _posted(kibana, FILES[rule]) == 400
    assert kibana.objects == {}


@pytest.mark.parametrize(
    ("headers", "name"),
    [({}, "a.ndjson"), ({"kbn-xsrf": "true"}, "a.json"), ({"kbn-xsrf": "true"}, None)],
    ids=["no kbn-xsrf", "another ending", "no file"],
)
def test_server_refuses_requests_that_kibana_refuses(
    kibana: stub.Kibana, headers: dict[str, str], name: str | None
) -> None:
    assert _posted(kibana, b"{}", headers, name) == 400


def _posted(
    kibana: stub.Kibana, file: bytes, headers: Mapping[str, str] = _HEADERS, name: str | None = "a.ndjson"
) -> int:
    """Status of an import that is sent without a check."""
    field = f'name="file"; filename="{name}"' if name else 'name="x"'
    body = f"--edge\r\nContent-Disposition: form-data; {field}\r\n\r\n".encode() + file + b"\r\n--edge--\r\n"
    connection = HTTPConnection("127.0.0.1", int(kibana.url.rpartition(":")[2]), timeout=30)
    try:
        connection.request(
            "POST",
            "/api/saved_objects/_import?overwrite=true",
            body,
            {"Content-Type": "multipart/form-data; boundary=edge", **headers},
        )
        return connection.getresponse().status
    finally:
        connection.close()
