"""What a page is: a listing, an article, a list of either, refused, gone, or something else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from crawlers.article_page import ARTICLE_TYPES, ArticleFields
from crawlers.document import Document
from crawlers.generic.repeated import Repeated, repeated_groups
from crawlers.markup import Markup
from crawlers.price_text import price_in
from crawlers.shop_page import ShopPage
from crawlers.shop_words import plain_label, shop_words
from crawlers.states import refusal, weight
from crawlers.structured import PRODUCT_TYPES, ProductFields, ProductSyntax
from crawlers.visible_fields import main_heading
from crawlers.visible_lines import VisibleLine, visible_lines
from crawlers.visible_price import VisiblePrice

PageKind = Literal["listing", "article", "list", "blocked", "gone", "other"]

_LONG_LINE = 80
"""Weight from which a line is a sentence of running text."""
_ARTICLE_TEXT = 600
_LIST_CARDS = 5
_TELLING_LINK = 10
_LIST_SHARE = 0.5
_CLEAR_PRICE = 5.0
"""Score of a price that is signed, called a price, or stands by the headline: two of these."""


@dataclass(frozen=True)
class KindFound:
    """The kind of a page and what shows it."""

    kind: PageKind
    why: str
    """For people."""


def kind_of(  # noqa: PLR0917 (each parser has seen something)
    document: Document,
    markup: Markup,
    stated: Mapping[ProductSyntax, ProductFields],
    shown: Sequence[VisiblePrice],
    shop: ShopPage,
    article: ArticleFields,
) -> KindFound:
    """What *document* is, by what its parsers saw of goods and text: *shown* are its prices, the likeliest first.

    Blocked and gone need the page's own words, every other kind evidence of its own.
    """
    priced = _is_priced(stated)
    refused = refusal(document, listing=False)
    if refused is not None and not (priced and refused.state == "blocked"):
        return KindFound(refused.state, refused.reason)
    is_article = _is_declared_article(document, markup)
    text = weight(article.text)
    if priced and not (is_article and text > 4 * _ARTICLE_TEXT and shop.amount is None):
        return _listing(document, "the markup names a product with an offer")
    groups = [group for group in repeated_groups(document) if len(group.cards) >= _LIST_CARDS]
    if is_article and text >= _ARTICLE_TEXT / 3:
        return KindFound("article", "the markup calls it an article, and there is a text")
    if not _is_declared_product(document, markup) and (grid := _priced_grid(groups, shown)):
        return grid
    listed = _list(document, groups)
    if _is_declared_product(document, markup):
        return _listing(document, "the markup calls it a product")
    if listed is not None and (shop.amount is None or not _sells_one(document)):
        return listed
    clear = bool(shown) and shown[0].score >= _CLEAR_PRICE
    if shop.amount is not None and (_sells_one(document) or clear or text < _ARTICLE_TEXT):
        return _listing(document, "a price stands by the headline")
    if shop.availability is not None and not is_article:
        return _listing(document, "it says by the headline whether it can be had")
    if text >= _ARTICLE_TEXT:
        return KindFound("article", "most of it is running text")
    if shop.amount is not None:
        return _listing(document, "it shows a price")
    if listed is not None:
        return listed
    return KindFound("other", "neither goods, nor a text, nor a list")


def _listing(document: Document, why: str) -> KindFound:
    refused = refusal(document, listing=True)
    if refused is not None and refused.state == "gone":
        return KindFound("gone", refused.reason)
    return KindFound("listing", why)


def _is_priced(stated: Mapping[ProductSyntax, ProductFields]) -> bool:
    """Whether schema.org markup names goods that the page is about, with an offer."""
    return any(fields.prices or fields.price for syntax, fields in stated.items() if syntax != "opengraph")


def _is_declared_article(document: Document, markup: Markup) -> bool:
    kind = (document.meta("og:type") or "").casefold()
    return kind in {"article", "news", "blog"} or any(True for _ in markup.of_type(ARTICLE_TYPES))


def _is_declared_product(document: Document, markup: Markup) -> bool:
    kind = (document.meta("og:type") or "").casefold()
    return kind.startswith(("product", "og:product")) or len(list(markup.of_type(PRODUCT_TYPES))) == 1


def _sells_one(document: Document) -> bool:
    """A button that buys stands a little after the headline."""
    at = main_heading(document) or 0
    near = document.lines[max(0, at - 10) : at + 80]
    return any(line.place != "frame" and plain_label(line.text) in shop_words().buy_buttons for line in near)


def _priced_grid(groups: Sequence[Repeated], shown: Sequence[VisiblePrice]) -> KindFound | None:
    """The page as a list of goods, where its likeliest price is that of one card among many with prices."""
    if not shown:
        return None
    around = {id(element) for element in (shown[0].element, *shown[0].element.iterancestors())}
    for group in groups:
        if any(id(card.element) in around for card in group.cards):
            priced = sum(_has_price(card.element) for card in group.cards)
            if priced >= _LIST_CARDS:
                return KindFound("list", f"{len(group.cards)} links to things of one kind, {priced} with a price")
    return None


def _list(document: Document, groups: Sequence[Repeated]) -> KindFound | None:
    """The page as a list, where cards make up most of its text."""
    # The links of a thread's posts are names of people; those of a list say what each thing is.
    groups = [group for group in groups if not group.in_frame and group.link_weight >= _TELLING_LINK]
    if not groups:
        return None
    total = sum(weight(line.text) for line in document.lines if line.place != "frame")
    share = sum(group.weight for group in groups[:3]) / max(1, total)
    running = sum(weight(line.text) for line in _outside(document, groups[0]) if weight(line.text) >= _LONG_LINE)
    if share >= _LIST_SHARE and running < _ARTICLE_TEXT:
        return KindFound("list", f"{len(groups[0].cards)} links to things of one kind, most of the page's text")
    return None


def _outside(document: Document, group: Repeated) -> list[VisibleLine]:
    within = {id(element) for card in group.cards for element in card.element.iter()}
    return [line for line in document.lines if line.place == "main" and id(line.element) not in within]


def _has_price(element: object) -> bool:
    return any(price_in(line, named=False) for line in visible_lines(element))
