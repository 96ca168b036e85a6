"""What the goods are as a thing: card, module, baseboard, server, barebone, rack or workstation; and the GPUs in one."""

# ruff: noqa: E501 - a pattern is read in one piece

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extract.components.goods import Goods
from extract.lexicon import vocabulary_file
from extract.reading import Mark, Reading
from extract.records import Form, Unit

_NOT_A_SERVER_AFTER = re.compile(
    r"(?:被动|散热|拆机|显卡|卡|版|专用|级|用(?!于)|端|gpu|内存|电源|硬盘|主板|准系统| pull| edition| version| ed\b| gpu| card|厂|商|集群|品牌)"
)
_NOT_A_SERVER_BEFORE = re.compile(
    r"(?:(?:pulled|pulls|removed|out) (?:from|of) (?:a |the |our )?(?:[a-z]+ ){0,2}|支持|适用|适合|兼容|for|fits?|拆自|pulled from|from|适配|可装|装|用于|backup |上过|插|放|in|into|compatible with|any|your|most|other|per)\s?(?:各种|任何|主流)?\s?(?:a |an |the )?$"
)
_MAKER_GAP = re.compile(r"[ \-x×*]{0,3}(?:(?:nvidia|tesla|geforce|英伟达)[ \-]?){0,2}")
_MULTI = re.compile(r"(?:整机|一体机|节点|nodes?|poweredge|complete|整台|卡机|成品机|服务器|servers?|appliance)")
_UNIT_OF: dict[Form, Unit] = {
    "card": "card", "module": "module", "baseboard": "baseboard", "server": "server", "barebone": "server",
    "rack": "rack", "workstation": "server",
}  # fmt: skip


@dataclass(slots=True)
class Shape:
    """Form and contents of one unit."""

    form: Form
    """The form."""
    marks: list[Mark]
    """What tells it."""
    gpus: int | None
    """GPUs in one unit."""
    gpus_mark: Mark | None
    """What tells that."""
    gpus_source: Literal["stated", "sku", "convention"] | None
    """How that is known."""


@cache
def _racks() -> dict[str, int]:
    return {name: int(gpus) for name, gpus in vocabulary_file("spelling.yaml")["racks"].items()}


@cache
def _oam_models() -> frozenset[str]:
    return frozenset(vocabulary_file("spelling.yaml")["oam"])


def unit_of(form: Form) -> Unit:
    """What counts of a form count."""
    return _UNIT_OF[form]


def shape_of(reading: Reading, goods: Goods) -> Shape:
    """Form of the goods and the GPUs in one unit."""
    zone = goods.zone
    words = _form_words(reading, goods)
    gpus = reading.within("gpus", *zone)
    inside = [m for m in reading.within("count", *zone) if m.value.inside and m.value.low]
    times = reading.within("times", *zone)
    form, marks = _form(reading, goods, words, gpus)
    if form == "barebone":
        return Shape(form, marks, 0, marks[0] if marks else None, "stated")
    if form in {"card", "module"}:
        return Shape(form, marks, 1, None, None)
    if form == "rack":
        rack = next((m for m in reading.within("bus", *zone) if m.value in _racks()), None)
        if rack is not None:
            return Shape(form, marks, _racks()[rack.value], rack, "stated")
    stated = next((m for m in gpus if m.value > 1 or form == "workstation"), None)
    if stated is None and inside and inside[0].value.low <= 20:
        return Shape(form, marks, inside[0].value.low, inside[0], "stated")
    if stated is None and times:
        return Shape(form, marks, times[0].value, times[0], "stated")
    if stated is None:
        multiplied = _times_inside(reading, goods, form)
        if multiplied is not None:
            return Shape(form, marks, multiplied.value.low, multiplied, "stated")
    if stated is not None:
        return Shape(form, marks, stated.value, stated, "stated")
    if goods.sku is not None and goods.sku.value.gpus is not None:
        return Shape(form, marks, goods.sku.value.gpus, goods.sku, "sku")
    if form == "baseboard":
        return Shape(form, marks, 8, None, "convention")
    return Shape(form, marks, None, None, None)


