"""Articles put together into stories: copies of one text, whoever published them and in whatever order they came.

Two articles belong together where `ingest.story_keys.alike` says so, which depends on the two alone. A story is
everything that hangs together so, and its id is the id of its first article: by day of publication (of first sight,
where the page names none), then by id. So the same articles always give the same stories, whatever order they are read
in. An earlier copy that turns up later gives the story another id; the old id is still that of an article of it, which
names the new one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from index.documents import Article, StoryCopy
from index.fields import field_at
from index.language import Either, Term
from index.store import Store
from ingest.story_keys import Outline, alike

_TERMS_A_QUERY = 150


def group_stories(store: Store, touched: Mapping[str, Article]) -> dict[str, Article]:
    """*touched* articles with their stories, and those in *store* whose story changes through them, by id."""
    if not touched:
        return {}
    before = store.get_many(Article, touched)
    pool: dict[str, Article] = {}
    keys = {key for article in touched.values() for key in article.story_keys}
    for article in _having(store, "story_keys", keys):
        pool[article.id] = article
    stories = {article.story_id for article in (*pool.values(), *before.values()) if article.story_id}
    for article in _having(store, "story_id", stories):
        pool[article.id] = article
    pool |= touched
    found: dict[str, Article] = {}
    for group in _groups(pool):
        for article in _told(group):
            if article.id in touched or article != pool[article.id]:
                found[article.id] = article
    return found


def _having(store: Store, path: str, values: Iterable[str]) -> Iterator[Article]:
    field = field_at("article", path)
    terms = [Term(field, value) for value in sorted(values)]
    for start in range(0, len(terms), _TERMS_A_QUERY):
        chunk = terms[start : start + _TERMS_A_QUERY]
        yield from store.scan(Article, Either(tuple(chunk)) if len(chunk) > 1 else chunk[0])


def _groups(pool: Mapping[str, Article]) -> list[list[Article]]:
    """The articles of *pool* by story. Compared are those that share a key, and no two that are known to be one."""
    above = {one: one for one in pool}

    def top(one: str) -> str:
        while above[one] != one:
            above[one] = above[above[one]]
            one = above[one]
        return one

    outlines = {one: Outline.of(article) for one, article in pool.items()}
    sharing: defaultdict[str, list[str]] = defaultdict(list)
    for one in sorted(pool):
        for key in pool[one].story_keys:
            sharing[key].append(one)
    for those in sharing.values():
        for place, one in enumerate(those):
            for other in those[:place]:
                if top(one) != top(other) and alike(outlines[one], outlines[other]):
                    above[top(one)] = top(other)
    groups: defaultdict[str, list[Article]] = defaultdict(list)
    for one, article in pool.items():
        groups[top(one)].append(article)
    return list(groups.values())


def _told(group: list[Article]) -> Iterator[Article]:
    """The articles of one story, each saying so."""
    ordered = sorted(group, key=lambda article: (_moment(article), article.id))
    first = ordered[0]
    relevant = any(article.facts or article.events for article in group)
    for article in ordered:
        is_first = article is first
        yield article.model_copy(
            update={
                "relevant": relevant,
                "story_id": first.id,
                "is_first": is_first,
                "first_publisher": first.publisher,
                "first_published_at": _moment(first),
                "copies": tuple(map(_copy, ordered[1:])) if is_first else (),
                "other_headlines": _headlines(first, ordered[1:]) if is_first else (),
            }
        )


def _headlines(first: Article, copies: Iterable[Article]) -> tuple[str, ...]:
    return tuple(sorted({copy.title for copy in copies if copy.title} - {first.title}))


def _moment(article: Article) -> datetime:
    return article.published_at or article.first_seen


def _copy(article: Article) -> StoryCopy:
    return StoryCopy(
        article_id=article.id,
        source=article.source,
        publisher=article.publisher or article.source,
        quality=article.quality,
        url=article.url,
        title=article.title,
        published_at=article.published_at,
    )
