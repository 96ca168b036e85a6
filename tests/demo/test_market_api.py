"""The JSON API of the second-hand market."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from demo.serving import Served
from tests.demo.visiting import visit

SITE = "demo-market"


def ask(served: Served, path: str) -> Any:
    return json.loads(visit(served.origin(SITE) + path).body)


def feed(served: Served) -> list[Any]:
    items, page = [], 1
    while True:
        answer = ask(served, f"/api/feed?page={page}")
        items += [one["data"]["item"]["main"] for one in answer["data"]["resultList"]]
        if not answer["data"]["resultInfo"]["hasNextPage"]:
            return items
        page += 1


def test_market_api_feed_has_every_live_item_with_its_words(day_one: Served) -> None:
    items = {one["clickParam"]["args"]["id"]: one["exContent"] for one in feed(day_one)}
    rows = [row for row in day_one.truth() if row["site"] == SITE]
    assert {row["item_key"] for row in rows} <= items.keys()
    for row in rows:
        item = items[row["item_key"]]["detailParams"]
        assert item["itemStatus"] == "0"
        assert item["title"].startswith(row["title"])
        assert item["userNick"] == row["seller"]
        if row.get("price") and not row["more_offers"] and not row["picture_only"]:
            assert int(item["soldPrice"]) == row["price"]


def test_market_api_feed_marks_what_sold_lately(day_nine: Served) -> None:
    sold = {
        one["clickParam"]["args"]["id"]
        for one in feed(day_nine)
        if one["exContent"]["detailParams"]["itemStatus"] == "1"
    }
    assert sold
    assert not sold & {row["item_key"] for row in day_nine.truth() if row["site"] == SITE}


def test_market_api_search_finds_titles_and_texts(day_one: Served) -> None:
    answer = ask(day_one, f"/api/search?q={quote('h200')}&page=1")
    titles = [one["data"]["item"]["main"]["exContent"]["detailParams"]["title"] for one in answer["data"]["resultList"]]
    assert titles
    assert all("H200" in title for title in titles)
    assert ask(day_one, f"/api/search?q={quote('不会有的东西')}")["data"]["resultList"] == []


def test_market_api_search_of_a_guarded_word_asks_for_a_captcha_with_status_200(day_one: Served) -> None:
    answer = ask(day_one, "/api/search?q=B300")
    assert answer["ret"][0].startswith("FAIL_SYS_USER_VALIDATE")
    assert "resultList" not in answer["data"]


def test_market_api_has_the_shape_of_the_real_one(day_one: Served, shared: Path) -> None:
    real = json.loads((shared / "samples" / "goofish_search_response.json").read_text(encoding="utf-8"))
    ours = ask(day_one, "/api/feed?page=1")

    def missing(mine: Any, theirs: Any, path: str) -> list[str]:
        if isinstance(mine, dict):
            return [
                wrong
                for key, value in mine.items()
                for wrong in ([f"{path}.{key}"] if key not in theirs else missing(value, theirs[key], f"{path}.{key}"))
            ]
        if isinstance(mine, list):
            return missing(mine[0], theirs[0], f"{path}[0]") if mine and theirs else []
        return [] if isinstance(mine, type(theirs)) else [f"{path}: {type(mine)}"]

    known = {".data.resultInfo.page", ".data.resultList[0].type"}
    own = [path for path in missing(ours, real, "") if path.split(":")[0] not in known]
    assert [path for path in own if not path.endswith("itemStatus")] == []
