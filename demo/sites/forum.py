"""Site 1: a Chinese forum. Threads of posts in GB18030, which every other thread declares in its markup only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from demo.addresses import POSTS_PER_THREAD_PAGE
from demo.answers import MARKET, render
from demo.layout import blocks
from demo.market import Market
from demo.pictures import photo_path, photo_routes
from demo.posts import reply_place
from demo.profiles import load
from demo.sellers import seller
from demo.shelf import Item, item_numbered, list_page, page_count
from demo.wording import in_reply

SITE = "demo-forum"
_BOARDS = {2: "交易区", 3: "求购·租赁·杂谈"}
_BESIDE_THE_MARKET = ("wanted", "rental", "lookalike")
_BEIJING = timedelta(hours=8)


@dataclass(frozen=True)
class _Shown:
    """One post of a thread, ready for the template."""

    pid: str
    author: str
    uid: int
    posted: datetime
    text: str
    floor: int
    href: str
    sold: bool = False
    picture: str | None = None


def routes() -> list[web.RouteDef]:
    """What the forum answers."""
    return [
        web.get("/", _home),
        web.get(r"/forum-{board:\d+}-{page:\d+}.html", _board),
        web.get(r"/thread-{tid:\d+}-{page:\d+}.html", _thread),
        *photo_routes(SITE),
    ]


def _answer(text: str, *, declared: bool, status: int = 200) -> web.Response:
    body = text.encode("gb18030")
    declaration = "text/html; charset=gb18030" if declared else "text/html"
    return web.Response(body=body, status=status, headers={"Content-Type": declaration})


async def _home(request: web.Request) -> web.Response:
    market = request.app[MARKET]
    return _answer(render("forum_home.html", boards=_BOARDS, latest=list_page(market, SITE, 1)[:8]), declared=True)


async def _board(request: web.Request) -> web.Response:
    market, board, number = request.app[MARKET], int(request.match_info["board"]), int(request.match_info["page"])
    if board not in _BOARDS:
        return _answer(render("forum_notice.html", notice="deleted"), declared=True)
    threads = [one for one in list_page(market, SITE, number) if (one.post.kind in _BESIDE_THE_MARKET) == (board == 3)]
    text = render(
        "forum_board.html",
        board=board,
        name=_BOARDS[board],
        threads=threads,
        number=number,
        last=page_count(market, SITE),
        local=_BEIJING,
        in_reply=in_reply,
        thread_author=lambda item: _opener(market, item) if in_reply(item.post) else item.post.seller.name,
    )
    return _answer(text, declared=True)


async def _thread(request: web.Request) -> web.Response:
    market, tid, number = request.app[MARKET], int(request.match_info["tid"]), int(request.match_info["page"])
    item = item_numbered(market, SITE, tid)
    declared = tid % 2 == 0
    if blocks(market, SITE, tid):
        return _answer(render("forum_notice.html", notice="captcha", meta=not declared), declared=declared, status=403)
    if item is None or item.sign == "soft_404":
        return _answer(render("forum_notice.html", notice="deleted", meta=not declared), declared=declared)
    if item.sign == "login_wall":
        text = render("forum_notice.html", notice="login", title=item.words.title, meta=not declared)
        return _answer(text, declared=declared)
    posts = _posts(market, item, tid)
    last = -(-len(posts) // POSTS_PER_THREAD_PAGE)
    first = (number - 1) * POSTS_PER_THREAD_PAGE
    text = render(
        "forum_thread.html",
        title=("【已出】" if item.sign == "sold_note" and not in_reply(item.post) else "") + item.words.title,
        posts=posts[first : first + POSTS_PER_THREAD_PAGE],
        tid=tid,
        number=number,
        last=last,
        board=3 if item.post.kind in _BESIDE_THE_MARKET else 2,
        meta=not declared,
        local=_BEIJING,
    )
    return _answer(text, declared=declared)


def _posts(market: Market, item: Item, tid: int) -> list[_Shown]:
    """All posts of a thread: the item, an opener if the item is a reply, and chatter."""
    dice, own = market.dice(SITE, item.post.index), reply_place(item.post.index)
    talk = load("wording_forum")
    shown = []
    for floor in range(1, max(own, 1 + dice.below("replies", 8)) + 1):
        href = f"/thread-{tid}-{(floor - 1) // POSTS_PER_THREAD_PAGE + 1}.html#pid{tid}{floor:02d}"
        if floor == own:
            picture = photo_path(item) if item.words.picture else None
            name, uid, text = item.post.seller.name, item.post.seller.number, item.words.body
            sold = item.sign == "sold_note"
            shown.append(
                _Shown(item.post.key, name, uid, item.post.posted_at, text, floor, href, sold=sold, picture=picture)
            )
            continue
        uid = dice.below(f"talker {floor}", max(8, market.listings // 3))
        name = _opener(market, item) if floor == 1 else seller(market.seed, SITE, uid).name
        said: list[str] = talk["reply"]["openers"] if floor == 1 else talk["chatter"]
        text = dice.pick(f"talk {floor}", said)
        posted = item.post.posted_at + timedelta(minutes=11 * (floor - own))
        shown.append(_Shown(f"{tid}{floor:02d}", name, uid, posted, text, floor, href))
    return shown


def _opener(market: Market, item: Item) -> str:
    """Name of who opened a thread in which the item is a reply."""
    number = market.dice(SITE, item.post.index).below("opener name", max(8, market.listings // 3))
    return seller(market.seed, SITE, number).name