def _times_inside(reading: Reading, goods: Goods, form: Form) -> Mark | None:
    """'XE9680 8x H100', '8x H100 SXM5 server': the multiplier of the model inside a machine."""
    for mark in reading.within("count", *goods.zone):
        if mark.value.counter == "times" and is_inside(reading, goods, form, mark):
            return mark
    return None


def is_inside(reading: Reading, goods: Goods, form: Form, mark: Mark) -> bool:
    """Whether an "8 x" counts the GPUs in one machine, not machines."""
    if form not in {"server", "workstation", "baseboard", "rack"} or mark.value.low not in {1, 2, 4, 8, 10, 16}:
        return False
    model, sku = goods.model, goods.sku
    if model is None:
        return False
    dgx = sku is not None and sku.start <= model.start < sku.end
    named = [m for m in reading.marks["model"] if m.value.name == model.value.name]
    before_model = any(_touches(reading, mark, m) for m in named)
    behind_model = mark.rule == "count.x_n" and mark.start >= model.end and mark.start - model.end <= 24
    if dgx:
        return False
    others = [
        m
        for m in reading.within("count", *goods.zone)
        if m is not mark and m.value.role == "units" and not m.value.inside and m.value.counter != "card"
    ]
    return (before_model or behind_model) and (sku is not None or bool(others) or form != "baseboard")


def _touches(reading: Reading, count: Mark, model: Mark) -> bool:
    return count.end <= model.start and _MAKER_GAP.fullmatch(reading.text, count.end, model.start) is not None


def _form_words(reading: Reading, goods: Goods) -> list[Mark]:
    """Form words in the zone that speak of the goods, nearest behind the name first."""
    text = reading.text
    spans = [m for kind in ("gpus",) for m in reading.within(kind, *goods.zone)]
    edition = reading.within("edition", *goods.zone)
    words: list[Mark] = []
    for mark in reading.within("form", *goods.zone):
        if any(s.start <= mark.start and mark.end <= s.end for s in [*spans, *edition]):
            continue
        word = text[mark.start : mark.end]
        if text[mark.start - 1 : mark.start] == "#":
            continue
        if mark.value in {"server", "workstation"}:
            if _NOT_A_SERVER_AFTER.match(text, mark.end) or _NOT_A_SERVER_BEFORE.search(
                text, max(0, mark.start - 40), mark.start
            ):
                continue
            if word in {"主机", "机器", "system", "systems", "machine", "machines", "tower"} and text[
                mark.end : mark.end + 5
            ].strip()[:4] in {"拆", "pull", "pulls"}:
                continue
            if text[mark.end : mark.end + 5] == " pull":
                continue
        if mark.value == "rack" and re.search(
            r"(?:送|放|上|in|per|into|the|机房|托管|42u|u)\s?$", text[max(0, mark.start - 6) : mark.start]
        ):
            continue
        if mark.value == "server" and _stands_in_title(reading, goods, mark):
            continue
        words.append(mark)
    return words


def _stands_in_title(reading: Reading, goods: Goods, mark: Mark) -> bool:
    """'机器从哪收' above a line of cards, '显卡服务器清单': a word in another line before goods counted as cards."""
    if mark.start >= reading.lines[goods.line].start:
        return False
    counts = reading.within("count", reading.lines[goods.line].start, goods.zone[1])
    return any(m.value.counter in {"card", "chip"} and not m.value.inside for m in counts)


