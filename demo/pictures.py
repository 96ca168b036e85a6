"""Pictures of the posts: a drawn price list where the facts stand only in the picture, else a plain pattern."""

from __future__ import annotations

import logging
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path

from aiohttp import web
from PIL import Image, ImageDraw, ImageFont

from demo.answers import MARKET
from demo.dice import Dice
from demo.shelf import Item, item_numbered

_FONT_HOMES = tuple(
    Path(home) for home in ("/usr/share/fonts", "/usr/local/share/fonts", "/System/Library/Fonts", "C:/Windows/Fonts")
)
_FONT_NAMES = ("NotoSansCJK*", "SourceHanSans*", "wqy*", "PingFang*", "msyh*", "DroidSansFallback*")
_SIZE = 34
_PAPERS = ((255, 252, 240), (240, 248, 255), (250, 250, 250), (255, 244, 244))
_log = logging.getLogger(__name__)

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@cache
def font() -> Font:
    """A font with Chinese characters. Where none is installed, Pillow's own, and one line says so."""
    for home in _FONT_HOMES:
        for name in _FONT_NAMES:
            for path in sorted(home.rglob(name)) if home.is_dir() else ():
                if path.suffix in (".ttc", ".ttf", ".otf"):
                    return ImageFont.truetype(str(path), _SIZE)
    _log.warning("no Chinese font is installed: the pictures of the demo show boxes (install fonts-noto-cjk)")
    return ImageFont.load_default(_SIZE)


@lru_cache(maxsize=256)
def draw(lines: tuple[str, ...], key: str) -> bytes:
    """A PNG of a few lines of text, as from a phone's notebook."""
    dice = Dice("picture", key)
    step = _SIZE + 26
    image = Image.new("RGB", (640, 60 + step * len(lines)), dice.pick("paper", _PAPERS))
    pen = ImageDraw.Draw(image)
    for number, line in enumerate(lines):
        top = 30 + number * step
        pen.text((40, top), line, fill=(30, 30, 60), font=font())
        pen.line([(30, top + step - 14), (610, top + step - 14)], fill=(205, 205, 215), width=1)
    stored = BytesIO()
    image.save(stored, "PNG")
    return stored.getvalue()


def photo_path(item: Item) -> str:
    """Where a site serves the photo of an item."""
    return f"/photo/{item.number}.{'png' if item.words.picture else 'svg'}"


def photo_routes(site: str) -> list[web.RouteDef]:
    """The photos of a site: the drawn ones where facts stand in the picture, else a sketch of the goods."""

    def found(request: web.Request) -> Item:
        item = item_numbered(request.app[MARKET], site, int(request.match_info["id"]))
        if item is None or bool(item.words.picture) != request.path.endswith("png"):
            raise web.HTTPNotFound
        return item

    async def drawn(request: web.Request) -> web.Response:
        item = found(request)
        return web.Response(body=draw(item.words.picture, item.post.key), content_type="image/png")

    async def sketched(request: web.Request) -> web.Response:
        return web.Response(text=_sketch(found(request)), content_type="image/svg+xml")

    return [web.get(r"/photo/{id:\d+}.png", drawn), web.get(r"/photo/{id:\d+}.svg", sketched)]


def _sketch(item: Item) -> str:
    """A card with its fans, a rack unit with its bays, or a box: in the place of a photograph."""
    dice = Dice("sketch", item.post.key)
    hue, form = dice.below("hue", 360), item.words.told[0].good.form if item.words.told else "box"
    if form in ("card", "workstation"):
        fans = dice.between("fans", 1, 3)
        body = '<rect x="24" y="84" width="192" height="76" rx="8" fill="#2c3038"/>'
        body += '<rect x="16" y="76" width="8" height="104"/>'
        body += "".join(
            f'<circle cx="{120 + (2 * n - fans + 1) * 31}" cy="122" r="27" fill="#454c58" stroke="#777"/>'
            for n in range(fans)
        )
    elif form in ("server", "barebone", "rack"):
        rows = 7 if form == "rack" else 3
        body = "".join(
            f'<rect x="36" y="{118 - rows * 12 + n * 26}" width="168" height="22" rx="3" fill="#2c3038"/>'
            f'<circle cx="192" cy="{129 - rows * 12 + n * 26}" r="3" fill="#5fd38d"/>'
            for n in range(rows)
        )
    elif form in ("module", "baseboard"):
        chips = 8 if form == "baseboard" else 1
        body = '<rect x="30" y="60" width="180" height="120" rx="6" fill="#1d5b3a"/>'
        body += "".join(
            f'<rect x="{44 + n % 4 * 40}" y="{74 + n // 4 * 50}" width="32" height="40" fill="#c9ced6"/>'
            for n in range(chips)
        )
    else:
        body = '<path d="M50 100 120 70 190 100 190 170 120 200 50 170Z M50 100 120 130 190 100 M120 130V200" '
        body += 'fill="#c79a62" stroke="#8a6233" stroke-width="3"/>'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 240">'
        f'<rect width="240" height="240" fill="hsl({hue} 30% {dice.between("lift", 76, 90)}%)"/>{body}</svg>'
    )
