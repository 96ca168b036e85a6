"""Stories on the command line: the query that shows each once, and what `show` says of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.output import write_table

if TYPE_CHECKING:
    from datetime import datetime

    from index.documents import Article

_MOST_SHOWN = 50


def story_query(query: str, *, now: datetime, relevant: bool, first: bool) -> str:
    """*query* for stories alone. Raises `UsageError` for a mistake in *query*, at its own column."""
    from index.language import parse

    parse(query, "article", now=now)
    asked = [f"({query})"] if query.strip() else []
    return " AND ".join([*asked, *(["relevant:true"] if relevant else []), *(["is_first:true"] if first else [])])


def write_copies(article: Article) -> None:
    """The other articles of a story, where *article* is its first."""
    shown = article.copies[:_MOST_SHOWN]
    if not shown:
        return
    rows = [
        (
            copy.article_id[:8],
            copy.publisher,
            copy.quality,
            f"{copy.published_at:%Y-%m-%d %H:%M}" if copy.published_at else None,
            copy.title,
            copy.url,
        )
        for copy in shown
    ]
    left = f", {len(article.copies) - len(shown)} more" if len(article.copies) > len(shown) else ""
    write_table(
        ("id", "publisher", "quality", "published (UTC)", "headline", "address"),
        rows,
        title=f"copies{left}",
        whole=("id",),
    )
