"""A post in words: title, body and the labelled fields of its page, with what they tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from string import Formatter
from typing import Any

from demo.dice import Dice
from demo.fields import add_fields
from demo.market import Market
from demo.posts import Post, reply_place
from demo.profiles import load
from demo.sayings import Sayings
from demo.words import Words

_WORDINGS = {
    "demo-forum": "wording_forum",
    "demo-market": "wording_market",
    "demo-shop": "wording_shop",
    "demo-b2b": "wording_b2b",
    "demo-hk": "wording_hk",
}
_SLANG_SHARE = 0.25


def word(market: Market, post: Post) -> Words:
    """Put a post into words. The same post always gets the same wording; figures follow the day."""
    dice = market.dice("words", post.site, post.index)
    if post.kind == "lookalike":
        return _lookalike(post, dice)
    wordings = load(_WORDINGS[post.site])
    wording = wordings[post.kind if post.kind in wordings else "offer"]
    if post.kind == "several":
        return _several(post, wording, dice)
    sayings = Sayings(post, post.lines[0], dice)
    bodies = wording["bodies"]
    if post.lines[0].good.slang and dice.chance("slang", _SLANG_SHARE):
        bodies = wording.get("slang", bodies)
    title, body = dice.pick("title", wording["titles"]), dice.pick("body", bodies)
    if in_reply(post):
        title = dice.pick("title", wordings["reply"]["titles"])
        body = dice.pick("body", [choice for choice in bodies if "{goods}" in choice or "{slang}" in choice])
    picture: tuple[str, ...] = ()
    if post.kind == "picture":
        drawn = Sayings(post, post.lines[0], dice)
        picture = tuple(template.format_map(drawn) for template in ("{goods}", "{qty}", "{price}"))
        sayings.told = replace(drawn.told)
    words = Words(title.format_map(sayings), body.format_map(sayings), (sayings.told,), picture)
    words.contacts_shown = "contact" in _placeholders((title, body))
    add_fields(post, words, sayings, dice)
    return words


def in_reply(post: Post) -> bool:
    """Whether the offer stands in a reply of a forum thread that talks of something else."""
    return post.site == "demo-forum" and reply_place(post.index) > 1


def _several(post: Post, wording: dict[str, Any], dice: Dice) -> Words:
    """Several lines of goods under one head and one foot, whose facts hold for all."""
    title, body, pattern = (dice.pick(name, wording[name]) for name in ("titles", "bodies", "line"))
    if in_reply(post):
        title = dice.pick("title", load(_WORDINGS[post.site])["reply"]["titles"])
    said = [Sayings(post, line, dice) for line in post.lines]
    lines = "\n".join(pattern.format_map(line) for line in said)
    frame = _placeholders((title, body)) - {"lines"}
    shared = {name: said[0][name] for name in frame}
    for other in said[1:]:
        for name in frame & {"cond", "avail", "tax", "place"}:
            other[name]
    words = Words(title.format_map(shared), body.format_map({**shared, "lines": lines}))
    words.told = tuple(line.told for line in said)
    words.contacts_shown = "contact" in frame
    add_fields(post, words, said[0], dice)
    return words


def _lookalike(post: Post, dice: Dice) -> Words:
    entry = dice.pick("lookalike", load("lookalikes")[post.site])
    price = dice.between("price", *entry["price"])
    seller = post.seller
    contact = ""
    if "{contact}" in entry["body"]:
        phrases = load("phrases")["zh"]["contact"][seller.style]
        contact = dice.pick("contact", phrases).format(v=seller.contacts[0].value if seller.contacts else "")
    count = dice.between("count", 2, 60)
    values = {"n": count, "p": price, "contact": contact}
    title = dice.pick("title", load(_WORDINGS[post.site])["reply"]["titles"]) if in_reply(post) else entry["title"]
    words = Words(title.format_map(values), entry["body"].format_map(values), asks=price)
    words.contacts_shown = "{contact}" in entry["body"]
    add_fields(post, words, None, dice)
    return words


def _placeholders(templates: Iterable[str]) -> set[str]:
    return {name for template in templates for _, name, _, _ in Formatter().parse(template) if name}
