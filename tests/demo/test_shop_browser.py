"""The grid of the shop in a real Chromium: without JavaScript there is nothing to see."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from demo.serving import Served
from tests.demo.visiting import visit

SITE = "demo-shop"


def live(served: Served) -> set[str]:
    return {row["item_key"] for row in served.truth() if row["site"] == SITE}


def test_shop_grid_has_no_item_in_its_html(day_one: Served) -> None:
    page = visit(f"{day_one.origin(SITE)}/").text
    assert "goods_id" not in page
    assert 'id="load-more"' in page


def test_shop_batches_hold_every_live_item_once(day_one: Served) -> None:
    found: list[str] = []
    cursor: int | None = 0
    while cursor is not None:
        batch = json.loads(visit(f"{day_one.origin(SITE)}/goods/batch?cursor={cursor}").body)
        found += [re.findall(r"goods_id=(\d+)", card["href"])[0] for card in batch["cards"]]
        cursor = batch["next"]
    assert sorted(found) == sorted(live(day_one))


@pytest.mark.browser
def test_shop_grid_grows_by_its_button_until_everything_is_shown(day_one: Served) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on PATH")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        try:
            page = browser.new_page()
            page.goto(f"{day_one.origin(SITE)}/")
            page.wait_for_selector("#goods[data-ready]")
            first = page.locator("#goods .card").count()
            assert 0 < first < len(live(day_one))
            button = page.locator("#load-more")
            while button.is_visible():
                before = page.locator("#goods .card").count()
                button.click()
                page.wait_for_function(f"document.querySelectorAll('#goods .card').length > {before}")
            links = page.eval_on_selector_all("#goods a.card", "cards => cards.map(card => card.href)")
            assert {re.findall(r"goods_id=(\d+)", link)[0] for link in links} == live(day_one)
        finally:
            browser.close()
