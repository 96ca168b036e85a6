"""A week of a small market under a fifth of a full crawl; `python -m bench revisits` takes a month of a larger one."""

from __future__ import annotations

from pathlib import Path

from bench.revisits import happened, revisits
from demo.market import Market


def test_revisits_see_more_than_a_uniform_order_within_the_same_budget(tmp_path: Path) -> None:
    figures = {figure.what: figure for figure in revisits(tmp_path, 0.01)}
    assert "never exceeded" in figures["budget of a day"].note
    for what in ("price changes", "sales"):
        ours = figures[f"chipwatch: {what} in time"].value
        uniform = figures[f"uniform order, item pages alone: {what} in time"].value
        assert ours > 1.5 * uniform
        assert ours > 55


def test_happened_tells_changes_whose_two_days_lie_within_the_month() -> None:
    events = list(happened(Market(listings=100, day=10)))
    assert {event.what for event in events} == {"price changes", "each price", "sales"}
    assert {event.day for event in events} <= set(range(2, 9))
    assert all(set(event.days) <= set(range(event.day, event.day + 3)) for event in events)
    assert len(set(events)) == len(events)
    lasting = {(event.site, event.key, event.day): event.days for event in events if event.what == "each price"}
    noticed = {(event.site, event.key, event.day): event.days for event in events if event.what == "price changes"}
    assert all(set(lasting[what]) <= set(days) for what, days in noticed.items())
