"""How long texts of growing length take: ``extract_growth LENGTH…``; processor time in ms per 10,000 characters."""

from __future__ import annotations

import itertools
import json
import sys
import time
from collections.abc import Sequence

from bench.generated import items
from extract.pipeline import Extractor

_SERVER = "出H100 8卡整机 20台 260万含税 深圳现货 微信 sample_12345\n"
_CHINESE_NEWS = (
    "据报道，{n}月{place}海关查获{quantity}块英伟达 {model} 芯片，总价值约{price}美元，涉案公司称货物发往{place}。\n"
)
_ENGLISH_NEWS = "Officials said on day {n} that {quantity} Nvidia {model} chips worth ${price} left {place} for China. "


def texts() -> dict[str, list[str]]:
    """Kind of text → pieces that follow each other in a long one; no two lines are the same."""
    listings = [(item, f"{item.title} {item.text}\n") for item in items(16_000)]
    chinese = [text for item, text in listings if "USD" not in text]
    english = [text for item, text in listings if "USD" in text]
    told = [
        {"n": item.number, "place": item.place, "quantity": 100 + item.number, "model": item.offer.model}
        | {"price": 1_000_000 + item.number}
        for item, _ in listings
    ]
    return {
        "Chinese listings": chinese,
        "Chinese listings in one line": [text.replace("\n", " ") for text in chinese],
        "English listings": english,
        "English listings in one line": [text.replace("\n", " ") for text in english],
        "one listing again and again": chinese[:1],
        "one server again and again": [_SERVER],
        "Chinese article": [_CHINESE_NEWS.format(**words) for words in told],
        "English article": [_ENGLISH_NEWS.format(**words) for words in told],
    }


def main(lengths: Sequence[int]) -> None:
    """Print kind of text → milliseconds per 10,000 characters at each length."""
    extractor = Extractor()
    curves: dict[str, list[float]] = {}
    for name, pieces in texts().items():
        kind = "article" if "article" in name else "listing"
        extractor.read(cut(pieces, lengths[:2][-1]), kind=kind)  # patterns are compiled when a text first needs them
        curves[name] = [_cost(extractor, cut(pieces, length), kind) for length in lengths]
    print(json.dumps(curves))


def cut(pieces: Sequence[str], length: int) -> str:
    """Pieces one after the other, cut at *length* characters."""
    found: list[str] = []
    size = 0
    for piece in itertools.cycle(pieces):
        if size >= length:
            break
        found.append(piece)
        size += len(piece)
    return "".join(found)[:length]


def _cost(extractor: Extractor, text: str, kind: str) -> float:
    start = time.process_time()
    extractor.read(text, kind=kind)
    return 1000 * (time.process_time() - start) / (len(text) / 10_000)


if __name__ == "__main__":
    main([int(length) for length in sys.argv[1:]])
