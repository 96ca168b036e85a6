"""Articles: body, headline, byline, time, original address."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawlers.article_lines import lines_of_the_article
from crawlers.article_page import ArticleFields, read_article_page
from crawlers.document import Document
from tests.eval.score_pages import score_articles

ADDRESS = "https://news.example/2026/03/chips.amp.html"
BODY = "".join(
    f"<p>Paragraph {number}: officers seized servers with eight H100 modules at the border in Hong Kong.</p>"
    for number in range(8)
)


def read(body: str, head: str = "", *, zone: str = "UTC") -> ArticleFields:
    html = f'<html lang="en-HK"><head>{head}</head><body><nav><a href=/>Home</a></nav>{body}</body></html>'
    return read_article_page(Document(html, ADDRESS), zone=ZoneInfo(zone))


def json_ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def test_article_page_reads_json_ld_and_body() -> None:
    found = read(
        f"<article><h1>Customs seizes H100 servers</h1>{BODY}</article><footer>© News</footer>",
        json_ld(
            headline="Customs seizes H100 servers",
            author=[{"@type": "Person", "name": "A. Writer"}, {"name": "B. Editor"}],
            datePublished="2026-03-02T16:30:00+08:00",
        )
        + '<link rel="canonical" href="/2026/03/chips.html"><link rel="amphtml" href="?amp=1">',
    )
    assert found.title == "Customs seizes H100 servers"
    assert found.author == "A. Writer, B. Editor"
    assert found.published_at == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert found.url == "https://news.example/2026/03/chips.html"
    assert found.amp_url == f"{ADDRESS}?amp=1"
    assert found.lang == "en-HK"
    paragraphs = found.text.split("\n\n")
    assert len(paragraphs) == 8
    assert paragraphs[0].startswith("Paragraph 0:")


def test_article_page_falls_back_on_metas_and_html() -> None:
    found = read(
        f"<article><h1>Customs seizes H100 servers</h1><time datetime='2026-03-02 16:30'></time>{BODY}</article>",
        "<title>Customs seizes H100 servers | News Example</title><meta name=author content='A. Writer'>",
        zone="Asia/Hong_Kong",
    )
    assert (found.title, found.author) == ("Customs seizes H100 servers", "A. Writer")
    assert found.published_at == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<meta property=og:title content='Customs &amp; chips - News Example'>", "Customs & chips"),
        (json_ld(headline="Customs &amp; chips"), "Customs & chips"),
        ("<title>Customs & chips | News</title>", "Customs & chips"),
    ],
)
def test_article_page_title_is_the_headline_without_the_site(head: str, title: str) -> None:
    assert read(f"<h1>Customs &amp; chips</h1>{BODY}", head).title == title


def test_article_page_canonical_that_is_the_front_page_is_none() -> None:
    assert read(BODY, '<link rel="canonical" href="https://news.example/">').url is None


def test_article_page_takes_the_body_from_markup_where_scripts_fill_the_page() -> None:
    text = "Officers seized eight servers. " * 30
    assert read("<div id=app></div>", json_ld(headline="x", articleBody=text)).text.startswith("Officers seized")


def test_article_page_reads_chinese_articles() -> None:
    body = "<p>海关在边境查获八台装有英伟达芯片的服务器，案件仍在调查之中，当事人已被拘留。</p>" * 8
    found = read(f"<article><h1>海关查获服务器</h1><p>2026年3月2日</p>{body}<p>责任编辑：某某</p></article>")
    assert "海关在边境查获八台" in found.text
    assert "责任编辑" not in found.text


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Another story",
        "Don't miss our other stories",
        "Follow us on Twitter and Facebook.",
        "Sign up for our newsletter today",
        "Share this article",
        "Copyright 2026 News Example. All rights reserved.",
        "© 2026 News",
        "https://news.example/short",
        "延伸閱讀：另一則新聞",
        "责任编辑：某某",
    ],
)
def test_article_lines_leave_out_what_is_not_of_the_article(line: str) -> None:
    lines = ["Officers seized eight servers.", line, "The case goes on."]
    assert lines_of_the_article(lines, []) == [lines[0], lines[2]]


@pytest.mark.parametrize(
    "line",
    [
        "More than 400 H100 servers were seized",
        "Related parties were named in the complaint.",
        "See you in court, the firm said.",
        "Copies of the invoice name a shell company.",
        "Share prices of the maker fell by 3 percent.",
        "Follow the money, an officer said, and it leads to Hong Kong.",
        "来源不明的芯片在深圳出售",
        "Contact between the firms began in 2024.",
        "Tags on the boxes read SANDKYAN.",
    ],
)
def test_article_lines_keep_sentences_that_only_begin_alike(line: str) -> None:
    lines = ["Officers seized eight servers.", line, "The case goes on."]
    assert lines_of_the_article(lines, []) == lines


def test_article_lines_leave_out_the_headline_said_again() -> None:
    lines = ["Customs seizes H100 servers", "By A. Writer in Hong Kong", "Officers seized eight servers."]
    assert lines_of_the_article(lines, ["Customs seizes H100 servers"]) == lines[1:]


@pytest.mark.shared
def test_article_page_keeps_its_floor_on_real_pages(shared: Path) -> None:
    precision, recall, f1, lines = score_articles(shared / "pages" / "articles.dev")
    print(f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")
    assert len(lines) == 30
    assert f1 >= 0.975