def _form(reading: Reading, goods: Goods, words: list[Mark], gpus: list[Mark]) -> tuple[Form, list[Mark]]:
    zone = goods.zone
    text = reading.text
    inside = [m for m in reading.within("count", *zone) if m.value.inside and m.value.low]
    times = reading.within("times", *zone)
    counts = [m for m in reading.within("count", *zone) if m.value.role == "units" and not m.value.inside]
    counters = {m.value.counter for m in counts}
    each = {m.value.each for m in reading.within("money", *zone) if m.value.each}
    many = [m for m in gpus if m.value > 1] or times
    by_form: dict[str, list[Mark]] = {}
    for word in words:
        by_form.setdefault(word.value, []).append(word)
    bare = [m for m in reading.within("barebone", *zone) if not _contradicted(reading, m, many, words)]
    if bare:
        return "barebone", bare[:1]
    bus = reading.within("bus", *zone)
    rack = [m for m in bus if m.value in _racks()]
    name = goods.model.value.name if goods.model else ""
    if rack and not (by_form.get("server") and re.search(r"tray|compute node|托盘|计算节点", text[zone[0] : zone[1]])):
        return "rack", rack[:1]
    if goods.sku is not None and goods.sku.value.form == "rack":
        return "rack", [goods.sku]
    if by_form.get("rack") and ("rack" in counters or name in {"GB200", "GB300"} or "整柜" in text[zone[0] : zone[1]]):
        return "rack", by_form["rack"][:1]
    if by_form.get("workstation") and not (goods.sku and goods.sku.value.form == "server"):
        return "workstation", by_form["workstation"][:1]
    near = [w for w in words if w.value in {"baseboard", "server", "module", "card"}]
    hgx = reading.within("hgx", *zone)
    server_words = by_form.get("server", [])
    if goods.sku is not None:
        return "server", [goods.sku]
    if by_form.get("baseboard") and not _server_first(goods, server_words, by_form["baseboard"]):
        return "baseboard", by_form["baseboard"][:1]
    if server_words and (
        many
        or inside
        or "server" in counters
        or "server" in each
        or _strong_server(text, server_words)
        or not by_form.get("card")
    ):
        behind = [w for w in near if w.start >= goods.start]
        if not (
            by_form.get("card")
            and not many
            and not inside
            and behind
            and behind[0].value == "card"
            and "server" not in counters
        ):
            return "server", server_words[:1]
    if "board" in counters or "board" in each:
        return "baseboard", hgx[:1] or counts[:1]
    if hgx and not server_words and "card" not in counters and "server" not in counters:
        return "baseboard", hgx[:1]
    if "server" in counters or "server" in each:
        return "server", [m for m in counts if m.value.counter == "server"][:1]
    if inside:
        return "server", inside[:1]
    if many and not by_form.get("card") and not by_form.get("module") and many[0].value in {4, 8, 10, 16}:
        return "server", many[:1]
    sxm = [m for m in bus if m.value.startswith(("SXM", "OAM"))]
    if sxm:
        return "module", sxm[:1]
    if name in _oam_models():
        return "module", by_form.get("module", [])[:1]
    if by_form.get("module") and name and not [m for m in bus if m.value in {"PCIe", "NVL"}]:
        return "module", by_form["module"][:1]
    if name in {"GH200", "GB200", "GB300"}:
        return "server", []
    return "card", by_form.get("card", [])[:1]


def _contradicted(reading: Reading, mark: Mark, many: list[Mark], words: list[Mark]) -> bool:
    """'8x H100 in an 8U chassis' has GPUs; a bare word for a case is weaker than what is said to be inside."""
    word = reading.text[mark.start : mark.end]
    if word in {"chassis", "机箱"}:
        return (
            bool(many)
            or any(w.value in {"workstation", "baseboard"} for w in words)
            or (
                not re.search(r"barebone|no gpu|without|不含|不带|无|空", reading.text)
                and bool(reading.marks.get("bus"))
            )
        )
    before = reading.text[max(0, mark.start - 3) : mark.start]
    return word in {"机头"} and before.endswith(("含", "带"))


def _server_first(goods: Goods, servers: list[Mark], boards: list[Mark]) -> bool:
    """A server word nearer behind the name than the board word: the board is part of the server."""
    behind_server = [m.start for m in servers if m.start >= goods.start]
    behind_board = [m.start for m in boards if m.start >= goods.start]
    return bool(behind_server) and (not behind_board or min(behind_server) < min(behind_board))


def _strong_server(text: str, marks: list[Mark]) -> bool:
    return any(_MULTI.fullmatch(text[m.start : m.end]) for m in marks)
