"""What a run has still to ask: its order, what a kill leaves of it, and files that are damaged."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy import Request

from crawlers.agenda import Agenda, Progress
from crawlers.kept_request import KeptRequest


def begun(directory: Path, run_id: str = "run-1") -> Agenda:
    agenda = Agenda(directory / "agenda.db")
    agenda.begin(run_id)
    agenda.gather()
    return agenda


def kept(url: str, priority: int = 0) -> KeptRequest:
    return KeptRequest.of(Request(url, priority=priority, meta={"role": "item"}))


def addresses(agenda: Agenda, most: int = 100) -> list[str]:
    return [request.url.rpartition("/")[2] for _, request in agenda.waiting(None, most)]


def test_agenda_takes_the_newest_of_the_highest_priority_first_and_entries_in_order(tmp_path: Path) -> None:
    agenda = begun(tmp_path)
    for name in ("entry-1", "entry-2"):
        agenda.add(kept(f"http://a.example/{name}"), in_order=True)
    for name, priority in (("list-1", 0), ("item-1", 10), ("list-2", 0), ("item-2", 10)):
        agenda.add(kept(f"http://a.example/{name}", priority), in_order=False)
    assert addresses(agenda) == ["item-2", "item-1", "list-2", "list-1", "entry-1", "entry-2"]


def test_agenda_is_read_on_from_a_place(tmp_path: Path) -> None:
    agenda = begun(tmp_path)
    places = [agenda.add(kept(f"http://a.example/{number}"), in_order=False) for number in range(5)]
    assert [place for place, _ in agenda.waiting(places[2], 2)] == [places[2], places[1]]
    agenda.strike([places[1]])
    assert [place for place, _ in agenda.waiting(places[2], 9)] == [places[2], places[0]]


def test_agenda_keeps_over_a_kill_what_was_committed_and_nothing_else(tmp_path: Path) -> None:
    agenda = begun(tmp_path)
    agenda.add(kept("http://a.example/1"), in_order=False)
    assert agenda.mark("asked", "1")
    agenda.commit(Progress(counts={"pages": 3}, duration_s=1.5))
    agenda.add(kept("http://a.example/2"), in_order=False)
    agenda.mark("asked", "2")
    agenda.close()
    again = Agenda(tmp_path / "agenda.db")
    assert addresses(again) == ["1"]
    assert (again.has("asked", "1"), again.has("asked", "2"), again.has("captured", "1")) == (True, False, False)
    assert again.progress("run-1") == Progress(counts={"pages": 3}, duration_s=1.5)


def test_agenda_of_another_run_is_forgotten(tmp_path: Path) -> None:
    agenda = begun(tmp_path)
    agenda.add(kept("http://a.example/1"), in_order=False)
    agenda.mark("asked", "1")
    agenda.commit(Progress())
    agenda.close()
    again = Agenda(tmp_path / "agenda.db")
    assert again.progress("run-2") is None
    again.begin("run-2")
    assert (again.count(), again.has("asked", "1"), again.progress("run-1")) == (0, False, None)


@pytest.mark.parametrize("torn", ["whole file", "second half", "middle"])
def test_agenda_that_is_damaged_is_begun_anew(tmp_path: Path, torn: str) -> None:
    agenda = begun(tmp_path)
    for number in range(500):
        agenda.add(kept(f"http://a.example/{number}"), in_order=False)
    agenda.commit(Progress())
    agenda.close()
    file = tmp_path / "agenda.db"
    whole = file.read_bytes()
    file.write_bytes(
        {
            "whole file": b"\x00" * 5_000 + b"far from it" * 99,
            "second half": whole[: len(whole) // 2],
            "middle": whole[:3_000] + b"\xff" * 20_000 + whole[23_000:],
        }[torn]
    )
    again = Agenda(file)
    assert (again.count(), again.progress("run-1")) == (0, None)
    again.begin("run-2")
    assert again.progress("run-2") == Progress()


def test_agenda_leaves_no_file_when_its_run_has_ended(tmp_path: Path) -> None:
    agenda = begun(tmp_path)
    agenda.commit(Progress())
    agenda.delete()
    assert list(tmp_path.iterdir()) == []


def test_kept_request_holds_no_headers_but_the_referrer(tmp_path: Path) -> None:
    request = Request(
        "https://a.example/2",
        headers={"Referer": "https://a.example/", "Authorization": "Bearer secret"},
        meta={"role": "item", "depth": 3, "redirect_urls": ["https://a.example/1"], "download_latency": 0.2},
        dont_filter=True,
        priority=7,
    )
    told = KeptRequest.of(request)
    assert "secret" not in told.model_dump_json()
    assert KeptRequest.model_validate_json(told.model_dump_json(exclude_defaults=True)) == told
    assert (told.first_url, told.referer, told.priority, told.unfiltered, sorted(told.meta)) == (
        "https://a.example/1",
        "https://a.example/",
        7,
        True,
        ["depth", "redirect_urls", "role"],
    )
