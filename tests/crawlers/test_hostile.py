"""Sites that mean harm: bounded time and memory each, told in the run, and the crawl goes on."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import pytest

from tests.crawlers.hostile_shop import HONEST, SOURCE, TRICKS, Outcome, crawl_among, trick_file
from tests.crawlers.hostile_site import Trick, answer

MOST_MEGABYTES = 400
"""Of the crawl process: an ordinary crawl takes some 110, eight pages of ten megabytes at once the rest."""
MOST_SECONDS = 150
"""Of all tricks in one crawl: each request takes four times its timeout of 2 s at most, eight at once."""


@pytest.fixture(scope="module")
def all_tricks(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """One crawl among every trick."""
    tricks = {path: trick for name in TRICKS for path, trick in trick_file(name).tricks().items()}
    return crawl_among(tmp_path_factory.mktemp("hostile"), tricks)


def test_hostile_the_crawl_goes_on_among_all_tricks(all_tricks: Outcome, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\nall tricks: {all_tricks.peak.seconds:.0f} s, {all_tricks.peak.megabytes:.0f} MB")
        print("\n".join(all_tricks.result.problems))
    assert all_tricks.result.kind == "finished"
    assert set(HONEST) <= all_tricks.content
    assert all_tricks.peak.megabytes < MOST_MEGABYTES
    assert all_tricks.peak.seconds < MOST_SECONDS


@pytest.mark.parametrize("name", [name for name in TRICKS if trick_file(name).TOLD])
def test_hostile_trick_is_told_in_the_run(all_tricks: Outcome, name: str) -> None:
    told = trick_file(name).TOLD
    assert told is not None
    assert any(problem.startswith(told) for problem in all_tricks.result.problems)


@pytest.mark.parametrize("name", ["wrong_charset", "deep_page"])
def test_hostile_page_that_is_only_odd_is_read(all_tricks: Outcome, name: str) -> None:
    assert set(getattr(trick_file(name), "CONTENT")) <= all_tricks.content  # noqa: B009 (not every trick has it)


def test_hostile_robots_of_five_megabytes_is_obeyed_as_far_as_it_is_read(tmp_path: Path) -> None:
    rules = "User-agent: *\nDisallow: /item/honest-1\n" + "".join(
        f"Disallow: /nothing/{number}*/here$\n" for number in range(160_000)
    )
    assert len(rules) > 5_000_000
    outcome = crawl_among(tmp_path, {}, robots=answer(rules, content_type="text/plain"))
    assert outcome.content == set(HONEST) - {"honest-1"}
    assert any(problem.startswith("robots.txt is longer than") for problem in outcome.result.problems)
    assert outcome.peak.seconds < 60
    assert outcome.peak.megabytes < MOST_MEGABYTES


def test_hostile_robots_without_an_end_forbids_everything(tmp_path: Path) -> None:
    def drip(connection: socket.socket, path: str) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nConnection: close\r\n\r\n")
        while True:
            connection.sendall(b"#")
            time.sleep(0.1)

    outcome = crawl_among(tmp_path, {}, robots=drip)
    assert outcome.content == frozenset()
    assert outcome.result.outcome.startswith("failed: robots.txt could not be read, so nothing was asked for")
    assert set(outcome.site.paths) == {"/robots.txt"}


def test_hostile_calendar_without_an_end_is_left(tmp_path: Path) -> None:
    def month(connection: socket.socket, path: str) -> None:
        number = int(path.rpartition("=")[2])
        links = "".join(f'<a href="/item/{key}.html">x</a>' for key in HONEST) if number == 1 else ""
        text = f"<html><h1>Month {number}</h1>{links}<a class=next href='/list?page={number + 1}'>next</a>"
        answer(text)(connection, path)

    outcome = crawl_among(tmp_path, {"/list": month, "/list?page=1": month})
    assert outcome.content == set(HONEST)
    assert sum(path.startswith("/list") for path in outcome.site.paths) < 30
    assert any(problem.startswith("a list goes on and on without items") for problem in outcome.result.problems)


def test_hostile_sitemap_that_unfolds_is_no_sitemap(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laughs = f'<?xml version="1.0"?><!DOCTYPE u [<!ENTITY l0 "ha">{levels}]><urlset><url><loc>&l9;</loc></url></urlset>'
    source = SOURCE.replace(
        '{{kind: list, url: "{origin}/list?page=1"}}',
        '{{kind: list, url: "{origin}/list?page=1"}}\n  - {{kind: sitemap, url: "{origin}/map.xml"}}',
    )
    tricks: dict[str, Trick] = {"/map.xml": answer(laughs, content_type="application/xml")}
    outcome = crawl_among(tmp_path, tricks, source=source)
    assert outcome.content == set(HONEST)
    assert outcome.peak.megabytes < MOST_MEGABYTES
