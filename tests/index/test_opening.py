from __future__ import annotations

from pathlib import Path

import pytest

from foundation.errors import StoreError, UsageError
from index.opening import open_store
from index.store import Batch, Query
from tests.index.documents import listing


def test_opening_makes_the_file(tmp_path: Path) -> None:
    with open_store(f"sqlite:///{tmp_path / 'a #?%41 b.db'}".replace("?", "")) as store:
        assert store.counts()["listing"] == 0
    assert (tmp_path / "a #%41 b.db").is_file()


def test_opening_takes_a_path_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    open_store("sqlite:///leads.db").close()
    assert (tmp_path / "leads.db").is_file()


@pytest.mark.parametrize(
    "url", ["", "leads.db", "sqlite:", "sqlite:///", "sqlite://leads.db", "postgres://u:secret@h/x", "sqlite:///a?x=1"]
)
def test_opening_refuses_what_names_no_store(url: str) -> None:
    with pytest.raises(UsageError, match="way out: use") as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_opening_for_reading_reads_and_refuses_to_write(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with open_store(url) as store:
        store.write(Batch([listing("1", title="H100")]))
    with open_store(f"{url}?mode=ro") as reader:
        assert reader.search(Query("H100", facets=("site",))).total == 1
        with pytest.raises(StoreError, match=r"cannot be written(.|\n)*way out"):
            reader.write(Batch([listing("2")]))


def test_opening_for_reading_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path / 'store.db'}?mode=ro")
    assert not list(tmp_path.iterdir())
