from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from demo.articles import article_count, make_article
from demo.market import Market


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 50), st.integers(1, 40), st.integers(10, 3000))
def test_articles_are_published_in_their_order_and_before_the_crawl(seed: int, day: int, listings: int) -> None:
    market = Market(seed=seed, listings=listings, day=day)
    times = [make_article(market, index).published_at for index in range(article_count(market))]
    assert all(moment < market.now for moment in times)
    assert max(times) == times[-1]
    assert len({make_article(market, index).path for index in range(article_count(market))}) == len(times)


def test_articles_of_yesterday_are_the_same_today() -> None:
    early, late = Market(day=3), Market(day=8)
    for index in range(article_count(early)):
        assert make_article(early, index) == make_article(late, index)


def test_articles_come_every_day() -> None:
    counts = [article_count(Market(day=day)) for day in (1, 2, 3)]
    assert counts == [12, 14, 16]
    newest = make_article(Market(day=3), 15)
    assert (Market(day=3).now - newest.published_at).total_seconds() < 24 * 3600


def test_articles_of_the_court_are_marked_and_leave_no_placeholder() -> None:
    articles = [make_article(Market(listings=3000), index) for index in range(200)]
    for article in articles:
        text = article.title + "".join(article.paragraphs)
        assert not set("{}") & set(text)
        assert article.agency == (article.section == "Enforcement") == article.author.startswith("Office")
    assert 40 <= sum(article.agency for article in articles) <= 60


def test_articles_say_what_standing_a_claim_has() -> None:
    agency = [make_article(Market(listings=3000), index) for index in range(1, 200, 4)]
    standing = {word for one in agency for word in ("indictment", "pleaded guilty", "convicted") if word in str(one)}
    assert standing == {"indictment", "pleaded guilty", "convicted"}
