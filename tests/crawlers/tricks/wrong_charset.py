"""Pages that lie about their bytes: declared as a charset that they are not, or that nobody knows."""

from __future__ import annotations

from tests.crawlers.hostile_site import Trick, answer

TOLD = None
CONTENT = ("declared-utf8", "declared-utf7", "declared-nonsense")
"""Items that are read nonetheless."""
_PAGE = "<html><body><h1>全新 H100 整机 现货八台</h1><p class=price>230万</p></body></html>"


def tricks() -> dict[str, Trick]:
    """Path → trick."""
    return {
        f"/item/declared-{name}.html": answer(_PAGE.encode("gb18030"), content_type=f"text/html; charset={charset}")
        for name, charset in (("utf8", "utf-8"), ("utf7", "utf-7"), ("nonsense", "x-" + "q" * 5_000))
    }
