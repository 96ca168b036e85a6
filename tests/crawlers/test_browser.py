"""Pages that only a browser shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawlers import browser
from crawlers.running import crawl_sources
from crawlers.source_file import load_source
from tests.crawlers.crawled import captures, crawl_shop, home_for
from tests.crawlers.small_site import SHOP, Answer, Route, shop, small_site

GROWING = SHOP.replace(
    '{{kind: list, url: "{origin}/list?page=1"}}',
    """kind: list
    url: "{origin}/"
    rendering: browser
    wait_for: "#goods a"
    more: {{click: "button#more", grows: "#goods a"}}""",
)

GRID = """<html><head><style>@font-face {{font-family: x; src: url(/font.woff2)}} body {{font-family: x}}</style></head>
<body><h1>Goods</h1><div id="goods"></div><button id="more">more</button><img src="/picture.png">
<iframe src="/private/frame"></iframe>
<script>
fetch("/private/prices.json");
let shown = 0;
async function more() {{
  const reply = await fetch("/part?from=" + shown);
  const goods = await reply.json();
  for (const id of goods.ids) {{
    const link = document.createElement("a");
    link.href = "/item/" + id + ".html"; link.textContent = "item " + id;
    document.getElementById("goods").append(link);
  }}
  shown += goods.ids.length;
  if (shown >= {items}) document.getElementById("more").hidden = true;
}}
document.getElementById("more").onclick = more;
more();
</script></body></html>"""


def _grid(items: int) -> dict[str, Route]:
    routes = shop(items)
    routes["/"] = GRID.format(items=items)
    for start in range(0, items, 4):
        ids = ",".join(str(number) for number in range(start, min(items, start + 4)))
        routes[f"/part?from={start}"] = Answer(f'{{"ids": [{ids}]}}', content_type="application/json")
    return routes


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_browser_shows_everything_of_a_page_that_grows(tmp_path: Path) -> None:
    with small_site(_grid(14)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=GROWING)
        result = crawl_shop(settings)
    assert result.outcome == "finished"
    assert sorted(int(capture.item_key) for capture in captures(settings)) == list(range(14))
    parts = [path for path in site.paths() if path.startswith("/part")]
    assert parts == [f"/part?from={start}" for start in (0, 4, 8, 12)]


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_browser_asks_for_nothing_forbidden_and_for_no_pictures(tmp_path: Path) -> None:
    with small_site(_grid(5)).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=GROWING)
        result = crawl_shop(settings)
    asked = set(site.paths())
    assert not {path for path in asked if path.startswith("/private")}
    assert not {"/picture.png", "/font.woff2", "/favicon.ico"} & asked
    assert result.counts["robots_denied"] == 2
    assert {one.user_agent.partition("/")[0] for one in site.asked} == {"chipwatch"}


@pytest.mark.browser
@pytest.mark.usefixtures("chromium")
def test_browser_reports_a_page_that_never_shows_its_goods(tmp_path: Path) -> None:
    with small_site({"/": "<html><body><h1>Loading</h1></body></html>"}).serving() as site:
        settings = home_for(tmp_path, origin=site.origin, source=GROWING + "politeness: {{timeout_s: 2}}\n")
        result = crawl_shop(settings)
    assert result.outcome.startswith("failed: a list shows no items")


def test_browser_that_is_missing_skips_the_source_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    browser._playwrights_own.cache_clear()
    settings = home_for(tmp_path, origin="http://127.0.0.1:9", source=GROWING)
    (result,) = crawl_sources(settings, [load_source(settings, "shop")])
    assert result.outcome.startswith("skipped: there is no Chromium")
    browser._playwrights_own.cache_clear()


def test_browser_of_the_settings_must_be_a_program(tmp_path: Path) -> None:
    settings = home_for(tmp_path, origin="http://127.0.0.1:9", source=GROWING, browser=tmp_path / "nothing")
    (result,) = crawl_sources(settings, [load_source(settings, "shop")])
    assert result.exit_code == 3
    assert "is no program that can be run" in result.outcome
